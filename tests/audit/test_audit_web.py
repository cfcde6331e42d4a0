"""The record as a download."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette

from leitlinien.audit import pruefe_nachweis
from leitlinien.web import audit
from leitlinien.web.app import anwendung
from tests.audit.audithilfe import Amt, amt
from tests.seedhilfe import seedprogramm
from tests.web.seitenhilfe import bedient, lies


class Dienst:
    """What the route needs of the program."""

    def __init__(self, buero: Amt) -> None:
        self.schema = buero.schema
        self.adressen, self.quellen, self.state = buero.adressen, buero.quellen, lambda: buero.state


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server below a path prefix."""
    buero = amt(tmp_path_factory.mktemp("amt"))
    app = Starlette(routes=audit.routen(Dienst(buero), buero.fragen))  # type: ignore[arg-type]
    with bedient(app, "/amt") as adresse, httpx.Client(base_url=adresse, timeout=10) as offen:
        yield offen
    buero.store.schliessen()


def test_a_record_is_one_click_away(client: httpx.Client) -> None:
    antwort = client.get("abfragen/zieleMitMassnahmen/nachweis.zip")

    pruefung = pruefe_nachweis(antwort.content)
    assert 200 == antwort.status_code
    assert "application/zip" == antwort.headers["content-type"]
    assert [] == pruefung.maengel
    assert pruefung.record is not None
    assert "zieleMitMassnahmen" == pruefung.record.frage.name


def test_it_is_saved_under_a_name_that_says_what_it_is(client: httpx.Client) -> None:
    kopf = client.get("abfragen/zieleMitMassnahmen/nachweis.zip").headers

    assert kopf["content-disposition"].startswith('attachment; filename="nachweis_ziele-mit-massnahmen_')
    assert "no-store" == kopf["cache-control"]


def test_parameters_are_those_of_the_form_and_the_whole_answer_is_taken(client: httpx.Client) -> None:
    parameter = {"sicht": "MIT_VORSCHLAEGEN", "ziel": "", "anzahl": "1", "nach": "", "wer": "  Änne   Prüfer "}

    record = pruefe_nachweis(client.get("abfragen/zieleMitMassnahmen/nachweis.zip", params=parameter).content).record

    assert record is not None
    assert "MIT_VORSCHLAEGEN" == record.parameter["sicht"]
    assert {"sicht", "stichtag"} == set(record.parameter)
    assert 3 == record.ergebnis.zeilen
    assert "Änne Prüfer" == record.wer


def test_without_a_name_the_record_says_so(client: httpx.Client) -> None:
    record = pruefe_nachweis(client.get("abfragen/zieleMitMassnahmen/nachweis.zip").content).record

    assert record is not None
    assert "ohne Namen, über das Formular" == record.wer


@pytest.mark.parametrize("parameter", [{"sicht": "ALLE"}, {"gibtesnicht": "1"}, {"ziel": "kein Pfad"}])
def test_what_was_typed_wrongly_leads_back_to_the_form(parameter: dict[str, str], client: httpx.Client) -> None:
    antwort = client.get("abfragen/zieleMitMassnahmen/nachweis.zip", params=parameter)

    assert 303 == antwort.status_code
    assert antwort.headers["location"].startswith(f"../zieleMitMassnahmen?{next(iter(parameter))}=")


def test_a_question_that_is_not_there_is_not_found(client: httpx.Client) -> None:
    assert 404 == client.get("abfragen/gibtEsNicht/nachweis.zip").status_code


def test_a_record_that_takes_too_long_is_told_and_where_there_is_no_limit(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "SEKUNDEN", -1)

    antwort = client.get("abfragen/zieleMitMassnahmen/nachweis.zip")

    assert 503 == antwort.status_code
    assert "leitlinien audit run zieleMitMassnahmen" in antwort.text


def test_the_page_of_an_answer_offers_the_record() -> None:
    with (
        seedprogramm() as programm,
        bedient(anwendung(programm)) as adresse,
        httpx.Client(base_url=adresse, timeout=60) as client,
    ):
        seite = lies(client.get("abfragen/zieleOhneMassnahme").text)
        knopf = seite.eins("form", action="zieleOhneMassnahme/nachweis.zip")
        angaben = {e.attribute["name"]: e.attribute.get("value", "") for e in knopf.alle("input")}
        nachweis = client.get(f"abfragen/{knopf.attribute['action']}", params=angaben | {"wer": "Änne"})

    pruefung = pruefe_nachweis(nachweis.content)
    assert [] == pruefung.maengel
    assert pruefung.record is not None
    assert ("zieleOhneMassnahme", "Änne") == (pruefung.record.frage.name, pruefung.record.wer)
