"""The read state follows the store, and a damaged one is built again."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from leitlinien.errors import Eingabefehler, Speicherfehler
from leitlinien.settings import Settings
from leitlinien.state import Standhalter, State
from leitlinien.state import halter as modul
from leitlinien.state.ablage import lies_meta, schreibe_meta
from leitlinien.store import Store
from leitlinien.store.lesung import Lesung
from tests.bauhilfe import netz


class Zaehlend(Store):
    """A store that counts how often a state was read from it."""

    gelesen = 0

    @contextmanager
    def lesung(self, revision: int | None = None, *, mit_hash: bool = True) -> Iterator[Lesung | None]:
        self.gelesen += 1
        with super().lesung(revision, mit_hash=mit_hash) as lesung:
            yield lesung


@pytest.fixture
def einstellungen(tmp_path: Path) -> Settings:
    return Settings(database_url=f"sqlite:///{tmp_path}/s.sqlite")


@pytest.fixture
def store(einstellungen: Settings) -> Iterator[Zaehlend]:
    with Zaehlend.oeffnen(einstellungen.database_url) as offen:
        yield offen


@pytest.fixture
def halter(store: Zaehlend, einstellungen: Settings) -> Standhalter:
    return Standhalter(store, einstellungen)


def schreibe(store: Store, text: str) -> None:
    store.schreibe(netz(text), autor="test", grund="test")


def ids(state: State) -> list[str]:
    return [state.pfad(i) for i in range(state.n)]


def ordner(halter: Standhalter) -> list[str]:
    return sorted(p.name[:10] for p in halter.ordner.iterdir() if p.name.startswith("r"))


def test_an_empty_store_has_an_empty_state(halter: Standhalter) -> None:
    state = halter.aktuell()

    assert (0, 0) == (state.revision, state.n)


def test_the_state_follows_a_write(store: Zaehlend, halter: Standhalter) -> None:
    schreibe(store, "Ziel A")
    vorher = ids(halter.aktuell())

    schreibe(store, "Ziel B")

    assert (["A"], ["A", "B"]) == (vorher, ids(halter.aktuell()))


def test_the_state_knows_its_revision(store: Zaehlend, halter: Standhalter) -> None:
    schreibe(store, "Ziel A")
    kopf = store.kopf()
    assert kopf is not None

    state = halter.aktuell()

    assert (1, kopf.hash, kopf.zeit, store.zustandshash()) == (state.revision, state.kette, state.zeit, state.hash)


def test_a_request_keeps_the_state_it_started_with(store: Zaehlend, halter: Standhalter) -> None:
    schreibe(store, "Ziel A")
    state = halter.aktuell()
    for name in "BCDE":
        schreibe(store, f"Ziel {name}")
        halter.aktuell()

    assert ["A"] == ids(state)


def test_nothing_is_built_while_nothing_changes(store: Zaehlend, halter: Standhalter) -> None:
    schreibe(store, "Ziel A")

    erster = halter.aktuell()

    assert erster is halter.aktuell()
    assert 1 == store.gelesen


def test_another_process_takes_what_is_built(store: Zaehlend, halter: Standhalter, einstellungen: Settings) -> None:
    schreibe(store, "Ziel A")
    halter.aktuell()

    anderer = Standhalter(store, einstellungen).aktuell()

    assert (["A"], 1) == (ids(anderer), store.gelesen)


def test_two_that_build_at_once_do_no_harm(store: Zaehlend, einstellungen: Settings) -> None:
    schreibe(store, "Ziel A")
    gefunden: list[list[str]] = []
    faeden = [
        threading.Thread(target=lambda: gefunden.append(ids(Standhalter(store, einstellungen).aktuell())))
        for _ in range(6)
    ]

    for f in faeden:
        f.start()
    for f in faeden:
        f.join()

    assert [["A"]] * 6 == gefunden


def test_the_second_of_two_builders_takes_the_folder_of_the_first(store: Zaehlend, halter: Standhalter) -> None:
    schreibe(store, "Ziel A")
    ort = modul.baue_revision(store, 1, halter.ordner, halter.aktuell().modell)

    assert ort == halter.aktuell().ordner


def test_only_the_newest_folders_are_kept(store: Zaehlend, halter: Standhalter) -> None:
    for name in "ABCD":
        schreibe(store, f"Ziel {name}")
        halter.aktuell()

    assert ["r000000003", "r000000004"] == ordner(halter)


def test_a_new_database_in_the_old_ones_place_is_followed(store: Zaehlend, halter: Standhalter, tmp_path: Path) -> None:
    for name in "ABC":
        schreibe(store, f"Ziel {name}")
        halter.aktuell()
    with Zaehlend.oeffnen(f"sqlite:///{tmp_path}/neu.sqlite") as neu:
        schreibe(neu, "Ziel N")
        Standhalter(neu, Settings(state_dir=halter.ordner)).aktuell()

        wieder = Standhalter(neu, Settings(state_dir=halter.ordner)).aktuell()

    assert (["N"], 1) == (ids(wieder), neu.gelesen)


# older revisions


def test_an_older_revision_is_read_as_it_was(store: Zaehlend, halter: Standhalter) -> None:
    schreibe(store, "Ziel A")
    schreibe(store, "Ziel B")
    halter.aktuell()

    frueher = halter.zu(1)

    assert (["A"], 1) == (ids(frueher), frueher.revision)


def test_an_older_revision_is_built_once(store: Zaehlend, halter: Standhalter, einstellungen: Settings) -> None:
    schreibe(store, "Ziel A")
    schreibe(store, "Ziel B")
    halter.zu(1)
    halter.zu(1)

    Standhalter(store, einstellungen).zu(1)

    assert 1 == store.gelesen


def test_the_newest_revision_by_number_is_the_state_at_hand(store: Zaehlend, halter: Standhalter) -> None:
    schreibe(store, "Ziel A")

    assert halter.aktuell() is halter.zu(1)


def test_older_states_do_not_pile_up(store: Zaehlend, halter: Standhalter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modul, "AELTERE", 2)
    for name in "ABCDE":
        schreibe(store, f"Ziel {name}")
    for nummer in (1, 2, 3, 4):
        halter.zu(nummer)

    uebrig = sorted(p.name[:10] for p in (halter.ordner / "aeltere").iterdir() if p.name.startswith("r"))

    assert ["r000000003", "r000000004"] == uebrig


def test_an_unknown_revision_is_refused(store: Zaehlend, halter: Standhalter) -> None:
    schreibe(store, "Ziel A")

    with pytest.raises(Eingabefehler):
        halter.zu(7)


# damage


def kuerze(datei: Path) -> None:
    datei.write_bytes(datei.read_bytes()[:-7])


def verdrehe(datei: Path) -> None:
    inhalt = bytearray(datei.read_bytes())
    inhalt[len(inhalt) // 2] ^= 0x55
    datei.write_bytes(inhalt)


def leere(datei: Path) -> None:
    datei.write_bytes(b"")


def altes_format(datei: Path) -> None:
    schreibe_meta(datei, lies_meta(datei) | {"format": 0})


def anderes_modell(datei: Path) -> None:
    schreibe_meta(datei, lies_meta(datei) | {"modell": "0" * 64})


SCHAEDEN: list[tuple[str, Callable[[Path], None]]] = [
    ("daten.bin", Path.unlink),
    ("daten.bin", leere),
    ("daten.bin", kuerze),
    ("daten.bin", verdrehe),
    ("meta.json", Path.unlink),
    ("meta.json", leere),
    ("meta.json", kuerze),
    ("meta.json", verdrehe),
    ("meta.json", altes_format),
    ("meta.json", anderes_modell),
    ("suche.sqlite", Path.unlink),
    ("suche.sqlite", kuerze),
    ("suche.sqlite", verdrehe),
]


@pytest.mark.parametrize(("name", "schaden"), SCHAEDEN)
def test_a_damaged_folder_is_rebuilt(
    name: str, schaden: Callable[[Path], None], store: Zaehlend, halter: Standhalter, einstellungen: Settings
) -> None:
    schreibe(store, "Ziel A B")
    schaden(halter.aktuell().ordner / name)

    state = Standhalter(store, einstellungen).aktuell()

    assert (["A", "B"], 2) == (ids(state), store.gelesen)


def test_a_large_damaged_state_is_found_in_the_background_and_rebuilt(
    store: Zaehlend, halter: Standhalter, einstellungen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    schreibe(store, "Ziel A B")
    verdrehe(halter.aktuell().ordner / "daten.bin")
    monkeypatch.setattr(modul, "SOFORT_GEPRUEFT", 0)
    anderer = Standhalter(store, einstellungen)
    beschaedigt = anderer.aktuell()
    for faden in threading.enumerate():
        if faden.name == "stand-pruefen":
            faden.join()

    state = anderer.aktuell()

    assert (True, True) == (state is not beschaedigt, state.pruefe())


def test_a_build_that_fails_leaves_no_folder(
    store: Zaehlend, halter: Standhalter, monkeypatch: pytest.MonkeyPatch
) -> None:
    schreibe(store, "Ziel A")

    def bricht_ab(*_: object, **__: object) -> None:
        raise MemoryError

    with monkeypatch.context() as m:
        m.setattr("leitlinien.search.baue", bricht_ab)
        with pytest.raises(MemoryError):
            halter.aktuell()

    assert ([], ["A"]) == (ordner(halter), ids(halter.aktuell()))


def test_a_folder_that_cannot_be_written_is_named(store: Zaehlend, tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("kein Ordner")
    halter = Standhalter(store, Settings(state_dir=tmp_path / "datei" / "stand"))

    with pytest.raises(Speicherfehler, match="datei/stand"):
        halter.aktuell()


# large states


@pytest.fixture
def gross(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modul, "GROSS", 0)


def warte_auf_bau() -> None:
    for faden in threading.enumerate():
        if faden.name == "stand-bauen":
            faden.join()


@pytest.mark.usefixtures("gross")
def test_a_large_state_answers_while_its_successor_is_built_in_its_own_process(
    store: Zaehlend, halter: Standhalter
) -> None:
    schreibe(store, "Ziel A")
    halter.aktuell()
    schreibe(store, "Ziel B")

    waehrend = ids(halter.aktuell())
    warte_auf_bau()

    # one read for the first build: the second happened elsewhere
    assert (["A"], ["A", "B"], 1) == (waehrend, ids(halter.aktuell()), store.gelesen)


@pytest.mark.usefixtures("gross")
def test_who_waits_gets_the_newest_large_state(store: Zaehlend, halter: Standhalter) -> None:
    schreibe(store, "Ziel A")
    halter.aktuell()
    schreibe(store, "Ziel B")

    assert ["A", "B"] == ids(halter.aktuell(warten=True))


@pytest.mark.usefixtures("gross")
def test_revisions_that_arrive_during_a_build_are_built_together(
    store: Zaehlend, halter: Standhalter, monkeypatch: pytest.MonkeyPatch
) -> None:
    schreibe(store, "Ziel A")
    halter.aktuell()
    gebaut: list[int] = []
    angefangen, weiter = threading.Event(), threading.Event()

    def baue(ort: Path, nummer: int) -> None:
        gebaut.append(nummer)
        angefangen.set()
        weiter.wait(30)
        modul.baue_revision(store, nummer, ort, halter.aktuell().modell)

    monkeypatch.setattr(halter, "_baue_im_prozess", baue)
    schreibe(store, "Ziel B")
    halter.aktuell()
    angefangen.wait(30)
    for name in "CDE":
        schreibe(store, f"Ziel {name}")
        halter.aktuell()
    weiter.set()
    warte_auf_bau()

    assert ([2, 5], list("ABCDE")) == (gebaut, ids(halter.aktuell()))


def test_the_state_lies_beside_the_database_unless_set_otherwise() -> None:
    orte = [
        modul.standordner(s)
        for s in (
            Settings(database_url="sqlite:////srv/l.sqlite"),
            Settings(database_url="sqlite:///l.sqlite"),
            Settings(database_url="postgresql+psycopg://u@h/n"),
            Settings(database_url="sqlite:///l.sqlite", state_dir=Path("/srv/stand")),
        )
    ]

    assert ["/srv/l.sqlite.stand", "l.sqlite.stand", "leitlinien-stand", "/srv/stand"] == list(map(str, orte))
