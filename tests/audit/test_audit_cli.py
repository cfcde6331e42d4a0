"""The commands `audit run`, `verify`, `rerun` and `key new` on the shipped data."""

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from leitlinien.audit.behaelter import entpacke, packe
from leitlinien.audit.kanonisch import als_json
from leitlinien.cli import main
from tests.seedhilfe import seedprogramm

Lauf = Callable[..., tuple[int, str, str]]
FRAGE = ("audit", "run", "zieleOhneMassnahme")
NEUES_ZIEL = """
@base <http://localhost:8000/> .
@prefix ll: <https://w3id.org/leitlinien/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<id/probe/Z1> a ll:Ziel ; skos:notation "Z1" ; skos:prefLabel "Ein Ziel ohne Maßnahme"@de ;
    ll:herkunft "AUSLEGUNG" ; ll:ebene "STRATEGISCH" .
"""


@pytest.fixture(scope="module")
def bestand() -> Iterator[Path]:
    """Database of the shipped data, with its read state beside it."""
    with seedprogramm() as programm:
        yield Path(programm.settings.database_url.removeprefix("sqlite:///"))


@pytest.fixture
def lauf(bestand: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Lauf:
    """Runs a command on the shipped data; returns exit code, output and error output."""
    monkeypatch.setenv("LEITLINIEN_DATABASE_URL", f"sqlite:///{bestand}")
    monkeypatch.setenv("COLUMNS", "200")

    def starte(*argumente: object) -> tuple[int, str, str]:
        code = main([str(a) for a in argumente])
        ausgabe = capsys.readouterr()
        return code, ausgabe.out, ausgabe.err

    return starte


@pytest.fixture
def mehr_daten(bestand: Path, lauf: Lauf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on commands see a copy of the data with one goal more."""
    kopie = shutil.copytree(bestand.parent, tmp_path / "kopie")
    monkeypatch.setenv("LEITLINIEN_DATABASE_URL", f"sqlite:///{kopie / bestand.name}")
    (tmp_path / "neu.ttl").write_text(NEUES_ZIEL, encoding="utf-8")
    assert 0 == lauf("import", tmp_path / "neu.ttl")[0]


@pytest.fixture(scope="module")
def original(bestand: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the shipped data."""
    ordner = tmp_path_factory.mktemp("nachweise")
    with pytest.MonkeyPatch.context() as umgebung:
        umgebung.setenv("LEITLINIEN_DATABASE_URL", f"sqlite:///{bestand}")
        assert 0 == main([*FRAGE, "--wer", "Änne Prüfer", "--stichtag", "2026-11-21", "--out", str(ordner)])
    (gefunden,) = ordner.iterdir()
    return gefunden


@pytest.fixture
def datei(original: Path, tmp_path: Path) -> Path:
    """A copy of the record, to be altered."""
    return Path(shutil.copy(original, tmp_path))


@pytest.mark.parametrize("befehl", ["audit", "audit run", "audit verify", "audit rerun", "audit key", "audit key new"])
def test_every_audit_command_explains_itself_in_german(befehl: str, lauf: Lauf) -> None:
    code, aus, _ = lauf(*befehl.split(), "--help")

    assert 0 == code
    assert f"Aufruf: leitlinien {befehl}" in aus
    assert "Show this message" not in aus


def test_a_run_writes_one_file_that_says_what_it_is(datei: Path) -> None:
    assert datei.name.startswith("nachweis_ziele-ohne-massnahme_2026-11-21_r1_")
    assert ".zip" == datei.suffix
    with zipfile.ZipFile(datei) as archiv:
        record = json.loads(archiv.read("record.json"))
    assert ("Änne Prüfer", "2026-11-21") == (record["wer"], record["stichtag"])


def test_a_run_tells_seal_and_rows(lauf: Lauf, tmp_path: Path) -> None:
    code, aus, _ = lauf(*FRAGE, "--out", tmp_path / "nachweise")

    (datei,) = (tmp_path / "nachweise").iterdir()
    siegel = datei.stem.rpartition("_")[2]
    assert 0 == code
    assert siegel in aus.replace(datei.name, "")
    assert "Ergebnis" in aus


def test_an_untouched_record_is_in_order(datei: Path, lauf: Lauf) -> None:
    code, aus, _ = lauf("audit", "verify", datei)

    assert 0 == code
    assert "In Ordnung" in aus
    assert "Welche Ziele haben keine Maßnahme? (zieleOhneMassnahme)" in aus


def test_verify_needs_no_database(datei: Path, lauf: Lauf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEITLINIEN_DATABASE_URL", "sqlite:////gibt/es/nicht.sqlite")

    code, _, _ = lauf("audit", "verify", datei)

    assert 0 == code


def test_an_altered_record_ends_with_2_and_names_the_part(datei: Path, lauf: Lauf) -> None:
    inhalt = datei.read_bytes()
    datei.write_bytes(inhalt.replace("Maßnahmen".encode(), b"Massnahme "))

    code, aus, _ = lauf("audit", "verify", datei)

    assert 2 == code
    assert "Nicht in Ordnung" in aus
    assert "bericht.html: Der Inhalt" in aus


def test_a_seal_noted_elsewhere_is_compared(datei: Path, lauf: Lauf) -> None:
    siegel = datei.stem.rpartition("_")[2]

    assert 0 == lauf("audit", "verify", datei, "--siegel", siegel.upper())[0]
    assert 2 == lauf("audit", "verify", datei, "--siegel", "0" * 64)[0]
    assert 2 == lauf("audit", "verify", datei, "--siegel", siegel[:4])[0]


def test_a_signed_record_is_checked_with_the_public_key(lauf: Lauf, tmp_path: Path) -> None:
    schluessel = tmp_path / "amt.key"
    assert 0 == lauf("audit", "key", "new", schluessel)[0]
    assert 0 == lauf("audit", "key", "new", tmp_path / "fremd.key")[0]
    assert 0 == lauf(*FRAGE, "--key", schluessel, "--out", tmp_path / "nachweise")[0]
    (datei,) = (tmp_path / "nachweise").iterdir()

    code, aus, _ = lauf("audit", "verify", datei, "--pub", f"{schluessel}.pub")

    assert 0 == code
    assert "gültig, Schlüssel" in aus
    assert 2 == lauf("audit", "verify", datei, "--pub", tmp_path / "fremd.key.pub")[0]


def test_an_unsigned_record_does_not_pass_with_a_key(datei: Path, lauf: Lauf, tmp_path: Path) -> None:
    lauf("audit", "key", "new", tmp_path / "amt.key")

    code, aus, _ = lauf("audit", "verify", datei, "--pub", tmp_path / "amt.key.pub")

    assert 2 == code
    assert "nicht unterschrieben" in aus


def test_a_file_that_is_not_there_is_an_error(lauf: Lauf, tmp_path: Path) -> None:
    code, _, err = lauf("audit", "verify", tmp_path / "fehlt.zip")

    assert 1 == code
    assert "lässt sich nicht lesen" in err


def test_what_a_record_says_cannot_command_the_terminal(datei: Path, lauf: Lauf) -> None:
    teile, _ = entpacke(datei.read_bytes())
    record = json.loads(teile["record.json"])
    record["wer"] = "\x1b]0;Titel\x07\x1b[2J"
    datei.write_bytes(packe({**teile, "record.json": als_json(record)}))

    _, aus, _ = lauf("audit", "verify", datei)

    assert "\x1b" not in aus


def test_a_question_asked_again_on_the_same_data_ends_with_0(datei: Path, lauf: Lauf) -> None:
    code, aus, _ = lauf("audit", "rerun", datei)

    assert 0 == code
    assert 2 == aus.count("dasselbe Ergebnis")


@pytest.mark.usefixtures("mehr_daten")
def test_a_question_asked_again_on_other_data_ends_with_2_and_shows_the_rows(datei: Path, lauf: Lauf) -> None:
    code, aus, _ = lauf("audit", "rerun", datei)

    aus = " ".join(aus.split())

    assert 2 == code
    assert "Damals, Revision 1" in aus
    assert "dasselbe Ergebnis" in aus.split("Heute")[0]
    assert "1 Zeile mehr, 0 weniger, 0 geändert" in aus.split("Heute")[1]
    assert "+ Ein Ziel ohne Maßnahme" in aus


@pytest.mark.usefixtures("mehr_daten")
def test_the_diff_is_there_for_programs_as_well(datei: Path, lauf: Lauf) -> None:
    _, json_text, _ = lauf("audit", "rerun", datei, "--format", "json")
    _, csv_text, _ = lauf("audit", "rerun", datei, "--format", "csv")

    gelesen = json.loads(json_text)
    assert gelesen["damals"]["gleich"]
    assert "Ein Ziel ohne Maßnahme" == gelesen["heute"]["unterschied"]["hinzu"][0][0]
    assert "2;neu;Ein Ziel ohne Maßnahme" in csv_text


def test_an_altered_record_is_not_asked_again(datei: Path, lauf: Lauf) -> None:
    datei.write_bytes(datei.read_bytes() + b"!")

    code, _, err = lauf("audit", "rerun", datei)

    assert 1 == code
    assert "nicht unversehrt" in err


@pytest.mark.parametrize(("daten", "erwartet"), [(NEUES_ZIEL, "Anderer Datenbestand"), ("", "Unbekannte Revision")])
def test_another_store_and_an_unknown_revision_are_told_apart(
    daten: str, erwartet: str, datei: Path, lauf: Lauf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEITLINIEN_DATABASE_URL", f"sqlite:///{datei.with_name('andere.sqlite')}")
    if daten:
        datei.with_name("andere.ttl").write_text(daten, encoding="utf-8")
        lauf("import", datei.with_name("andere.ttl"))

    code, _, err = lauf("audit", "rerun", datei)

    assert 1 == code
    assert erwartet in err


@pytest.mark.parametrize(
    ("argumente", "erwartet"),
    [
        (("zieleOhneMasnahme",), "Gemeint: zieleOhneMassnahme"),
        (("zieleOhneMassnahme", "-v", "sicht"), "keine Angabe"),
        (("zieleOhneMassnahme", "-v", "sicht=ALLE"), "Möglich:"),
        (("zieleOhneMassnahme", "-v", "anzahl=5"), "liest alle Seiten"),
        (("zieleOhneMassnahme", "--stichtag", "gestern"), "ist kein Tag"),
        (("spurEinerZuwendung",), "Diese Angabe fehlt"),
        (("zieleOhneMassnahme", "--key", "fehlt.key"), "lässt sich nicht lesen"),
    ],
)
def test_what_was_typed_wrongly_is_told_and_nothing_written(
    argumente: tuple[str, ...], erwartet: str, lauf: Lauf, tmp_path: Path
) -> None:
    code, _, err = lauf("audit", "run", *argumente, "--out", tmp_path / "nachweise")

    assert 1 == code
    assert erwartet in err
    assert not (tmp_path / "nachweise").exists()
