"""References for other applications: one node, a list for input fields, and the check of many links at once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from leitlinien import frist, search
from leitlinien.web.einbetten.auskunft import Zustand
from leitlinien.web.einbetten.auskunftei import Auskunftei
from leitlinien.web.einbetten.offen import anzahl, json, lies_json, mit_marke
from leitlinien.web.einbetten.ziel import hier
from leitlinien.web.verhandlung import Abgelehnt, ist_json

if TYPE_CHECKING:
    from leitlinien.kinds import Modell
    from leitlinien.web.einbetten.auskunftei import Fund

MEISTE_LINKS = 500
"""Links in one check."""
VORGABE, MEISTE_TREFFER = 10, 50
"""Entries of a list for an input field: how many by default and at most."""
KURZ = ("id", "adresse", "kennung", "titel", "art", "artname", "zustand", "herkunft")
"""What such an entry says."""
UMGEZOGEN = "Steht heute unter der Adresse, die hier genannt ist; die alte führt noch dorthin."
LAENGSTE_SUCHE = 200
_CODES = {Zustand.UNBEKANNT: 404, Zustand.FREMD: 404, Zustand.UNGUELTIG: 400}


class Verweise:
    """The two readers."""

    def __init__(self, auskunftei: Auskunftei) -> None:
        self._auskunftei = auskunftei
        self._programm = auskunftei.programm

    def verweis(self, anfrage: Request, _rumpf: bytes) -> Response:
        """`?id=` tells about one node, `?q=` finds some."""
        frage = anfrage.query_params
        if ("id" in frage) == ("q" in frage):
            raise Abgelehnt(
                400, "EINGABE", "Erwartet wird genau eines: `id` (Adresse eines Knotens) oder `q` (Wörter)."
            )
        return mit_marke(anfrage, self._suche(frage) if "q" in frage else self._einer(anfrage, frage["id"]))

    def pruefe(self, anfrage: Request, rumpf: bytes) -> Response:
        """The state of each link of a list, in its order."""
        texte = _liste(anfrage, rumpf)
        state = self._programm.state()
        finde = self._auskunftei.finder(state, hier(anfrage, self._programm.adressen))
        ergebnisse: list[dict[str, Any]] = []
        for text in texte:
            frist.pruefe()
            ergebnisse.append(_ergebnis(text, finde(text)))
        zahlen = {z.code: sum(e["zustand"] == z.code for e in ergebnisse) for z in Zustand}
        return json(
            {
                "revision": state.revision,
                "geprueft": len(ergebnisse),
                "zustaende": {code: zahl for code, zahl in zahlen.items() if zahl},
                "ergebnisse": ergebnisse,
            }
        )

    def _einer(self, anfrage: Request, text: str) -> Response:
        finde = self._auskunftei.finder(self._programm.state(), hier(anfrage, self._programm.adressen))
        zustand, auskunft, _ = finde(text)
        if auskunft is None:
            hilfe = "`?q=` findet Knoten nach Wörtern; `id` nimmt einen Pfad wie kiel/K05 oder eine Adresse."
            meldung = f"„{text[:LAENGSTE_SUCHE]}“: {zustand.erklaerung} {hilfe}"
            raise Abgelehnt(_CODES[zustand], zustand.name, meldung)
        return json(auskunft.als_json())

    def _suche(self, frage: Mapping[str, str]) -> Response:
        text = frage["q"]
        if len(text) > LAENGSTE_SUCHE:
            raise Abgelehnt(400, "EINGABE", f"`q` ist länger als {LAENGSTE_SUCHE} Zeichen.")
        grenze = anzahl(frage.get("limit"), VORGABE, MEISTE_TREFFER, "limit")
        arten = _arten(frage.get("art"), self._programm.modell)
        state = self._programm.state()
        leser = self._auskunftei.leser(state)
        gefunden = search.suche(state, text, arten, 0, grenze)
        alle = [leser.auskunft(f.knoten).als_json() for f in gefunden.treffer]
        treffer = [{name: wert for name, wert in eins.items() if name in KURZ} for eins in alle]
        return json({"revision": state.revision, "gesamt": gefunden.gesamt, "treffer": treffer})


def _arten(name: str | None, modell: "Modell") -> list[str] | None:
    """The kind that a list is limited to. Raises `Abgelehnt` when there is none of this name."""
    if not name:
        return None
    gefunden = [a.name for a in modell.arten.values() if name in (a.name, a.einzahl)]
    if not gefunden:
        bekannt = ", ".join(modell.arten)
        raise Abgelehnt(400, "UNBEKANNTE_ART", f"Die Art „{name[:50]}“ gibt es nicht. Es gibt: {bekannt}.")
    return gefunden


def _liste(anfrage: Request, rumpf: bytes) -> list[str]:
    """The links of a request. Raises `Abgelehnt`."""
    typ = anfrage.headers.get("content-type", "")
    if ist_json(typ):
        gelesen = lies_json(rumpf, "Die Liste")
        if isinstance(gelesen, dict):
            gelesen = gelesen.get("verweise")
        if not isinstance(gelesen, list):
            raise Abgelehnt(400, "EINGABE", 'Erwartet wird eine Liste von Texten oder {"verweise": [...]}.')
        for n, wert in enumerate(gelesen, 1):
            if not isinstance(wert, str):
                raise Abgelehnt(400, "EINGABE", f"Eintrag {n} der Liste ist kein Text.")
    elif typ.split(";")[0].strip().lower() == "text/plain":
        try:
            gelesen = [z.strip() for z in rumpf.decode("utf-8-sig").splitlines() if z.strip()]
        except UnicodeDecodeError as grund:
            raise Abgelehnt(400, "EINGABE", f"Der Text ist kein UTF-8 (Byte {grund.start}).") from grund
    else:
        text = "Die Liste kommt als application/json oder als text/plain, ein Verweis je Zeile, in UTF-8."
        raise Abgelehnt(415, "INHALTSTYP", text, {"accept": "application/json, text/plain"})
    if len(gelesen) > MEISTE_LINKS:
        text = f"{len(gelesen)} Verweise auf einmal sind zu viele; höchstens {MEISTE_LINKS}, dann die nächsten."
        raise Abgelehnt(413, "ZU_VIELE", text)
    return gelesen


def _ergebnis(text: str, fund: "Fund") -> dict[str, Any]:
    gesagt = fund.auskunft.als_json() if fund.auskunft else {"zustand": fund.zustand.code}
    hinweis = UMGEZOGEN if fund.umgezogen else fund.zustand.erklaerung
    return {"eingabe": text, "hinweis": hinweis, "umgezogen": fund.umgezogen, **gesagt}
