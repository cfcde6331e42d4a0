"""Which column a kind stands in, read off the trace links of the model: guidelines left, money right."""

from functools import lru_cache

from leitlinien.kinds import Ansatzgeld, Modell, Nackt, Spur
from leitlinien.tabellen.wortschatz import wortschatz

__all__ = ["mehrzahl", "nur_in_spuren", "sammelarten", "stufen", "zugehoerig"]


@lru_cache(maxsize=8)
def stufen(modell: Modell) -> dict[str, int]:
    """Kinds that take part in traces -> how many trace links to other kinds lie at most between them and the end."""
    hinauf: dict[str, set[str]] = {}
    for art in modell.arten.values():
        for feld in art.links:
            if Spur in feld.marken:
                ziele = set(modell.arten if "Knoten" in feld.ziele else feld.ziele)
                hinauf.setdefault(art.name, set()).update(ziele - {art.name})
                for ziel in ziele:
                    hinauf.setdefault(ziel, set())
    gefunden: dict[str, int] = {}

    def stufe(name: str, offen: frozenset[str]) -> int:
        if name not in gefunden:
            ziele = (z for z in hinauf[name] if z not in offen)
            gefunden[name] = max((stufe(z, offen | {name}) + 1 for z in ziele), default=0)
        return gefunden[name]

    return {name: stufe(name, frozenset((name,))) for name in modell.arten if name in hinauf}


@lru_cache(maxsize=8)
def nur_in_spuren(modell: Modell) -> frozenset[str]:
    """Kinds that only the trace of the node just above shows: appropriations, out of which grants are paid."""
    return frozenset(a.name for a in modell.arten.values() if any(Ansatzgeld in f.marken for f in a.werte))


@lru_cache(maxsize=8)
def sammelarten(modell: Modell) -> tuple[str, ...]:
    """Kinds that gather guidelines, those first to which a guideline belongs once: sets, fields, groups, areas."""
    gefunden: dict[str, bool] = {}
    for name, stufe in stufen(modell).items():
        for feld in modell.arten[name].links if stufe == 0 else ():
            for ziel in feld.ziele:
                if str(feld.praedikat) in zugehoerig(modell, ziel):
                    gefunden[ziel] = gefunden.get(ziel, True) and feld.viele
    return tuple(sorted(gefunden, key=lambda n: (gefunden[n], list(modell.arten).index(n))))


@lru_cache(maxsize=64)
def zugehoerig(modell: Modell, art: str) -> tuple[str, ...]:
    """Predicates by which kinds of the columns say that they belong to a node of this kind."""
    stufe = stufen(modell)
    return tuple(
        praedikat
        for praedikat, b in modell.beziehungen.items()
        if art in b.nach
        and not b.marken & {Spur, Nackt}
        and any(v in stufe for v in b.von)
        # what also leads into the columns says something else than where a node belongs
        and not any(z in stufe or z not in modell.arten for z in b.nach)
    )


def mehrzahl(modell: Modell, art: str, anzahl: int = 2) -> str:
    """The kind as a German word, for this many."""
    gewaehlt = modell.arten[art]
    return wortschatz(modell).lesbar(gewaehlt.name if anzahl == 1 else gewaehlt.mehrzahl)
