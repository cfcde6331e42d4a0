"""What an operation selects: follows response keys of an answer through selections, fragments and types."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLString,
    InlineFragmentNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from leitlinien.queries.fehler import Kopffehler
from leitlinien.queries.sprache import Ort

TYPNAME = "__typename"
ANZAHL, LISTEN = "totalCount", ("nodes", "edges")
"""Fields of a connection: how many there are, and which of them are shown."""


@dataclass(frozen=True)
class Stelle:
    """A place in the answer: its type, and what is selected there."""

    typ: GraphQLNamedType
    liste: bool
    mengen: tuple[tuple[GraphQLNamedType, SelectionSetNode], ...]
    """Selections below, each with the type it is made on; empty for a leaf."""


class Auswahlmenge:
    """The selections of one operation."""

    def __init__(
        self, schema: GraphQLSchema, wurzel: SelectionSetNode, fragmente: Mapping[str, FragmentDefinitionNode]
    ) -> None:
        if schema.query_type is None:
            raise TypeError(schema)
        self._schema, self._fragmente = schema, fragmente
        self.wurzel = Stelle(schema.query_type, liste=False, mengen=((schema.query_type, wurzel),))

    def folge(self, start: Stelle, ort: Ort) -> Stelle:
        """The place a path leads to. Raises `Kopffehler` when the operation selects nothing there."""
        stelle = start
        for name, alle in ort.schritte:
            if stelle.liste:
                raise Kopffehler(f"Vor „{name}“ steht in {ort} eine Liste.", "Ihre Einträge heißen NAME[].")
            stelle = self._unter(stelle, name, ort)
            if alle:
                if not stelle.liste:
                    raise Kopffehler(f"„{name}“ in {ort} ist keine Liste.", "Die Klammern [] streichen.")
                stelle = Stelle(stelle.typ, liste=False, mengen=stelle.mengen)
        return stelle

    def zeilen(self, ort: Ort) -> list[Stelle]:
        """The whole answer, then the items of each list on the way to a table's rows; the row itself comes last."""
        kette = [self.wurzel]
        schritte: list[tuple[str, bool]] = []
        for nummer, (name, alle) in enumerate(ort.schritte, 1):
            letzter = nummer == len(ort.schritte)
            schritte.append((name, alle or letzter))
            if alle or letzter:
                kette.append(self.folge(kette[-1], Ort(0, tuple(schritte))))
                schritte = []
        return kette

    def verbindungen(self) -> Iterator[tuple[FieldNode, bool]]:
        """Each connection whose items are selected, with whether `totalCount` is selected as well."""
        offen = [self.wurzel]
        while offen:
            stelle = offen.pop()
            for name, felder in self._felder(stelle).items():
                unter = self._unter(stelle, name, Ort(0, ((name, False),)))
                offen.append(unter)
                gewaehlt = self._felder(unter)
                zaehlbar = isinstance(unter.typ, GraphQLObjectType) and ANZAHL in unter.typ.fields
                if zaehlbar and any(f in gewaehlt for f in LISTEN):
                    yield felder[0][1], ANZAHL in gewaehlt

    def _unter(self, stelle: Stelle, name: str, ort: Ort) -> Stelle:
        felder = self._felder(stelle)
        if name == TYPNAME and name in felder:
            return Stelle(GraphQLString, liste=False, mengen=())
        if name not in felder:
            gewaehlt = ", ".join(felder) or "nichts"
            raise Kopffehler(
                f"„{name}“ in {ort} wird in der Abfrage dort nicht gewählt.",
                f"An {stelle.typ.name} gewählt: {gewaehlt}.",
            )
        typen = [typ for typ, _ in felder[name]]
        mengen = tuple(
            (get_named_type(typ), feld.selection_set) for typ, feld in felder[name] if feld.selection_set is not None
        )
        return Stelle(get_named_type(typen[0]), liste=is_list_type(get_nullable_type(typen[0])), mengen=mengen)

    def _felder(self, stelle: Stelle) -> dict[str, list[tuple[GraphQLOutputType, FieldNode]]]:
        """What is selected at a place, by response key."""
        gefunden: dict[str, list[tuple[GraphQLOutputType, FieldNode]]] = {}
        offen = list(reversed(stelle.mengen))
        while offen:
            typ, menge = offen.pop()
            for auswahl in menge.selections:
                if isinstance(auswahl, FieldNode):
                    name = auswahl.name.value
                    schluessel = auswahl.alias.value if auswahl.alias else name
                    if name == TYPNAME:
                        gefunden.setdefault(schluessel, []).append((GraphQLString, auswahl))
                    elif isinstance(typ, GraphQLObjectType | GraphQLInterfaceType) and name in typ.fields:
                        gefunden.setdefault(schluessel, []).append((typ.fields[name].type, auswahl))
                elif isinstance(auswahl, InlineFragmentNode):
                    bedingung = auswahl.type_condition
                    neu = self._schema.get_type(bedingung.name.value) if bedingung else typ
                    offen.append((neu or typ, auswahl.selection_set))
                elif isinstance(auswahl, FragmentSpreadNode) and auswahl.name.value in self._fragmente:
                    fragment = self._fragmente[auswahl.name.value]
                    neu = self._schema.get_type(fragment.type_condition.name.value)
                    offen.append((neu or typ, fragment.selection_set))
        return gefunden
