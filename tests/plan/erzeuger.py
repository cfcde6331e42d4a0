"""Random operations over a schema: valid for the most part, with everything a client may write.

One word has one meaning within an operation (a response key, its field and its arguments), so fields that meet at one
place can be merged; all else is left to chance. The same seed gives the same operations.
"""

import random
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from graphql.language.print_string import print_string

from leitlinien.api.seiten import knotenmarke, marke
from leitlinien.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

TIEFE = 5
FELDER = 14
"""About as many fields has the largest operation."""


class Erzeuger:
    """Makes operations for one schema and one state."""

    def __init__(self, schema: GraphQLSchema, state: State, saat: int) -> None:
        self.schema, self.state = schema, state
        self.zufall = random.Random(saat)  # noqa: S311 - not for secrets
        self.worte = [state.pfad(i) for i in range(0, state.n, 7)] + ["Prävention", "Kinder", "für", "zz", "", 'ä"\\\n']
        knoten = schema.type_map["Knoten"]
        assert isinstance(knoten, GraphQLInterfaceType)
        self.arten = schema.get_possible_types(knoten)

    def operation(self) -> tuple[str, dict[str, Any]]:
        """Text and variables."""
        self._variablen: dict[str, tuple[str, str]] = {}
        self._gegeben: dict[str, Any] = {}
        self._fragmente: list[tuple[str, str, str]] = []
        self._bedeutung: dict[tuple[str, ...], str] = {}
        self._rest = self.zufall.randint(3, FELDER)
        assert self.schema.query_type
        text = self._auswahl(self.schema.query_type, 0)
        erklaert = ", ".join(f"${name}: {typ}{vorgabe}" for name, (typ, vorgabe) in self._variablen.items())
        fragmente = "".join(f"\nfragment {name} on {typ} {inhalt}" for name, typ, inhalt in self._fragmente)
        return f"query frage{f'({erklaert})' if erklaert else ''} {text}{fragmente}", self._gegeben

    def _vielleicht(self, wie_oft: float) -> bool:
        return self.zufall.random() < wie_oft

    # selections

    def _auswahl(self, typ: Any, tiefe: int) -> str:
        teile = []
        felder = self._felder(typ, tiefe)
        for _ in range(self.zufall.choice((1, 2, 2, 3, 3, 4))):
            wurf = self.zufall.random()
            if wurf < 0.08:
                teile.append(f"__typename{self._direktiven()}")
            elif wurf < 0.2 and tiefe:
                teile.append(self._fragment(typ, tiefe))
            elif felder:
                teile.append(self._feld(*self.zufall.choice(felder), tiefe))
        return "{ " + " ".join(teile or ["__typename"]) + " }"

    def _felder(self, typ: Any, tiefe: int) -> list[tuple[str, GraphQLField]]:
        felder = [(n, f) for n, f in typ.fields.items() if n != "_service"]
        if tiefe >= TIEFE or self._rest <= 0:
            felder = [(n, f) for n, f in felder if is_leaf_type(get_named_type(f.type))]
        elif tiefe:  # links lead further
            felder += [(n, f) for n, f in felder if not is_leaf_type(get_named_type(f.type))] * 2
        return felder

    def _feld(self, name: str, feld: GraphQLField, tiefe: int) -> str:
        self._rest -= 1
        schluessel = name if self._vielleicht(0.7) else f"{name}_{self.zufall.randint(1, 2)}"
        bedeutung = schluessel, *feld.args
        if bedeutung not in self._bedeutung:
            self._bedeutung[bedeutung] = self._argumente(feld)
        text = f"{name}{self._bedeutung[bedeutung]}{self._direktiven()}"
        if schluessel != name:
            text = f"{schluessel}: {text}"
        innen = get_named_type(feld.type)
        return text if is_leaf_type(innen) else f"{text} {self._auswahl_in(innen, tiefe + 1)}"

    def _auswahl_in(self, typ: Any, tiefe: int) -> str:
        if isinstance(typ, GraphQLObjectType | GraphQLInterfaceType):
            return self._auswahl(typ, tiefe)
        arten = self.zufall.sample(self.schema.get_possible_types(typ), 2)
        return "{ __typename " + " ".join(f"... on {a.name} {self._auswahl(a, tiefe)}" for a in arten) + " }"

    def _fragment(self, typ: Any, tiefe: int) -> str:
        ziel = typ
        if isinstance(typ, GraphQLInterfaceType):
            ziel = self.zufall.choice((typ, *self.arten, *self.arten))
        elif typ in self.arten and self._vielleicht(0.3):
            ziel = self.schema.type_map["Knoten"]
        passend = [name for name, auf, _ in self._fragmente if auf == ziel.name]
        wurf = self.zufall.random()
        if passend and wurf < 0.3:
            return f"...{self.zufall.choice(passend)}{self._direktiven()}"
        auf = f" on {ziel.name}" if ziel is not typ or self._vielleicht(0.5) else ""
        if wurf < 0.6:
            inhalt = self._auswahl(ziel, tiefe)
            name = f"F{len(self._fragmente)}"
            self._fragmente.append((name, ziel.name, inhalt))
            return f"...{name}{self._direktiven()}"
        return f"...{auf}{self._direktiven()} {self._auswahl(ziel, tiefe)}"

    def _direktiven(self) -> str:
        if self._vielleicht(0.93):
            return ""
        name = self.zufall.choice(("skip", "include"))
        wert = self._variable("Boolean!", self._vielleicht(0.5)) if self._vielleicht(0.6) else self._wahr()
        return f" @{name}(if: {wert})"

    def _wahr(self) -> str:
        return self.zufall.choice(("true", "false"))

    # arguments and variables

    def _argumente(self, feld: GraphQLField) -> str:
        teile = []
        for name, argument in feld.args.items():
            selten = name in {"after", "before", "last"}
            if is_required_argument(argument) or self._vielleicht(0.02 if selten else 0.2):
                teile.append(f"{name}: {self._argument(name, argument.type)}")
        return f"({', '.join(teile)})" if teile else ""

    def _argument(self, name: str, typ: GraphQLInputType) -> str:
        if self._vielleicht(0.3):
            return self._variable(str(typ), self._wert(name, typ))
        return self._literal(name, typ)

    def _variable(self, typ: str, wert: Any) -> str:
        name = f"v{len(self._variablen)}"
        vorgabe = ""
        if typ.startswith("Boolean") and self._vielleicht(0.3):
            typ, vorgabe = self.zufall.choice(("Boolean", "Boolean!")), f" = {self._wahr()}"
        elif not typ.endswith("!") and wert is not None and self._vielleicht(0.3):
            typ += "!"
        elif typ == "Int" and self._vielleicht(0.4):
            vorgabe = " = 2"
        self._variablen[name] = typ, vorgabe
        wurf = self.zufall.random()
        if wurf < 0.03:
            self._gegeben[name] = self.zufall.choice(([], 7, "x", None, {"a": 1}, True, 1.5))
        elif wurf < 0.93 and not (vorgabe and wurf < 0.4):
            self._gegeben[name] = wert
        return f"${name}"

    def _literal(self, name: str, typ: GraphQLInputType) -> str:
        if self._vielleicht(0.04) and not isinstance(typ, GraphQLNonNull):
            return "null"
        return self._als_text(self._wert(name, typ), typ)

    def _als_text(self, wert: Any, typ: Any) -> str:
        if isinstance(typ, GraphQLNonNull):
            typ = typ.of_type
        if wert is None:
            return "null"
        if isinstance(typ, GraphQLList):
            return f"[{', '.join(self._als_text(w, typ.of_type) for w in wert)}]"
        if isinstance(typ, GraphQLInputObjectType):
            return "{" + ", ".join(f"{n}: {self._teil(w, typ.fields[n].type)}" for n, w in wert.items()) + "}"
        if isinstance(typ, GraphQLEnumType) or not isinstance(wert, bool | str | dict):
            return str(wert)
        if isinstance(wert, dict):
            return "{" + ", ".join(f"{n}: {print_string(w)}" for n, w in wert.items()) + "}"
        return print_string(wert) if isinstance(wert, str) else str(wert).lower()

    def _teil(self, wert: Any, typ: GraphQLInputType) -> str:
        return self._variable(str(typ), wert) if self._vielleicht(0.1) else self._als_text(wert, typ)

    def _wert(self, name: str, typ: Any, tiefe: int = 0) -> Any:
        """A value as JSON has it."""
        if isinstance(typ, GraphQLNonNull):
            return self._wert(name, typ.of_type, tiefe)
        if isinstance(typ, GraphQLList):
            return [self._wert(name, typ.of_type, tiefe) for _ in range(self.zufall.choice((0, 1, 1, 2, 2)))]
        if isinstance(typ, GraphQLEnumType):
            return self.zufall.choice(list(typ.values))
        if isinstance(typ, GraphQLInputObjectType):
            return self._eingabe(typ, tiefe)
        return self._blatt(name, typ.name)

    def _eingabe(self, typ: GraphQLInputObjectType, tiefe: int) -> dict[str, Any]:
        muss = [n for n, f in typ.fields.items() if isinstance(f.type, GraphQLNonNull)]
        if tiefe > 2 and not muss:
            return {}
        gewaehlt = {
            *muss,
            *self.zufall.sample(list(typ.fields), min(len(typ.fields), self.zufall.choice((0, 1, 1, 1, 2)))),
        }
        return {n: self._wert(n, typ.fields[n].type, tiefe + 1) for n in typ.fields if n in gewaehlt}

    def _blatt(self, name: str, typ: str) -> Any:
        wahl, selten = self.zufall.choice, self._vielleicht(0.15)
        if name in {"after", "before"} and not selten:
            return self._seitenmarke()
        werte: dict[str, Callable[[], Any]] = {
            "Int": lambda: wahl((0, 1, 2, 3, 20, -1, 10**4) if selten else (1, 2, 3, 5, 2020)),
            "Boolean": lambda: self._vielleicht(0.5),
            "ID": self._adresse,
            "Date": lambda: wahl(
                ("2024-02-29", "1999-12-31", "2023-02-29") if selten else ("2020-06-30", "2026-01-01")
            ),
            "Decimal": lambda: wahl(("0.5", 12, "250000.00", "1e3", "x") if selten else ("1000", "0.50", 70000)),
            "_Any": self._verweis,
        }
        return werte.get(typ, lambda: wahl(self.worte))()

    def _seitenmarke(self) -> str:
        i = self.zufall.randrange(self.state.n)
        eintrag = knotenmarke(self.state, i), marke(["", [], self.state.art(i).name, self.state.pfad(i)])
        return self.zufall.choice(eintrag)

    def _verweis(self) -> dict[str, str]:
        i = self.zufall.randrange(self.state.n)
        return {"__typename": self.state.art(i).name, "id": self.zufall.choice((self.state.pfad(i), self._adresse()))}

    def _adresse(self) -> str:
        pfad = self.state.pfad(self.zufall.randrange(self.state.n))
        wurf = self.zufall.random()
        if wurf < 0.05:
            return self.zufall.choice(("gibt/es/nicht", "nicht erlaubt", "https://example.org/x", ""))
        return pfad if wurf < 0.7 else f"http://localhost:8000/id/{pfad}"
