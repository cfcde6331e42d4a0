"""The GraphQL schema, derived from a model."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from leitlinien.api import befunde, foederation, spur, stand, suche, wurzel
from leitlinien.api.auswahlen import Auswahltypen
from leitlinien.api.filtertypen import Filtertypen
from leitlinien.api.knoten import Knotentypen
from leitlinien.api.skalare import SKALARE
from leitlinien.api.typen import Typen, fuelle
from leitlinien.kinds import Modell
from leitlinien.kinds import modell as programmmodell


def schema(modell: Modell = programmmodell) -> strawberry.Schema:
    """The schema of a model. A model must be complete: later kinds need a new schema."""
    typen = Typen()
    auswahlen = Auswahltypen(typen, modell)
    filtertypen = Filtertypen(typen, auswahlen, modell)
    knoten = Knotentypen(typen, auswahlen, filtertypen, modell)
    abfrage = typen.objekt("Query", "Alles, was sich fragen lässt.")
    blick = wurzel.blickargumente(auswahlen)
    fuelle(abfrage, wurzel.felder(auswahlen, knoten, filtertypen, modell))
    fuelle(
        abfrage,
        [
            spur.feld_der_wurzel(typen, auswahlen, knoten, modell, blick),
            *befunde.felder_der_wurzel(typen, knoten, modell, blick),
            suche.feld_der_wurzel(typen, auswahlen, knoten, blick),
            stand.feld_der_wurzel(typen, auswahlen),
        ],
    )
    verbund = foederation.Verbund(typen, knoten)
    fuelle(abfrage, verbund.felder_der_wurzel())
    fertig = strawberry.Schema(
        query=abfrage,
        types=list(knoten.arten.values()),
        config=StrawberryConfig(scalar_map={**SKALARE, **foederation.SKALARE}),
    )
    verbund.schema = fertig._schema  # noqa: SLF001 - strawberry offers no public way
    return fertig


def schema_text(modell: Modell = programmmodell) -> str:
    """The schema in GraphQL's own language, as published in `graph/schema.graphql`."""
    return schema(modell).as_str() + "\n"
