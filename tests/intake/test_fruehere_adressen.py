"""A node that moves: its file says where it stood before, and an import refuses what would lead astray."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitlinien.errors import Importfehler
from leitlinien.ids import PFAD
from leitlinien.intake.importieren import Ergebnis, importiere
from leitlinien.kinds import modell
from leitlinien.programm import Programm
from leitlinien.rdf.werte import Wertregel
from leitlinien.settings import Settings
from leitlinien.web.knotenumzug import heute_unter

KOPF = """@base <http://localhost:8000/> .
@prefix ll: <https://w3id.org/leitlinien/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def ziel(pfad: str, *fruehere: str) -> str:
    worte = ", ".join(f'"{f}"' for f in fruehere)
    adressen = f" ll:fruehereAdresse {worte} ;" if fruehere else ""
    return (
        f'<id/{pfad}> a ll:Ziel ;{adressen} skos:notation "Z" ; skos:prefLabel "Ein Ziel"@de ; '
        f'll:herkunft "AUSLEGUNG" ; ll:ebene "STRATEGISCH" .\n'
    )


@pytest.fixture
def programm(tmp_path: Path) -> Iterator[Programm]:
    with Programm(Settings(database_url=f"sqlite:///{tmp_path / 'umzug.sqlite'}")) as programm:
        yield programm


def lies_ein(programm: Programm, ordner: Path, *saetze: str, name: str = "a.ttl", ersetzen: bool = False) -> Ergebnis:
    datei = ordner / name
    datei.write_text(KOPF + "".join(saetze), encoding="utf-8")
    return importiere(programm.store, [datei], autor="Amt", grund="Probe", ersetzen=ersetzen)


def test_a_node_that_moves_with_its_file_is_found_under_its_former_address(programm: Programm, tmp_path: Path) -> None:
    lies_ein(programm, tmp_path, ziel("b/alt"))

    lies_ein(programm, tmp_path, ziel("b/neu", "b/alt"), ersetzen=True)

    assert "b/neu" == heute_unter(programm.state(), "b/alt")


def test_a_node_that_moves_again_names_all_its_former_addresses(programm: Programm, tmp_path: Path) -> None:
    lies_ein(programm, tmp_path, ziel("b/neu", "b/alt", "b/aelter"))

    gefunden = [heute_unter(programm.state(), p) for p in ("b/alt", "b/aelter", "b/fremd", "b/neu")]

    assert ["b/neu", "b/neu", None, None] == gefunden


def test_where_the_old_node_still_stands_nothing_has_moved(programm: Programm, tmp_path: Path) -> None:
    lies_ein(programm, tmp_path, ziel("b/alt"))

    with pytest.raises(Importfehler, match="„b/alt“ ist keine frühere Adresse: Unter ihr steht ein Knoten") as fehler:
        lies_ein(programm, tmp_path, ziel("b/neu", "b/alt"), name="b.ttl")

    assert "--ersetzen" in str(fehler.value)


def test_nobody_settles_at_a_former_address(programm: Programm, tmp_path: Path) -> None:
    lies_ein(programm, tmp_path, ziel("b/neu", "b/alt"))

    with pytest.raises(Importfehler, match="Unter ihr steht ein Knoten"):
        lies_ein(programm, tmp_path, ziel("b/alt"), name="b.ttl")


def test_no_second_node_claims_a_former_address(programm: Programm, tmp_path: Path) -> None:
    lies_ein(programm, tmp_path, ziel("b/neu", "b/alt"))

    with pytest.raises(Importfehler, match="„b/alt“ nennen mehrere Knoten als frühere Adresse: b/auch, b/neu"):
        lies_ein(programm, tmp_path, ziel("b/auch", "b/alt"), name="b.ttl")


def test_what_was_wrong_before_is_no_finding_of_other_files(programm: Programm, tmp_path: Path) -> None:
    lies_ein(programm, tmp_path, ziel("b/neu", "b/alt"))

    ergebnis = lies_ein(programm, tmp_path, ziel("b/fremd"), name="b.ttl")

    assert ergebnis.aendert


def test_a_node_is_not_its_own_former_self(programm: Programm, tmp_path: Path) -> None:
    with pytest.raises(Importfehler, match="Unter ihr steht ein Knoten"):
        lies_ein(programm, tmp_path, ziel("b/neu", "b/neu"))


@given(st.text(alphabet="ab/.-_~ü %1", max_size=8) | st.from_regex(PFAD, fullmatch=True))
def test_a_former_address_is_what_an_address_can_be(text: str) -> None:
    feld = modell.arten[next(iter(modell.arten))].feld["fruehere_adressen"]

    gefunden = Wertregel(feld).pruefe(text)

    assert (PFAD.fullmatch(text) is None) == bool(gefunden)
