"""The derived schema: complete, described, uniform, and ready for new kinds."""

from pathlib import Path
from typing import Annotated, Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
    is_introspection_type,
    is_specified_scalar_type,
)

from leitlinien import daten
from leitlinien.api import Kontext, fuehre_aus, schema, schema_text
from leitlinien.api.ausfuehrung import kern
from leitlinien.kinds import Knoten, LinkStatus, Modell, modell
from leitlinien.terms import LL
from tests.api.apihilfe import Fragesteller, programmschema
from tests.bauhilfe import netz, stand


def eigene_typen() -> list[GraphQLNamedType]:
    return [
        t
        for t in kern(programmschema()).type_map.values()
        if not is_introspection_type(t) and not is_specified_scalar_type(t)
    ]


def objekt(name: str) -> GraphQLObjectType:
    typ = kern(programmschema()).type_map[name]
    assert isinstance(typ, GraphQLObjectType)
    return typ


def beschriebenes() -> list[tuple[str, str | None]]:
    """Everything that can carry a description, with it."""
    gefunden: list[tuple[str, str | None]] = []
    for typ in eigene_typen():
        gefunden.append((typ.name, typ.description))
        if isinstance(typ, GraphQLEnumType):
            gefunden += [(f"{typ.name}.{n}", w.description) for n, w in typ.values.items()]
        if isinstance(typ, GraphQLInputObjectType):
            gefunden += [(f"{typ.name}.{n}", f.description) for n, f in typ.fields.items()]
        if isinstance(typ, GraphQLObjectType | GraphQLInterfaceType):
            for name, feld in typ.fields.items():
                gefunden.append((f"{typ.name}.{name}", feld.description))
                gefunden += [(f"{typ.name}.{name}({n})", a.description) for n, a in feld.args.items()]
    return gefunden


def test_everything_in_the_schema_is_described() -> None:
    ohne = [name for name, text in beschriebenes() if not (text or "").strip()]

    assert [] == ohne


def test_no_description_is_an_english_default_of_a_library() -> None:
    englisch = [n for n, text in beschriebenes() if any(w in (text or "") for w in ("The `", "isoformat", " the "))]

    assert [] == englisch


def test_the_published_schema_is_the_derived_one() -> None:
    datei = daten.ordner("graph") / "schema.graphql"

    assert schema_text() == datei.read_text(encoding="utf-8")


@pytest.mark.parametrize("art", modell.arten.values(), ids=modell.arten)
def test_every_kind_has_its_root_fields_filter_and_order(art: Any) -> None:
    felder = objekt("Query").fields
    mehrzahl = felder[art.mehrzahl]

    assert f"{art.name}" == str(felder[art.einzahl].type)
    assert f"{art.name}Connection!" == str(mehrzahl.type)
    assert f"{art.name}Filter" == str(mehrzahl.args["filter"].type)
    assert f"[{art.name}Sortierung!]" == str(mehrzahl.args["sortierung"].type)


@pytest.mark.parametrize("name", [n for n in objekt("Query").fields if n != "stand" and not n.startswith("_")])
def test_every_root_field_takes_view_and_day(name: str) -> None:
    argumente = objekt("Query").fields[name].args

    assert "Sicht!" == str(argumente["sicht"].type)
    assert "Date" == str(argumente["stichtag"].type)


def gestalt(feld: GraphQLField) -> tuple[str, str]:
    """What decides whether two fields can stand in one answer: leaves by type, composites by their wrapping."""
    typ = str(feld.type)
    name = get_named_type(feld.type).name
    return typ.replace(name, "*"), "" if is_composite_type(get_named_type(feld.type)) else name


def test_one_field_name_has_one_type_and_nullability_across_kinds() -> None:
    gestalten: dict[str, set[tuple[str, str]]] = {}
    for art in modell.arten:
        for name, feld in objekt(art).fields.items():
            gestalten.setdefault(name, set()).add(gestalt(feld))

    verschieden = {name: g for name, g in gestalten.items() if len(g) > 1}

    assert {} == verschieden


def test_every_edge_of_a_statement_says_what_the_link_says() -> None:
    erwartet = {
        "status": "LinkStatus!",
        "anteil": "Decimal",
        "begruendung": "String",
        "belege": "[Fundstelle!]!",
        "wer": "String",
        "wann": "Date",
    }

    for name in (
        "ZielMassnahmenEdge",
        "KnotenHandlungsfelderEdge",
        "LeitlinieMassnahmenGesamtEdge",
        "ZielRegelwerkLink",
    ):
        felder = objekt(name).fields
        assert erwartet == {n: str(felder[n].type) for n in erwartet}


def test_links_that_are_structure_use_the_plain_connection() -> None:
    assert "FundstelleConnection!" == str(objekt("Ziel").fields["belege"].type)
    assert {"node", "cursor"} == set(objekt("FundstelleEdge").fields)


def test_a_link_to_several_kinds_leads_to_the_interface() -> None:
    assert "Knoten!" == str(objekt("ProduktVerfolgtEdge").fields["node"].type)


def test_the_contract_types_are_there() -> None:
    felder = {
        "Spur": {"start", "pfade", "pfadeGesamt", "gekuerzt", "weitereMitVorschlaegen", "erreicht"},
        "Pfad": {"laenge", "status", "anteil", "schritte"},
        "Schritt": {"beziehung", "richtung", "von", "knoten", "status", "anteil", "begruendung", "belege"},
        "ErreichtEdge": {"node", "cursor", "pfade", "status", "beruehrt", "zugerechnet", "nichtAufteilbar"},
        "ZielMassnahmenConnection": {"nodes", "edges", "pageInfo", "totalCount", "weitereMitVorschlaegen"},
        "PageInfo": {"hasNextPage", "hasPreviousPage", "startCursor", "endCursor"},
    }

    fehlend = {typ: namen - set(objekt(typ).fields) for typ, namen in felder.items()}

    assert {typ: set() for typ in felder} == fehlend


def test_an_enum_of_the_model_does_not_take_a_name_of_the_api() -> None:
    richtung = kern(programmschema()).type_map["Richtung"]

    assert isinstance(richtung, GraphQLEnumType)
    assert ["AUFWAERTS", "ABWAERTS"] == list(richtung.values)
    assert "IndikatorRichtung!" == str(objekt("Indikator").fields["richtung"].type)


def mit_neuer_art() -> Modell:
    """The model with one more kind, declared here and nowhere else."""
    neu = modell.kopie()

    @neu.art(LL.Rahmenbedingung, "strassenbaeume")
    class Strassenbaum(Knoten):
        """Ein Baum an einer Straße."""

        hoehe: Annotated[int | None, LL.jahr] = None
        """Höhe in Metern."""
        stand: Annotated[LinkStatus, LL.status]
        """Wie sicher er steht."""
        beschattet: Annotated[list["Strassenbaum"], LL.wirktAuf] = []
        """Bäume, die er beschattet."""

    del neu.arten["Rahmenbedingung"]
    return neu


def test_a_new_kind_is_found_in_schema_filter_order_and_root_fields(tmp_path: Path) -> None:
    neu = mit_neuer_art()
    bestand = netz("Strassenbaum s/1 hoehe=12; Strassenbaum s/2 hoehe=3; s/1 wirktAuf s/2", neu)
    state = stand(bestand, tmp_path, neu)

    antwort = fuehre_aus(
        schema(neu),
        Kontext(state),
        """{
          strassenbaum(id: "s/1") { hoehe beschattet { edges { status node { kennung } } } }
          strassenbaeume(
            filter: {hoehe: {von: 2}, beschattet: {vorhanden: false}}, sortierung: [{feld: HOEHE, richtung: ABSTEIGEND}]
          ) { nodes { __typename kennung } }
          suche(text: "s", kinds: [STRASSENBAUM]) { totalCount }
        }""",
    )

    erwartet = {
        "strassenbaum": {"hoehe": 12, "beschattet": {"edges": [{"status": "BELEGT", "node": {"kennung": "s/2"}}]}},
        "strassenbaeume": {"nodes": [{"__typename": "Strassenbaum", "kennung": "s/2"}]},
        "suche": {"totalCount": 2},
    }
    assert {"data": erwartet} == antwort


def test_a_kind_called_like_a_type_of_the_api_is_refused() -> None:
    neu = modell.kopie()

    @neu.art(LL.Rahmenbedingung, "staende")
    class Stand(Knoten):
        """Ein Stand."""

    with pytest.raises(ValueError, match="Stand"):
        schema(neu)


def test_the_schema_can_be_introspected(tmp_path: Path) -> None:
    wer = Fragesteller(stand(netz("Ziel b/Z"), tmp_path))

    typen = wer.eins("{ __schema { types { name fields { name args { name } } inputFields { name } } } }")["types"]

    assert {t.name for t in eigene_typen()} <= {t["name"] for t in typen}
