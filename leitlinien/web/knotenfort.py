"""What is said of a node or a link that is no longer there: 410, what it was, until when, and what took its place."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import OWL, PROV, RDF, XSD
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from leitlinien.kinds import Art, LinkStatus
from leitlinien.rdf.namen import lokal
from leitlinien.rdf.tripel import schreibe_tripel
from leitlinien.rows import Wert
from leitlinien.tabellen.wortschatz import wortschatz
from leitlinien.terms import DCTERMS, SKOS
from leitlinien.web.knotenansicht import Ansicht, Verweis
from leitlinien.web.knotenformate import Format
from leitlinien.web.knotenstand import mit_anhang
from leitlinien.web.seite import knotenseite, seite

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.rows import Knotenzeile, Linkzeile
    from leitlinien.state import State
    from leitlinien.store import Geschichte, Linkende, Revision

__all__ = ["Grabstein", "knoten_fort", "link_fort", "text_von"]

GEGANGEN = 410


@dataclass(frozen=True)
class Nachfolge:
    """A node that took the place of the withdrawn one, or may have."""

    pfad: str
    verweis: Verweis | None
    """None when it is not there any more either."""
    adresse: str
    vorschlag: bool


@dataclass(frozen=True)
class Grabstein:
    """All that is said of a withdrawn node."""

    iri: str
    titel: str
    kennung: str
    art: Art | None
    artname: str
    zuletzt: int
    """The last revision in which it was there."""
    ende: "Revision"
    nachfolger: list[Nachfolge]

    @property
    def gesichert(self) -> list[Nachfolge]:
        """Successors that are no mere proposals."""
        return [n for n in self.nachfolger if not n.vorschlag]


def knoten_fort(
    anfrage: Request, state: "State", adressen: "Adressen", geschichte: "Geschichte", form: Format | None
) -> Response:
    """The answer at the address of a withdrawn node."""
    stein = _grabstein(anfrage, state, adressen, geschichte)
    kopf = {"vary": "Accept", "cache-control": "no-cache", "link": ", ".join(_verweise(stein, adressen))}
    if form is None:
        return PlainTextResponse(_satz(stein), GEGANGEN, kopf)
    if form.schreibe is not None:
        rumpf = schreibe_tripel(_tripel(stein, adressen), form.medium)
        return Response(rumpf, GEGANGEN, kopf, form.medium)
    name = knotenseite(anfrage, adressen, geschichte.zeile.pfad)
    antwort = seite(
        anfrage,
        "knotenfort.html",
        state,
        status=GEGANGEN,
        stein=stein,
        damals=mit_anhang(name, f"?revision={stein.zuletzt}"),
    )
    antwort.headers.update(kopf)
    return antwort


def link_fort(
    anfrage: Request, state: "State", adressen: "Adressen", gegangen: "Linkende", form: Format | None
) -> Response:
    """The answer at the address of the statement of a withdrawn link."""
    zeile, ende = gegangen
    if ende is None:
        raise ValueError(zeile)
    kopf = {"vary": "Accept", "cache-control": "no-cache"}
    beziehung = state.modell.beziehungen.get(zeile.praedikat)
    name = wortschatz(state.modell).lesbar(beziehung.name if beziehung else lokal(zeile.praedikat))
    if form is not None and form.schreibe is not None:
        rumpf = schreibe_tripel(_linktripel(zeile, ende, adressen), form.medium)
        return Response(rumpf, GEGANGEN, kopf, form.medium)
    if form is None:
        text = f"Die Verknüpfung „{name}“ von {zeile.von} nach {zeile.nach} hat Revision {ende.nummer} zurückgezogen."
        return PlainTextResponse(text, GEGANGEN, kopf)
    zuletzt = ende.nummer - 1
    antwort = seite(
        anfrage,
        "linkfort.html",
        state,
        status=GEGANGEN,
        name=name,
        nur_vorschlag=zeile.angaben.status is LinkStatus.VORSCHLAG,
        begruendung=zeile.angaben.begruendung,
        enden=[
            (wort, _knotenname(state, pfad), adresse, mit_anhang(adresse, f"?revision={zuletzt}"))
            for wort, pfad in (("Von", zeile.von), ("Nach", zeile.nach))
            for adresse in [knotenseite(anfrage, adressen, pfad)]
        ],
        zuletzt=zuletzt,
        ende=ende,
    )
    antwort.headers.update(kopf)
    return antwort


def text_von(wert: Wert | None) -> str:
    """The plain text of a value that was stored, whatever its language."""
    if isinstance(wert, dict):
        return next(iter(wert.values()))
    return ", ".join(wert) if isinstance(wert, list) else wert or ""


def _grabstein(anfrage: Request, state: "State", adressen: "Adressen", geschichte: "Geschichte") -> Grabstein:
    zeile, ende = geschichte.zeile, geschichte.ende
    if ende is None:
        raise ValueError(zeile.pfad)
    art = next((a for a in state.modell.arten.values() if str(a.begriff) == zeile.art), None)
    return Grabstein(
        adressen.iri(zeile.pfad),
        _wert(zeile, SKOS.prefLabel) or zeile.pfad,
        _wert(zeile, SKOS.notation),
        art,
        wortschatz(state.modell).lesbar(art.name) if art else lokal(zeile.art),
        ende.nummer - 1,
        ende,
        [
            _nachfolge(anfrage, state, adressen, link)
            for link in (*geschichte.nachfolger, *geschichte.moegliche_nachfolger)
        ],
    )


def _nachfolge(anfrage: Request, state: "State", adressen: "Adressen", link: "Linkzeile") -> Nachfolge:
    nummer = state.nummer(link.von)
    adresse = partial(knotenseite, anfrage, adressen)
    verweis = None if nummer is None else Ansicht(state, nummer, adresse).verweis(nummer)
    return Nachfolge(link.von, verweis, adresse(link.von), link.angaben.status is LinkStatus.VORSCHLAG)


def _knotenname(state: "State", pfad: str) -> str:
    nummer = state.nummer(pfad)
    if nummer is None:
        return pfad
    return state.wert(nummer, state.art(nummer).feld["titel"]) or pfad


def _wert(zeile: "Knotenzeile", praedikat: str) -> str:
    return text_von(zeile.werte.get(str(praedikat)))


def _satz(stein: Grabstein) -> str:
    nach = ", ".join(n.pfad for n in stein.gesichert)
    ersatz = f" An seine Stelle tritt: {nach}." if nach else ""
    return (
        f"{stein.titel} ({stein.artname} {stein.kennung}) wurde mit Revision {stein.ende.nummer} zurückgezogen: "
        f"{stein.ende.grund}. Zuletzt galt der Knoten in Revision {stein.zuletzt}.{ersatz}"
    )


def _verweise(stein: Grabstein, adressen: "Adressen") -> list[str]:
    """Values of the `Link` header (relations of RFC 5829)."""
    nachfolger = [f'<{adressen.iri(n.pfad)}>; rel="successor-version"' for n in stein.gesichert]
    return [f'<{stein.iri}?revision={stein.zuletzt}>; rel="predecessor-version"', *nachfolger]


def _tripel(stein: Grabstein, adressen: "Adressen") -> list[Triple]:
    knoten = NamedNode(stein.iri)
    gefunden = _zurueckgezogen(knoten, stein.ende)
    if stein.art is not None:
        gefunden.insert(0, Triple(knoten, NamedNode(str(RDF.type)), NamedNode(str(stein.art.begriff))))
    gefunden.append(Triple(knoten, NamedNode(str(SKOS.prefLabel)), Literal(stein.titel, language="de")))
    damals = NamedNode(f"{stein.iri}?revision={stein.zuletzt}")
    gefunden.append(Triple(knoten, NamedNode(str(DCTERMS.hasVersion)), damals))
    ersetzt = NamedNode(str(DCTERMS.isReplacedBy))
    return gefunden + [Triple(knoten, ersetzt, NamedNode(adressen.iri(n.pfad))) for n in stein.gesichert]


def _linktripel(zeile: "Linkzeile", ende: "Revision", adressen: "Adressen") -> list[Triple]:
    aussage = NamedNode(adressen.link_iri(zeile.von, lokal(zeile.praedikat), zeile.nach))
    glieder = (
        (RDF.type, str(RDF.Statement)),
        (RDF.subject, adressen.iri(zeile.von)),
        (RDF.predicate, zeile.praedikat),
        (RDF.object, adressen.iri(zeile.nach)),
    )
    return [
        *(Triple(aussage, NamedNode(str(p)), NamedNode(o)) for p, o in glieder),
        *_zurueckgezogen(aussage, ende),
    ]


def _zurueckgezogen(was: NamedNode, ende: "Revision") -> list[Triple]:
    wahr = Literal("true", datatype=NamedNode(str(XSD.boolean)))
    wann = Literal(ende.zeit, datatype=NamedNode(str(XSD.dateTime)))
    return [
        Triple(was, NamedNode(str(OWL.deprecated)), wahr),
        Triple(was, NamedNode(str(PROV.invalidatedAtTime)), wann),
        Triple(was, NamedNode(str(SKOS.changeNote)), Literal(ende.grund, language="de")),
    ]
