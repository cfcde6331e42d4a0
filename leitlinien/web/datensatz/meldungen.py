"""The Atom feed of revisions: what came, changed and went, by whom and why; of everything or of one node.

Sources: RFC 4287 (Atom), RFC 5005 (pages of a feed)
"""

import uuid
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from leitlinien.kinds import Herkunft
from leitlinien.store.aenderungen import Aenderungen, Wandel, Wandelzahl
from leitlinien.terms import LL, SKOS
from leitlinien.web.datensatz.gemeinsam import im_faden, mit_marke, zahl

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.rows import Knotenzeile
    from leitlinien.web.app import Dienst

JE_SEITE = 20
"""Revisions on a page of the feed."""
ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
MEDIUM = "application/atom+xml; charset=utf-8"
PFAD = "daten/aenderungen.atom"
_TITEL, _HERKUNFT = str(SKOS.prefLabel), str(LL.herkunft)
ET.register_namespace("", ATOM)
ET.register_namespace("h", XHTML)


def routen(programm: "Dienst") -> list[BaseRoute]:
    """The route of the feed."""
    return [Route(f"/{PFAD}", im_faden(Meldungen(programm).feed))]


class Meldungen:
    """The feed; each request takes the newest revisions."""

    def __init__(self, programm: "Dienst") -> None:
        self._programm = programm
        # What a page says changes only with the chain of revisions, whose end is part of the key.
        self._seite = lru_cache(maxsize=64)(self._baue)

    def feed(self, anfrage: Request) -> Response:
        """One page of the feed."""
        adressen, vor = self._programm.adressen, zahl(anfrage, "vor")
        roh = anfrage.query_params.get("knoten", "").strip()
        knoten = adressen.pfad(roh) if roh else None
        state = self._programm.state()
        return mit_marke(anfrage, self._seite(state.kette, state.zeit, vor, knoten), MEDIUM)

    def _baue(self, _kette: str, zeit: str, vor: int | None, knoten: str | None) -> bytes:
        adressen, settings = self._programm.adressen, self._programm.settings
        gefunden = self._programm.aenderungen(vor=vor, anzahl=JE_SEITE + 1, knoten=knoten)
        feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "de"})
        dieser = {"knoten": knoten} if knoten else {}
        _text(feed, "id", f"{adressen.basis}{PFAD}{_frage(dieser)}")
        _text(feed, "title", f"Leitlinien: Änderungen an {knoten}" if knoten else "Leitlinien: Änderungen")
        _text(feed, "updated", gefunden[0].revision.zeit if gefunden else zeit or "1970-01-01T00:00:00Z")
        _person(feed, settings.herausgeber or "Leitlinien")
        _verweis(feed, "self", f"{adressen.basis}{PFAD}{_frage(dieser | ({'vor': str(vor)} if vor else {}))}")
        _verweis(feed, "alternate", adressen.iri(knoten) if knoten else f"{adressen.basis}daten", "text/html")
        if vor:
            _verweis(feed, "first", f"{adressen.basis}{PFAD}{_frage(dieser)}")
        if len(gefunden) > JE_SEITE:
            naechste = dieser | {"vor": str(gefunden[JE_SEITE - 1].revision.nummer)}
            _verweis(feed, "next", f"{adressen.basis}{PFAD}{_frage(naechste)}")
        for aenderungen in gefunden[:JE_SEITE]:
            _eintrag(feed, aenderungen, adressen)
        fertig: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
        return fertig


def _eintrag(feed: ET.Element, a: Aenderungen, adressen: "Adressen") -> None:
    r = a.revision
    eintrag = ET.SubElement(feed, f"{{{ATOM}}}entry")
    # Of the revision's hash, so that it is the same at every address the data ever has.
    _text(eintrag, "id", uuid.UUID(bytes=bytes.fromhex(r.hash)[:16], version=5).urn)
    _text(eintrag, "title", f"Revision {r.nummer}: {r.grund}")
    _text(eintrag, "updated", r.zeit)
    _person(eintrag, r.autor)
    datei = f"{adressen.basis}daten/leitlinien.ttl?revision={r.nummer}"
    _verweis(eintrag, "alternate", datei, "text/turtle", "Der Bestand dieser Revision")
    _text(eintrag, "summary", f"Knoten: {_satz(a.knoten)}. Verknüpfungen: {_satz(a.links)}.")
    inhalt = ET.SubElement(eintrag, f"{{{ATOM}}}content", {"type": "xhtml"})
    kasten = ET.SubElement(inhalt, f"{{{XHTML}}}div")
    for wandel, anzahl in zip(Wandel, a.knoten, strict=True):
        genannt = [g.zeile for g in a.erste if g.wandel is wandel]
        if genannt:
            _liste(kasten, f"Knoten {wandel.value} ({anzahl})", genannt, anzahl, adressen)
    ET.SubElement(kasten, f"{{{XHTML}}}p").text = f"Verknüpfungen: {_satz(a.links)}."


def _liste(kasten: ET.Element, titel: str, zeilen: "list[Knotenzeile]", anzahl: int, adressen: "Adressen") -> None:
    ET.SubElement(kasten, f"{{{XHTML}}}p").text = titel
    liste = ET.SubElement(kasten, f"{{{XHTML}}}ul")
    for zeile in zeilen:
        punkt = ET.SubElement(liste, f"{{{XHTML}}}li")
        anker = ET.SubElement(punkt, f"{{{XHTML}}}a", {"href": adressen.iri(quote(zeile.pfad, safe="/:#?&=%"))})
        anker.text = _lesbar(_titel(zeile) or zeile.pfad)
        if zeile.werte.get(_HERKUNFT) == Herkunft.BEISPIEL.name:
            anker.tail = " (Beispiel)"
    if anzahl > len(zeilen):
        ET.SubElement(liste, f"{{{XHTML}}}li").text = f"und {anzahl - len(zeilen)} weitere"


def _titel(zeile: "Knotenzeile") -> str:
    wert = zeile.werte.get(_TITEL, "")
    return next(iter(wert.values())) if isinstance(wert, dict) else str(wert)


def _satz(z: Wandelzahl) -> str:
    return ", ".join(f"{anzahl} {w.value}" for w, anzahl in zip(Wandel, z, strict=True) if anzahl) or "keine"


def _text(eltern: ET.Element, name: str, text: str) -> None:
    ET.SubElement(eltern, f"{{{ATOM}}}{name}").text = _lesbar(text)


def _person(eltern: ET.Element, name: str) -> None:
    _text(ET.SubElement(eltern, f"{{{ATOM}}}author"), "name", name)


def _verweis(eltern: ET.Element, art: str, ziel: str, medium: str = "application/atom+xml", titel: str = "") -> None:
    angaben = {"rel": art, "href": ziel, "type": medium} | ({"title": titel} if titel else {})
    ET.SubElement(eltern, f"{{{ATOM}}}link", angaben)


def _frage(parameter: dict[str, str]) -> str:
    return f"?{urlencode(parameter)}" if parameter else ""


def _lesbar(text: str) -> str:
    """Text without characters that XML 1.0 cannot hold."""
    return "".join(z if z in "\t\n\r" or (z >= " " and z not in "\ufffe\uffff") else "\ufffd" for z in text)


__all__ = ["JE_SEITE", "PFAD", "Meldungen", "routen"]
