"""Values come back from the read state typed, and as they were written."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import URIRef

from leitlinien.kinds import Auswahl, Knoten, Modell, modell
from leitlinien.rows import Bestand, Knotenzeile, Wert
from leitlinien.state import State
from leitlinien.terms import LL
from tests.bauhilfe import knoten, netz, nr, stand


class Stufe(Auswahl):
    HOCH = "Hoch."
    MITTEL = "Mittel."
    TIEF = "Tief."


class Probe(Knoten):
    """A kind with a field of every type."""

    text: Annotated[str | None, LL.zweck] = None
    betrag: Annotated[Decimal | None, LL.betrag] = None
    jahr: Annotated[int | None, LL.jahr] = None
    tag: Annotated[date | None, LL.datum] = None
    oeffentlich: Annotated[bool | None, LL.oeffentlich] = None
    stufe: Annotated[Stufe | None, LL.ebene] = None
    stufen: Annotated[list[Stufe], LL.zielfeld] = []
    jahre: Annotated[list[int], LL.nummer] = []


EIGENES: Modell = modell.kopie()
EIGENES.art(URIRef("https://example.org/Probe"), "proben")(Probe)
PROBE = EIGENES.arten["Probe"]


def proben(*werte: dict[str, Wert]) -> Bestand:
    return Bestand(
        [
            Knotenzeile(f"p/{k}", str(PROBE.begriff), {str(PROBE.feld[name].pfad): w for name, w in zeile.items()})
            for k, zeile in enumerate(werte)
        ]
    )


def gelesen(name: str, wert: Wert, ordner: Path) -> Any:
    state = stand(proben({name: wert}, {}), ordner, EIGENES)
    return state.wert(nr(state, "p/0"), PROBE.feld[name])


@pytest.mark.parametrize(
    ("name", "wert", "erwartet"),
    [
        ("text", "Große Straße", "Große Straße"),
        ("text", "", ""),
        ("text", "0a" * 32, "0a" * 32),
        ("text", {"de-AT": "Jänner"}, "Jänner"),
        ("betrag", "1.50", Decimal("1.50")),
        ("jahr", "2026", 2026),
        ("jahr", "-1", -1),
        ("jahr", str(1 << 70), 1 << 70),
        ("tag", "2026-11-21", date(2026, 11, 21)),
        ("tag", "2026-11-21+01:00", date(2026, 11, 21)),
        ("oeffentlich", "true", True),
        ("oeffentlich", "0", False),
        ("stufe", "TIEF", Stufe.TIEF),
        ("stufen", ["HOCH", "TIEF"], [Stufe.HOCH, Stufe.TIEF]),
        ("jahre", ["1", "2"], [1, 2]),
    ],
)
def test_a_value_is_read_with_its_type(name: str, wert: Wert, erwartet: Any, tmp_path: Path) -> None:
    ergebnis = gelesen(name, wert, tmp_path)

    assert (type(erwartet), erwartet) == (type(ergebnis), ergebnis)


@pytest.mark.parametrize("feld", PROBE.werte, ids=lambda f: f.name)
def test_a_node_without_a_value_has_none_though_others_have_one(feld: Any, tmp_path: Path) -> None:
    beispiel: dict[type, str] = {Decimal: "1", int: "1", date: "2026-01-01", bool: "true", Stufe: "HOCH"}
    wert = beispiel.get(feld.typ, "QUELLE")
    state = stand(proben({feld.name: [wert] if feld.viele else wert}, {}), tmp_path, EIGENES)

    ergebnis = state.wert(nr(state, "p/1"), feld)

    assert ([] if feld.viele else None) == ergebnis


def test_a_column_knows_where_there_are_values(tmp_path: Path) -> None:
    state = stand(proben({"betrag": "1"}, {}, {"betrag": "3"}), tmp_path, EIGENES)

    spalte = state.spalte("Probe", PROBE.feld["betrag"])

    assert ([True, False, True], [Decimal(1), None, Decimal(3)]) == (spalte.vorhanden.tolist(), spalte.werte)


def test_repeated_texts_are_read_for_every_node(tmp_path: Path) -> None:
    zeilen: list[dict[str, Wert]] = [{"text": "EUR"}, {"text": "CHF"}, {}] * 10
    state = stand(proben(*zeilen), tmp_path, EIGENES)

    werte = [state.wert(nr(state, f"p/{k}"), PROBE.feld["text"]) for k in range(30)]

    assert ["EUR", "CHF", None] * 10 == werte


def test_a_kind_without_nodes_has_empty_columns(tmp_path: Path) -> None:
    state = stand(Bestand(), tmp_path, EIGENES)

    assert [] == state.spalte("Probe", PROBE.feld["jahr"]).werte


def test_a_field_the_kind_does_not_store_has_no_column(tmp_path: Path) -> None:
    state = stand(Bestand(), tmp_path)

    with pytest.raises(KeyError):
        state.spalte("Ziel", modell.arten["Zuwendung"].feld["bewilligt"])


def test_a_field_of_the_base_class_is_read_from_any_kind(tmp_path: Path) -> None:
    state = stand(netz("Ziel Z titel=Ankommen; Massnahme M titel=Sprachkurs"), tmp_path)

    titel = [state.wert(nr(state, p), modell.arten["Zuwendung"].feld["titel"]) for p in ("Z", "M")]

    assert ["Ankommen", "Sprachkurs"] == titel


def test_an_unknown_code_is_no_value_but_stays_in_the_row(tmp_path: Path) -> None:
    bestand = proben({"stufe": "FRUEHER"}, {"stufe": "HOCH"})
    state = stand(bestand, tmp_path, EIGENES)
    i = nr(state, "p/0")

    assert (None, bestand.knoten[0]) == (state.wert(i, PROBE.feld["stufe"]), state.zeile(i))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.just("0f" * 32)
GANZ = st.integers(-(1 << 66), 1 << 66).map(str) | st.sampled_from(["007", "+5", "-0"])
ZEILE = st.fixed_dictionaries(
    {},
    optional={
        "kennung": TEXT,
        "text": TEXT | st.fixed_dictionaries({"de-CH": TEXT}),
        "betrag": st.decimals(allow_nan=False, allow_infinity=False).map(str),
        "jahr": GANZ,
        "jahre": st.lists(GANZ, min_size=1, max_size=3, unique=True).map(sorted),
        "tag": st.dates().map(str) | st.sampled_from(["2026-02-01Z", "2026-02-01-11:00"]),
        "oeffentlich": st.sampled_from(["true", "false", "1", "0"]),
        "stufe": st.sampled_from([*Stufe.__members__, "FRUEHER"]),
        "stufen": st.lists(st.sampled_from([*Stufe.__members__, "FRUEHER"]), min_size=1, unique=True).map(sorted),
    },
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ZEILE, max_size=8))
def test_every_row_comes_back_as_it_was_written(werte: list[dict[str, Wert]]) -> None:
    bestand = proben(*werte)

    with TemporaryDirectory() as ordner:
        State.bauen(bestand, Path(ordner), modell=EIGENES)
        ergebnis = State.oeffnen(Path(ordner), EIGENES).bestand()

    assert bestand == ergebnis


def test_rows_of_unknown_kinds_are_left_out(tmp_path: Path) -> None:
    bestand = Bestand([knoten("Ziel", "z"), Knotenzeile("x", "https://example.org/Fremd")])

    state = stand(bestand, tmp_path)

    assert (1, None) == (state.n, state.nummer("x"))
