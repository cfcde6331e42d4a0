"""Records what the prepared queries answer over the shipped seed: `python -m tests.queries.aufnehmen`.

Each answer stands in `tests/erwartet/NAME.json`, in canonical JSON, asked with the sample values of the query's header
on a fixed day, over a state built from the shipped files alone.
"""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import orjson

import leitlinien.model  # noqa: F401  (fills `modell`)
from leitlinien import daten
from leitlinien.api import Kontext, Schema, fuehre_aus, schema
from leitlinien.kinds import modell
from leitlinien.queries import Abfrage, Katalog, katalog
from leitlinien.rdf.lesen import lies
from leitlinien.state import State

ERWARTET = Path(__file__).parents[1] / "erwartet"
STICHTAG = date(2026, 11, 21)


def seedstand(ordner: Path) -> State:
    """A read state of the shipped files, in a new folder."""
    gelesen = lies([daten.ordner("seed") / name for name in (*daten.SEED, daten.BEISPIELE)])
    State.bauen(
        gelesen.bestand,
        ordner,
        modell=modell,
        revision=1,
        kette="0" * 64,
        hash="0" * 64,
        zeit="2026-11-21T00:00:00+00:00",
    )
    return State.oeffnen(ordner, modell)


def antworte(schema: Schema, state: State, abfrage: Abfrage) -> dict[str, Any]:
    """What stands in a recorded file: the values of the variables, the day, the answer."""
    variablen = abfrage.werte(abfrage.beispiel(STICHTAG))
    antwort = fuehre_aus(schema, Kontext(state, heute=STICHTAG), abfrage.text, variablen, abfrage.name)
    return {"stichtag": STICHTAG.isoformat(), "variablen": variablen, "antwort": antwort}


def als_json(aufnahme: dict[str, Any]) -> str:
    """Canonical JSON."""
    return orjson.dumps(
        aufnahme, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    ).decode()


def nimm_auf(abfragen: Katalog, schema: Schema, state: State) -> None:
    """Write all files anew and remove those without a query. An answer with errors is not recorded."""
    aufnahmen = {abfrage.name: antworte(schema, state, abfrage) for abfrage in abfragen}
    if fehler := {name: a["antwort"]["errors"] for name, a in aufnahmen.items() if "errors" in a["antwort"]}:
        raise SystemExit(f"Nothing recorded, these answers have errors: {fehler}")
    for alt in ERWARTET.glob("*.json"):
        alt.unlink()
    for name, aufnahme in aufnahmen.items():
        (ERWARTET / f"{name}.json").write_text(als_json(aufnahme), encoding="utf-8")


if __name__ == "__main__":
    das_schema = schema()
    with tempfile.TemporaryDirectory() as oben:
        nimm_auf(katalog(das_schema, daten.ordner("queries")), das_schema, seedstand(Path(oben) / "stand"))
