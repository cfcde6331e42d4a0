"""Writing and reading revisions, on each database in turn."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest

from leitlinien.errors import Eingabefehler, Speicherfehler
from leitlinien.kinds import LinkStatus
from leitlinien.rows import Angaben, Bestand, Knotenzeile, Linkzeile, Wert
from leitlinien.store import Revision, Store, zustandshash

ZIEL = "https://example.org/def#Ziel"
TITEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
DIENT = "https://example.org/def#dient"
ALT = "https://example.org/def#nuetzt"
VORSCHLAG = Angaben(
    status=LinkStatus.VORSCHLAG,
    anteil="0.40",
    begruendung="Naheliegend – „so“ gelesen.",
    wer="Ä. Öhm",
    wann="2026-11-21",
    belege=("kiel/s0/10-20", "kiel/s0/30-40"),
    aussage=True,
)


def knoten(pfad: str, titel: str = "Ein Ziel") -> Knotenzeile:
    return Knotenzeile(pfad, ZIEL, {TITEL: titel})


def schreibe(store: Store, aenderung: Bestand, zurueckgezogen: Bestand | None = None, quelle: str | None = None) -> int:
    revision = store.schreibe(aenderung, autor="Test", grund="Probe", quelle=quelle, zurueckgezogen=zurueckgezogen)
    assert revision is not None
    return revision.nummer


DREI = Bestand(
    [knoten("a"), knoten("b"), knoten("https://example.org/c")],
    [Linkzeile("a", DIENT, "b", VORSCHLAG), Linkzeile("b", DIENT, "https://example.org/c")],
)


def test_an_empty_store_has_no_head_no_rows_and_no_damage(store: Store) -> None:
    assert store.kopf() is None
    assert store.stand() is None
    assert Bestand() == store.bestand()
    assert [] == store.pruefe()


def test_what_is_written_is_read(store: Store) -> None:
    schreibe(store, DREI)

    assert DREI == store.bestand()


def test_values_of_every_lexical_form_are_read_as_written(store: Store) -> None:
    werte: dict[str, Wert] = {
        "urn:text": 'Grüße, „Kiel“ 🙂 \\ " \n\t\u0000',
        "urn:tag": {"de-AT": "Jänner"},
        "urn:viele": ["a", "b"],
        "urn:zahl": "1.50",
    }
    bestand = Bestand([Knotenzeile("a", ZIEL, werte)])

    schreibe(store, bestand)

    assert bestand == store.bestand()


def test_rows_come_in_code_point_order_whatever_the_locale(store: Store) -> None:
    pfade = ["Z", "a", "a-b", "a/b", "ab", "z", "ä", "Ω", "🙂"]
    schreibe(store, Bestand([knoten(p) for p in reversed(pfade)]))

    gelesen = [k.pfad for k in store.bestand().knoten]

    assert sorted(pfade) == gelesen


def test_a_revision_says_who_when_why_and_from_where(store: Store) -> None:
    jetzt = datetime(2026, 11, 21, 14, 30, tzinfo=timezone(timedelta(hours=1)))

    store.schreibe(DREI, autor="Änne", grund="Saat", quelle="kiel.ttl", quell_hash="ab" * 32, zeit=jetzt)

    kopf = store.kopf()
    assert kopf is not None
    assert Revision(1, "2026-11-21T13:30:00.000000Z", "Änne", "Saat", "kiel.ttl", "ab" * 32, None, kopf.hash
    ) == kopf  # fmt: skip


def test_a_revision_without_a_given_time_is_written_now(store: Store) -> None:
    vorher = datetime.now(UTC)

    schreibe(store, DREI)

    kopf = store.kopf()
    assert kopf is not None
    assert vorher <= datetime.fromisoformat(kopf.zeit) <= datetime.now(UTC)


def test_revisions_are_consecutive_and_chained(store: Store) -> None:
    for titel in ("Eins", "Zwei", "Drei"):
        schreibe(store, Bestand([knoten("a", titel)]))

    revisionen = store.revisionen()

    assert [1, 2, 3] == [r.nummer for r in revisionen]
    assert [None, revisionen[0].hash, revisionen[1].hash] == [r.vorher for r in revisionen]
    assert revisionen[1] == store.revision(2)


def test_writing_the_same_rows_again_makes_no_revision(store: Store) -> None:
    schreibe(store, DREI)

    assert store.schreibe(DREI, autor="Test", grund="noch einmal") is None
    assert [1] == [r.nummer for r in store.revisionen()]


def test_passages_in_another_order_are_the_same_link(store: Store) -> None:
    schreibe(store, DREI)
    umgekehrt = replace(VORSCHLAG, belege=VORSCHLAG.belege[::-1])

    nichts = store.schreibe(Bestand([], [Linkzeile("a", DIENT, "b", umgekehrt)]), autor="Test", grund="Probe")

    assert nichts is None


def test_a_changed_node_leaves_the_rest_and_its_own_past(store: Store) -> None:
    schreibe(store, DREI)

    schreibe(store, Bestand([knoten("a", "Neu")]))

    assert Bestand([knoten("a", "Neu"), *DREI.knoten[1:]], DREI.links) == store.bestand()
    assert DREI == store.bestand(1)


def test_a_changed_link_leaves_its_own_past(store: Store) -> None:
    schreibe(store, DREI)
    bestaetigt = replace(VORSCHLAG, status=LinkStatus.BESTAETIGT)

    schreibe(store, Bestand([], [Linkzeile("a", DIENT, "b", bestaetigt)]))

    assert bestaetigt == store.bestand().links[0].angaben
    assert VORSCHLAG == store.bestand(1).links[0].angaben


def test_withdrawn_rows_are_gone_now_and_there_before(store: Store) -> None:
    schreibe(store, DREI)

    schreibe(store, Bestand(), Bestand([DREI.knoten[0]], [DREI.links[0]]))

    assert Bestand(DREI.knoten[1:], DREI.links[1:]) == store.bestand()
    assert DREI == store.bestand(1)


def test_a_withdrawn_row_can_come_back(store: Store) -> None:
    schreibe(store, Bestand([knoten("a")]))
    schreibe(store, Bestand(), Bestand([knoten("a")]))

    schreibe(store, Bestand([knoten("a")]))

    assert [1, 0, 1] == [len(store.bestand(n).knoten) for n in (1, 2, 3)]
    assert [] == store.pruefe()


def test_what_is_withdrawn_and_stated_at_once_stays(store: Store) -> None:
    schreibe(store, DREI)

    nichts = store.schreibe(DREI, autor="Test", grund="ersetzen", zurueckgezogen=DREI)

    assert nichts is None


def test_withdrawing_what_is_not_there_makes_no_revision(store: Store) -> None:
    schreibe(store, DREI)

    nichts = store.schreibe(Bestand(), autor="Test", grund="Probe", zurueckgezogen=Bestand([knoten("fremd")]))

    assert nichts is None


def test_a_link_into_nothing_is_refused_and_nothing_is_stored(store: Store) -> None:
    with pytest.raises(Speicherfehler, match=r"a .*dient fehlt führt ins Leere: fehlt ist kein Knoten"):
        schreibe(store, Bestand([knoten("a")], [Linkzeile("a", DIENT, "fehlt")]))

    assert store.kopf() is None


def test_a_link_to_a_node_that_goes_is_refused(store: Store) -> None:
    schreibe(store, DREI)

    with pytest.raises(Speicherfehler, match="b ist kein Knoten"):
        schreibe(store, Bestand([], [Linkzeile("a", ALT, "b")]), Bestand([knoten("b")]))


def test_a_node_with_links_cannot_be_withdrawn_alone(store: Store) -> None:
    schreibe(store, DREI)

    with pytest.raises(Speicherfehler, match=r"b lässt sich nicht zurückziehen: Der Link a .*dient b"):
        schreibe(store, Bestand(), Bestand([knoten("b")]))

    assert DREI == store.bestand()


def test_two_versions_of_a_node_in_one_change_are_refused(store: Store) -> None:
    with pytest.raises(Speicherfehler, match="a kommt in einer Änderung zweimal und verschieden vor"):
        schreibe(store, Bestand([knoten("a"), knoten("a", "anders")]))


def test_the_same_row_twice_in_one_change_is_one_row(store: Store) -> None:
    schreibe(store, Bestand([knoten("a"), knoten("a")]))

    assert Bestand([knoten("a")]) == store.bestand()


@pytest.mark.parametrize("nummer", [0, 2, -1])
def test_an_unknown_revision_is_named_with_the_newest(store: Store, nummer: int) -> None:
    schreibe(store, DREI)

    with pytest.raises(Eingabefehler, match=rf"Revision {nummer} gibt es nicht. Die neueste ist 1\."):
        store.bestand(nummer)


def test_rows_can_be_streamed(store: Store) -> None:
    schreibe(store, DREI)
    schreibe(store, Bestand([knoten("d")]))

    assert DREI == Bestand(list(store.knoten(1)), list(store.links(1)))
    assert store.bestand() == Bestand(list(store.knoten()), list(store.links()))


def test_a_stream_that_has_begun_keeps_its_revision(store: Store) -> None:
    schreibe(store, Bestand([knoten(f"k{i:05}") for i in range(20_000)]))
    strom = store.knoten()
    erster = next(strom)

    schreibe(store, Bestand([knoten("k19999", "später")]))

    assert [knoten("k19999")] == [k for k in (erster, *strom) if k.pfad == "k19999"]


def test_rows_of_a_source_are_those_still_valid_that_it_introduced(store: Store) -> None:
    schreibe(store, Bestand([knoten("a"), knoten("b"), knoten("c")], [Linkzeile("a", DIENT, "b")]), quelle="eins.ttl")
    schreibe(store, Bestand([knoten("b", "geändert"), knoten("d")]), quelle="zwei.ttl")
    schreibe(store, Bestand([knoten("a"), knoten("e")]), quelle="eins.ttl")
    schreibe(store, Bestand(), Bestand([knoten("c")]))

    assert Bestand([knoten("a"), knoten("e")], [Linkzeile("a", DIENT, "b")]) == store.aus_quelle("eins.ttl")


def test_a_source_among_several_of_a_revision_is_found(store: Store) -> None:
    schreibe(store, Bestand([knoten("a")]), quelle="eins.ttl\nzwei.ttl")

    assert Bestand([knoten("a")]) == store.aus_quelle("zwei.ttl")
    assert Bestand() == store.aus_quelle("drei.ttl")


def test_a_source_is_replaced_by_withdrawing_what_it_had_said(store: Store) -> None:
    schreibe(store, DREI, quelle="drei.ttl")
    neu = Bestand([knoten("a"), knoten("b", "anders")])

    schreibe(store, neu, store.aus_quelle("drei.ttl"), quelle="drei.ttl")

    assert neu == store.bestand()
    assert [] == store.pruefe()


def test_the_state_hash_is_that_of_the_data_whatever_its_history(store: Store, sqlite_url: str) -> None:
    schreibe(store, Bestand([knoten("a", "erst so"), knoten("x")]))
    schreibe(store, DREI, Bestand([knoten("x")]))
    with Store.oeffnen(sqlite_url + ".zweite") as andere:
        schreibe(andere, DREI)

        erwartet = andere.zustandshash()

    stand = store.stand()
    assert stand is not None
    assert {erwartet} == {store.zustandshash(), stand.hash, zustandshash(store.bestand()), zustandshash(DREI)}
    assert erwartet != store.zustandshash(1)


KNOTEN_A1 = b'["knoten","a","https://example.org/def#Ziel","{\\"%s\\":\\"Gr\xc3\xbc\xc3\x9fe\\"}"]\n' % TITEL.encode()
KNOTEN_A2 = b'["knoten","a","https://example.org/def#Ziel","{\\"%s\\":\\"Neu\\"}"]\n' % TITEL.encode()
KNOTEN_B = b'["knoten","b","https://example.org/def#Ziel","{\\"%s\\":\\"Ein Ziel\\"}"]\n' % TITEL.encode()
LINK_AB = b'["link","a","https://example.org/def#dient","b","{}"]\n'


def test_hashes_are_made_of_the_documented_bytes_on_every_database(store: Store) -> None:
    kopf_1 = b'["leitlinien-revision/1",1,"2026-11-01T00:00:00.000000Z","\xc3\x84nne","Saat","a.ttl","cd",null]\n'
    eins = sha256(b"+".join([kopf_1, KNOTEN_A1, KNOTEN_B, LINK_AB])).hexdigest()
    kopf_2 = b'["leitlinien-revision/1",2,"2026-11-02T00:00:00.000000Z","\xc3\x84nne","Mehr",null,null,"%s"]\n'
    zwei = sha256(b"".join([kopf_2 % eins.encode(), b"-", KNOTEN_A1, b"+", KNOTEN_A2, b"-", LINK_AB])).hexdigest()

    store.schreibe(
        Bestand([knoten("b"), knoten("a", "Grüße")], [Linkzeile("a", DIENT, "b")]),
        autor="Änne",
        grund="Saat",
        quelle="a.ttl",
        quell_hash="cd",
        zeit=datetime(2026, 11, 1, tzinfo=UTC),
    )
    store.schreibe(
        Bestand([knoten("a", "Neu")]),
        autor="Änne",
        grund="Mehr",
        zurueckgezogen=Bestand([], [Linkzeile("a", DIENT, "b")]),
        zeit=datetime(2026, 11, 2, tzinfo=UTC),
    )

    assert [eins, zwei] == [r.hash for r in store.revisionen()]
    assert sha256(b'"leitlinien-zustand/1"\n' + KNOTEN_A2 + KNOTEN_B).hexdigest() == store.zustandshash()


def test_a_renamed_field_is_read_through(store: Store, store_url: str) -> None:
    schreibe(store, Bestand([Knotenzeile("a", ZIEL, {ALT: "Name", TITEL: "T"})]))

    with Store.oeffnen(store_url, lesenamen={ALT: "urn:neu"}) as heute:
        gelesen = heute.bestand()

    assert [Knotenzeile("a", ZIEL, {"urn:neu": "Name", TITEL: "T"})] == gelesen.knoten


def test_a_value_under_todays_name_wins_over_one_under_the_earlier(store: Store, store_url: str) -> None:
    schreibe(store, Bestand([Knotenzeile("a", ZIEL, {ALT: "alt", TITEL: "neu"})]))

    with Store.oeffnen(store_url, lesenamen={ALT: TITEL}) as heute:
        gelesen = heute.bestand()

    assert [Knotenzeile("a", ZIEL, {TITEL: "neu"})] == gelesen.knoten


def test_a_renamed_kind_and_link_are_read_through(store: Store, store_url: str) -> None:
    schreibe(store, Bestand([knoten("a"), knoten("b")], [Linkzeile("a", ALT, "b", VORSCHLAG)]))

    with Store.oeffnen(store_url, lesenamen={ALT: DIENT, ZIEL: "urn:Zweck"}) as heute:
        gelesen = heute.bestand()

    assert ["urn:Zweck", "urn:Zweck"] == [k.art for k in gelesen.knoten]
    assert [Linkzeile("a", DIENT, "b", VORSCHLAG)] == gelesen.links


def test_rows_under_an_earlier_name_are_the_same_rows(store: Store, store_url: str) -> None:
    schreibe(store, Bestand([Knotenzeile("a", ZIEL, {ALT: "T"}), knoten("b")], [Linkzeile("a", ALT, "b")]))

    with Store.oeffnen(store_url, lesenamen={ALT: DIENT}) as heute:
        nichts = heute.schreibe(heute.bestand(), autor="Test", grund="Probe")

    assert nichts is None


def test_rows_under_an_earlier_name_can_be_changed_and_withdrawn(store: Store, store_url: str) -> None:
    schreibe(store, Bestand([knoten("a"), knoten("b")], [Linkzeile("a", ALT, "b"), Linkzeile("b", ALT, "a")]))

    with Store.oeffnen(store_url, lesenamen={ALT: DIENT}) as heute:
        schreibe(
            heute,
            Bestand([], [Linkzeile("a", DIENT, "b", VORSCHLAG)]),
            Bestand([], [Linkzeile("b", DIENT, "a")]),
        )
        gelesen = heute.bestand()

        assert [Linkzeile("a", DIENT, "b", VORSCHLAG)] == gelesen.links
        assert [] == heute.pruefe()
