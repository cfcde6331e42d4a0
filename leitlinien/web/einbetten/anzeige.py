"""The page that shows every way to embed a node, with what to copy and how it looks."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from leitlinien import search
from leitlinien.web.einbetten.auskunft import Auskunft, Zustand
from leitlinien.web.einbetten.oembed import masse, rahmen
from leitlinien.web.einbetten.offen import FRISCH
from leitlinien.web.einbetten.verweise import MEISTE_LINKS, MEISTE_TREFFER
from leitlinien.web.einbetten.ziel import hier
from leitlinien.web.seite import seite

if TYPE_CHECKING:
    from leitlinien.state import State
    from leitlinien.web.einbetten.auskunftei import Auskunftei

RICHTLINIE = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The page's own card, badge and component, nothing from elsewhere."""
VORSCHLAEGE = 10
FEHLT = 404


class Anzeige:
    """The page."""

    def __init__(self, auskunftei: "Auskunftei") -> None:
        self._auskunftei = auskunftei
        self._programm = auskunftei.programm

    def __call__(self, anfrage: Request) -> Response:
        """The page for the node that is asked for, by address or by words, or for one to begin with."""
        state = self._programm.state()
        gefragt = anfrage.query_params.get("id", "").strip()[:2000]
        dienst = hier(anfrage, self._programm.adressen)
        treffer: list[Auskunft] = []
        auskunft = None
        if gefragt:
            auskunft = self._auskunftei.finder(state, dienst)(gefragt).auskunft
            if auskunft is None:
                leser = self._auskunftei.leser(state)
                gefunden = search.suche(state, gefragt, None, 0, VORSCHLAEGE).treffer
                treffer = [leser.auskunft(f.knoten) for f in gefunden]
        elif (nummer := _beginn(state)) is not None:
            auskunft = self._auskunftei.zu_pfad(self._auskunftei.leser(state), state.pfad(nummer))
        if auskunft is not None and ":" in auskunft.id:
            # what others have named has no address here
            auskunft = None
        breite, hoehe = masse(auskunft.titel if auskunft else "")
        antwort = seite(
            anfrage,
            "einbetten.html",
            state,
            status=FEHLT if gefragt and auskunft is None and not treffer else 200,
            a=auskunft,
            gefragt=gefragt or (auskunft.id if auskunft else ""),
            treffer=treffer,
            dienst=dienst,
            vorlagen=vorlagen(auskunft, dienst) if auskunft else {},
            breite=breite,
            hoehe=hoehe,
            zustaende=list(Zustand),
            meiste_links=MEISTE_LINKS,
            meiste_treffer=MEISTE_TREFFER,
            settings=self._programm.settings,
        )
        antwort.headers["content-security-policy"] = RICHTLINIE
        antwort.headers["cache-control"] = FRISCH
        return antwort


def vorlagen(auskunft: Auskunft, dienst: str) -> dict[str, str]:
    """What to copy, by the name of the form."""
    angaben = {
        "iri": auskunft.adresse,
        "titel": auskunft.titel,
        "name": auskunft.name,
        "dienst": dienst,
        "plakette": f"{dienst}id/{auskunft.id}/plakette.svg",
    }

    def html(text: str) -> str:
        return str(Markup(text).format(**angaben))  # noqa: S704 - the texts below; what comes in is escaped

    return {
        "karte": rahmen(auskunft, dienst, *masse(auskunft.titel)),
        "oembed": f"{dienst}oembed?url={quote(auskunft.adresse, safe='')}&format=json",
        "baustein": html(
            '<script src="{dienst}einbetten.js" defer></script>\n'
            '<leitlinie-verweis iri="{iri}"><a href="{iri}">{titel}</a></leitlinie-verweis>'
        ),
        "plakette": html('<a href="{iri}"><img src="{plakette}" alt="{name}" height="22"></a>'),
        "markdown": "[![{name}]({plakette})]({iri})".format_map(angaben),
    }


def _beginn(state: "State") -> int | None:
    """A node to begin with: the first of those that traces lead to, else the first of all."""
    erste = (b.start for art in state.senken if (b := state.bereich(art)))
    return next(erste, 0 if state.n else None)
