# ruff: noqa: E501 - one case a line
"""What is wrong with a file of a prepared query is said in German, with file, line and next step."""

from pathlib import Path

import pytest

from leitlinien.queries import Katalogfehler
from leitlinien.queries.fehler import auf_deutsch
from tests.queries.beispielschema import GUT, lade


def test_the_good_file_has_no_findings(tmp_path: Path) -> None:
    abfrage = lade(tmp_path, GUT)["neueBuecher"]

    assert "Welche Bücher sind neu?" == abfrage.titel
    assert "Neu heißt: in diesem Jahr erschienen." == abfrage.erklaerung
    assert "Bücher; wie gut sie sind, sagt die Liste nicht." == abfrage.antwort


FALSCH = {
    "unknown field": ("nodes { id titel verlag", "nodes { id titl verlag", ":29", "„titl“ gibt es an Buch nicht", "Gemeint: titel?"),
    "unknown argument": ("first: $anzahl, after", "erste: $anzahl, after", ":25", "„erste“ gibt es an Query.buecher nicht", ""),
    "unknown type": ("$art: Art\n", "$art: Sorte\n", ":19", "Den Typ „Sorte“ gibt es nicht", ""),
    "unused variable": (", art: $art)", ")", ":19", "$art wird nirgends verwendet", ""),
    "undeclared variable": ("art: $art)", "art: $sorte)", ":25", "$sorte ist nicht erklärt", ""),
    "wrong type of a variable": ("$nach: String", "$nach: Int", ":23", "$nach ist Int, erwartet wird dort String", ""),
    "missing subselection": ("verlag { id titel }", "verlag", ":29", "Bei „verlag“ fehlt, was gelesen wird", ""),
    "broken syntax": ("nodes { id titel verlag { id titel } }", "nodes { id titel", "", "Der Text lässt sich nicht lesen", "Klammern"),
    "mutation": ("query neueBuecher(", "mutation neueBuecher(", ":1", "keine `query` mit Namen", ""),
    "two operations": ("query neueBuecher(", "query zwei { buecher { mehr } }\nquery neueBuecher(", ":1", "2 Operationen", "genau eine"),
    "unknown fragment": ("nodes { id titel verlag", "nodes { ...Buch id titel verlag", ":29", "Das Fragment „Buch“ gibt es nicht", ""),
    "unknown value": ("art: $art)", "art: LYRIK)", ":25", "Den Wert „LYRIK“ gibt es in Art nicht", ""),
    "unknown input field": ("art: $art)", "art: $art, preis: { bis: 1 })", ":25", "„bis“ gibt es in Preis nicht", ""),
    "selection on a value": ("verlag { id titel }", "verlag { id titel { x } }", ":29", "„titel“ ist ein einfacher Wert", ""),
    "missing argument": ("  buecher(", "  buch { id }\n  buecher(", ":25", "Bei Query.buch fehlt das Argument „id“", ""),
    "no name": ("query neueBuecher(", "query (", ":1", "keine `query` mit Namen", ""),
    "no question": ("Welche Bücher sind neu?", "Neue Bücher", ":11", "Die Frage fehlt", "Fragezeichen"),
    "no explanation": ("\n\nNeu heißt: in diesem Jahr\nerschienen.", "", ":11", "Die Erklärung fehlt", "leere Zeile"),
    "variable without description": ('  "Seitenmarke."\n', "", ":22", "Die Beschreibung fehlt", "Anführungszeichen"),
    "no total": ("    totalCount\n    mehr", "    mehr", ":25", "Bei „buecher“ fehlt totalCount", "gekürzt"),
    "no audience": ("# Zielgruppe: Fachplanung, Prüfung\n", "", ":1", "Im Kopf fehlt „Zielgruppe“", "# Zielgruppe:"),
    "unknown audience": ("Fachplanung, Prüfung", "Fachplanung, Presse", ":1", "Zielgruppe „Presse“ gibt es nicht", "Prüfung"),
    "no meaning": ("# Antwort: Bücher; wie gut sie sind,\n#   sagt die Liste nicht.\n", "", ":1", "Im Kopf fehlt „Antwort“", ""),
    "no table": ("# Tabelle: buecher.nodes\n", "", ":1", "Im Kopf fehlt „Tabelle“", ""),
    "no columns": ("# Spalte: Buch = titel\n# Spalte: Verlag = verlag.titel\n", "", ":1", "Im Kopf fehlt „Spalte“", ""),
    "unknown key": ("# Braucht: Bücher", "# Benötigt: Bücher", ":4", "„Benötigt“ ist kein Schlüssel", "Braucht"),
    "key twice": ("# Braucht: Bücher", "# Braucht: Bücher\n# Braucht: mehr", ":5", "„Braucht“ steht zweimal", "streichen"),
    "wrong order": ("# Zielgruppe: Fachplanung, Prüfung\n", "# Braucht: x\n# Zielgruppe: Prüfung\n", ":2", "„Zielgruppe“ steht nach „Braucht“", "Reihenfolge"),
    "empty value": ("# Braucht: Bücher", "# Braucht:", ":4", "Hinter „Braucht“ steht nichts", ""),
    "unreadable line": ("# Braucht: Bücher", "# Braucht: Bücher\n#Notiz", ":5", "„#Notiz“ lässt sich nicht lesen", "drei Leerzeichen"),
    "wrong audit number": ("# Antwort", "# Prüffrage: Frage 7\n# Antwort", ":2", "„Frage 7“ ist keine Nummer", ""),
    "column without path": ("Buch = titel", "Buch", ":6", "links oder rechts vom Gleichheitszeichen", ""),
    "column twice": ("Verlag = verlag.titel", "Buch = verlag.titel", ":7", "Die Spalte „Buch“ steht zweimal", ""),
    "column not selected": ("Buch = titel", "Buch = jahr", ":6", "„jahr“ in jahr wird in der Abfrage dort nicht gewählt", "id, titel, verlag"),
    "column is an object": ("verlag.titel", "verlag", ":7", "endet nicht bei einem einzelnen Wert", ""),
    "column is no path": ("Buch = titel", "Buch = ti tel", ":6", "„ti tel“ ist kein Pfad", ""),
    "brackets on an object": ("verlag.titel", "verlag[].titel", ":7", "ist keine Liste", "Klammern"),
    "too far out": ("verlag.titel", "^.^.titel", ":7", "über die ganze Antwort hinaus", "weniger"),
    "sum of text": ("verlag.titel", "summe(verlag.titel)", ":7", "das keine Zahl ist", ""),
    "two minus": ("verlag.titel", "titel - titel - titel", ":7", "mehr als ein Minus", ""),
    "table not selected": ("# Tabelle: buecher.nodes", "# Tabelle: buecher.edges", ":5", "„edges“ in buecher.edges", "nodes"),
    "table is no list": ("# Tabelle: buecher.nodes", "# Tabelle: buecher.mehr", ":5", "ist keine Liste", ""),
    "table ends with brackets": ("# Tabelle: buecher.nodes", "# Tabelle: buecher.nodes[]", ":5", "endet mit []", "ziele.nodes"),
    "list without brackets": ("# Tabelle: buecher.nodes", "# Tabelle: buecher.nodes.verlag", ":5", "eine Liste", "NAME[]"),
    "hint not selected": ("buecher.mehr =", "buecher.viel =", ":8", "„viel“ in buecher.viel wird", ""),
    "condition without comparison": ("# Spalte: Buch", "# Nur: titel\n# Spalte: Buch", ":6", "„titel“ ist keine Bedingung", ""),
    "condition compares greater with text": ("# Spalte: Buch", "# Nur: titel > viel\n# Spalte: Buch", ":6", "„viel“ ist keine Zahl", ""),
    "total beside a condition": ("# Spalte: Buch", "# Nur: titel = x\n# Spalte: Buch", ":11", "Gesamt zählt auch Zeilen, die Nur weglässt", ""),
    "pages without marker": ("pageInfo { hasNextPage endCursor }", "pageInfo { hasNextPage }", ":9", "„endCursor“ in buecher.pageInfo.endCursor", ""),
    "pages without variable": ("$nach", "$ab", ":9", "Zum Blättern fehlt die Variable $nach", ""),
    "required variable without sample": ("$art: Art\n", "$art: Art!\n", ":19", "braucht die Variable ein Beispiel", "# Beispiel: art"),
    "sample of no variable": ("# Tabelle", "# Beispiel: sorte = ROMAN\n# Tabelle", ":5", "Die Variable „sorte“ gibt es nicht", "art"),
    "wrong sample": ("# Tabelle", "# Beispiel: art = LYRIK\n# Tabelle", ":20", "„LYRIK“ gibt es nicht", "berichtigen"),
    "choice of no kind": ("# Tabelle", "# Auswahl: art = Heft\n# Tabelle", ":5", "„Heft“ ist keine Art", ""),
}  # fmt: skip


@pytest.mark.parametrize(("alt", "neu", "zeile", "was", "hilfe"), FALSCH.values(), ids=FALSCH)
def test_a_broken_file_says_where_and_what(  # noqa: PLR0917
    alt: str, neu: str, zeile: str, was: str, hilfe: str, tmp_path: Path
) -> None:
    assert alt in GUT

    with pytest.raises(Katalogfehler) as fehler:
        lade(tmp_path, GUT.replace(alt, neu))

    passend = [str(m) for m in fehler.value.maengel if was in str(m)]
    assert passend
    assert all(f"neue-buecher.graphql{zeile}" in m and hilfe in m for m in passend)


def test_all_findings_of_all_files_come_at_once(tmp_path: Path) -> None:
    (tmp_path / "andere.graphql").write_text(GUT.replace("# Braucht: Bücher\n", ""), encoding="utf-8")

    with pytest.raises(Katalogfehler) as fehler:
        lade(tmp_path, GUT.replace("Welche Bücher sind neu?", "Bücher").replace("verlag.titel", "verlag.ort"))

    assert {"andere.graphql:1", "neue-buecher.graphql:11", "neue-buecher.graphql:7"} == {
        m.datei for m in fehler.value.maengel
    }


def test_a_file_is_called_like_its_operation(tmp_path: Path) -> None:
    with pytest.raises(Katalogfehler, match=r"Die Datei neue-buecher\.graphql nennen"):
        lade(tmp_path, GUT, "buecher.graphql")


def test_a_name_stands_once(tmp_path: Path) -> None:
    (tmp_path / "auch-neue.graphql").write_text(GUT, encoding="utf-8")

    with pytest.raises(Katalogfehler, match=r"Den Namen neueBuecher trägt schon auch-neue\.graphql"):
        lade(tmp_path, GUT)


def test_a_file_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.graphql").write_bytes(GUT.encode("latin-1"))

    with pytest.raises(Katalogfehler, match=r"latin\.graphql: Die Datei ist nicht UTF-8"):
        lade(tmp_path, GUT)


def test_a_question_cannot_be_open_and_answered(tmp_path: Path) -> None:
    offen = '[[frage]]\nnummer = "Q1"\nfrage = "Was?"\nbraucht = "braucht mehr."\n'

    with pytest.raises(Katalogfehler, match=r"Q1 gilt als offen, aber neue-buecher\.graphql beantwortet sie"):
        lade(tmp_path, GUT.replace("# Antwort", "# Prüffrage: Q1\n# Antwort"), offen_toml=offen)


@pytest.mark.parametrize(
    ("offen", "was"),
    [
        ('[[frage]]\nnummer = "Q1"\nfrage = "Was?"\n', "sagt nicht genau nummer, frage und braucht"),
        ('[[frage]]\nnummer = "Q1"\nfrage = "Was?"\nbraucht = "mehr"\n', "sagt nicht genau nummer, frage und braucht"),
        ('[[frage]]\nnummer = "1"\nfrage = "Was?"\nbraucht = "braucht mehr."\n', "sagt nicht genau"),
        ("[[frage\n", "Die Datei ist kein TOML"),
    ],
)
def test_a_broken_list_of_open_questions_is_told(offen: str, was: str, tmp_path: Path) -> None:
    with pytest.raises(Katalogfehler, match=was):
        lade(tmp_path, GUT, offen_toml=offen)


def test_the_hash_does_not_depend_on_the_ends_of_lines(tmp_path: Path) -> None:
    unix = lade(tmp_path, GUT)["neueBuecher"].sha256
    (tmp_path / "neue-buecher.graphql").write_bytes(GUT.replace("\n", "\r\n").encode())

    windows = lade(tmp_path, GUT.replace("\n", "\r\n"))["neueBuecher"].sha256

    assert unix == windows


def test_a_message_of_graphql_without_german_words_is_quoted() -> None:
    assert "GraphQL meldet: Something new." == auf_deutsch("Something new.")
