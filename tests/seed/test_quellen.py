"""The seed against the documents themselves, where they lie beside the checkout."""

import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal

from leitlinien.ids import Adressen
from leitlinien.kinds import modell
from leitlinien.rdf.lesen import lies
from leitlinien.sources import Quellen, Urteil, normalisiere, pruefe

WURZEL = Path(__file__).parents[2]
SEED = WURZEL / "seed" / "leitlinien.ttl"
ORDNER = WURZEL.parent / "shared" / "quellen"
DOKUMENTE = 5
LAENGSTE_UEBERNAHME = 8
"""Words in a row that a title may share with a document: names of programmes and bodies are that long."""
NAMEN = re.compile(r"Landesvereinigung|Präventionsketten in Niedersachsen")
"""Proper names, which cannot be said in other words."""

vorliegend = pytest.mark.skipif(not ORDNER.is_dir(), reason="the documents do not lie beside the checkout (../shared)")


@vorliegend
def test_every_passage_and_every_document_holds() -> None:
    bestand = lies([SEED], Adressen(), modell, SEED.stat().st_size).bestand

    bericht = pruefe(bestand, Quellen(ORDNER))

    assert DOKUMENTE == len(bericht.dokumente)
    assert (0, 0) == (bericht.zahlen[Urteil.WEICHT_AB], bericht.zahlen[Urteil.FEHLT])
    assert len(bericht.fundstellen) > 400


@vorliegend
def test_no_text_of_the_seed_copies_a_document() -> None:
    texte = " ".join(normalisiere(d.read_text(encoding="utf-8")).casefold() for d in sorted(ORDNER.glob("*.txt")))
    woerter = re.findall(r"\w+", texte)
    folgen = {tuple(woerter[i : i + LAENGSTE_UEBERNAHME]) for i in range(len(woerter))}

    kopiert = [
        str(text)
        for text in Graph().parse(SEED).objects()
        if isinstance(text, Literal)
        and not NAMEN.search(text)
        and any(
            tuple(eigene[i : i + LAENGSTE_UEBERNAHME]) in folgen
            for eigene in [re.findall(r"\w+", str(text).casefold())]
            for i in range(len(eigene) - LAENGSTE_UEBERNAHME + 1)
        )
    ]

    assert [] == kopiert
