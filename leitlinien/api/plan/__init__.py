"""Compiled execution: an operation becomes Python source once, and its answers are written as bytes without a tree.

    text ── validated document ── Vorlage (one operation) ── Plan (one set of answers to @skip and @include)
    Plan(kontext, variables) ── levels of the answer, one call each ── JSON

**One semantics.** strawberry keeps the schema and graphql-core the validation. A plan reads what the other executor
reads: the same leaf functions for everything that is no node (traces, findings, lists, search), and for nodes and
links, where objects for each of them would cost more than the reading, the same columns, `State.kanten`, `paths.folge`
and pages.

**Errors are not written here at all.** A plan assumes that all goes well. Whatever does not (an exception, null where
none may be, a value of an unforeseen type, a variable that does not fit) ends the run, and graphql-core answers the
whole request from its beginning. Nothing was changed or sent by then, so errors, their paths and the nulls around them
are graphql-core's own. What is left to show is that answers *without* errors are the same; `tests/plan` compares them
byte by byte on thousands of random operations over the real schema. Such a request costs both executions, and is rare.

**Levels.** A written function takes the sources of all objects of one level and gives their texts, so links are read
for all nodes of a level at once, as in `api.gruppe`. A node is written once per selection however often it occurs.

**Memory.** What depends on the state and the view alone (nodes with their links, steps of traces; no variables, no
filter) is kept as text per state, bounded by bytes: `gedaechtnis`.

| module | what it knows |
| --- | --- |
| `plaene` | the plans of a schema, bounded; counts what was answered how |
| `sammeln` | which fields stand at a place: fragments, conditions, merging |
| `uebersetzen` | places to source: objects of leaf functions; compiles each place once |
| `knotentext`, `verbindungstext` | source for nodes, connections and edges |
| `quelltext`, `blatt` | writing source; leaves as JSON |
| `argumente` | variables and arguments, computed ahead where possible |
| `laufzeit`, `verweise` | what generated source calls: lists, nodes, links |
| `reinheit`, `gedaechtnis` | what may be kept, and keeping it |
"""

from leitlinien.api.plan.plaene import Plaene, Plan

__all__ = ["Plaene", "Plan"]
