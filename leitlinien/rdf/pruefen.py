"""Native validation of rows, straight from the declarations of the kinds: values, links and what needs the whole graph.

Finds what the derived SHACL shapes find (a property test compares them), two orders of magnitude faster.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from leitlinien.errors import Mangel
from leitlinien.ids import Adressen
from leitlinien.kinds import Art, Feld, LinkStatus, Modell, Nackt, Teilbar, modell
from leitlinien.rdf import aussagen
from leitlinien.rdf.graphregeln import beispielmischung, fruehere_adressen, kreise
from leitlinien.rdf.lesen import Gelesen, Gemeldet, aussage_name, lies
from leitlinien.rdf.namen import kurz, lang
from leitlinien.rdf.werte import Fehler, Wertregel
from leitlinien.rows import BLOSS, Angaben, Bestand, Knotenzeile, Linkzeile, ohne_sammeln

TYP = lang("rdf:type")
SUBJEKT, PRAEDIKAT, OBJEKT = lang("rdf:subject"), lang("rdf:predicate"), lang("rdf:object")
NICHTS = Gemeldet()


class _Artregeln:
    """What holds for nodes of one kind, looked up by predicate."""

    def __init__(self, art: Art) -> None:
        self.art = art
        self.werte = {str(f.pfad): Wertregel(f) for f in art.werte}
        self.pflicht = tuple((str(f.pfad), f) for f in art.werte if f.pflicht)
        self.pflichtlinks = tuple(f for f in art.links if f.pflicht)
        self.links: Mapping[str, Feld] = {str(f.pfad): f for f in art.links}
        alle = frozenset(art.modell.arten)
        self.ziele = {str(f.pfad): alle if "Knoten" in f.ziele else frozenset(f.ziele) & alle for f in art.links}


class Pruefung:
    """One run over rows; `maengel` collects what it finds."""

    def __init__(
        self, bestand: Bestand, vorhanden: Bestand | None, modell: Modell, adressen: Adressen, gemeldet: Gemeldet
    ) -> None:
        self.maengel: list[Mangel] = []
        self._bestand, self._modell, self._adressen, self._gemeldet = bestand, modell, adressen, gemeldet
        self._regeln = {str(a.begriff): _Artregeln(a) for a in modell.arten.values()}
        namen = {str(a.begriff): a.name for a in modell.arten.values()}
        neu = {k.pfad for k in bestand.knoten}
        self._alte_knoten = [k for k in vorhanden.knoten if k.pfad not in neu] if vorhanden else []
        alte_links = vorhanden.links if vorhanden else []
        neue_links = {v[:3] for v in bestand.links} if alte_links else set()
        self._alte_links = [v for v in alte_links if v[:3] not in neue_links]
        self._alte_arten = (
            {k.pfad: namen.get(k.art, "") for k in vorhanden.knoten if k.pfad in neu} if vorhanden else {}
        )
        self._arten: dict[str, str] = {}
        self._mehrere: defaultdict[str, set[str]] = defaultdict(set)
        self._bekannte_befunde: dict[tuple[int, bool], tuple[Angaben, list[tuple[str, Fehler]]]] = {}
        self._gute_enden: set[tuple[str, str, str]] = set()
        """Kind, predicate and kind of links that were found to fit: there are few of them and many links."""
        for k in chain(self._alte_knoten, bestand.knoten):
            name = namen.get(k.art, "")
            erster = self._arten.setdefault(k.pfad, name)
            if erster != name:
                self._mehrere[k.pfad] |= {erster, name}

    def alles(self) -> list[Mangel]:
        """All findings, sorted."""
        for zeile in self._bestand.knoten:
            self._knoten(zeile)
        self._links()
        alle_links = [*self._alte_links, *self._bestand.links]
        ohne = self._gemeldet.ohne_tripel
        vorschlag = LinkStatus.VORSCHLAG
        tripel = [v for v in alle_links if v.angaben.status is not vorschlag and not (ohne and v[:3] in ohne)]
        beteiligt = {v.praedikat for v in self._bestand.links}
        self.maengel += kreise(
            tripel, alle_links, beteiligt, modell=self._modell, adressen=self._adressen, arten=self._arten
        )
        self.maengel += beispielmischung(
            self._bestand,
            self._alte_knoten,
            self._alte_links,
            modell=self._modell,
            nur_aussage=self._nur_aussage,
            name=self._name,
        )
        self.maengel += fruehere_adressen(self._bestand.knoten, self._alte_knoten)
        return sorted(self.maengel)

    # values

    def _knoten(self, zeile: Knotenzeile) -> None:
        regeln = self._regeln.get(zeile.art)
        if regeln is None:
            self._mangel(zeile.pfad, TYP, Fehler("In", f"Die Art {kurz(zeile.art)} gibt es nicht.", ""))
            return
        werte = zeile.werte
        for p, feld in regeln.pflicht:
            if p not in werte:
                was = f"{kurz(p)} fehlt: {feld.beschreibung}"
                self._mangel(zeile.pfad, p, Fehler("MinCount", was, f"Bei {regeln.art.name} ist die Angabe Pflicht."))
        for p, wert in werte.items():
            regel = regeln.werte.get(p)
            if regel is None:
                self._mangel(zeile.pfad, p, Fehler("Closed", f"{kurz(p)} gibt es bei {regeln.art.name} nicht.", ""))
            elif isinstance(wert, str):
                if wert not in regel.gut and (len(wert) not in regel.laengen or "\0" in wert):
                    for f in regel.pruefe(wert):
                        self._mangel(zeile.pfad, p, f)
            else:
                self._mehr_als_text(zeile.pfad, p, regel, wert)

    def _mehr_als_text(self, pfad: str, p: str, regel: Wertregel, wert: dict[str, str] | list[str]) -> None:
        teile = wert if isinstance(wert, list) else [wert]
        if len(teile) > 1 and not regel.feld.viele:
            was = f"{kurz(p)} hat {len(teile)} Werte, höchstens einer ist erlaubt."
            self._mangel(pfad, p, Fehler("MaxCount", was, "Lösche die überzähligen."))
        for teil in teile:
            if isinstance(teil, str):
                for f in regel.pruefe(teil):
                    self._mangel(pfad, p, f)
                continue
            for sprache, text in teil.items():
                for f in regel.pruefe(text):
                    self._mangel(pfad, p, f)
                if not sprache.startswith("de-"):
                    was = f"Der Text ist als @{sprache} gekennzeichnet."
                    self._mangel(pfad, p, Fehler("LanguageIn", was, "Erwartet wird deutscher Text mit @de."))

    # links

    def _links(self) -> None:
        ziele: defaultdict[tuple[str, str], list[Linkzeile]] = defaultdict(list)
        ohne_art, ohne_tripel = set(self._gemeldet.arten), self._gemeldet.ohne_tripel
        gezaehlt = {p for r in self._regeln.values() for p, f in r.links.items() if not f.viele or f.pflicht}
        for link in self._bestand.links:
            if link.angaben is not BLOSS and link.angaben != BLOSS:
                self._angaben(link)
            if ohne_tripel and link[:3] in ohne_tripel:
                continue
            if link.angaben.status is LinkStatus.VORSCHLAG:
                self._enden_des_vorschlags(link)
            else:
                self._enden(link, ohne_art)
            if link.praedikat in gezaehlt:
                ziele[link.von, link.praedikat].append(link)
        self._anzahl(ziele)
        self._belege(self._gemeldet.lose_belege)
        self._alte_enden()

    def _alte_enden(self) -> None:
        """Links that are already there and touch a node which changes its kind."""
        geaendert = {pfad for pfad, art in self._alte_arten.items() if self._arten.get(pfad) != art}
        for link in self._alte_links if geaendert else ():
            if link.von in geaendert or link.nach in geaendert:
                if link.angaben.status is LinkStatus.VORSCHLAG:
                    self._enden_des_vorschlags(link)
                else:
                    self._enden(link, set())

    def _felder(self, von: str, praedikat: str) -> list[tuple[_Artregeln, Feld | None]]:
        """The field for the predicate at each kind of the node (a node with several kinds has its own finding)."""
        namen = self._mehrere.get(von) or ({self._arten[von]} if von in self._arten else set())
        regeln = (self._regeln[str(self._modell.arten[n].begriff)] for n in sorted(namen) if n)
        return [(r, r.links.get(praedikat)) for r in regeln]

    def _enden(self, link: Linkzeile, ohne_art: set[str]) -> None:
        arten = (self._arten.get(link.von, ""), link.praedikat, self._arten.get(link.nach, ""))
        if arten in self._gute_enden and not self._mehrere:
            return
        vorher = len(self.maengel)
        self._pruefe_enden(link, ohne_art)
        if len(self.maengel) == vorher and arten[0] and arten[2]:
            self._gute_enden.add(arten)

    def _pruefe_enden(self, link: Linkzeile, ohne_art: set[str]) -> None:
        felder = self._felder(link.von, link.praedikat)
        if not felder and link.von not in ohne_art and link.von not in self._arten:
            ohne_art.add(link.von)
            was = "Diesen Knoten gibt es weder in den Dateien noch im Speicher, oder ihm fehlt die Art."
            self._mangel(link.von, TYP, Fehler("MinCount", was, "Ergänze zum Beispiel `a ll:Ziel`."))
        for regeln, feld in felder:
            if feld is None:
                was = f"{regeln.art.name} hat keine Verknüpfung {kurz(link.praedikat)}."
                bekannt = ", ".join(sorted(kurz(p) for p in regeln.links))
                self._mangel(link.von, link.praedikat, Fehler("Closed", was, f"Möglich sind {bekannt}."))
            else:
                self._ziel(link, regeln, feld, link.von, link.praedikat)

    def _enden_des_vorschlags(self, link: Linkzeile) -> None:
        name = self._name(link)
        felder = [(r, f) for r, f in self._felder(link.von, link.praedikat) if f is not None]
        if not felder:
            grund = (
                f"{self._arten[link.von]} hat keine Verknüpfung {kurz(link.praedikat)}."
                if self._arten.get(link.von)
                else f"{link.von} gibt es nicht."
            )
            self._mangel(name, SUBJEKT, Fehler("Class", grund, "Prüfe den Anfang der vorgeschlagenen Verknüpfung."))
        for regeln, feld in felder:
            self._ziel(link, regeln, feld, name, OBJEKT)

    def _ziel(self, link: Linkzeile, regeln: _Artregeln, feld: Feld, name: str, pfad: str) -> None:
        erlaubt = regeln.ziele[link.praedikat]
        art = self._arten.get(link.nach)
        if art in erlaubt or (self._mehrere and self._mehrere.get(link.nach, set()) & erlaubt):
            return
        if link.nach.startswith("_:"):
            return  # reading has said that it needs an address
        soll = "ein Knoten" if "Knoten" in feld.ziele else " oder ".join(feld.ziele)
        if art:
            fehler = Fehler("Class", f"{link.nach} ist {art}, erwartet wird {soll}.", "Verknüpfe den richtigen Knoten.")
        else:
            hilfe = "Importiere die Datei, in der er steht, mit oder berichtige die Adresse."
            fehler = Fehler("Class", f"Das Ziel {link.nach} gibt es weder in den Dateien noch im Speicher.", hilfe)
        self._mangel(name, pfad, fehler)

    def _anzahl(self, ziele: Mapping[tuple[str, str], list[Linkzeile]]) -> None:
        einfach = {p for r in self._regeln.values() for p, f in r.links.items() if not f.viele}
        alte: defaultdict[tuple[str, str], list[Linkzeile]] = defaultdict(list)
        for link in self._alte_links:
            if link.praedikat in einfach and (link.von, link.praedikat) in ziele:
                alte[link.von, link.praedikat].append(link)
        for (von, p), links in ziele.items():
            if p not in einfach or len({v.nach for v in links}) + len(alte.get((von, p), ())) < 2:  # noqa: PLR2004
                continue
            if not any(f is not None and not f.viele for _, f in self._felder(von, p)):
                continue
            alle = ", ".join(sorted({v.nach for v in (*links, *alte.get((von, p), ()))}))
            was = f"{kurz(p)} führt zu mehreren Knoten ({alle}), höchstens einer ist erlaubt."
            gespeichert = " Ein Wert ist schon gespeichert; mit --ersetzen tritt die Datei an seine Stelle."
            hilfe = "Lösche die überzähligen." + (gespeichert if (von, p) in alte else "")
            self._mangel(von, p, Fehler("MaxCount", was, hilfe))
        belegt = {k for k, links in ziele.items() if any(v.angaben.status is not LinkStatus.VORSCHLAG for v in links)}
        gebraucht = any(r.pflichtlinks for r in self._regeln.values())
        belegt |= {(v.von, v.praedikat) for v in self._alte_links} if gebraucht else set()
        for zeile in self._bestand.knoten if gebraucht else ():
            for f in self._regeln[zeile.art].pflichtlinks if zeile.art in self._regeln else ():
                if (zeile.pfad, str(f.pfad)) not in belegt:
                    was = f"{kurz(str(f.pfad))} fehlt: {f.beschreibung}"
                    self._mangel(zeile.pfad, str(f.pfad), Fehler("MinCount", was, "Die Verknüpfung ist Pflicht."))

    def _angaben(self, link: Linkzeile) -> None:
        beziehung = self._modell.beziehungen.get(link.praedikat)
        if beziehung is None or Nackt in beziehung.marken:
            self._mangel(
                self._name(link), PRAEDIKAT, Fehler("In", f"Über {kurz(link.praedikat)} kann nichts gesagt werden.", "")
            )
            return
        if (link.von, link.praedikat, link.nach) not in self._gemeldet.angaben:
            for p, f in self._befunde(link.angaben, teilbar=Teilbar in beziehung.marken):
                teilbar = ", ".join(kurz(q) for q, b in self._modell.beziehungen.items() if Teilbar in b.marken)
                self._mangel(self._name(link), p, f._replace(hilfe=f.hilfe.replace("{teilbar}", teilbar)))
        if link.angaben.belege:
            self._belege((self._name(link), beleg) for beleg in link.angaben.belege)

    def _befunde(self, angaben: Angaben, *, teilbar: bool) -> list[tuple[str, Fehler]]:
        """What is wrong with what a link says; where many say the same it is one object, and looked at once."""
        bekannt = self._bekannte_befunde.get((id(angaben), teilbar))
        if bekannt is None:
            befunde = aussagen.befunde(angaben, teilbar=teilbar)
            bekannt = self._bekannte_befunde[id(angaben), teilbar] = angaben, befunde
        return bekannt[1]

    def _belege(self, belege: Iterable[tuple[str, str]]) -> None:
        erlaubt = set(aussagen.belegfeld(self._modell).ziele)
        for name, beleg in belege:
            art = self._arten.get(beleg)
            if art in erlaubt or self._mehrere.get(beleg, set()) & erlaubt or beleg.startswith("_:"):
                continue
            soll = " oder ".join(sorted(erlaubt))
            was = f"{beleg} ist {art}, erwartet wird {soll}." if art else f"Den Beleg {beleg} gibt es nicht."
            self._mangel(name, aussagen.BELEG, Fehler("Class", was, f"Ein Beleg ist immer {soll}."))

    def _name(self, link: Linkzeile) -> str:
        schluessel = (link.von, link.praedikat, link.nach)
        return self._gemeldet.namen.get(schluessel) or aussage_name(self._adressen, link)

    def _nur_aussage(self, link: Linkzeile) -> bool:
        return link.angaben.status is LinkStatus.VORSCHLAG or (
            (link.von, link.praedikat, link.nach) in self._gemeldet.ohne_tripel
        )

    def _mangel(self, knoten: str, pfad: str, f: Fehler) -> None:
        self.maengel.append(Mangel("", knoten, kurz(pfad), f.regel, f.was, f.hilfe))


def pruefe(
    bestand: Bestand,
    vorhanden: Bestand | None = None,
    modell: Modell = modell,
    *,
    adressen: Adressen | None = None,
    gemeldet: Gemeldet = NICHTS,
) -> list[Mangel]:
    """All findings about rows that are to join those already there.

    Args:
        bestand: The new rows; a node or link that is already there is replaced by them.
        vorhanden: The rows of the store.
        modell: The kinds.
        adressen: Addresses of this installation, for the names of statements.
        gemeldet: What reading has said already.
    """
    with ohne_sammeln():
        return Pruefung(bestand, vorhanden, modell, adressen or Adressen(), gemeldet).alles()


def maengel(gelesen: Gelesen, vorhanden: Bestand | None = None, modell: Modell = modell) -> list[Mangel]:
    """All findings about files that were read, of reading and of checking, with file and line."""
    gefunden = pruefe(gelesen.bestand, vorhanden, modell, adressen=gelesen.adressen, gemeldet=gelesen.gemeldet)
    return sorted({*gelesen.maengel, *gelesen.verorte(gefunden)})


def pruefe_dateien(pfade: list[Path], vorhanden: Bestand | None = None, modell: Modell = modell) -> list[Mangel]:
    """All findings about files that are to be imported together. Raises `Dateifehler` for unreadable files."""
    return maengel(lies(pfade, modell=modell), vorhanden, modell)
