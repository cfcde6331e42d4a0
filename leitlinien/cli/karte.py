"""The command `map`: a strategy map into a file."""

from pathlib import Path
from typing import Annotated

import typer

from leitlinien.api import heute
from leitlinien.cli.ausgabe import KONSOLE
from leitlinien.errors import Eingabefehler, UnbekannterKnoten
from leitlinien.karte import png
from leitlinien.karte.aufbau import bild
from leitlinien.karte.svg import zeichne
from leitlinien.programm import Programm

SVG, PNG = ".svg", ".png"


def karte(
    id: Annotated[
        str, typer.Argument(metavar="ID", help="Regelwerk, Handlungsfeld, Ziel oder ein anderer Knoten, wie kiel/K05.")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DATEI", help="Zieldatei; die Endung sagt, ob SVG oder PNG.")
    ],
    ohne_vorschlaege: Annotated[
        bool, typer.Option("--ohne-vorschlaege", help="Vorgeschlagene Verknüpfungen nicht zeichnen.")
    ] = False,
    breite: Annotated[
        int | None,
        typer.Option(min=png.SCHMALSTE, max=png.BREITESTE, help="Breite in Bildpunkten; ohne Angabe wie gezeichnet."),
    ] = None,
    revision: Annotated[
        int | None, typer.Option(help="Stand einer früheren Revision; ohne Angabe der heutige.")
    ] = None,
) -> None:
    """Eine Strategiekarte zeichnen: von den Leitlinien links bis zu den Zuwendungen rechts, als SVG oder PNG."""
    endung = out.suffix.lower()
    if endung not in {SVG, PNG}:
        raise Eingabefehler(
            f"„{out.name}“ endet weder auf {SVG} noch auf {PNG}; die Endung sagt, was geschrieben wird."
        )
    if not out.absolute().parent.is_dir():
        raise Eingabefehler(f"Den Ordner „{out.parent}“ gibt es nicht.")
    programm = Programm()
    state = programm.state() if revision is None else programm.state_zu(revision)
    nummer = state.nummer(programm.adressen.pfad(id))
    if nummer is None:
        raise UnbekannterKnoten(id)
    gezeichnet = bild(state, nummer, heute(), vorschlaege=not ohne_vorschlaege)
    basis = programm.adressen.basis
    if endung == PNG:
        out.write_bytes(png.male(gezeichnet, basis, breite))
    else:
        out.write_text(zeichne(gezeichnet, basis, breite=breite).text, encoding="utf-8")
    KONSOLE.print(f"{out} geschrieben: {len(gezeichnet.knoten)} Knoten.", markup=False, soft_wrap=True)
    for satz in gezeichnet.hinweise:
        KONSOLE.print(satz, markup=False, soft_wrap=True)
