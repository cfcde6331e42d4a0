"""Files -> rows.

What rows cannot express (unknown terms, wrong datatypes, malformed statements) is found here, the rest in `pruefen`;
both name file, node and path, and all findings of all files come at once.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter, itemgetter
from pathlib import Path

from leitlinien.errors import Mangel
from leitlinien.ids import Adressen
from leitlinien.kinds import Modell, modell
from leitlinien.rdf.dateien import Datei, Fortschritt, oeffne, tripel
from leitlinien.rdf.graphleser import Graphleser
from leitlinien.rdf.kontext import kontext
from leitlinien.rdf.schnellleser import Schnellleser
from leitlinien.rdf.zeilen import zeilen_der_subjekte
from leitlinien.rows import Bestand, Knotenzeile, Linkzeile, ohne_sammeln
from leitlinien.settings import Settings

Linkschluessel = tuple[str, str, str]
"""(von, predicate IRI, nach)."""


@dataclass(frozen=True)
class Gemeldet:
    """What reading has said already, so that checking the rows does not say it again."""

    arten: set[str] = field(default_factory=set)
    """Nodes whose kind is unknown or missing."""
    angaben: set[Linkschluessel] = field(default_factory=set)
    """Links whose metadata is malformed."""
    ohne_tripel: set[Linkschluessel] = field(default_factory=set)
    """Links that are only a statement although they should also be a triple."""
    namen: dict[Linkschluessel, str] = field(default_factory=dict)
    """Addresses of statements that are not what they should be; findings name what stands in the file."""
    lose_belege: list[tuple[str, str]] = field(default_factory=list)
    """Passages of statements that make no row: (name of the statement, passage)."""


@dataclass
class Gelesen:
    """What files say: their rows together, all findings of reading, and where each row came from."""

    bestand: Bestand
    maengel: list[Mangel]
    gemeldet: Gemeldet
    quell_hash: str
    """SHA-256 over the bytes of all files, in the order of their names."""
    teile: list[tuple[Datei, Bestand]]
    """Each file with its own rows."""
    adressen: Adressen

    def verorte(self, maengel: Iterable[Mangel]) -> list[Mangel]:
        """The findings with the file (and line, in Turtle) of the node or link they are about."""
        gesucht = list(maengel)
        if not gesucht:
            return []
        orte: dict[str, str] = {}
        for datei, teil in self.teile:
            zeilen = zeilen_der_subjekte(datei, self.adressen)

            def ort(name: str, datei: Datei = datei, zeilen: dict[str, int] = zeilen) -> str:
                return f"{datei.name}:{zeilen[name]}" if name in zeilen else datei.name

            for link in teil.links:
                schluessel = (link.von, link.praedikat, link.nach)
                name = self.gemeldet.namen.get(schluessel) or aussage_name(self.adressen, link)
                orte.setdefault(name, ort(name))
            for link in teil.links:
                orte.setdefault(link.von, ort(link.von))
            for knoten in teil.knoten:
                orte[knoten.pfad] = ort(knoten.pfad)
        alle = ", ".join(datei.name for datei, _ in self.teile)
        return sorted(m if m.datei else replace(m, datei=orte.get(m.knoten, alle)) for m in gesucht)


def aussage_name(adressen: Adressen, link: Linkzeile) -> str:
    """How findings name a link's statement: its address below the base."""
    return adressen.link_iri(link.von, link.praedikat[link.praedikat.rfind("#") + 1 :], link.nach).removeprefix(
        adressen.basis
    )


def lies(
    pfade: Sequence[Path],
    adressen: Adressen | None = None,
    modell: Modell = modell,
    max_bytes: int | None = None,
    fortschritt: Fortschritt | None = None,
) -> Gelesen:
    """Reads files together.

    Args:
        pfade: Turtle, N-Triples and JSON-LD files, told apart by their suffixes.
        adressen: Addresses of this installation; without, those under which the shipped files are written.
        modell: The kinds.
        max_bytes: Largest size of one file; without, the setting's default.
        fortschritt: Called now and then while a large file is read.

    Raises:
        Dateifehler: A file cannot be read at all.
    """
    grenze = max_bytes if max_bytes is not None else int(Settings.model_fields["max_datei"].default)
    return lies_dateien([oeffne(pfad, grenze) for pfad in pfade], adressen or Adressen(), modell, fortschritt)


def lies_dateien(
    dateien: Sequence[Datei], adressen: Adressen, modell: Modell = modell, fortschritt: Fortschritt | None = None
) -> Gelesen:
    """The same for files that are already in memory."""
    with ohne_sammeln():
        return _lies(dateien, adressen, modell, fortschritt)


def _lies(dateien: Sequence[Datei], adressen: Adressen, modell: Modell, fortschritt: Fortschritt | None) -> Gelesen:
    maengel: list[Mangel] = []
    gemeldet = Gemeldet()
    teile: list[tuple[Datei, Bestand]] = []
    glatt: set[str] = set()  # files that name every node and link once
    for datei in dateien:
        teil = Schnellleser(modell, adressen).lies(tripel(datei, adressen, lambda: kontext(modell), fortschritt))
        if teil is not None:
            teile.append((datei, teil))
            glatt.add(datei.name)
            continue
        leser = Graphleser(modell, adressen)
        teil = leser.lies(tripel(datei, adressen, lambda: kontext(modell), fortschritt))
        gemeldet.arten.update(leser.arten_gemeldet)
        gemeldet.angaben.update(leser.angaben_gemeldet)
        gemeldet.ohne_tripel.update(leser.ohne_tripel)
        gemeldet.namen.update(leser.namen)
        gemeldet.lose_belege.extend(leser.lose_belege)
        if leser.maengel:
            zeilen = zeilen_der_subjekte(datei, adressen)
            for m in leser.maengel:
                ort = f"{datei.name}:{zeilen[m.knoten]}" if m.knoten in zeilen else datei.name
                maengel.append(replace(m, datei=ort))
        teile.append((datei, teil))
    bestand, doppelt = _zusammen(teile, adressen, glatt)
    summe = hashlib.sha256()
    for datei in sorted(dateien, key=lambda d: d.name):
        summe.update(datei.inhalt)
    return Gelesen(bestand, sorted(maengel + doppelt), gemeldet, summe.hexdigest(), teile, adressen)


def _zusammen(
    teile: Sequence[tuple[Datei, Bestand]], adressen: Adressen, glatt: set[str]
) -> tuple[Bestand, list[Mangel]]:
    """All rows once, sorted; a finding for each that two files give differently."""
    if len(teile) == 1 and teile[0][0].name in glatt:
        ((_, teil),) = teile
        return Bestand(sorted(teil.knoten, key=attrgetter("pfad")), sorted(teil.links, key=itemgetter(0, 1, 2))), []
    maengel: list[Mangel] = []
    knoten: dict[tuple[str, str], tuple[Knotenzeile, str]] = {}
    pfade: dict[str, tuple[Knotenzeile, str]] = {}
    links: dict[Linkschluessel, tuple[Linkzeile, str]] = {}
    vorschlaege: list[Linkzeile] = []
    for datei, teil in teile:
        for k in teil.knoten:
            frueher = pfade.setdefault(k.pfad, (k, datei.name))
            if frueher[1] != datei.name and frueher[0] != k:
                maengel.append(_doppelt(datei.name, k.pfad, f"Diesen Knoten gibt {frueher[1]} anders an."))
            knoten.setdefault((k.pfad, k.art), (k, datei.name))
        for link in teil.links:
            schluessel = (link.von, link.praedikat, link.nach)
            alt = links.setdefault(schluessel, (link, datei.name))
            if alt[0] == link:
                continue
            if alt[1] == datei.name:
                vorschlaege.append(link)
            else:
                name = aussage_name(adressen, link)
                maengel.append(_doppelt(datei.name, name, f"Diese Verknüpfung gibt {alt[1]} anders an."))
    return (
        Bestand(
            [k for _, (k, _) in sorted(knoten.items())],
            [link for _, (link, _) in sorted(links.items())] + vorschlaege,
        ),
        maengel,
    )


def _doppelt(datei: str, knoten: str, was: str) -> Mangel:
    return Mangel(datei, knoten, "", "Doppelt", was, "Lass nur eine der beiden Angaben stehen.")
