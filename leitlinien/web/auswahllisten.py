"""Choice lists from the data: the nodes of one kind, grouped by what they belong to."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphql import FieldNode, Node, ObjectFieldNode, VariableNode, parse

from leitlinien.kinds import Art, Feld, Herkunft
from leitlinien.queries import Abfrage, Variable

if TYPE_CHECKING:
    from leitlinien.state import State


@dataclass(frozen=True)
class Option:
    """One choice."""

    wert: str
    text: str


@dataclass(frozen=True)
class Gruppe:
    """Choices under a heading; an empty heading is none."""

    titel: str
    optionen: tuple[Option, ...]


def adressart(abfrage: Abfrage, variable: Variable, state: "State") -> str | None:
    """Kind of the nodes a variable may name: what the file says, else what the query does with it; None when any."""
    if variable.art is not None:
        return variable.art
    einzahl = {a.einzahl: a.name for a in state.modell.arten.values()}
    arten = {einzahl[ort] for ort in _orte(abfrage.text, variable.name) if ort in einzahl}
    return arten.pop() if len(arten) == 1 else None


@lru_cache(maxsize=1000)
def _orte(text: str, variable: str) -> tuple[str, ...]:
    """Names of the fields and arguments through which a variable is used, the innermost that is not `id`."""
    return tuple(_benutzt(parse(text), variable, ""))


def _benutzt(knoten: Any, variable: str, name: str) -> Iterator[str]:
    if isinstance(knoten, VariableNode):
        if knoten.name.value == variable:
            yield name
        return
    if isinstance(knoten, FieldNode):
        for argument in knoten.arguments or ():
            innen = argument.name.value
            yield from _benutzt(argument.value, variable, knoten.name.value if innen == "id" else innen)
        yield from _benutzt(knoten.selection_set, variable, "")
        return
    if isinstance(knoten, ObjectFieldNode) and knoten.name.value not in _DURCHSICHTIG:
        name = knoten.name.value
    if isinstance(knoten, Node):
        for schluessel in knoten.keys:
            yield from _benutzt(getattr(knoten, schluessel), variable, name)
    elif isinstance(knoten, list | tuple):
        for teil in knoten:
            yield from _benutzt(teil, variable, name)


_DURCHSICHTIG = {"id", "in", "gleich", "einige", "alle", "keine", "und", "oder", "nicht"}
"""Names inside a filter that say nothing about the kind."""


def knotengruppen(state: "State", art: str, hoechstens: int) -> tuple[Gruppe, ...]:
    """The first nodes of a kind by id, grouped by the node their first single link leads to, else by issuer."""
    nummern = list(state.bereich(art))[:hoechstens]
    titel = _gruppentitel(state, state.modell.arten[art], nummern)
    gruppen: dict[str, list[Option]] = {}
    for nummer, gruppe in zip(nummern, titel, strict=True):
        gruppen.setdefault(gruppe, []).append(Option(state.pfad(nummer), _knotentext(state, nummer)))
    if len(gruppen) == 1:
        return (Gruppe("", tuple(next(iter(gruppen.values())))),)
    return tuple(Gruppe(t, tuple(optionen)) for t, optionen in gruppen.items())


def _gruppentitel(state: "State", art: Art, nummern: list[int]) -> list[str]:
    herausgeber = [_herausgeber(state.pfad(n)) for n in nummern]
    feld = next((f for f in art.links if not f.viele), None)
    if feld is None:
        return herausgeber
    kanten = state.kanten(nummern, str(feld.praedikat), rueck=False, vorschlaege=False)
    return [f"{h}: {_wert(state, k[0].knoten, 'titel')}" if k else h for h, k in zip(herausgeber, kanten, strict=True)]


def _herausgeber(pfad: str) -> str:
    """`kiel/K05` -> `Kiel`: paths begin with their issuer."""
    return pfad if ":" in pfad else pfad.partition("/")[0].replace("-", " ").title()


def _knotentext(state: "State", nummer: int) -> str:
    beispiel = " (Beispiel)" if _wert(state, nummer, "herkunft") is Herkunft.BEISPIEL else ""
    return f"{_wert(state, nummer, 'kennung')} – {_wert(state, nummer, 'titel')}{beispiel}"


def _wert(state: "State", nummer: int, name: str) -> Any:
    feld: Feld = state.art(nummer).feld[name]
    return state.wert(nummer, feld)
