"""Turtle: every node whose id stands in the answer, with all it says and the links that begin at it."""

from leitlinien.rdf.schreiben import schreibe_turtle
from leitlinien.tabellen.antwort import Antwort


def als_turtle(antwort: Antwort) -> bytes:
    """The touched part of the graph; what the program imports again."""
    kopf = "".join(f"# {name}: {_einzeilig(text)}\n" for name, text in antwort.angaben() if name != "Gefragt am")
    bestand = antwort.state.bestand(antwort.knoten)
    return (kopf + "\n" + schreibe_turtle(bestand, antwort.kontext.adressen, antwort.state.modell)).encode()


def _einzeilig(text: str) -> str:
    return " ".join(text.split())
