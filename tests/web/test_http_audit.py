"""The audit suite of the reference implementation, and real clients, against a real server."""

from collections.abc import Iterator
from typing import Any

import pytest
from gql import Client, gql
from gql.transport.httpx import HTTPXTransport

from tests.bauhilfe import netz, stand
from tests.jshilfe import js
from tests.web.httphilfe import Probedienst, app, server

pytestmark = pytest.mark.hauptpfad

ZIELE = [f"b/Z{k:02}" for k in range(1, 24)]
SEITEN = [ZIELE[:7], ZIELE[7:14], ZIELE[14:21], ZIELE[21:]]


@pytest.fixture(scope="module")
def adresse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    state = stand(netz("Ziel " + " ".join(ZIELE)), tmp_path_factory.mktemp("audit"))
    with server(app(Probedienst(state))) as basis:
        yield f"{basis}/graphql"


@pytest.fixture(scope="module")
def pruefungen(adresse: str) -> list[dict[str, Any]]:
    gefunden: list[dict[str, Any]] = js("audit.mjs", adresse)
    return gefunden


def test_the_audit_suite_finds_no_error_and_no_warning(pruefungen: list[dict[str, Any]]) -> None:
    beanstandet = [p for p in pruefungen if p["status"] in {"error", "warn"}]

    assert [] == beanstandet


def test_the_audit_suite_was_run_in_full(pruefungen: list[dict[str, Any]]) -> None:
    assert len(pruefungen) > 60


ABWEICHEND = {
    *("423L", "3E3A", "LKJ0", "LKJ1", "LKJ2", "LKJ3", "6C00", "6C01", "6C02", "6C03"),
    *("4760", "4761", "4762", "4763", "58B0", "58B1", "58B2", "58B3"),
}
"""What MAY have 400 and has 422, as the newer draft recommends."""


def test_only_permissions_of_the_older_wording_are_not_used(pruefungen: list[dict[str, Any]]) -> None:
    anders = {p["id"] for p in pruefungen if p["status"] == "notice"}

    assert ABWEICHEND == anders


SEITENFRAGE = """
    query ziele($nach: String) {
      ziele(first: 7, after: $nach) { nodes { kennung } pageInfo { hasNextPage endCursor } }
    }
"""


def test_a_python_client_reads_all_pages(adresse: str) -> None:
    seiten: list[list[str]] = []

    with Client(transport=HTTPXTransport(url=adresse), fetch_schema_from_transport=True) as client:
        nach = None
        while nach is not None or not seiten:
            frage = gql(SEITENFRAGE)
            frage.variable_values = {"nach": nach}
            seite = client.execute(frage)["ziele"]
            seiten.append([ziel["kennung"] for ziel in seite["nodes"]])
            nach = seite["pageInfo"]["endCursor"] if seite["pageInfo"]["hasNextPage"] else None

    assert SEITEN == seiten


def test_a_javascript_client_reads_all_pages(adresse: str) -> None:
    assert SEITEN == js("client.mjs", adresse)
