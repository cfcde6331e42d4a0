"""A question that also asks for the id of every node it touches: what the evidence of its rows is found by.

Only fields are added whose key is free, so all that the question itself asks for stays in its place.
"""

from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    NameNode,
    SelectionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
    parse,
    print_ast,
    visit,
)

ID = "id"


def erweitert(schema: GraphQLSchema, text: str) -> str:
    """The document with `id` at every node, and with the nodes that other objects (steps, edges, findings) speak of."""
    typinfo = TypeInfo(schema)
    return print_ast(visit(parse(text), TypeInfoVisitor(typinfo, _Erweiterung(schema, typinfo))))


def decknamen(text: str) -> dict[str, str]:
    """Field names by the aliases that the document gives them; an alias of several fields is left out."""
    gefunden: dict[str, set[str]] = {}

    class Sammler(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            if node.alias is not None:
                gefunden.setdefault(node.alias.value, set()).add(node.name.value)

    visit(parse(text), Sammler())
    return {alias: next(iter(felder)) for alias, felder in gefunden.items() if len(felder) == 1}


class _Erweiterung(Visitor):
    def __init__(self, schema: GraphQLSchema, typinfo: TypeInfo) -> None:
        super().__init__()
        self._schema, self._typinfo = schema, typinfo

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode | None:
        typ = self._typinfo.get_parent_type()
        if not isinstance(typ, GraphQLObjectType | GraphQLInterfaceType) or typ is self._schema.query_type:
            return None
        vergeben = {s.alias.value if s.alias else s.name.value for s in node.selections if isinstance(s, FieldNode)}
        neu: list[SelectionNode] = []
        if _ist_knoten(typ):
            neu = [] if ID in vergeben else [_feld(ID)]
        else:
            neu = [
                _feld(name, SelectionSetNode(selections=(_feld(ID),)))
                for name, feld in typ.fields.items()
                if _nennt_einen_knoten(feld) and (name not in vergeben or _schlicht(node, name))
            ]
        return SelectionSetNode(selections=(*node.selections, *neu)) if neu else None


def _feld(name: str, auswahl: SelectionSetNode | None = None) -> FieldNode:
    return FieldNode(name=NameNode(value=name), selection_set=auswahl, arguments=(), directives=())


def _schlicht(menge: SelectionSetNode, name: str) -> bool:
    """Whether the key is taken by the field of this name itself, so that both selections are joined."""
    return all(
        s.name.value == name
        for s in menge.selections
        if isinstance(s, FieldNode) and (s.alias.value if s.alias else s.name.value) == name
    )


def _ist_knoten(typ: Any) -> bool:
    return isinstance(typ, GraphQLObjectType | GraphQLInterfaceType) and ID in typ.fields


def _nennt_einen_knoten(feld: GraphQLField) -> bool:
    einer = not is_list_type(get_nullable_type(feld.type)) and _ist_knoten(get_named_type(feld.type))
    return einer and not any(is_non_null_type(a.type) for a in feld.args.values())
