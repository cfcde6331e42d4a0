"""The check of documents and passages against a folder, and Turtle for new passages.

Which kinds are documents and passages is read from the model's marks, so no kind is named here.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from rdflib import Graph, Literal, URIRef

from leitlinien.errors import Dateifehler
from leitlinien.kinds import (
    Anfang,
    Art,
    Auswahl,
    Dateiname,
    Deutsch,
    Ende,
    Feld,
    Herkunft,
    Lokator,
    Marke,
    Modell,
    Pruefsumme,
    Zeichensatz,
    modell,
)
from leitlinien.rows import Bestand, Wert
from leitlinien.sources.folder import Quellen
from leitlinien.sources.passages import Anker, Fund, bytehash
from leitlinien.terms import LL


class Urteil(Auswahl):
    """Ergebnis der Prüfung eines Dokuments oder einer Fundstelle."""

    HAELT = "Der Wortlaut hält: Die Prüfsumme stimmt."
    WEICHT_AB = "Der Wortlaut weicht ab: Die Prüfsumme stimmt nicht."
    FEHLT = "Die Datei fehlt oder lässt sich nicht lesen."


@dataclass(frozen=True, slots=True)
class Pruefung:
    """What the check of one document or passage found."""

    knoten: str
    """Id of the document or passage."""
    datei: str
    """File name as the document gives it."""
    urteil: Urteil
    erklaerung: str
    """German sentence: what was compared, and what to do when it differs."""
    jetzt: Anker | None = None
    """Where the same wording stands now, when it moved."""


@dataclass(frozen=True)
class Pruefbericht:
    """The check of all documents and passages of a set of rows."""

    dokumente: list[Pruefung] = field(default_factory=list)
    """Documents with file name and hash, in order of their ids."""
    fundstellen: list[Pruefung] = field(default_factory=list)
    """Passages with positions and hash, by document and position."""
    ohne_anker: int = 0
    """Documents and passages that carry no hash, so nothing can be checked (named only, or a place in a data file)."""

    @property
    def ergebnisse(self) -> list[Pruefung]:
        """Documents first, then passages."""
        return [*self.dokumente, *self.fundstellen]

    @property
    def zahlen(self) -> dict[Urteil, int]:
        """How often each verdict was given; every verdict has a number."""
        gezaehlt = Counter(p.urteil for p in self.ergebnisse)
        return {u: gezaehlt[u] for u in Urteil}

    @property
    def fehlende_dateien(self) -> dict[str, int]:
        """Names of the files that are missing or unreadable, with how many passages could not be compared for it."""
        namen = {p.datei: 0 for p in self.dokumente if p.urteil is Urteil.FEHLT}
        for p in self.fundstellen:
            if p.urteil is Urteil.FEHLT and p.datei:
                namen[p.datei] = namen.get(p.datei, 0) + 1
        return namen

    @property
    def haelt(self) -> bool:
        """Whether nothing differs and nothing is missing."""
        return all(p.urteil is Urteil.HAELT for p in self.ergebnisse)


@dataclass(frozen=True)
class _Dokumentart:
    """A kind whose nodes have files."""

    dateiname: Feld
    zeichensatz: Feld | None
    pruefsumme: Feld


@dataclass(frozen=True)
class _Stellenart:
    """A kind whose nodes are passages in documents."""

    art: Art
    lokator: Feld
    von: Feld
    bis: Feld
    pruefsumme: Feld
    dokument: Feld


def _markiert(art: Art, marke: Marke) -> Feld | None:
    return next((f for f in art.werte if marke in f.marken), None)


def _dokumentarten(modell: Modell) -> dict[str, _Dokumentart]:
    """Kinds with a file name and a hash, by the IRI of their RDF class."""
    gefunden = {}
    for art in modell.arten.values():
        name, summe = _markiert(art, Dateiname), _markiert(art, Pruefsumme)
        if name and summe:
            gefunden[str(art.begriff)] = _Dokumentart(name, _markiert(art, Zeichensatz), summe)
    return gefunden


def _stellenarten(modell: Modell) -> dict[str, _Stellenart]:
    """Kinds with positions, a hash and a link to a document, by the IRI of their RDF class."""
    begriffe = _dokumentarten(modell)
    dokumente = {art.name for art in modell.arten.values() if str(art.begriff) in begriffe}
    gefunden = {}
    for art in modell.arten.values():
        lokator, von, bis, summe = (_markiert(art, m) for m in (Lokator, Anfang, Ende, Pruefsumme))
        dokument = next((f for f in art.links if dokumente.intersection(f.ziele)), None)
        if lokator and von and bis and summe and dokument:
            gefunden[str(art.begriff)] = _Stellenart(art, lokator, von, bis, summe, dokument)
    return gefunden


def _text(werte: Mapping[str, Wert], feld: Feld | None) -> str | None:
    wert = werte.get(str(feld.praedikat)) if feld else None
    return wert if isinstance(wert, str) else None


@dataclass(frozen=True)
class _Datei:
    """A document as the rows describe it."""

    pfad: str
    name: str
    zeichensatz: str | None
    pruefsumme: str | None


def pruefe(bestand: Bestand, quellen: Quellen, modell: Modell = modell) -> Pruefbericht:
    """Compares every document and passage with the files at hand.

    Documents without a file name are only named and are passed over. Nothing is raised: a file that is missing or
    cannot be read is a finding.
    """
    dateien, ohne_summe = _dateien(bestand, modell)
    stellen, ohne_anker = _stellen(bestand, modell)
    return Pruefbericht(
        [_pruefe_dokument(d, quellen) for d in dateien.values() if d.pruefsumme],
        [_pruefe_stelle(pfad, anker, dokument, dateien.get(dokument), quellen) for dokument, anker, pfad in stellen],
        ohne_summe + ohne_anker,
    )


def _dateien(bestand: Bestand, modell: Modell) -> tuple[dict[str, _Datei], int]:
    """Documents with a file name by id, and how many of them have no hash."""
    arten = _dokumentarten(modell)
    dateien = {}
    for zeile in sorted(bestand.knoten, key=lambda z: z.pfad):
        art = arten.get(zeile.art)
        name = _text(zeile.werte, art.dateiname) if art else None
        if art and name:
            zeichensatz, summe = (_text(zeile.werte, f) for f in (art.zeichensatz, art.pruefsumme))
            dateien[zeile.pfad] = _Datei(zeile.pfad, name, zeichensatz, summe)
    return dateien, sum(d.pruefsumme is None for d in dateien.values())


def _stellen(bestand: Bestand, modell: Modell) -> tuple[list[tuple[str, Anker, str]], int]:
    """Document, anchor and id of every passage, in this order, and how many passages have no anchor."""
    arten = _stellenarten(modell)
    praedikate = {str(art.dokument.praedikat) for art in arten.values()}
    dokument_von = {link.von: link.nach for link in bestand.links if link.praedikat in praedikate}
    stellen, ohne_anker = [], 0
    for zeile in bestand.knoten:
        if art := arten.get(zeile.art):
            von, bis, summe = (_text(zeile.werte, f) for f in (art.von, art.bis, art.pruefsumme))
            if von and bis and summe:
                stellen.append((dokument_von.get(zeile.pfad, ""), Anker(int(von), int(bis), summe), zeile.pfad))
            else:
                ohne_anker += 1
    return sorted(stellen), ohne_anker


def _pruefe_dokument(datei: _Datei, quellen: Quellen) -> Pruefung:
    def urteil(urteil: Urteil, satz: str) -> Pruefung:
        return Pruefung(datei.pfad, datei.name, urteil, satz)

    try:
        inhalt = quellen.bytes(datei.name)
    except Dateifehler as fehler:
        return urteil(Urteil.FEHLT, str(fehler))
    # Both rules are tried, so that a data set needs no declaration of its own; text first, it is the usual case.
    try:
        if quellen.text(datei.name, datei.zeichensatz).hash == datei.pruefsumme:
            return urteil(Urteil.HAELT, "Die Prüfsumme über den bereinigten Text stimmt.")
        unlesbar = ""
    except Dateifehler as fehler:
        unlesbar = f" {fehler}"
    if bytehash(inhalt) == datei.pruefsumme:
        return urteil(Urteil.HAELT, "Die Prüfsumme über die Bytes der Datei stimmt.")
    return urteil(
        Urteil.WEICHT_AB,
        "Weder der bereinigte Text noch die Bytes haben die angegebene Prüfsumme: Es ist eine andere Fassung."
        + unlesbar,
    )


def _pruefe_stelle(pfad: str, anker: Anker, dokument: str, datei: _Datei | None, quellen: Quellen) -> Pruefung:
    if datei is None:
        satz = f"Das Dokument {dokument} nennt keine Datei." if dokument else "Die Stelle nennt kein Dokument."
        return Pruefung(pfad, "", Urteil.FEHLT, satz)
    try:
        text = quellen.text(datei.name, datei.zeichensatz)
    except Dateifehler as fehler:
        return Pruefung(pfad, datei.name, Urteil.FEHLT, str(fehler))
    if anker.von < anker.bis <= len(text.text) and text.anker(anker.von, anker.bis) == anker:
        return Pruefung(pfad, datei.name, Urteil.HAELT, "Der Wortlaut der Stelle stimmt.")
    jetzt = text.wiederfinden(anker) if anker.von < anker.bis else None
    if jetzt:
        ort = text.lokator(jetzt.von, jetzt.bis)
        satz = f"Derselbe Wortlaut steht jetzt bei Zeichen {jetzt.von}–{jetzt.bis} ({ort}); bitte neu verankern."
    else:
        satz = f"Bei Zeichen {anker.von}–{anker.bis} steht anderer Text; der alte Wortlaut kommt nicht mehr vor."
    return Pruefung(pfad, datei.name, Urteil.WEICHT_AB, satz, jetzt)


def turtle(fund: Fund, dateiname: str, bestand: Bestand, modell: Modell = modell) -> str:
    """The passage as Turtle to copy into a data file.

    The document is found by its file name, and the passage's id follows the ids of its other passages. For a document
    that is not known yet, the id is left to fill in.
    """
    stelle = next(iter(_stellenarten(modell).values()))
    dateien, _ = _dateien(bestand, modell)
    dokument = next((d.pfad for d in dateien.values() if d.name == PurePosixPath(dateiname).name), "DOKUMENT")
    von, bis, summe = fund.anker
    werte: dict[Feld, str | int] = {
        stelle.art.feld["kennung"]: f"{von}-{bis}",
        stelle.art.feld["titel"]: f"{fund.lokator} in {PurePosixPath(dateiname).name}",
        stelle.art.feld["herkunft"]: Herkunft.QUELLE.name,
        stelle.lokator: fund.lokator,
        stelle.von: von,
        stelle.bis: bis,
        stelle.pruefsumme: summe,
    }
    graph = Graph()
    graph.bind("ll", str(LL))
    kurz = graph.namespace_manager
    zeilen = [f"<id/{_vorsatz(dokument, bestand, modell)}/{von}-{bis}> a {stelle.art.begriff.n3(kurz)} ;"]
    for feld, wert in werte.items():
        sprache = "de" if Deutsch in feld.marken else None
        text = str(wert) if isinstance(wert, int) else Literal(wert, lang=sprache).n3(kurz)
        zeilen.append(f"    {feld.praedikat.n3(kurz)} {text} ;")
    zeilen.append(f"    {stelle.dokument.praedikat.n3(kurz)} {URIRef(f'id/{dokument}').n3()} .")
    return "\n".join(zeilen) + "\n"


def _vorsatz(dokument: str, bestand: Bestand, modell: Modell) -> str:
    """What the ids of the document's passages begin with; the document's own id when it has none yet."""
    stellen, _ = _stellen(bestand, modell)
    for eigenes, anker, pfad in stellen:
        if eigenes == dokument and pfad.endswith(f"/{anker.von}-{anker.bis}"):
            return pfad.rpartition("/")[0]
    return dokument
