"""The life of one node and of one link, told from its rows on each database."""

import pytest
from sqlalchemy import text

from leitlinien.errors import Eingabefehler
from leitlinien.rows import Bestand, Knotenzeile, Linkzeile
from leitlinien.store import Store, geschichte
from tests.bauhilfe import knoten, link

ERSETZT = "https://w3id.org/leitlinien/def#ersetzt"
ALT, NEU = knoten("Ziel", "kiel/alt"), knoten("Ziel", "kiel/neu")
GEAENDERT = knoten("Ziel", "kiel/alt", titel="Anders gesagt")
FOLGT = link("kiel/neu", "ersetzt", "kiel/alt")
DIENT = link("kiel/alt", "teilzielVon", "kiel/neu")


def schreibe(store: Store, *zeilen: Knotenzeile | Linkzeile, weg: tuple[Knotenzeile | Linkzeile, ...] = ()) -> int:
    revision = store.schreibe(_bestand(zeilen), autor="Amt", grund="Probe", zurueckgezogen=_bestand(weg))
    assert revision is not None
    return revision.nummer


def _bestand(zeilen: tuple[Knotenzeile | Linkzeile, ...]) -> Bestand:
    return Bestand([z for z in zeilen if isinstance(z, Knotenzeile)], [z for z in zeilen if isinstance(z, Linkzeile)])


@pytest.fixture
def gelebt(store: Store) -> Store:
    """1 there, 2 changed, 3 linked and followed, 4 withdrawn."""
    schreibe(store, ALT)
    schreibe(store, GEAENDERT)
    schreibe(store, NEU, FOLGT, DIENT)
    schreibe(store, weg=(GEAENDERT, FOLGT, DIENT))
    return store


def test_a_node_that_never_was_has_no_history(store: Store) -> None:
    schreibe(store, ALT)

    assert store.geschichte("kiel/nie") is None


def test_an_empty_store_has_no_history(store: Store) -> None:
    assert (None, []) == (store.geschichte("kiel/alt"), store.linkenden("a", "b"))


def test_each_revision_that_touched_a_node_is_told_the_newest_first(gelebt: Store) -> None:
    gefunden = gelebt.geschichte("kiel/alt")

    assert gefunden is not None
    assert [(4, (GEAENDERT, None)), (3, None), (2, (ALT, GEAENDERT)), (1, (None, ALT))] == [
        (s.revision.nummer, s.knoten) for s in gefunden.schritte
    ]


def test_links_that_begin_at_a_node_belong_to_its_history(gelebt: Store) -> None:
    gefunden = gelebt.geschichte("kiel/alt")

    assert gefunden is not None
    assert [[(DIENT, None)], [(None, DIENT)], [], []] == [s.links for s in gefunden.schritte]


def test_the_end_names_the_last_version_and_what_took_its_place(gelebt: Store) -> None:
    gefunden = gelebt.geschichte("kiel/alt", nachfolge=ERSETZT)

    assert gefunden is not None
    assert gefunden.ende is not None
    assert (GEAENDERT, 4, [FOLGT]) == (gefunden.zeile, gefunden.ende.nummer, gefunden.nachfolger)


def test_a_successor_that_was_taken_back_before_the_end_is_none(store: Store) -> None:
    schreibe(store, ALT, NEU, FOLGT)
    schreibe(store, weg=(FOLGT,))
    schreibe(store, weg=(ALT,))

    gefunden = store.geschichte("kiel/alt", nachfolge=ERSETZT)

    assert gefunden is not None
    assert [] == gefunden.nachfolger


def test_history_up_to_a_revision_knows_nothing_of_later_ones(gelebt: Store) -> None:
    gefunden = gelebt.geschichte("kiel/alt", revision=2)

    assert gefunden is not None
    assert (None, [2, 1], GEAENDERT) == (gefunden.ende, [s.revision.nummer for s in gefunden.schritte], gefunden.zeile)


def test_history_up_to_a_revision_that_there_is_not_is_refused(gelebt: Store) -> None:
    with pytest.raises(Eingabefehler, match="Revision 9 gibt es nicht"):
        gelebt.geschichte("kiel/alt", revision=9)


def test_a_node_that_came_back_lives_and_its_history_tells_both_lives(gelebt: Store) -> None:
    schreibe(gelebt, ALT)

    gefunden = gelebt.geschichte("kiel/alt")

    assert gefunden is not None
    assert (None, 1, (None, ALT)) == (gefunden.ende, gefunden.seit, gefunden.schritte[0].knoten)


def test_long_histories_say_how_many_revisions_are_left_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geschichte, "SCHRITTE", 2)
    for n in range(5):
        schreibe(store, knoten("Ziel", "kiel/alt", titel=f"Fassung {n}"))

    gefunden = store.geschichte("kiel/alt")

    assert gefunden is not None
    assert ([5, 4], 3) == ([s.revision.nummer for s in gefunden.schritte], gefunden.aeltere)


def test_with_too_many_links_only_revisions_that_are_known_whole_tell_theirs(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geschichte, "ZEILEN", 1)
    ziele = [knoten("Ziel", f"kiel/{n}") for n in range(3)]
    links = [link("kiel/alt", "teilzielVon", z.pfad) for z in ziele]
    schreibe(store, ALT, *ziele, *links[:2])
    schreibe(store, links[2])

    gefunden = store.geschichte("kiel/alt")

    assert gefunden is not None
    assert (True, [(2, 1), (1, 0)]) == (
        gefunden.unvollstaendig,
        [(s.revision.nummer, len(s.links)) for s in gefunden.schritte],
    )


def test_a_renamed_predicate_is_read_under_todays_name(store_url: str) -> None:
    with Store.oeffnen(store_url) as damals:
        schreibe(damals, ALT, NEU, link("kiel/neu", "konkretisiert", "kiel/alt"))
        schreibe(damals, weg=(ALT, link("kiel/neu", "konkretisiert", "kiel/alt")))
    alt = "https://w3id.org/leitlinien/def#konkretisiert"

    with Store.oeffnen(store_url, lesenamen={alt: ERSETZT}) as heute:
        gefunden = heute.geschichte("kiel/alt", nachfolge=ERSETZT)

    assert gefunden is not None
    assert [FOLGT] == gefunden.nachfolger


def test_a_link_ends_with_the_revision_that_withdrew_it(gelebt: Store) -> None:
    ((zeile, ende),) = gelebt.linkenden("kiel/alt", "kiel/neu")

    assert ende is not None
    assert (DIENT, 4) == (zeile, ende.nummer)


def test_a_link_that_is_there_has_no_end(gelebt: Store) -> None:
    assert [(DIENT, None)] == gelebt.linkenden("kiel/alt", "kiel/neu", revision=3)


def test_what_took_the_place_of_a_node_is_found_by_an_index(sqlite_url: str) -> None:
    with Store.oeffnen(sqlite_url) as store, store._verbindung.lesend() as c:
        plan = c.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT von FROM linkversion WHERE nach = 'a' AND bis_revision IS NOT NULL "
                "AND bis_revision = 3 AND praedikat = 'b'"
            )
        ).all()

    assert "USING INDEX linkversion_geschlossen_nach" in str(plan)
