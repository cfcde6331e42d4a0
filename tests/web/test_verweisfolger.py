"""A client that follows links (Comunica) answers a question across several pages, with nothing but their addresses."""

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from leitlinien.programm import Programm
from leitlinien.settings import Settings
from leitlinien.web.app import anwendung
from tests.jshilfe import js
from tests.web.seitenhilfe import bedient

FRAGE = """
    PREFIX ll: <https://w3id.org/leitlinien/def#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    SELECT DISTINCT ?regelwerk ?herausgeber WHERE {
      <%sid/kiel/K13> ll:teilVonRegelwerk ?r .
      ?r skos:prefLabel ?regelwerk ; ll:herausgeber ?h .
      ?h skos:prefLabel ?herausgeber .
    }
"""


@pytest.fixture(scope="module")
def adresse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service whose nodes live at the address that it is served from."""
    datei = tmp_path_factory.mktemp("folgen") / "f.sqlite"
    spaeter = Starlette()
    with (
        bedient(spaeter) as adresse,
        Programm(Settings(base_iri=adresse, database_url=f"sqlite:///{datei}", protokoll=False)) as programm,
    ):
        programm.state()
        spaeter.mount("", anwendung(programm))
        yield adresse


def test_a_client_that_follows_links_answers_across_pages(adresse: str) -> None:
    antwort = js("comunica.mjs", f"{adresse}id/kiel/K13", adresse, FRAGE % adresse)

    assert 1 == len(antwort["zeilen"])
    assert "Kiel" in antwort["zeilen"][0]["herausgeber"]
    assert {"id/kiel/K13", "id/kiel/regelwerk"} < set(antwort["gefragt"])
