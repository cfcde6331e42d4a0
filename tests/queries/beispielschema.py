"""A small schema and a good query over it, for tests that break one thing at a time."""

from collections.abc import Callable
from pathlib import Path

from graphql import build_schema

from leitlinien.queries import Abfrage, Katalog, katalog

SCHEMA = build_schema("""
scalar Date
scalar Decimal
interface Knoten { id: ID!  titel: String! }
type Buch implements Knoten {
  id: ID!  titel: String!  jahr: Int  preis: Decimal  rabatt: Decimal  tag: Date  neu: Boolean!  art: Art!
  worte: [String!]!
  verlag: Verlag
  stellen(first: Int): StellenConnection!
}
type Verlag implements Knoten { id: ID!  titel: String!  ort: String }
type Stelle { id: ID!  ort: String  wert: Decimal }
type StellenConnection { nodes: [Stelle!]!  totalCount: Int! }
type PageInfo { hasNextPage: Boolean!  endCursor: String }
type BuchConnection { nodes: [Buch!]!  totalCount: Int!  pageInfo: PageInfo!  mehr: Int! }
"Art eines Buches."
enum Art {
  "Ein Roman."
  ROMAN
  "Ein Fachbuch."
  FACHBUCH
}
input Preis { von: Decimal }
type Query {
  buecher(first: Int, after: String, art: Art, preis: Preis): BuchConnection!
  buch(id: ID!): Buch
  knoten(id: ID!): Knoten
}
""")
NAME = "neue-buecher.graphql"
GUT = '''# Zielgruppe: Fachplanung, Prüfung
# Antwort: Bücher; wie gut sie sind,
#   sagt die Liste nicht.
# Braucht: Bücher
# Tabelle: buecher.nodes
# Spalte: Buch = titel
# Spalte: Verlag = verlag.titel
# Hinweis: buecher.mehr = Weitere: {+}.
# Seiten: buecher.pageInfo
# Gesamt: buecher.totalCount
"""
Welche Bücher sind neu?

Neu heißt: in diesem Jahr
erschienen.
"""
query neueBuecher(
  "Nur Bücher dieser Art; leer für alle."
  $art: Art
  "Zeilen je Seite."
  $anzahl: Int! = 50
  "Seitenmarke."
  $nach: String
) {
  buecher(first: $anzahl, after: $nach, art: $art) {
    totalCount
    mehr
    pageInfo { hasNextPage endCursor }
    nodes { id titel verlag { id titel } }
  }
}
'''

Lader = Callable[[str], Katalog]


def lade(ordner: Path, text: str, name: str = NAME, **weitere: str) -> Katalog:
    """The catalogue of a folder with one query, and further files by name (`_` for `.`)."""
    (ordner / name).write_text(text, encoding="utf-8")
    for datei, inhalt in weitere.items():
        (ordner / datei.replace("_", ".")).write_text(inhalt, encoding="utf-8")
    return katalog(SCHEMA, ordner)


def abfrage(ordner: Path, kopf: str, auswahl: str) -> Abfrage:
    """A query with these header lines on rows and columns, and this selection."""
    text = (
        "# Zielgruppe: Prüfung\n# Antwort: x\n# Braucht: x\n"
        + "".join(f"# {z.strip()}\n" for z in kopf.strip().splitlines())
        + '"""\nWas?\n\nDas.\n"""\n'
        + "query probe "
        + auswahl
    )
    return lade(ordner, text, "probe.graphql")["probe"]
