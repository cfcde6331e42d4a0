"""The plans of one schema: made once per operation, kept while they are in use, gone with their schema."""

from collections import Counter
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

import strawberry
from graphql import DocumentNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode, OperationType

from leitlinien.api.kontext import Kontext
from leitlinien.api.merker import Merker
from leitlinien.api.plan.argumente import Variablen, Werte
from leitlinien.api.plan.gedaechtnis import Gedaechtnis
from leitlinien.api.plan.laufzeit import Ausweg, Lauf, NichtGedeckt, Schreiber
from leitlinien.api.plan.sammeln import bedingungen
from leitlinien.api.plan.uebersetzen import Uebersetzer
from leitlinien.kinds import Modell

__all__ = ["Plaene", "Plan"]

GEMERKT = 500_000
"""Characters of documents whose operations are kept with their plans, which take some hundred times as many bytes."""
FASSUNGEN = 16
"""Plans of one operation: one for each set of answers to its `@skip` and `@include`."""
LAENGSTES = GEMERKT // 10
"""Characters of the longest document that is compiled; one that is too long to be kept must not be."""


class Plan:
    """One operation under one set of conditions."""

    def __init__(self, wurzel: Schreiber, uebersetzer: Uebersetzer) -> None:
        self._wurzel, self._uebersetzer = wurzel, uebersetzer

    @property
    def quelltext(self) -> str:
        """The source made so far; kinds of nodes are compiled when they are met."""
        return "\n".join(self._uebersetzer.quelltext.funktionen)

    def __call__(self, kontext: Kontext, werte: Werte, gedaechtnis: Gedaechtnis) -> bytes:
        """The answer. Raises `Ausweg`, or whatever goes wrong on the way."""
        lauf = Lauf(kontext, werte, gedaechtnis.faecher(kontext.state, kontext.adressen.basis))
        (daten,) = self._wurzel(lauf, None, [None])
        return f'{{"data":{daten}}}'.encode()


class Vorlage:
    """One operation of a document: its variables, and its plans by the answers to its conditions."""

    def __init__(self, schema: GraphQLSchema, dokument: DocumentNode, operation: OperationDefinitionNode) -> None:
        self.fragmente = {d.name.value: d for d in dokument.definitions if isinstance(d, FragmentDefinitionNode)}
        self.operation = operation
        self.variablen = Variablen(schema, tuple(operation.variable_definitions or ()))
        erklaert = {v.variable.name.value for v in operation.variable_definitions or ()}
        # a fragment may belong to another operation and ask for that one's variables
        alle = bedingungen([operation, *self.fragmente.values()])
        self.bedingungen = tuple(name for name in alle if name in erklaert)
        self.plaene: dict[tuple[bool, ...], Plan | None] = {}
        """None where the operation cannot be compiled."""


class Plaene:
    """Compiles and runs operations. `lies` gives the parsed and validated document of a text, None when it has errors.

    `zaehler` counts requests: `plan` answered here, `ausweg` begun and given up, `nicht_gedeckt` not begun; and
    `uebersetzt`, the plans made.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        kern: GraphQLSchema,
        modell: Modell,
        lies: Callable[[str], DocumentNode | None],
        gedaechtnis: Gedaechtnis | None = None,
    ) -> None:
        self._schema, self._kern, self.modell, self._lies = schema, kern, modell, lies
        self.gedaechtnis = gedaechtnis or Gedaechtnis()
        self._vorlagen: Merker[tuple[str, str | None], tuple[Vorlage | None]] = Merker(GEMERKT)
        self.zaehler: Counter[str] = Counter()
        self._schloss = Lock()

    def antworte(
        self, kontext: Kontext, dokument: str, variablen: Mapping[str, Any] | None = None, operation: str | None = None
    ) -> bytes | None:
        """The answer to one operation, free of errors; None when graphql-core has to answer.

        Only `frist.Abbruch` passes through.
        """
        plan = None
        vorlage = self.vorlage(dokument, operation)
        if vorlage is not None:
            try:
                werte = Werte(vorlage.variablen, variablen or {})
                plan = self.plan(vorlage, werte)
                if plan is not None:
                    antwort = plan(kontext, werte, self.gedaechtnis)
                    self.zaehler["plan"] += 1
                    return antwort
            except Exception:  # noqa: BLE001 - whatever it is, the other executor says it better
                self.zaehler["ausweg"] += 1
                return None
        self.zaehler["nicht_gedeckt"] += 1
        return None

    def vorlage(self, text: str, name: str | None) -> Vorlage | None:
        """What is known of an operation, by document and name; None when no plan can answer it."""
        bekannt = self._vorlagen.hole((text, name))
        if bekannt is None:
            bekannt = (self._vorlage(text, name),)
            self._vorlagen.merke((text, name), bekannt, len(text))
        return bekannt[0]

    def plan(self, vorlage: Vorlage, werte: Werte) -> Plan | None:
        """The plan for these variables; None when there is none. Raises `Ausweg` for a condition without an answer."""
        gilt = tuple([werte.kurz[name] for name in vorlage.bedingungen])
        if gilt not in vorlage.plaene:
            if not all(type(g) is bool for g in gilt):
                raise Ausweg
            with self._schloss:
                if gilt not in vorlage.plaene:
                    if len(vorlage.plaene) >= FASSUNGEN:
                        return None
                    vorlage.plaene[gilt] = self._uebersetze(vorlage, dict(zip(vorlage.bedingungen, gilt, strict=True)))
        return vorlage.plaene[gilt]

    def _vorlage(self, text: str, name: str | None) -> Vorlage | None:
        dokument = self._lies(text) if len(text) <= LAENGSTES else None
        if dokument is None:
            return None
        moeglich = [
            d
            for d in dokument.definitions
            if isinstance(d, OperationDefinitionNode) and (name is None or (d.name and d.name.value == name))
        ]
        if len(moeglich) != 1 or moeglich[0].operation is not OperationType.QUERY:
            return None
        try:
            return Vorlage(self._kern, dokument, moeglich[0])
        except (NichtGedeckt, RecursionError):
            return None

    def _uebersetze(self, vorlage: Vorlage, gilt: Mapping[str, bool]) -> Plan | None:
        self.zaehler["uebersetzt"] += 1
        sicher = vorlage.variablen.sicher
        uebersetzer = Uebersetzer(self._schema, self._kern, self.modell, vorlage.fragmente, gilt=gilt, sicher=sicher)
        typ = self._kern.query_type
        try:
            wurzel = uebersetzer.objekte(typ, (vorlage.operation.selection_set,)) if typ else None
        except Exception:  # noqa: BLE001 - most of all `NichtGedeckt`
            wurzel = None
        if wurzel is None:
            return None
        return Plan(wurzel, uebersetzer)
