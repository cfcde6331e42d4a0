"""What a revision did, on each database in turn."""

from leitlinien.rows import Bestand, Knotenzeile, Linkzeile
from leitlinien.store import Store
from leitlinien.store.aenderungen import Wandel, Wandelzahl

ZIEL, TITEL, DIENT = "https://example.org/def#Ziel", "https://example.org/def#titel", "https://example.org/def#dient"


def knoten(pfad: str, titel: str = "Ein Ziel") -> Knotenzeile:
    return Knotenzeile(pfad, ZIEL, {TITEL: titel})


def schreibe(store: Store, aenderung: Bestand, weg: Bestand | None = None) -> None:
    store.schreibe(aenderung, autor="Test", grund="Probe", zurueckgezogen=weg)


def dreimal(store: Store) -> None:
    """First a, b and a link; then b again otherwise and c; then a and the link are withdrawn."""
    link = Linkzeile("a", DIENT, "b")
    schreibe(store, Bestand([knoten("a"), knoten("b")], [link]))
    schreibe(store, Bestand([knoten("b", "Anders"), knoten("c")]))
    schreibe(store, Bestand(), Bestand([knoten("a")], [link]))


def test_each_revision_tells_what_came_changed_and_went_the_newest_first(store: Store) -> None:
    dreimal(store)

    gefunden = store.aenderungen()

    assert [3, 2, 1] == [a.revision.nummer for a in gefunden]
    assert [Wandelzahl(0, 0, 1), Wandelzahl(1, 1, 0), Wandelzahl(2, 0, 0)] == [a.knoten for a in gefunden]
    assert [Wandelzahl(0, 0, 1), Wandelzahl(), Wandelzahl(1, 0, 0)] == [a.links for a in gefunden]


def test_nodes_are_named_as_they_are_after_the_revision_or_were_before_they_went(store: Store) -> None:
    dreimal(store)

    letzte, mittlere, _ = store.aenderungen()

    assert [(Wandel.GEAENDERT, "b", "Anders"), (Wandel.NEU, "c", "Ein Ziel")] == [
        (g.wandel, g.zeile.pfad, g.zeile.werte[TITEL]) for g in mittlere.erste
    ]
    assert [(Wandel.ZURUECKGEZOGEN, "a", "Ein Ziel")] == [
        (g.wandel, g.zeile.pfad, g.zeile.werte[TITEL]) for g in letzte.erste
    ]


def test_many_nodes_are_counted_and_the_first_are_named(store: Store) -> None:
    schreibe(store, Bestand([knoten(f"n{n:03}") for n in range(300)]))

    (eine,) = store.aenderungen(erste=250)

    assert 300 == eine.knoten.gesamt
    assert [f"n{n:03}" for n in range(250)] == [g.zeile.pfad for g in eine.erste]


def test_one_node_is_followed_with_the_links_that_begin_there(store: Store) -> None:
    dreimal(store)

    gefunden = {a.revision.nummer: (a.knoten.gesamt, a.links.gesamt) for a in store.aenderungen(knoten="a")}

    assert {3: (1, 1), 1: (1, 1)} == gefunden


def test_pages_follow_one_another(store: Store) -> None:
    dreimal(store)

    seiten = [store.aenderungen(anzahl=2), store.aenderungen(anzahl=2, vor=2), store.aenderungen(vor=1)]

    assert [[3, 2], [1], []] == [[a.revision.nummer for a in seite] for seite in seiten]


def test_an_empty_store_has_no_changes(store: Store) -> None:
    assert [] == store.aenderungen()
