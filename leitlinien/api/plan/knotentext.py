"""Source for nodes of one kind: values from the columns, links for the whole level, everything else as `Stelle`."""

from functools import partial
from typing import TYPE_CHECKING

from graphql import GraphQLObjectType

from leitlinien.api.gruppe import Gruppe
from leitlinien.api.plan import verbindungstext
from leitlinien.api.plan.blatt import ausdruck
from leitlinien.api.plan.laufzeit import NichtGedeckt, Schreiber, ziele
from leitlinien.api.plan.quelltext import Rumpf
from leitlinien.api.plan.sammeln import Mengen
from leitlinien.api.plan.verweise import Verweis
from leitlinien.kinds import Art

if TYPE_CHECKING:
    from leitlinien.api.plan.uebersetzen import Uebersetzer

__all__ = ["GRUNDSTOCK", "schreiber"]

GRUNDSTOCK = verbindungstext.GRUNDSTOCK | {"Gruppe": Gruppe}
"""What the expressions below refer to."""
LINK = "Link"
"""Ending of the field that shows a link to one node with what it says."""


def schreiber(u: "Uebersetzer", art: Art, typ: GraphQLObjectType, mengen: Mengen, rein: bool) -> Schreiber:
    """Writer of nodes of one kind, given by number. `rein`: nothing may depend on more than state and view."""
    felder = {f.graphql_name: f for f in art.felder}
    werte = {f.graphql_name for f in art.werte}
    q = u.quelltext
    artname = q.nimm(art.name, "art")
    rumpf = Rumpf(q, "n", ("state = b.state",))
    for schluessel, knoten in u.felder(typ, mengen):
        name = knoten[0].name.value
        if name == "__typename":
            rumpf.wort(schluessel, typ.name)
            continue
        feld = typ.fields[name]
        kopf = name.removesuffix(LINK)
        if name == "id":
            pfad, iri = rumpf.vorher("state.pfad", "pfad"), rumpf.vorher("z.iri", "iri")
            rumpf.ausdruck(schluessel, ausdruck(q, feld.type, f"{iri}({pfad}(n))"))
        elif name in werte:
            ab = rumpf.vorher(f"state.bereich({artname}).start", "ab")
            spalte = f"state.spalte({artname}, {q.nimm(felder[name], 'feld')}).__getitem__"
            rumpf.ausdruck(schluessel, ausdruck(q, feld.type, f"{rumpf.vorher(spalte, 'wert')}(n - {ab})"))
        elif name in felder and felder[name].ist_link and felder[name].viele:
            verweis = q.einmal(("verweis", art.name, name), partial(Verweis, felder[name]), "verweis")
            argumente = u.argumente_von(feld, knoten[0])
            seiten = verbindungstext.verbindung(u, verweis, argumente, u.innen(feld.type), u.unter(knoten))
            rumpf.spalte(schluessel, f"{seiten}(z, b, ns)")
        elif kopf in felder and felder[kopf].ist_link and not felder[kopf].viele:
            verweis = q.einmal(("verweis", art.name, kopf), partial(Verweis, felder[kopf]), "verweis")
            einer = rumpf.vorher(f"{verweis}.einer(b, ns)", "spalte")
            innen = (
                ziele(u.knoten(feld, knoten))
                if kopf == name
                else verbindungstext.kanten(u, u.innen(feld.type), u.unter(knoten))
            )
            rumpf.spalte(schluessel, f"{q.nimm(u.forme(feld.type, innen), 'einer')}(z, b, {einer})")
        elif rein:
            raise NichtGedeckt
        else:
            gruppe = rumpf.vorher("Gruppe(b, ns).stelle", "stelle")
            u.feld(rumpf, schluessel, knoten, feld, f"{gruppe}(n)")
    return rumpf.mache(q.frei("knoten"))
