"""The page of one node."""

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse

from leitlinien.analyse.rollen import geldarten, tragende_arten
from leitlinien.api import heute
from leitlinien.kinds import Art
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.web.knotenansicht import HOECHSTENS, Ansicht
from leitlinien.web.knotenformate import FORMATE
from leitlinien.web.knotengeschichte import abschnitte
from leitlinien.web.knotenspur import befunde, spurbild
from leitlinien.web.knotenstand import Wunsch, mit_anhang, tag_des_standes
from leitlinien.web.knotenumzug import heute_unter
from leitlinien.web.knotenzitat import Zitierung
from leitlinien.web.seite import knotenseite, seite, wurzel

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.web.app import Dienst

__all__ = ["frage", "knoten_als_seite"]


def knoten_als_seite(
    anfrage: Request, state: "State", nummer: int, programm: "Dienst", gewuenscht: Wunsch
) -> HTMLResponse:
    """The page of a node; its links stay in the revision that was asked for."""
    adressen = programm.adressen
    hier = partial(knotenseite, anfrage, adressen)

    def adresse(id: str) -> str:
        return mit_anhang(hier(id), gewuenscht.anhang)

    ansicht = Ansicht(state, nummer, adresse, programm.quellen)
    pfad = state.pfad(nummer)
    iri, name = adressen.iri(pfad), quote(pfad.rpartition("/")[2])
    # what has a section of its own is read first, so that it does not stand among the other links again
    luecken = ansicht.luecken()
    stellen, weitere_stellen = ansicht.stellen()
    tag = tag_des_standes(state)
    stichtag = (gewuenscht.alt and tag) or heute()
    geschichte = programm.geschichte(pfad, state.revision)
    schritte, aeltere = (
        abschnitte(state, geschichte, adresse, lambda n: mit_anhang(hier(pfad), f"?revision={n}"))
        if geschichte
        else ([], 0)
    )
    zitierung = Zitierung(ansicht, iri, stellen, programm.settings, adressen)
    return seite(
        anfrage,
        "knoten.html",
        state,
        ansicht=ansicht,
        alt=gewuenscht.alt,
        neueste=gewuenscht.neueste.revision,
        seither=_seither(gewuenscht.neueste, pfad),
        zur_neuesten=hier(pfad),
        begriff=f"{wurzel(anfrage)}def/{ansicht.art.name}",
        art=wortschatz(state.modell).lesbar(ansicht.art.name),
        knoten=ansicht.verweis(nummer),
        beschreibung=ansicht.wert("beschreibung"),
        herkunft=ansicht.wert("herkunft"),
        angaben=ansicht.angaben(),
        eigene_stelle=ansicht.eigene_stelle(),
        gruppen=ansicht.gruppen(),
        stellen=stellen,
        weitere_stellen=weitere_stellen,
        luecken=luecken,
        spuren=[
            ("Hinauf, zu dem, wozu es beiträgt", spurbild(ansicht, auf=True)),
            ("Hinunter, zu dem, was dazu beiträgt", spurbild(ansicht, auf=False)),
        ],
        befunde=befunde(ansicht, stichtag),
        stichtag=stichtag,
        iri=iri,
        kopf=zitierung.kopf(),
        zitat=zitierung.zitat(f"{tag:%d.%m.%Y}" if tag else state.zeit),
        schritte=schritte,
        aeltere=aeltere,
        unvollstaendig=geschichte is not None and geschichte.unvollstaendig,
        downloads=[(f"{name}.{f.endung}{gewuenscht.anhang}", f.name) for f in FORMATE if f.schreibe],
        spurbild=f"spur={quote(pfad, safe='/')}",
        graphiql=f"{wurzel(anfrage)}graphql#query={quote(frage(ansicht.art, pfad), safe='')}",
        verfolgen=f"{wurzel(anfrage)}daten/aenderungen.atom?knoten={quote(pfad, safe='/')}",
        wegfall=f"{wurzel(anfrage)}analyse/wegfall?id={quote(pfad, safe='/')}" if _traegt(ansicht.art, state) else None,
        hoechstens=HOECHSTENS,
    )


def _traegt(art: Art, state: "State") -> bool:
    """Whether something may rest on nodes of a kind."""
    return art.name in {*tragende_arten(state.modell), *geldarten(state.modell)}


def _seither(neueste: "State", pfad: str) -> str:
    """What the link from an older state of a node to the newest says."""
    if neueste.nummer(pfad) is not None:
        return "Zum neuesten Stand"
    if heute_unter(neueste, pfad) is not None:
        return "Der Knoten steht heute unter einer anderen Adresse: zum neuesten Stand"
    return "Der Knoten wurde inzwischen zurückgezogen: was daraus wurde"


def frage(art: Art, pfad: str) -> str:
    """The question in GraphQL that the page of a node answers."""
    felder = [f.graphql_name for f in art.werte]
    links = [f"{f.graphql_name} {{ {'nodes { id titel }' if f.viele else 'id titel'} }}" for f in art.links]
    zeilen = "\n".join(f"    {z}" for z in ("id", *felder, *links))
    return f'{{\n  {art.einzahl}(id: "{pfad}") {{\n{zeilen}\n  }}\n}}\n'
