"""Example queries, made from the model so that they name nothing that is not there."""

from functools import lru_cache
from typing import NamedTuple

from leitlinien.kinds import LinkStatus, Modell, Teilbar
from leitlinien.rdf.namen import PRAEFIXE, kurz
from leitlinien.terms import LL, SKOS


class Beispiel(NamedTuple):
    """A query and what it answers."""

    titel: str
    frage: str


@lru_cache(maxsize=8)
def beispiele(modell: Modell) -> tuple[Beispiel, ...]:
    """Queries to begin with."""
    titel, status, herkunft = kurz(str(SKOS.prefLabel)), kurz(str(LL.status)), kurz(str(LL.herkunft))
    beziehung = next(b for b in modell.beziehungen.values() if Teilbar in b.marken and len(b.nach) == 1)
    art = kurz(str(modell.arten[beziehung.nach[0]].begriff))
    praedikat = kurz(str(beziehung.praedikat))
    kopf = "".join(f"PREFIX {p}: <{PRAEFIXE[p]}>\n" for p in ("ll", "rdf", "skos"))
    return (
        Beispiel(
            "Wie viele Knoten gibt es von jeder Art?",
            f"{kopf}SELECT ?art (COUNT(?knoten) AS ?anzahl)\nWHERE {{ ?knoten {herkunft} ?herkunft ; a ?art }}\n"
            "GROUP BY ?art\nORDER BY DESC(?anzahl)",
        ),
        Beispiel(
            f"Was führt mit „{beziehung.name}“ wohin?",
            f"{kopf}SELECT ?von ?vonTitel ?nach ?nachTitel\nWHERE {{\n  ?von {praedikat} ?nach ; {titel} ?vonTitel .\n"
            f"  ?nach a {art} ; {titel} ?nachTitel\n}}\nLIMIT 100",
        ),
        Beispiel(
            "Welche Verknüpfungen sind nur vorgeschlagen?",
            f"{kopf}SELECT ?von ?beziehung ?nach ?begruendung\nWHERE {{\n"
            f'  ?aussage {status} "{LinkStatus.VORSCHLAG.name}" ;\n    rdf:subject ?von ;\n'
            "    rdf:predicate ?beziehung ;\n    rdf:object ?nach .\n"
            f"  OPTIONAL {{ ?aussage {kurz(str(LL.begruendung))} ?begruendung }}\n}}\nLIMIT 100",
        ),
    )


__all__ = ["Beispiel", "beispiele"]
