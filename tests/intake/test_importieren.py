"""Import: one transaction, all or nothing, every finding at once."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import leitlinien.model
from leitlinien.errors import Dateifehler, Importfehler
from leitlinien.intake.importieren import Ergebnis, importiere
from leitlinien.store import Store

assert leitlinien.model

KOPF = """\
@base <http://localhost:8000/> .
@prefix ll: <https://w3id.org/leitlinien/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix kiel: <id/kiel/> .
"""


def _ziel(name: str, mehr: str = "", titel: str = "Alle wohnen gut.") -> str:
    return f"""
kiel:{name} a ll:Ziel ;
    skos:notation "{name}" ;
    skos:prefLabel "{titel}"@de ;
    ll:herkunft "QUELLE" ;
    ll:ebene "STRATEGISCH"{mehr} .
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.oeffnen(f"sqlite:///{tmp_path / 'store.sqlite'}") as geoeffnet:
        yield geoeffnet


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    (tmp_path / "dateien").mkdir()
    return tmp_path / "dateien"


def _schreibe(ordner: Path, name: str, *teile: str) -> Path:
    pfad = ordner / name
    pfad.write_text(KOPF + "".join(teile), encoding="utf-8")
    return pfad


def _importiere(store: Store, *pfade: Path, probe: bool = False, ersetzen: bool = False) -> Ergebnis:
    return importiere(store, pfade, autor="Eva", grund="Probe", probe=probe, ersetzen=ersetzen)


def _pfade(store: Store) -> list[str]:
    return [k.pfad for k in store.bestand().knoten]


def test_several_files_become_one_revision_that_names_them(store: Store, ordner: Path) -> None:
    eins = _schreibe(ordner, "eins.ttl", _ziel("Z1", " ;\n    ll:teilzielVon kiel:Z2"))
    zwei = _schreibe(ordner, "zwei.ttl", _ziel("Z2"))

    ergebnis = _importiere(store, zwei, eins)

    (revision,) = store.revisionen()
    assert ergebnis.revision == revision
    assert revision.quelle == "eins.ttl\nzwei.ttl"
    assert revision.quell_hash == hashlib.sha256(eins.read_bytes() + zwei.read_bytes()).hexdigest()
    assert (2, 1) == ergebnis.neu


def test_nothing_is_stored_unless_all_files_are_valid(store: Store, ordner: Path) -> None:
    gut = _schreibe(ordner, "gut.ttl", _ziel("Z1"))
    schlecht = _schreibe(ordner, "schlecht.ttl", _ziel("Z2", " ;\n    ll:dient kiel:K9"))

    with pytest.raises(Importfehler) as gefangen:
        _importiere(store, gut, schlecht)

    assert [] == store.revisionen()
    assert ["Class"] == [m.regel for m in gefangen.value.maengel]
    assert "1 Mangel, nichts wurde gespeichert" in str(gefangen.value)


def test_a_file_that_cannot_be_read_stores_nothing(store: Store, ordner: Path) -> None:
    gut = _schreibe(ordner, "gut.ttl", _ziel("Z1"))

    with pytest.raises(Dateifehler):
        _importiere(store, gut, ordner / "fehlt.ttl")

    assert store.kopf() is None


def test_a_dry_run_counts_and_stores_nothing(store: Store, ordner: Path) -> None:
    ergebnis = _importiere(store, _schreibe(ordner, "eins.ttl", _ziel("Z1")), probe=True)

    assert store.kopf() is None
    assert (1, 0) == ergebnis.neu
    assert "Probe" in str(ergebnis)


def test_the_same_file_again_changes_nothing(store: Store, ordner: Path) -> None:
    datei = _schreibe(ordner, "eins.ttl", _ziel("Z1"))
    _importiere(store, datei)

    ergebnis = _importiere(store, datei)

    assert ergebnis.revision is None
    assert not ergebnis.aendert
    assert (1, 0) == ergebnis.unveraendert


def test_a_changed_file_changes_its_nodes_and_leaves_the_rest(store: Store, ordner: Path) -> None:
    _importiere(store, _schreibe(ordner, "eins.ttl", _ziel("Z1"), _ziel("Z2")))

    ergebnis = _importiere(store, _schreibe(ordner, "eins.ttl", _ziel("Z1", titel="Alle wohnen besser.")))

    assert (1, 0) == ergebnis.geaendert
    assert ["kiel/Z1", "kiel/Z2"] == _pfade(store)


def test_replacing_withdraws_what_the_file_no_longer_says(store: Store, ordner: Path) -> None:
    _importiere(store, _schreibe(ordner, "eins.ttl", _ziel("Z1", " ;\n    ll:teilzielVon kiel:Z2"), _ziel("Z2")))
    _importiere(store, _schreibe(ordner, "zwei.ttl", _ziel("Z3")))

    ergebnis = _importiere(store, _schreibe(ordner, "eins.ttl", _ziel("Z1")), ersetzen=True)

    assert (1, 1) == ergebnis.zurueckgezogen
    assert ["kiel/Z1", "kiel/Z3"] == _pfade(store)
    assert [] == store.bestand().links


def test_replacing_lets_a_single_link_lead_elsewhere(store: Store, ordner: Path) -> None:
    produkte = [
        f'kiel:P{i} a ll:Produkt ; skos:notation "P" ; skos:prefLabel "Hilfe"@de ; ll:herkunft "QUELLE" ; '
        'll:produktbereich "31" .\n'
        for i in (1, 2)
    ]
    ansatz = (
        'kiel:H a ll:Haushaltsansatz ; skos:notation "H" ; skos:prefLabel "Ansatz"@de ; ll:herkunft "QUELLE" ; '
        'll:phase "ANSATZ" ; ll:konto "531" ; ll:ansatzart "ZUSCHUSS" ; ll:waehrung "EUR" ; ll:betrag 5.00 ; '
        "ll:ansatzFuer kiel:P1 .\n"
    )
    _importiere(store, _schreibe(ordner, "eins.ttl", *produkte, ansatz))
    umgehaengt = _schreibe(ordner, "eins.ttl", *produkte, ansatz.replace("kiel:P1 .", "kiel:P2 ."))

    with pytest.raises(Importfehler):
        _importiere(store, umgehaengt)
    _importiere(store, umgehaengt, ersetzen=True)

    assert ["kiel/P2"] == [v.nach for v in store.bestand().links]


def test_replacing_never_withdraws_what_others_still_link_to(store: Store, ordner: Path) -> None:
    _importiere(store, _schreibe(ordner, "eins.ttl", _ziel("Z1"), _ziel("Z2")))
    _importiere(store, _schreibe(ordner, "zwei.ttl", _ziel("Z3", " ;\n    ll:teilzielVon kiel:Z2")))

    with pytest.raises(Importfehler) as gefangen:
        _importiere(store, _schreibe(ordner, "eins.ttl", _ziel("Z1")), ersetzen=True)

    (mangel,) = gefangen.value.maengel
    assert ("NochVerknuepft", "kiel/Z2") == (mangel.regel, mangel.knoten)
    assert "link/kiel/Z3~teilzielVon~kiel/Z2" in mangel.was
    assert ["kiel/Z1", "kiel/Z2", "kiel/Z3"] == _pfade(store)


def test_files_that_were_imported_together_are_replaced_together(store: Store, ordner: Path) -> None:
    eins, zwei = _schreibe(ordner, "eins.ttl", _ziel("Z1")), _schreibe(ordner, "zwei.ttl", _ziel("Z2"))
    _importiere(store, eins, zwei)

    with pytest.raises(Importfehler) as gefangen:
        _importiere(store, eins, ersetzen=True)

    (mangel,) = gefangen.value.maengel
    assert mangel.regel == "Ersetzen"
    assert "zwei.ttl" in mangel.was
    assert ["kiel/Z1", "kiel/Z2"] == _pfade(store)


def test_a_dry_run_of_a_replacement_counts_what_would_go(store: Store, ordner: Path) -> None:
    _importiere(store, _schreibe(ordner, "eins.ttl", _ziel("Z1"), _ziel("Z2")))

    ergebnis = _importiere(store, _schreibe(ordner, "eins.ttl", _ziel("Z1")), probe=True, ersetzen=True)

    assert (1, 0) == ergebnis.zurueckgezogen
    assert ["kiel/Z1", "kiel/Z2"] == _pfade(store)


def test_every_step_reports_its_progress(store: Store, ordner: Path) -> None:
    schritte: list[str] = []

    importiere(
        store,
        [_schreibe(ordner, "eins.ttl", _ziel("Z1"))],
        autor="Eva",
        grund="Probe",
        fortschritt=lambda schritt, *_: schritte.append(schritt),
    )

    assert ["eins.ttl lesen", "Speicher lesen", "Prüfen", "Speichern"] == list(dict.fromkeys(schritte))
