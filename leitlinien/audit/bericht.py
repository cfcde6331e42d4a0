"""The record's report: what an auditor reads, prints and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from jinja2 import Environment

from leitlinien.audit.aufbau import Record
from leitlinien.audit.auftrag import Auftrag
from leitlinien.audit.belege import Belege, Zeilenbeleg
from leitlinien.audit.quellenarten import Fundstelle, wortlaut
from leitlinien.audit.zeugen import Schritt
from leitlinien.kinds import Herkunft, LinkStatus
from leitlinien.queries import Eingabeart, Variable, Zelle, als_text
from leitlinien.sources import Quellen
from leitlinien.tabellen import Antwort
from leitlinien.tabellen.anzeige import Anzeige, anzeige
from leitlinien.tabellen.vorlage import umgebung
from leitlinien.tabellen.wortschatz import codes, wortschatz

BREIT_AB = 7
"""Columns from which the result is printed across."""
LABEL = 90
"""Characters of a row's label."""


@dataclass(frozen=True)
class Knotenansicht:
    """A node as the report names it."""

    art: str
    kennung: str
    titel: str
    adresse: str
    marke: str
    """Origin other than a source; empty otherwise."""
    fundstellen: tuple[int, ...]

    @property
    def kurz(self) -> str:
        """Kind and short sign."""
        return f"{self.art} {self.kennung}"


@dataclass(frozen=True)
class Schrittansicht:
    """A link as the report names it."""

    von: Knotenansicht
    verb: str
    nach: Knotenansicht
    status: str
    vorschlag: bool
    anteil: str
    zusatz: str
    """Who said it, when and why."""
    fundstellen: tuple[int, ...]


@dataclass(frozen=True)
class Zeilenansicht:
    """The evidence of one row."""

    nummer: int
    label: str
    vorschlag: bool
    knoten: tuple[Knotenansicht, ...]
    wege: tuple[tuple[Schrittansicht, ...], ...]
    fundstellen: tuple[int, ...]
    leerstellen: tuple[str, ...]

    @property
    def eigene_fundstellen(self) -> bool:
        """Whether the passages are others than those of its nodes and links together, so that they must be named."""
        genannt = {f for k in self.knoten for f in k.fundstellen} | {
            f for w in self.wege for s in w for f in s.fundstellen
        }
        return set(self.fundstellen) != genannt


@dataclass(frozen=True)
class Stellenansicht:
    """A passage in the register."""

    nummer: int
    stelle: Fundstelle
    wortlaut: str | None


class Bericht:
    """Everything the template shows."""

    def __init__(
        self, record: Record, auftrag: Auftrag, antwort: Antwort, belege: Belege, quellen: Quellen | None
    ) -> None:
        self.record, self.auftrag, self.antwort, self.belege = record, auftrag, antwort, belege
        self._quellen = quellen
        self._state = belege.state
        self._woerter, self._codes = wortschatz(self._state.modell), codes(self._state.modell)
        self._nummern = {f.nummer: n for n, f in enumerate(belege.fundstellen, 1)}
        self._knoten: dict[int, Knotenansicht] = {}

    @cached_property
    def tabelle(self) -> Anzeige:
        """The rows; links are the nodes' own addresses."""
        return anzeige(self.antwort, str)

    @property
    def quer(self) -> bool:
        """Whether the rows need a page across."""
        return len(self.tabelle.spalten) >= BREIT_AB

    @property
    def parameter(self) -> list[tuple[str, str, str]]:
        """Name, value and meaning of each parameter."""
        werte = self.auftrag.werte
        gegeben = [v for v in self.auftrag.abfrage.variablen if v.name in werte]
        return [(v.name, self._parameterwert(werte[v.name], v), v.beschreibung) for v in gegeben]

    @property
    def warnungen(self) -> tuple[str, ...]:
        """What one must know before one relies on the rows."""
        return self.record.ergebnis.hinweise

    @cached_property
    def zeilen(self) -> tuple[Zeilenansicht, ...]:
        """Evidence of all rows."""
        paare = zip(self.antwort.tabelle.zellen, self.belege.zeilen, strict=True)
        return tuple(self._zeile(n, zellen, beleg) for n, (zellen, beleg) in enumerate(paare, 1))

    @cached_property
    def fundstellen(self) -> tuple[Stellenansicht, ...]:
        """The register of passages."""
        return tuple(Stellenansicht(n, f, wortlaut(self._quellen, f)) for n, f in enumerate(self.belege.fundstellen, 1))

    def _parameterwert(self, wert: Any, variable: Variable) -> str:
        match wert:
            case list():
                return ", ".join(self._parameterwert(w, variable) for w in wert) or "keine Angabe"
            case str() if variable.auswahl:
                return self._woerter.lesbar(wert)
            case str() if variable.eingabe is Eingabeart.TAG:
                return als_text(date.fromisoformat(wert))
            case _:
                return als_text(wert)

    def _zeile(self, nummer: int, zellen: tuple[Zelle, ...], beleg: Zeilenbeleg) -> Zeilenansicht:
        # What names a node comes first, then any text.
        nach_knoten = sorted(zellen, key=lambda z: not any(z.ids))
        label = next((z.wert for z in nach_knoten if isinstance(z.wert, str) and not z.wert.isdigit()), "")
        return Zeilenansicht(
            nummer=nummer,
            label=label if len(label) <= LABEL else f"{label[: LABEL - 1].rstrip()}…",
            vorschlag=beleg.vorschlag,
            knoten=tuple(map(self._knotenansicht, beleg.knoten)),
            wege=tuple(tuple(map(self._schritt, weg)) for weg in beleg.wege),
            fundstellen=self._verweise(beleg.fundstellen),
            leerstellen=tuple(map(self._leerstelle, beleg.leerstellen)),
        )

    def _knotenansicht(self, knoten: int) -> Knotenansicht:
        if knoten not in self._knoten:
            state, art = self._state, self._state.art(knoten)
            herkunft = state.wert(knoten, art.feld["herkunft"])
            self._knoten[knoten] = Knotenansicht(
                art=self._woerter.lesbar(art.name),
                kennung=state.wert(knoten, art.feld["kennung"]) or state.pfad(knoten),
                titel=state.wert(knoten, art.feld["titel"]) or "",
                adresse=self.antwort.kontext.adressen.iri(state.pfad(knoten)),
                marke="" if herkunft in (None, Herkunft.QUELLE) else self._codes[herkunft.name],
                fundstellen=self._verweise(self.belege.knotenbelege(knoten)),
            )
        return self._knoten[knoten]

    def _schritt(self, schritt: Schritt) -> Schrittansicht:
        angaben = self._state.angaben(schritt.angaben)
        wer = " am ".join(t for t in (angaben.wer, angaben.wann and als_text(date.fromisoformat(angaben.wann))) if t)
        return Schrittansicht(
            von=self._knotenansicht(schritt.von),
            verb=self._woerter.lesbar(self._state.modell.beziehungen[schritt.praedikat].name),
            nach=self._knotenansicht(schritt.nach),
            status=self._codes[schritt.status.name],
            vorschlag=schritt.status is LinkStatus.VORSCHLAG,
            anteil=(angaben.anteil or "").replace(".", ","),
            zusatz=": ".join(t for t in (wer, angaben.begruendung) if t),
            fundstellen=self._verweise(self.belege.schrittbelege(schritt)),
        )

    def _leerstelle(self, knoten: int) -> str:
        return str(self._state.wert(knoten, self._state.art(knoten).feld["titel"]) or self._state.pfad(knoten))

    def _verweise(self, fundstellen: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(sorted(self._nummern[n] for n in fundstellen if n in self._nummern))


def als_bericht(bericht: Bericht, dateien: Mapping[str, str]) -> bytes:
    """Content of `bericht.html`. `dateien` are hashes of the other members, by name."""
    return _umgebung().get_template("bericht.html").render(b=bericht, r=bericht.record, dateien=dateien).encode()


@cache
def _umgebung() -> Environment:
    return umgebung("leitlinien.audit")
