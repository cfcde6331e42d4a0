"""The answer to a prepared query: its rows, and everything one must know to ask again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, cast

from leitlinien.api import Kontext, Schema, Sicht, fuehre_aus
from leitlinien.api.fehler import INTERN
from leitlinien.api.kontext import ZEITZONE
from leitlinien.errors import Eingabefehler, UngueltigeId
from leitlinien.kinds import Herkunft
from leitlinien.queries import Abfrage, Tabelle, Zelle, tabelle

if TYPE_CHECKING:
    from leitlinien.state import State

HOECHSTZEILEN = 20_000
"""Rows at which gathering pages ends; the answer then says that it is not the whole."""
GROESSTE_SEITE = 500
"""Most rows the schema gives at once."""
STICHTAG = "stichtag"
"""Variable that sets the day of a question, where a query has one."""


class Antwortfehler(Eingabefehler):
    """A prepared query that was not answered; the messages are those of the answer."""

    code = "ANTWORT"

    def __init__(self, fehler: Sequence[Mapping[str, Any]]) -> None:
        self.meldungen = list(dict.fromkeys(str(f["message"]) for f in fehler))
        self.intern = any(f.get("extensions", {}).get("code") == INTERN for f in fehler)
        """Whether it is the program's own fault."""
        super().__init__("\n".join(self.meldungen))


@dataclass(frozen=True)
class Antwort:
    """Rows of a prepared query with their provenance."""

    abfrage: Abfrage
    werte: Mapping[str, Any]
    """Variables as they were sent, without those that only page."""
    tabelle: Tabelle
    """Rows of all pages that were read."""
    daten: tuple[Mapping[str, Any], ...]
    """`data` of each page."""
    stichtag: date
    zeitpunkt: datetime
    """When it was asked."""
    kontext: Kontext = field(repr=False)
    ab_anfang: bool = True
    """Whether the first row is the first of the whole answer."""

    @property
    def state(self) -> "State":
        """The state that was asked."""
        return self.kontext.state

    @property
    def anzahl(self) -> int:
        """Rows that are here."""
        return len(self.tabelle.zellen)

    @property
    def vollstaendig(self) -> bool:
        """Whether all rows are here."""
        return self.ab_anfang and self.tabelle.weiter is None

    @property
    def umfang(self) -> str:
        """How many rows of how many, in German."""
        n, gesamt = self.anzahl, self.tabelle.gesamt
        if self.vollstaendig and gesamt in (None, 0) and not n:
            return "Keine Zeile."
        if gesamt is None and self.vollstaendig:
            return f"{_zeilen(n)}, vollständig."
        if gesamt is None:
            return f"{_zeilen(n)}, weitere folgen." if self.tabelle.weiter else f"{_zeilen(n)}."
        # A query may give several rows, or none, for one entry that is counted.
        return f"{_zahl(n)} von {_zeilen(gesamt)}." if n <= gesamt else f"{_zeilen(n)} zu {_zahl(gesamt)} Einträgen."

    @cached_property
    def knoten(self) -> tuple[int, ...]:
        """Numbers of all nodes whose id stands somewhere in the answer, ordered."""
        gefunden = {n for seite in self.daten for text in _texte(seite) if (n := self.nummer(text)) is not None}
        return tuple(sorted(gefunden))

    @cached_property
    def beispiele(self) -> frozenset[int]:
        """Those of them that are invented."""
        return frozenset(n for n in self.knoten if self.ist_beispiel(n))

    @property
    def mit_vorschlaegen(self) -> bool:
        """Whether the question follows proposals."""
        return any(v.typ.rstrip("!") == Sicht.__name__ and self.wert(v.name) == _LESART for v in self.abfrage.variablen)

    @property
    def hinweise(self) -> tuple[str, ...]:
        """Sentences that belong to the rows wherever they are shown."""
        saetze = list(self.tabelle.hinweise)
        if self.mit_vorschlaegen:
            saetze.append("Die Antwort folgt auch Vorschlägen. Sie ist eine Lesart, kein Nachweis.")
        if self.beispiele:
            alle, davon = len(self.knoten), len(self.beispiele)
            saetze.append(f"{_zahl(davon)} von {_zahl(alle)} Knoten dieser Antwort sind erfundene Beispiele.")
        return tuple(saetze)

    def wert(self, variable: str) -> Any:
        """Value of a variable: what was given, else its default."""
        vorgaben = {v.name: v.vorgabe for v in self.abfrage.variablen}
        return self.werte.get(variable, vorgaben.get(variable))

    def nummer(self, id: str) -> int | None:
        """Number of a node by the id an answer gives; None for any other text."""
        if " " in id:
            return None
        adressen = self.kontext.adressen
        try:
            pfad = adressen.pfad(id)
        except UngueltigeId:
            return None
        # A text may look like a path; an id is written as answers write it.
        return self.state.nummer(pfad) if adressen.iri(pfad) == id else None

    def ist_beispiel(self, nummer: int) -> bool:
        """Whether a node is invented."""
        feld = self.state.art(nummer).feld["herkunft"]
        return self.state.wert(nummer, feld) is Herkunft.BEISPIEL

    def parameter(self) -> list[tuple[str, str]]:
        """Variables that do not only page, as text."""
        namen = (v.name for v in self.abfrage.variablen if v.name not in seitennamen(self.abfrage))
        return [(n, _lesbar(self.wert(n))) for n in namen]

    def angaben(self) -> list[tuple[str, str]]:
        """What one must know to ask again: label and text, in the order of reading."""
        a = self.abfrage
        return [
            ("Frage", a.titel),
            ("Bedeutung der Antwort", a.antwort),
            ("Braucht", a.braucht),
            *((f"Angabe „{name}“", text) for name, text in self.parameter()),
            ("Zeilen", self.umfang),
            *(("Hinweis", satz) for satz in self.hinweise),
            ("Stichtag", f"{self.stichtag:%d.%m.%Y}"),
            ("Revision der Daten", str(self.state.revision)),
            ("Revision vom", self.state.zeit),
            ("Hash der Daten (SHA-256)", self.state.hash),
            ("Kettenkopf", self.state.kette),
            ("Abfrage", a.name),
            ("Hash der Abfrage (SHA-256)", a.sha256),
            ("Gefragt am", f"{self.zeitpunkt:%d.%m.%Y %H:%M:%S %Z}".strip()),
            ("Programm", f"Leitlinien {version('leitlinien')}"),
        ]


_LESART = Sicht.MIT_VORSCHLAEGEN.name


def seitennamen(abfrage: Abfrage) -> set[str]:
    """Variables that only page."""
    return {abfrage.seiten.nach, abfrage.seiten.anzahl} if abfrage.seiten else set()


def beantworte(
    schema: Schema,
    kontext: Kontext,
    abfrage: Abfrage,
    werte: Mapping[str, Any],
    *,
    alle: bool = False,
    hoechstens: int = HOECHSTZEILEN,
    zeitpunkt: datetime | None = None,
) -> Antwort:
    """Run a prepared query: the page that `werte` ask for, or `alle` pages from the first to `hoechstens` rows.

    All pages are read from the one state of `kontext`. Raises `Antwortfehler`.
    """
    seiten = abfrage.seiten
    gesendet = dict(werte)
    if alle and seiten is not None:
        gesendet |= {seiten.anzahl: min(GROESSTE_SEITE, hoechstens)}
        gesendet.pop(seiten.nach, None)
    gelesen: list[tuple[Tabelle, Mapping[str, Any]]] = []
    zeilen: list[tuple[Zelle, ...]] = []
    while True:
        daten = _daten(schema, kontext, abfrage, gesendet)
        seite = tabelle(abfrage, daten)
        gelesen.append((seite, daten))
        zeilen += seite.zellen
        if not alle or seiten is None or seite.weiter is None or len(zeilen) >= hoechstens:
            break
        gesendet[seiten.nach] = seite.weiter
    hinweise = dict.fromkeys(satz for t, _ in gelesen for satz in t.hinweise)
    stichtag = werte.get(STICHTAG)
    return Antwort(
        abfrage=abfrage,
        werte={n: w for n, w in werte.items() if n not in seitennamen(abfrage)},
        tabelle=replace(gelesen[-1][0], zellen=tuple(zeilen), hinweise=tuple(hinweise)),
        daten=tuple(daten for _, daten in gelesen),
        stichtag=date.fromisoformat(stichtag) if stichtag else kontext.heute,
        zeitpunkt=zeitpunkt or datetime.now(ZEITZONE),
        kontext=kontext,
        ab_anfang=seiten is None or alle or not werte.get(seiten.nach),
    )


def _daten(schema: Schema, kontext: Kontext, abfrage: Abfrage, werte: Mapping[str, Any]) -> Mapping[str, Any]:
    antwort = fuehre_aus(schema, kontext, abfrage.text, werte, abfrage.name)
    if fehler := antwort.get("errors"):
        raise Antwortfehler(fehler)
    return cast("Mapping[str, Any]", antwort["data"])


def _texte(ding: Any) -> Iterator[str]:
    if isinstance(ding, str):
        yield ding
    elif isinstance(ding, Mapping):
        for wert in ding.values():
            yield from _texte(wert)
    elif isinstance(ding, list):
        for wert in ding:
            yield from _texte(wert)


def _lesbar(wert: Any) -> str:
    match wert:
        case None:
            return "keine Angabe"
        case bool():
            return "ja" if wert else "nein"
        case list():
            return ", ".join(map(str, wert)) or "keine Angabe"
        case _:
            return str(wert)


def _zahl(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _zeilen(n: int) -> str:
    return "1 Zeile" if n == 1 else f"{_zahl(n)} Zeilen"
