"""Questions that nobody thought of: made from the schema for a while, none may end as a failure of ours."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bauhilfe import netz, stand
from tests.web.httphilfe import Probedienst, app, server

WURZEL = Path(__file__).parent.parent.parent
SEKUNDEN = 20
"""For how long."""
NETZ = """
    Regelwerk b/R; Leitlinie b/L; Ziel b/Z b/Y; Massnahme b/M; Zuwendung b/F bewilligt=1000; Produkt b/P
    b/L teilVonRegelwerk b/R; b/Z dient b/L; b/M traegtBeiZu b/Z 0.6; b/M traegtBeiZu b/Y 0.4 ?; b/F foerdert b/M
"""


@pytest.fixture(scope="module")
def adresse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(app(Probedienst(stand(netz(NETZ), tmp_path_factory.mktemp("zufall"))))) as basis:
        yield basis


@pytest.mark.hauptpfad
def test_no_question_made_from_the_schema_is_a_failure_of_ours(adresse: str, tmp_path: Path) -> None:
    programm = Path(sys.executable).with_name("schemathesis")
    pruefung = {"SCHEMATHESIS_HOOKS": "tests.web.zufallspruefung", "PYTHONPATH": str(WURZEL)}
    schalter = f"--checks geordnet --phases fuzzing --max-time {SEKUNDEN} --seed 7 --generation-database none"

    lauf = subprocess.run(
        [programm, "run", f"{adresse}/graphql", *schalter.split(), "--suppress-health-check", "all"],
        cwd=tmp_path,
        env=os.environ | pruefung,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    gefragt = re.search(r"(\d+) generated", lauf.stdout)
    assert 0 == lauf.returncode, lauf.stdout[-6000:] + lauf.stderr[-2000:]
    assert gefragt is not None
    assert int(gefragt[1]) > 10
