"""Writes the published model: everything in `graph/` that follows from the kinds.

    python -m leitlinien.ableiten [--pruefen] [ORDNER]

writes the files (into `graph` when no folder is named); with `--pruefen` it only says which differ and ends with 1.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from leitlinien.api import schema_text
from leitlinien.kinds import Modell, modell
from leitlinien.rdf.ableiten import ableiten

__all__ = ["BEFEHL", "abgeleitet", "main"]

BEFEHL = "python -m leitlinien.ableiten graph"
"""What brings the published files up to date."""


def abgeleitet(modell: Modell = modell) -> dict[str, str]:
    """File name -> text of all derived files; the same text in every run."""
    return ableiten(modell) | {"schema.graphql": schema_text(modell)}


def main(argumente: Sequence[str]) -> int:
    """Write or check the files; returns the exit code."""
    ordner = Path(next((a for a in argumente if not a.startswith("-")), "graph"))
    texte = abgeleitet()
    anders = [
        name
        for name, text in texte.items()
        if not (ordner / name).exists() or (ordner / name).read_bytes() != text.encode()
    ]
    if "--pruefen" in argumente:
        for name in anders:
            sys.stderr.write(f"{ordner / name} entspricht nicht dem Modell. Neu schreiben: {BEFEHL}\n")
        return 1 if anders else 0
    for name in anders:
        (ordner / name).write_bytes(texte[name].encode())
        sys.stdout.write(f"{ordner / name} geschrieben.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
