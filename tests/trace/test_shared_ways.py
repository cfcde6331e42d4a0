"""Ways that traces share give what walking link by link gives, also where they are given up."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitlinien.kinds import LinkStatus
from leitlinien.rows import Bestand
from leitlinien.state import State
from leitlinien.trace import pfad, spur
from leitlinien.trace.pfad import Teilwege
from tests.bauhilfe import knoten, link, netz, nr, stand

ANZAHL = 6
Links = dict[tuple[int, int], tuple[str | None, LinkStatus]]
LINKS: st.SearchStrategy[Links] = st.dictionaries(
    st.tuples(st.integers(0, ANZAHL - 1), st.integers(0, ANZAHL - 1)).filter(lambda e: e[0] != e[1]),
    st.tuples(st.sampled_from([None, "0.5", "0.25"]), st.sampled_from(list(LinkStatus))),
    max_size=12,
)
"""Links in any direction, so that there are circles."""


def gesagt(state: State, start: int, **wie: Any) -> tuple[Any, ...]:
    """All that a trace says of its paths."""
    gefunden = spur(state, start, **wie)
    wege = [(p.schritte, p.laenge, p.status, p.anteil, p.ende) for p in gefunden.pfade]
    return gefunden.gesamt, gefunden.abgeschnitten, gefunden.gekuerzt, wege


@pytest.mark.parametrize("grenzen", [{}, {"MEISTE": 1}, {"LAENGSTE": 2}, {"GEMERKT": 2}], ids=str)
@settings(max_examples=40, deadline=None)
@given(links=LINKS, vorschlaege=st.booleans(), tiefe=st.integers(1, 6), hoechstens=st.integers(0, 4))
def test_shared_ways_say_what_walking_says(
    grenzen: dict[str, int], links: Links, vorschlaege: bool, tiefe: int, hoechstens: int
) -> None:
    reihen = [knoten("Massnahme", f"n{i}") for i in range(ANZAHL)]
    kanten = [
        link(f"n{a}", "teilVonMassnahme", f"n{b}", anteil=anteil, status=status)
        for (a, b), (anteil, status) in links.items()
    ]
    wie = {"max_tiefe": tiefe, "max_pfade": hoechstens, "vorschlaege": vorschlaege}
    with TemporaryDirectory() as ordner:
        state = stand(Bestand(reihen, kanten), Path(ordner))
        nummern = [nr(state, f"n{i}") for i in range(ANZAHL)]
        with patch.object(Teilwege, "ab", return_value=None):
            begangen = [gesagt(state, n, **wie) for n in nummern]

        with patch.dict(vars(pfad), grenzen):
            geteilt = [[gesagt(state, n, **wie) for n in nummern] for _ in range(2)]

    assert [begangen] * 2 == geteilt


def test_what_lies_above_a_node_is_one_object_for_all_traces(tmp_path: Path) -> None:
    state = stand(
        netz("Zuwendung b/1 b/2; Massnahme b/M; Ziel b/Z; b/1 foerdert b/M; b/2 foerdert b/M; b/M traegtBeiZu b/Z"),
        tmp_path,
    )

    (einer,), (anderer,) = (spur(state, nr(state, n)).pfade for n in ("b/1", "b/2"))

    assert einer.rest is anderer.rest
    assert not einer.geteilt
