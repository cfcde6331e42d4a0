"""Closed lists of values. Names are the stored codes, values their German descriptions."""

from leitlinien.kinds import Auswahl


class Dokumentart(Auswahl):
    """Art eines Dokuments."""

    VORLAGE = "Beschlussvorlage der Verwaltung an ein Gremium."
    FACHSEITE = "Fachseite im Netz."
    STATEMENT = "Persönliche oder verbandliche Stellungnahme."
    LEITLINIENTEXT = "Text eines Regelwerks selbst."
    BERICHT = "Bericht."
    HAUSHALTSPLAN = "Haushaltsplan oder Datensatz daraus."
    FOERDERRICHTLINIE = "Richtlinie, nach der gefördert wird."
    HANDBUCH = "Handbuch oder Arbeitshilfe."
    KARTE = "Strategiekarte oder andere Übersicht."


class Verfuegbarkeit(Auswahl):
    """Ob ein Dokument vorliegt."""

    LIEGT_VOR = "Das Dokument lag vor und wurde gelesen."
    NUR_GENANNT = "Ein anderes Dokument nennt es; es lag nicht vor."


class Leergrund(Auswahl):
    """Warum ein Feld leer ist."""

    ENTFAELLT = "Ein Dokument sagt ausdrücklich, dass es hierzu nichts gibt."
    UNBEKANNT = "Bekannt ist nur, dass die Angabe fehlt."


class Verbindlichkeit(Auswahl):
    """Wie stark ein Regelwerk bindet."""

    BINDEND = "Bindet das Handeln der Verwaltung."
    RAHMEN = "Setzt den Rahmen, innerhalb dessen entschieden wird."
    EMPFEHLUNG = "Empfiehlt."
    POSITION = "Gibt die Sicht eines Verbandes oder einer Person wieder."


class Bestand(Auswahl):
    """Wie vollständig ein Regelwerk vorliegt."""

    VOLLSTAENDIG = "Der ganze Text liegt vor."
    AUSZUG = "Nur ein Teil liegt vor; Befunde gelten für die vorliegenden Unterlagen."


class Leitlinienart(Auswahl):
    """Was für eine Aussage eine Leitlinie ist."""

    LEITBILD = "Bild des angestrebten Ganzen."
    GRUNDSATZ = "Überzeugung oder Maßstab, der überall gilt."
    LEITLINIE = "Richtung, in die gehandelt werden soll."
    REGEL = "Vorschrift für den Einzelfall, etwa zu Vorrang, Finanzierung oder Geltung."
    AUFGABE = "Auftrag oder Hauptaufgabe."


class Zielfeld(Auswahl):
    """Zielfeld des KGSt-Modells: was erreicht, geboten, getan oder eingesetzt wird."""

    ERGEBNISSE = "Ergebnisse und Wirkungen: Was wollen wir erreichen?"
    PROGRAMME = "Programme und Produkte: Was müssen wir dafür tun?"
    PROZESSE = "Prozesse und Strukturen: Wie müssen wir es tun?"
    RESSOURCEN = "Ressourcen: Was müssen wir einsetzen?"


class Rang(Auswahl):
    """Stellung einer Aussage im Text."""

    LEITSATZ = "Das Dokument zählt sie selbst auf."
    GRUNDAUSSAGE = "Steht im laufenden Text."
    ERLAEUTERUNG = "Erläutert einen Leitsatz; zählt bei der Abdeckung nur auf Wunsch."


class Ausrichtungsart(Auswahl):
    """Wie zwei Aussagen zueinander stehen."""

    GLEICH = "Beide sagen dasselbe."
    ENTHAELT = "Die erste schließt die zweite ein."
    TEIL_VON = "Die erste ist Teil der zweiten."
    UEBERSCHNEIDET = "Beide haben Gemeinsames und Eigenes."
    WIDERSPRICHT = "Beide lassen sich nicht zugleich befolgen."


class Zielebene(Auswahl):
    """Ebene eines Ziels."""

    STRATEGISCH = "Strategisches Ziel der Kommune."
    SCHWERPUNKT = "Politischer Schwerpunkt."
    PRODUKTZIEL = "Ziel eines Produkts."
    OPERATIV = "Ziel einer Maßnahme oder eines Vorhabens."


class Zielart(Auswahl):
    """Worauf ein Ziel sich richtet."""

    WIRKUNG = "Veränderung bei Menschen oder in der Gesellschaft."
    LEISTUNG = "Menge oder Güte von Leistungen und Angeboten."
    PROZESS = "Arbeitsweise der Verwaltung oder ihrer Partner."
    RESSOURCE = "Einsatz von Geld, Personal oder Räumen."


class Massnahmenstand(Auswahl):
    """Stand einer Maßnahme."""

    ANGEKUENDIGT = "Angekündigt, empfohlen oder vorgeschlagen."
    BESCHLOSSEN = "Beschlossen, noch nicht begonnen."
    LAUFEND = "Begonnen und nicht beendet."
    ABGESCHLOSSEN = "Beendet."
    UNBEKANNT = "Der Stand ist nicht genannt."


class Wirkweise(Auswahl):
    """Ob eine Maßnahme vorbeugt oder nachsorgt."""

    PRAEVENTION = "Beugt vor."
    INTERVENTION = "Greift ein, wenn Hilfe nötig geworden ist."


class Massnahmenform(Auswahl):
    """In welcher Form eine Maßnahme wirkt."""

    STRUKTUR = "Stärkt Strukturen, Einrichtungen oder Netze."
    GRUPPE = "Wendet sich an Gruppen."
    EINZELFALL = "Hilft im Einzelfall."


class Instrumentart(Auswahl):
    """Art eines Instruments."""

    STEUERUNG = "Steuert: Ziele, Controlling, Kostenrechnung, Managementverfahren."
    PLANUNG = "Plant: Sozialplanung, Aktionspläne, Konzepte."
    BERICHTSWESEN = "Berichtet: Sozialbericht, Monitoring, Evaluation."
    VERGLEICH = "Vergleicht: Vergleichsringe, Kennzahlen, Benchmarking."
    VERTRAG = "Vereinbart: Zuwendungen, Leistungsvereinbarungen."
    SYSTEM = "Technisches oder organisatorisches System."


class Richtung(Auswahl):
    """In welcher Richtung ein Wert besser wird."""

    HOEHER_BESSER = "Ein höherer Wert ist besser."
    NIEDRIGER_BESSER = "Ein niedrigerer Wert ist besser."
    NEUTRAL = "Der Wert beschreibt nur."


class Indikatorart(Auswahl):
    """Art eines Indikators."""

    ZIELKENNZAHL = "Misst, ob ein bestimmtes Ziel erreicht ist."
    STANDARDKENNZAHL = "Wird überall gleich erhoben und vergleicht."
    LEISTUNGSDATUM = "Zählt Leistungen oder Bestände."


class Phase(Auswahl):
    """Ob ein Wert geplant oder eingetreten ist."""

    ERGEBNIS = "Ist-Wert, Rechnungsergebnis."
    ANSATZ = "Soll-Wert, Ansatz des Haushaltsplans."
    PLANUNG = "Mittelfristige Planung."
    VERGLEICH = "Vergleichswert anderer."


class Ansatzart(Auswahl):
    """Art eines Haushaltsansatzes."""

    AUFWAND = "Aufwand ohne Zuschüsse (ohne Konten 531)."
    ERTRAG = "Ertrag."
    ZUSCHUSS = "Zuweisungen und Zuschüsse für laufende Zwecke (Konten 531); ein Ansatz, keine Zuwendung."


class Zuwendungsstand(Auswahl):
    """Stand einer Zuwendung."""

    GEPLANT = "Vorgesehen oder beantragt."
    BEWILLIGT = "Bewilligt."
    ABGERECHNET = "Verwendung nachgewiesen und anerkannt."


class Zuwendungsart(Auswahl):
    """Wofür eine Zuwendung gegeben wird."""

    PROJEKT = "Für ein abgegrenztes Vorhaben."
    INSTITUTIONELL = "Für die Einrichtung insgesamt."


class Finanzierungsart(Auswahl):
    """Wie eine Zuwendung die Ausgaben deckt."""

    ANTEIL = "Ein fester Anteil der Ausgaben."
    FEHLBEDARF = "Was nach eigenen Mitteln fehlt."
    FESTBETRAG = "Ein fester Betrag."
    VOLL = "Alle Ausgaben."


class Verpflichtungsgrad(Auswahl):
    """Wie weit die Kommune zu einer Leistung verpflichtet ist."""

    PFLICHT = "Dem Grunde und der Höhe nach verpflichtend."
    DEM_GRUNDE_NACH = "Dem Grunde nach verpflichtend, in der Höhe frei."
    FREIWILLIG = "Freiwillige Leistung."


class Organisationsart(Auswahl):
    """Art einer Organisation."""

    KOMMUNE = "Stadt, Gemeinde oder Landkreis."
    AMT = "Amt, Fachbereich oder andere Einheit einer Verwaltung."
    GREMIUM = "Rat, Kreistag, Ausschuss."
    FREIER_TRAEGER = "Freier Träger."
    VERBAND = "Verband oder Verein."
    MINISTERIUM = "Ministerium."
    EINRICHTUNG = "Einrichtung oder Einrichtungstyp."
    GRUPPE = "Gruppe von Akteuren, die ein Text zusammen nennt."


class Beschlussergebnis(Auswahl):
    """Ergebnis einer Beschlussfassung."""

    BESCHLOSSEN = "Beschlossen."
    ZUR_KENNTNIS = "Zur Kenntnis genommen."
    UNTER_VORBEHALT = "Unter Vorbehalt beschlossen."
    VORGESCHLAGEN = "Vorgeschlagen; ob beschlossen wurde, sagt das Dokument nicht."
