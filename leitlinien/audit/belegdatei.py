"""The evidence as `belege.json`: for each row its nodes, paths, passages and empty places, for programs to read."""

from typing import Any

from leitlinien.audit.belege import Belege
from leitlinien.audit.kanonisch import als_json
from leitlinien.audit.quellenarten import Fundstelle
from leitlinien.audit.zeugen import Schritt

FORMAT = "leitlinien-belege/1"


def als_belegdatei(belege: Belege) -> bytes:
    """Content of `belege.json`. Ids are local paths, as in `result.json`."""
    state = belege.state
    pfad = state.pfad
    knoten = sorted({n for z in belege.zeilen for n in z.knoten})
    return als_json(
        {
            "format": FORMAT,
            "zeilen": [
                {
                    "knoten": [pfad(n) for n in z.knoten],
                    "wege": [[_schritt(belege, s) for s in weg] for weg in z.wege],
                    "fundstellen": [pfad(n) for n in z.fundstellen],
                    "leerstellen": [pfad(n) for n in z.leerstellen],
                }
                for z in belege.zeilen
            ],
            "knoten": {pfad(n): _knoten(belege, n) for n in knoten},
            "fundstellen": {f.pfad: _fundstelle(f) for f in belege.fundstellen},
            "dokumente": {
                d.pfad: {"titel": d.titel, "dateiname": d.dateiname, "sha256": d.sha256} for d in belege.dokumente
            },
        }
    )


def _schritt(belege: Belege, schritt: Schritt) -> dict[str, Any]:
    pfad, angaben = belege.state.pfad, belege.state.angaben(schritt.angaben)
    return {
        "von": pfad(schritt.von),
        "praedikat": schritt.praedikat,
        "nach": pfad(schritt.nach),
        "status": schritt.status.name,
        "anteil": angaben.anteil,
        "begruendung": angaben.begruendung,
        "wer": angaben.wer,
        "wann": angaben.wann,
        "belege": list(angaben.belege),
    }


def _knoten(belege: Belege, knoten: int) -> dict[str, Any]:
    state, art = belege.state, belege.state.art(knoten)
    werte = {name: state.wert(knoten, art.feld[name]) for name in ("kennung", "titel", "herkunft")}
    return {
        "art": art.name,
        "kennung": werte["kennung"],
        "titel": werte["titel"],
        "herkunft": werte["herkunft"].name if werte["herkunft"] else None,
        "belege": [state.pfad(b) for b in belege.knotenbelege(knoten)],
    }


def _fundstelle(stelle: Fundstelle) -> dict[str, Any]:
    return {
        "lokator": stelle.lokator,
        "von": stelle.von,
        "bis": stelle.bis,
        "sha256": stelle.sha256,
        "dokument": stelle.dokument.pfad if stelle.dokument else None,
    }
