"""The kinds as declarations: what every derivation may rely on."""

from collections import defaultdict
from typing import Annotated

import pytest

from leitlinien.kinds import Auswahl, Feld, Frueher, Knoten, Kreisfrei, Spur, modell
from leitlinien.terms import LL

ALLE_FELDER = [(a.name, f) for a in modell.arten.values() for f in a.felder]


def test_all_kinds_of_the_model_are_declared() -> None:
    erwartet = (
        "Dokument Fundstelle Leerstelle Regelwerk Leitlinie Ausrichtung Ziel Produkt Massnahme Instrument Indikator "
        "Messwert Haushaltsansatz Zuwendung Organisation Beschluss Beschlusspunkt Beratung Berichtspflicht Bericht "
        "Handlungsfeld Zielgruppe Sozialraum Rahmenbedingung"
    )

    assert set(erwartet.split()) == set(modell.arten)


@pytest.mark.parametrize(("art", "feld"), ALLE_FELDER, ids=lambda x: x.name if isinstance(x, Feld) else x)
def test_every_field_has_a_german_description_that_ends_as_a_sentence(art: str, feld: Feld) -> None:
    assert feld.beschreibung.endswith("."), f"{art}.{feld.name}"


@pytest.mark.parametrize("auswahl", modell.auswahlen().values(), ids=lambda a: a.__name__)
def test_every_value_of_a_closed_list_has_its_own_description(auswahl: type[Auswahl]) -> None:
    beschreibungen = [wert.beschreibung for wert in auswahl.__members__.values()]

    assert len(set(beschreibungen)) == len(beschreibungen)
    assert all(text.endswith((".", "?")) for text in beschreibungen)


def test_one_field_name_has_one_type_and_one_nullability_in_every_kind() -> None:
    formen: dict[str, set[tuple[type, bool, bool]]] = defaultdict(set)
    for _, feld in ALLE_FELDER:
        formen[feld.name].add((feld.typ, feld.viele, feld.pflicht))

    assert {} == {name: form for name, form in formen.items() if len(form) > 1}


def test_one_predicate_has_the_same_marks_in_every_kind() -> None:
    marken: dict[str, set[frozenset[object]]] = defaultdict(set)
    for _, feld in ALLE_FELDER:
        if feld.gespeichert:
            marken[str(feld.pfad)].add(frozenset(feld.marken))

    assert {} == {begriff: m for begriff, m in marken.items() if len(m) > 1}


def test_a_trace_link_within_one_kind_may_not_form_a_cycle() -> None:
    offen = [
        b.name
        for b in modell.beziehungen.values()
        if Spur in b.marken and set(b.von) == set(b.nach) and Kreisfrei not in b.marken
    ]

    assert [] == offen


def test_plurals_and_singulars_are_all_different() -> None:
    namen = [name for a in modell.arten.values() for name in (a.einzahl, a.mehrzahl)]

    assert len(set(namen)) == len(namen)


def test_a_kind_declared_on_a_copy_leaves_the_model_alone() -> None:
    kopie = modell.kopie()

    @kopie.art(LL.Ziel, "auflagen")
    class Auflage(Knoten):
        """Bedingung eines Bescheids."""

        ziele: Annotated[list["Auflage"], LL.dient] = []
        """Ziele der Auflage."""

    assert ("Auflage",) == kopie.arten["Auflage"].feld["ziele"].ziele
    assert "Auflage" not in modell.arten


def test_a_renamed_field_and_a_renamed_kind_are_read_under_todays_names() -> None:
    kopie = modell.kopie()

    @kopie.art(LL.Ziel, "auflagen", frueher=(LL.Beratung,))
    class Auflage(Knoten):
        """Bedingung eines Bescheids."""

        wert: Annotated[str, LL.wert, Frueher(LL.betrag)]
        """Wert der Auflage."""

    assert {str(LL.Beratung): str(LL.Ziel), str(LL.betrag): str(LL.wert)} == kopie.lesenamen()
