"""The reconciliation service: names in a table become addresses of nodes, for OpenRefine and its like.

Source: Reconciliation Service API 0.2, W3C Entity Reconciliation Community Group,
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/. JSONP is not offered: readers are
open by CORS.
"""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from leitlinien import frist, search
from leitlinien.terms import LL
from leitlinien.web.einbetten.abgleich import anfragen, eigenschaften
from leitlinien.web.einbetten.abgleich.eigenschaften import Zellen
from leitlinien.web.einbetten.abgleich.kandidaten import Sucher, beschreibung
from leitlinien.web.einbetten.karte import karte
from leitlinien.web.einbetten.oembed import NAME, masse
from leitlinien.web.einbetten.offen import anzahl, json, mit_marke
from leitlinien.web.einbetten.ziel import hier
from leitlinien.web.verhandlung import Abgelehnt

if TYPE_CHECKING:
    from collections.abc import Callable

    from leitlinien.web.einbetten.auskunftei import Auskunftei

ORT = "api/abgleich"
VERSIONEN = ("0.2",)
VORSCHLAEGE, MEISTE_VORSCHLAEGE = 10, 50
LAENGSTE = 200
STELLEN = 4
"""Digits of a cursor: nobody leafs further."""


class Abgleich:
    """The service and the readers beside it."""

    def __init__(self, auskunftei: "Auskunftei") -> None:
        self._auskunftei = auskunftei
        self._programm = auskunftei.programm
        self.leser: dict[str, Callable[[Request, bytes], Response]] = {
            "vorschlag/knoten": self._knoten,
            "vorschlag/arten": self._arten,
            "vorschlag/eigenschaften": self._vorschlag_eigenschaften,
            "kurz": self._kurz,
            "eigenschaften": self._eigenschaften,
        }
        """Readers by the end of their address."""

    def dienst(self, anfrage: Request, rumpf: bytes) -> Response:
        """A batch of names, columns for nodes, or what the service can do."""
        gefragt = anfragen.parameter(anfrage, rumpf)
        modell = self._programm.modell
        if "queries" in gefragt:
            fragen = anfragen.fragen(gefragt["queries"], modell)
            sucher = Sucher(self._auskunftei.leser(self._programm.state()), self._programm.adressen)
            return json({schluessel: {"result": sucher.kandidaten(f)} for schluessel, f in fragen.items()})
        if "extend" in gefragt:
            return json(self._erweitert(anfragen.erweiterung(gefragt["extend"], modell)))
        if anfrage.method == "POST" or "query" in gefragt:
            raise Abgelehnt(400, "EINGABE", "Es fehlt `queries` (Namen) oder `extend` (Spalten), beides als JSON.")
        return mit_marke(anfrage, json(self._selbstauskunft(hier(anfrage, self._programm.adressen))))

    def vorschau(self, anfrage: Request) -> Response:
        """The card of a candidate."""
        state = self._programm.state()
        finde = self._auskunftei.finder(state, hier(anfrage, self._programm.adressen))
        return karte(anfrage, state, finde(anfrage.query_params.get("id", "")).auskunft, self._programm.settings)

    def _selbstauskunft(self, dienst: str) -> dict[str, Any]:
        modell, settings = self._programm.modell, self._programm.settings
        breite, hoehe = masse()

        def reader(name: str, **mehr: str) -> dict[str, str]:
            return {"service_url": dienst.rstrip("/"), "service_path": f"/{ORT}/{name}"} | mehr

        flug = {"flyout_service_url": dienst.rstrip("/"), "flyout_service_path": f"/{ORT}/kurz?id=${{id}}"}
        return {
            "versions": list(VERSIONEN),
            "name": f"{settings.herausgeber}: Leitlinien" if settings.herausgeber else NAME,
            "identifierSpace": self._programm.adressen.iri(""),
            "schemaSpace": str(LL),
            "documentation": f"{dienst}einbetten#abgleich",
            "defaultTypes": eigenschaften.arten(modell),
            "view": {"url": f"{self._programm.adressen.iri('')}{{{{id}}}}"},
            "preview": {"url": f"{dienst}{ORT}/vorschau?id={{{{id}}}}", "width": breite, "height": hoehe},
            "suggest": {
                "entity": reader("vorschlag/knoten", **flug),
                "type": reader("vorschlag/arten"),
                "property": reader("vorschlag/eigenschaften"),
            },
            "extend": {
                "propose_properties": reader("eigenschaften"),
                "property_settings": [
                    {
                        "name": "limit",
                        "label": "Höchstens so viele Werte",
                        "type": "number",
                        "default": 0,
                        "help_text": f"0 gibt alle, höchstens {eigenschaften.MEISTE_WERTE}.",
                    }
                ],
            },
        }

    def _erweitert(self, gefragt: anfragen.Erweiterung) -> dict[str, Any]:
        modell, adressen = self._programm.modell, self._programm.adressen
        leser = self._auskunftei.leser(self._programm.state())
        zellen = Zellen(leser)
        namen = {e["id"]: e["name"] for e in eigenschaften.eigenschaften(modell)}
        meta: list[dict[str, Any]] = []
        for id, _ in gefragt.eigenschaften:
            ziel = eigenschaften.ziel(modell, id)
            meta.append({"id": id, "name": namen[id]} | ({"type": ziel} if ziel else {}))
        zeilen: dict[str, dict[str, Any]] = {}
        for knoten in gefragt.ids:
            frist.pruefe()
            nummer = leser.state.nummer(adressen.pfad(knoten)) if knoten else None
            zeilen[knoten] = {
                id: [] if nummer is None else zellen.werte(nummer, id, grenze) for id, grenze in gefragt.eigenschaften
            }
        return {"meta": meta, "rows": zeilen}

    # suggestions while somebody types

    def _knoten(self, anfrage: Request, _rumpf: bytes) -> Response:
        text, ab = _anfang(anfrage)
        leser = self._auskunftei.leser(self._programm.state())
        gefunden = search.suche(leser.state, text, None, ab, VORSCHLAEGE)
        return json({"result": [_vorschlag(leser.auskunft(f.knoten)) for f in gefunden.treffer]})

    def _arten(self, anfrage: Request, _rumpf: bytes) -> Response:
        return json({"result": _passend(anfrage, eigenschaften.arten(self._programm.modell))})

    def _vorschlag_eigenschaften(self, anfrage: Request, _rumpf: bytes) -> Response:
        return json({"result": _passend(anfrage, eigenschaften.eigenschaften(self._programm.modell))})

    def _kurz(self, anfrage: Request, _rumpf: bytes) -> Response:
        """A few words about a node that is pointed at."""
        id = anfrage.query_params.get("id", "")
        auskunft = self._auskunftei.finder(self._programm.state(), hier(anfrage, self._programm.adressen))(id).auskunft
        if auskunft is None:
            raise Abgelehnt(404, "UNBEKANNT", f"„{id[:LAENGSTE]}“ gibt es hier nicht.")
        html = Markup("<p><strong>{}</strong></p><p>{}</p>").format(auskunft.titel, beschreibung(auskunft))
        return json({"id": auskunft.id, "html": str(html)})

    def _eigenschaften(self, anfrage: Request, _rumpf: bytes) -> Response:
        """The properties that a kind has: proposals of columns."""
        modell, gefragt = self._programm.modell, anfrage.query_params.get("type", "")
        art = eigenschaften.art(modell, gefragt) if gefragt else None
        alle = eigenschaften.eigenschaften(modell, art)
        grenze = anzahl(anfrage.query_params.get("limit"), len(alle), len(alle), "limit")
        gezeigt = [{"id": e["id"], "name": e["name"]} for e in alle[:grenze]]
        return json({"type": art.name if art else "", "limit": grenze, "properties": gezeigt})


def _anfang(anfrage: Request) -> tuple[str, int]:
    """What was typed, and how many suggestions the client has already. Raises `Abgelehnt`."""
    text = anfrage.query_params.get("prefix", "")
    if len(text) > LAENGSTE:
        raise Abgelehnt(400, "EINGABE", f"`prefix` ist länger als {LAENGSTE} Zeichen.")
    marke = anfrage.query_params.get("cursor", "")
    return text, int(marke) if marke.isdecimal() and len(marke) <= STELLEN else 0


def _vorschlag(auskunft: Any) -> dict[str, Any]:
    art = {"id": auskunft.art, "name": auskunft.artname}
    return {"id": auskunft.id, "name": auskunft.titel, "description": beschreibung(auskunft), "notable": [art]}


def _passend(anfrage: Request, eintraege: list[dict[str, str]]) -> list[dict[str, str]]:
    """Entries with a word that begins with what was typed."""
    text, ab = _anfang(anfrage)
    anfang = search.falte(text.strip())
    passend = [e for e in eintraege if any(search.falte(w).startswith(anfang) for w in (e["id"], *e["name"].split()))]
    return passend[ab : ab + MEISTE_VORSCHLAEGE]
