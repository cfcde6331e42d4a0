"""Checks one file of a prepared query against the schema and reads it."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date

from graphql import (
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    OperationType,
    VariableDefinitionNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
    parse,
    print_ast,
    type_from_ast,
    validate,
    value_from_ast_untyped,
)

from leitlinien.errors import Mangel
from leitlinien.queries import kopf as kopfzeilen
from leitlinien.queries.abfrage import Abfrage, Seiten, Spalte, Spaltentyp
from leitlinien.queries.auswahlmenge import Auswahlmenge, Stelle
from leitlinien.queries.fehler import Kopffehler, Variablenfehler, auf_deutsch
from leitlinien.queries.sprache import Ausdruck, Differenz, Nummer, Ort, Summe, Vorlage, orte
from leitlinien.queries.variablen import NACH_TYP, Eingabeart, Variable, Wahl

_SPALTENTYPEN = {
    "Int": Spaltentyp.GANZZAHL,
    "Decimal": Spaltentyp.DEZIMALZAHL,
    "Date": Spaltentyp.TAG,
    "Boolean": Spaltentyp.JA_NEIN,
    "ID": Spaltentyp.ADRESSE,
}
_ZAHLEN = (Spaltentyp.GANZZAHL, Spaltentyp.DEZIMALZAHL)


class Pruefung:
    """One file. `abfrage()` reads it; what is wrong stands in `maengel` afterwards."""

    def __init__(
        self, schema: GraphQLSchema, datei: str, text: str, worte: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self._schema, self._datei, self._text, self._worte = schema, datei, text, worte or {}
        self.maengel: list[Mangel] = []

    def abfrage(self) -> Abfrage | None:
        """The query, or None when something is wrong."""
        kopf = kopfzeilen.lies(self._text)
        for zeile, schluessel, fehler in kopf.fehler:
            self._melde(zeile, schluessel, fehler.was, fehler.hilfe)
        operation, fragmente = self._operation()
        if operation is None or operation.name is None:
            return None
        titel, erklaerung = self._beschreibung(operation)
        auswahl = Auswahlmenge(self._schema, operation.selection_set, fragmente)
        self._verbindungen(auswahl)
        variablen = self._variablen(operation, kopf)
        abfrage = Abfrage(
            name=operation.name.value,
            datei=self._datei,
            titel=titel,
            erklaerung=erklaerung,
            zielgruppen=kopf.zielgruppen,
            antwort=kopf.antwort,
            braucht=kopf.braucht,
            prueffragen=kopf.prueffragen,
            variablen=variablen,
            text=self._text,
            sha256=hashlib.sha256(self._text.encode()).hexdigest(),
            quellen=tuple(kopf.tabellen),
            spalten=self._spalten(auswahl, kopf),
            nur=tuple(kopf.nur),
            hinweise=tuple(kopf.hinweise),
            seiten=self._seiten(auswahl, kopf, {v.name for v in variablen}),
            gesamt=kopf.gesamt,
            worte=self._worte,
        )
        return None if self.maengel else abfrage

    def _melde(self, zeile: int, pfad: str, was: str, hilfe: str = "") -> None:
        self.maengel.append(Mangel(f"{self._datei}:{zeile}", "", pfad, "abfrage", was, hilfe))

    def _versuche(self, zeile: int, pfad: str, tue: Callable[[], Stelle | None]) -> Stelle | None:
        try:
            return tue()
        except Kopffehler as fehler:
            self._melde(zeile, pfad, fehler.was, fehler.hilfe)
            return None

    def _operation(self) -> tuple[OperationDefinitionNode | None, dict[str, FragmentDefinitionNode]]:
        """The one operation of the file, valid against the schema; None when it is not."""
        try:
            baum = parse(self._text)
        except GraphQLError as fehler:
            self._melde_graphql(fehler, "Klammern und Anführungszeichen vor dieser Stelle prüfen.")
            return None, {}
        operationen = [d for d in baum.definitions if isinstance(d, OperationDefinitionNode)]
        fragmente = {d.name.value: d for d in baum.definitions if isinstance(d, FragmentDefinitionNode)}
        if len(operationen) != 1 or operationen[0].operation is not OperationType.QUERY or not operationen[0].name:
            was = f"Die Datei enthält {len(operationen)} Operationen." if len(operationen) != 1 else ""
            was = was or "Die Operation ist keine `query` mit Namen."
            self._melde(1, "", was, "Jede Datei enthält genau eine `query` mit Namen.")
            return None, fragmente
        fehler_des_schemas = validate(self._schema, baum)
        for einer in fehler_des_schemas:
            self._melde_graphql(einer, "Mit dem Schema vergleichen (graph/schema.graphql).")
        return (None if fehler_des_schemas else operationen[0]), fragmente

    def _melde_graphql(self, fehler: GraphQLError, hilfe: str) -> None:
        zeile = fehler.locations[0].line if fehler.locations else 1
        if fehler.nodes and isinstance(fehler.nodes[0], VariableDefinitionNode):
            zeile = _zeile(fehler.nodes[0].variable)  # its own place is that of its description
        self._melde(zeile, "", auf_deutsch(fehler.message), hilfe)

    def _beschreibung(self, operation: OperationDefinitionNode) -> tuple[str, str]:
        """Question and explanation."""
        zeile = _zeile(operation)
        text = operation.description.value if operation.description else ""
        titel, _, rest = text.partition("\n")
        if not titel.strip().endswith("?"):
            hilfe = "Die Beschreibung über `query` beginnt mit der Frage, die mit einem Fragezeichen endet."
            self._melde(zeile, "Beschreibung", "Die Frage fehlt.", hilfe)
        if rest[:1] != "\n" or not rest.strip():
            hilfe = "Nach der Frage eine leere Zeile, dann wenigstens einen Satz schreiben."
            self._melde(zeile, "Beschreibung", "Die Erklärung fehlt.", hilfe)
        return titel.strip(), " ".join(rest.split())

    def _verbindungen(self, auswahl: Auswahlmenge) -> None:
        """An answer that is cut must be able to say so."""
        for feld, gezaehlt in auswahl.verbindungen():
            if not gezaehlt:
                was = f"Bei „{feld.name.value}“ fehlt totalCount."
                self._melde(
                    _zeile(feld), "", was, "Es dazuschreiben: Sonst fiele nicht auf, wenn die Liste gekürzt ist."
                )

    def _variablen(self, operation: OperationDefinitionNode, kopf: kopfzeilen.Kopf) -> tuple[Variable, ...]:
        variablen = tuple(self._variable(d, kopf) for d in operation.variable_definitions or ())
        namen = {v.name for v in variablen}
        for schluessel, angaben in (("Auswahl", kopf.auswahl), ("Beispiel", kopf.beispiele)):
            for nummer, name in enumerate(angaben):
                if name not in namen:
                    was = f"Die Variable „{name}“ gibt es nicht."
                    self._melde(kopf.zeile(schluessel, nummer), schluessel, was, f"Es gibt: {', '.join(namen)}.")
        for name, art in kopf.auswahl.items():
            typ = self._schema.get_type(art)
            if not isinstance(typ, GraphQLObjectType) or "id" not in typ.fields:
                zeile = kopf.zeile("Auswahl", list(kopf.auswahl).index(name))
                self._melde(zeile, "Auswahl", f"„{art}“ ist keine Art.", "Den Namen aus dem Schema nehmen, etwa Ziel.")
        return variablen

    def _variable(self, definition: VariableDefinitionNode, kopf: kopfzeilen.Kopf) -> Variable:
        name = definition.variable.name.value
        zeile = _zeile(definition.variable)
        typ = type_from_ast(self._schema, definition.type)
        innen: GraphQLNamedType | None = get_named_type(typ)
        beschreibung = definition.description.value.strip() if definition.description else ""
        if not beschreibung:
            self._melde(zeile, f"${name}", "Die Beschreibung fehlt.", "Sie steht in Anführungszeichen darüber.")
        auswahl: tuple[Wahl, ...] = ()
        if isinstance(innen, GraphQLEnumType):
            auswahl = tuple(Wahl(wert, v.description or "") for wert, v in innen.values.items())
        elif not isinstance(innen, GraphQLScalarType):
            was = "Diese Variable ist kein einfacher Wert."
            self._melde(zeile, f"${name}", was, "Formulare kennen nur einfache Werte und Listen davon.")
        variable = Variable(
            name=name,
            typ=print_ast(definition.type),
            eingabe=Eingabeart.AUSWAHL if auswahl else NACH_TYP.get(innen.name if innen else "", Eingabeart.TEXT),
            beschreibung=beschreibung,
            pflicht=is_non_null_type(typ) and definition.default_value is None,
            liste=is_list_type(typ.of_type if is_non_null_type(typ) else typ),
            vorgabe=value_from_ast_untyped(definition.default_value) if definition.default_value else None,
            auswahl=auswahl,
            art=kopf.auswahl.get(name),
            beispiel=kopf.beispiele.get(name),
        )
        self._beispiel(variable, zeile)
        return variable

    def _beispiel(self, variable: Variable, zeile: int) -> None:
        if variable.beispiel is None:
            if variable.pflicht:
                hilfe = f"Im Kopf `# Beispiel: {variable.name} = …` ergänzen."
                self._melde(zeile, f"${variable.name}", "Ohne Vorgabe braucht die Variable ein Beispiel.", hilfe)
            return
        try:
            variable.lies(variable.beispieltext(date(2000, 1, 1)) or "")
        except Variablenfehler as fehler:
            self._melde(zeile, "Beispiel", str(fehler), "Das Beispiel berichtigen.")

    def _spalten(self, auswahl: Auswahlmenge, kopf: kopfzeilen.Kopf) -> tuple[Spalte, ...]:
        ketten = []
        for nummer, quelle in enumerate(kopf.tabellen):
            try:
                ketten.append(auswahl.zeilen(quelle.ort))
            except Kopffehler as fehler:
                self._melde(kopf.zeile("Tabelle", nummer), "Tabelle", fehler.was, fehler.hilfe)
        for nummer, hinweis in enumerate(kopf.hinweise):
            ort = hinweis.ort
            zeile = kopf.zeile("Hinweis", nummer)
            self._versuche(zeile, "Hinweis", lambda ort=ort: auswahl.folge(auswahl.wurzel, ort))  # type: ignore[misc]
        if not ketten:
            return ()
        for nummer, bedingung in enumerate(kopf.nur):
            self._spalte(auswahl, ketten, bedingung.ausdruck, kopf.zeile("Nur", nummer), "Nur")
        return tuple(
            self._spalte(auswahl, ketten, ausdruck, kopf.zeile("Spalte", nummer), titel)
            for nummer, (titel, ausdruck) in enumerate(kopf.spalten)
        )

    def _spalte(
        self, auswahl: Auswahlmenge, ketten: list[list[Stelle]], ausdruck: Ausdruck, zeile: int, titel: str
    ) -> Spalte:
        """A column with its types. Each path must fit at least one of the lists the rows come from."""
        gefunden = {o: self._typ_des_ortes(auswahl, ketten, o, zeile, titel) for o in orte(ausdruck)}
        typen = {o: t for o, t in gefunden.items() if t is not None}
        typ = next(iter(typen.values()), Spaltentyp.TEXT)
        if isinstance(ausdruck, Nummer):
            typ = Spaltentyp.GANZZAHL
        elif isinstance(ausdruck, Summe | Differenz):
            typ = Spaltentyp.DEZIMALZAHL
            if any(t not in _ZAHLEN for t in typen.values()):
                self._melde(zeile, titel, "Hier wird mit etwas gerechnet, das keine Zahl ist.", "Andere Felder nehmen.")
        elif isinstance(ausdruck, Vorlage) or len(set(typen.values())) > 1:
            typ = Spaltentyp.TEXT
        return Spalte(titel, ausdruck, typ, typen)

    def _typ_des_ortes(
        self, auswahl: Auswahlmenge, ketten: list[list[Stelle]], ort: Ort, zeile: int, titel: str
    ) -> Spaltentyp | None:
        fehler: Kopffehler | None = None
        for kette in ketten:
            try:
                ziel = _wert_am_ort(auswahl, kette, ort)
            except Kopffehler as gefunden:
                fehler = fehler or gefunden
            else:
                return _SPALTENTYPEN.get(ziel.typ.name, Spaltentyp.TEXT)
        if fehler is not None:
            self._melde(zeile, titel, fehler.was, fehler.hilfe)
        return None

    def _seiten(self, auswahl: Auswahlmenge, kopf: kopfzeilen.Kopf, variablen: set[str]) -> Seiten | None:
        gesamt = kopf.gesamt
        if gesamt is not None:
            if kopf.nur:
                was = "Gesamt zählt auch Zeilen, die Nur weglässt."
                self._melde(kopf.zeile("Gesamt"), "Gesamt", was, "Eine der beiden Zeilen streichen.")
            self._versuche(kopf.zeile("Gesamt"), "Gesamt", lambda: auswahl.folge(auswahl.wurzel, gesamt))
        ort = kopf.seiten
        if ort is None:
            return None
        for feld in ("hasNextPage", "endCursor"):
            ziel = Ort(0, (*ort.schritte, (feld, False)))
            self._versuche(kopf.zeile("Seiten"), "Seiten", lambda ziel=ziel: auswahl.folge(auswahl.wurzel, ziel))  # type: ignore[misc]
        seiten = Seiten(ort)
        for name in (seiten.anzahl, seiten.nach):
            if name not in variablen:
                was = f"Zum Blättern fehlt die Variable ${name}."
                self._melde(kopf.zeile("Seiten"), "Seiten", was, "Sie erklären und an `first` oder `after` geben.")
        return seiten


def _zeile(knoten: Node) -> int:
    """Line where a part of the operation begins."""
    return knoten.loc.start_token.line if knoten.loc else 1


def _wert_am_ort(auswahl: Auswahlmenge, kette: list[Stelle], ort: Ort) -> Stelle:
    """The single value a path leads to. Raises `Kopffehler`."""
    if ort.hinauf >= len(kette):
        raise Kopffehler(f"{ort} führt über die ganze Antwort hinaus.", "Ein ^ weniger schreiben.")
    ziel = auswahl.folge(kette[-1 - ort.hinauf], ort)
    if ziel.mengen or ziel.liste:
        raise Kopffehler(f"{ort} endet nicht bei einem einzelnen Wert.", "Bis zu einem Feld weiterschreiben.")
    return ziel
