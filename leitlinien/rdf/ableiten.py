"""The published files that are derived from the kinds.

    python -m leitlinien.rdf.ableiten [--pruefen] [ORDNER]

writes them (into `graph` when no folder is named), or with `--pruefen` says which of them are not what the kinds say.
"""

import json
import sys
from pathlib import Path

from leitlinien.kinds import Modell, modell
from leitlinien.rdf.formen import formen
from leitlinien.rdf.kontext import dokument
from leitlinien.rdf.vokabular import vokabular

BEFEHL = "python -m leitlinien.rdf.ableiten graph"


def ableiten(modell: Modell = modell) -> dict[str, str]:
    """File name -> text; the same text in every run."""
    return {
        "vocabulary.ttl": vokabular(modell),
        "shapes.ttl": formen(modell),
        "context.jsonld": json.dumps(dokument(modell), ensure_ascii=False, indent=2) + "\n",
    }


def veraltet(ordner: Path, modell: Modell = modell) -> list[str]:
    """Names of the files in the folder that are missing or differ from the derivation by a byte."""
    return [
        name
        for name, text in ableiten(modell).items()
        if not (ordner / name).exists() or (ordner / name).read_bytes() != text.encode()
    ]


def _haupt(argumente: list[str]) -> int:
    nur_pruefen = "--pruefen" in argumente
    ordner = Path(next((a for a in argumente if not a.startswith("-")), "graph"))
    if nur_pruefen:
        alt = veraltet(ordner)
        for name in alt:
            sys.stderr.write(f"{ordner / name} entspricht nicht dem Modell. Neu schreiben: {BEFEHL}\n")
        return 1 if alt else 0
    for name, text in ableiten().items():
        (ordner / name).write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    import leitlinien.model  # noqa: F401 - fills the model

    sys.exit(_haupt(sys.argv[1:]))
