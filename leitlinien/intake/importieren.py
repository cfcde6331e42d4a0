"""Files -> store: all files in one transaction, all findings at once, nothing stored unless everything is valid."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from leitlinien.errors import Importfehler, Mangel
from leitlinien.ids import Adressen
from leitlinien.kinds import Modell, modell
from leitlinien.rdf.dateien import Fortschritt
from leitlinien.rdf.lesen import Gelesen, aussage_name, lies
from leitlinien.rdf.pruefen import maengel
from leitlinien.rows import Bestand
from leitlinien.settings import Settings
from leitlinien.store import Revision


class Ablage(Protocol):
    """What an import needs of a store."""

    def bestand(self, revision: int | None = None) -> Bestand:
        """All rows valid now."""

    def aus_quelle(self, quelle: str) -> Bestand:
        """The rows valid now that a file of this name introduced."""

    def revisionen(self) -> list[Revision]:
        """All revisions."""

    def schreibe(
        self,
        aenderung: Bestand,
        *,
        autor: str,
        grund: str,
        quelle: str | None = None,
        quell_hash: str | None = None,
        zurueckgezogen: Bestand | None = None,
    ) -> Revision | None:
        """One revision."""


class Anzahl(NamedTuple):
    """How many rows."""

    knoten: int
    links: int

    def __str__(self) -> str:
        return f"{self.knoten} Knoten, {self.links} Verknüpfungen"


@dataclass(frozen=True)
class Ergebnis:
    """What an import did, or would do."""

    revision: Revision | None
    """The new revision; None after a dry run and when nothing changes."""
    probe: bool
    neu: Anzahl
    geaendert: Anzahl
    unveraendert: Anzahl
    zurueckgezogen: Anzahl

    @property
    def aendert(self) -> bool:
        """Whether the store is, or would be, another than before."""
        return any((*self.neu, *self.geaendert, *self.zurueckgezogen))

    def __str__(self) -> str:
        if self.revision is not None:
            kopf = f"Revision {self.revision.nummer} gespeichert."
        elif not self.aendert:
            kopf = "Alles ist schon so gespeichert; keine neue Revision."
        else:
            kopf = "Probe: alles in Ordnung, nichts wurde gespeichert."
        zahlen = {
            "neu": self.neu,
            "geändert": self.geaendert,
            "unverändert": self.unveraendert,
            "zurückgezogen": self.zurueckgezogen,
        }
        return "\n".join([kopf, *(f"- {name}: {zahl}" for name, zahl in zahlen.items() if any(zahl))])


def importiere(
    store: Ablage,
    pfade: Sequence[Path],
    *,
    modell: Modell = modell,
    adressen: Adressen | None = None,
    autor: str,
    grund: str,
    probe: bool = False,
    ersetzen: bool = False,
    max_bytes: int | None = None,
    fortschritt: Fortschritt | None = None,
) -> Ergebnis:
    """Takes files into the store.

    Args:
        store: Where to.
        pfade: Turtle, N-Triples, JSON-LD and RDF/XML files, also compressed; they may refer to each other.
        modell: The kinds.
        adressen: Addresses of this installation.
        autor: Who imports.
        grund: Why.
        probe: Only check and count.
        ersetzen: Withdraw what earlier imports of files of the same names introduced and these no longer say.
        max_bytes: Largest size of one file.
        fortschritt: Called with the step, how much of it is done and how much there is.

    Raises:
        Dateifehler: A file cannot be read at all.
        Importfehler: Files are not valid; it carries every finding.
        Speicherfehler: The store cannot take them.
    """
    melde = fortschritt or _still
    grenze = max_bytes if max_bytes is not None else int(Settings.model_fields["max_datei"].default)
    gelesen = lies(pfade, adressen or Adressen(), modell, grenze, fortschritt)
    namen = sorted({pfad.name for pfad in pfade})
    melde("Speicher lesen", 0, 1)
    vorhanden = store.bestand()
    zurueckgezogen = _entfallen(store, namen, gelesen.bestand) if ersetzen else Bestand()
    bleibt = _ohne(vorhanden, zurueckgezogen)
    melde("Prüfen", 0, 1)
    gefunden = maengel(gelesen, bleibt, modell)
    if ersetzen:
        gefunden += _zusammen_eingelesen(store, namen)
        gefunden += _noch_verknuepft(gelesen, bleibt, zurueckgezogen)
    if gefunden:
        raise Importfehler(gefunden)
    melde("Prüfen", 1, 1)
    neu, geaendert, unveraendert = _vergleich(gelesen.bestand, vorhanden)
    revision = None
    if not probe:
        melde("Speichern", 0, 1)
        revision = store.schreibe(
            gelesen.bestand,
            autor=autor,
            grund=grund,
            quelle="\n".join(namen),
            quell_hash=gelesen.quell_hash,
            zurueckgezogen=zurueckgezogen if ersetzen else None,
        )
        melde("Speichern", 1, 1)
    weg = Anzahl(len(zurueckgezogen.knoten), len(zurueckgezogen.links))
    return Ergebnis(revision, probe, neu, geaendert, unveraendert, weg)


def _still(schritt: str, fertig: int, gesamt: int) -> None:
    """Nobody watches."""


def _entfallen(store: Ablage, namen: Sequence[str], jetzt: Bestand) -> Bestand:
    """What earlier files of these names said and the files no longer say."""
    knoten = {k.pfad for k in jetzt.knoten}
    links = {(v.von, v.praedikat, v.nach) for v in jetzt.links}
    alt = [store.aus_quelle(name) for name in namen]
    weg_knoten = {k.pfad: k for b in alt for k in b.knoten if k.pfad not in knoten}
    weg_links = {s: v for b in alt for v in b.links if (s := (v.von, v.praedikat, v.nach)) not in links}
    return Bestand(list(weg_knoten.values()), list(weg_links.values()))


def _ohne(vorhanden: Bestand, weg: Bestand) -> Bestand:
    if not weg.knoten and not weg.links:
        return vorhanden
    knoten = {k.pfad for k in weg.knoten}
    links = {(v.von, v.praedikat, v.nach) for v in weg.links}
    return Bestand(
        [k for k in vorhanden.knoten if k.pfad not in knoten],
        [v for v in vorhanden.links if (v.von, v.praedikat, v.nach) not in links],
    )


def _zusammen_eingelesen(store: Ablage, namen: Sequence[str]) -> list[Mangel]:
    """A revision of several files does not say which row came from which, so they can only be replaced together."""
    for revision in store.revisionen():
        frueher = set((revision.quelle or "").split("\n"))
        if frueher & set(namen) and (fehlt := sorted(frueher - set(namen))):
            was = f"Revision {revision.nummer} hat diese Datei zusammen mit {', '.join(fehlt)} eingelesen."
            hilfe = "Ersetzt werden können sie nur zusammen: nenne alle."
            return [Mangel(", ".join(sorted(frueher & set(namen))), "", "", "Ersetzen", was, hilfe)]
    return []


def _noch_verknuepft(gelesen: Gelesen, bleibt: Bestand, weg: Bestand) -> list[Mangel]:
    """Nodes that would be withdrawn although links of others still need them."""
    knoten = {k.pfad for k in weg.knoten}
    neue = {(v.von, v.praedikat, v.nach) for v in gelesen.bestand.links}
    datei = ", ".join(d.name for d, _ in gelesen.teile)
    gefunden = []
    for link in bleibt.links if knoten else ():
        if (link.von, link.praedikat, link.nach) in neue:
            continue
        gebraucht = sorted({link.von, link.nach, *link.angaben.belege} & knoten)
        for pfad in gebraucht:
            was = f"Der Knoten fehlt jetzt in der Datei, aber {aussage_name(gelesen.adressen, link)} braucht ihn noch."
            hilfe = "Ziehe erst diese Verknüpfung zurück oder lass den Knoten stehen."
            gefunden.append(Mangel(datei, pfad, "", "NochVerknuepft", was, hilfe))
    return gefunden


def _vergleich(neu: Bestand, alt: Bestand) -> tuple[Anzahl, Anzahl, Anzahl]:
    """How many rows are new, changed and the same."""
    knoten = {k.pfad: k for k in alt.knoten}
    links = {(v.von, v.praedikat, v.nach): v for v in alt.links}
    zahlen = [[0, 0], [0, 0], [0, 0]]
    for k in neu.knoten:
        zahlen[_wie(knoten.get(k.pfad), k)][0] += 1
    for v in neu.links:
        zahlen[_wie(links.get((v.von, v.praedikat, v.nach)), v)][1] += 1
    n, g, u = (Anzahl(*z) for z in zahlen)
    return n, g, u


def _wie(alt: object, neu: object) -> int:
    """0 new, 1 changed, 2 the same."""
    if alt is None:
        return 0
    return 2 if alt == neu else 1
