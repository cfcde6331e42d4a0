"""The RDF half of the published model, derived from the kinds; `leitlinien.ableiten` writes the files."""

import json

from leitlinien.kinds import Modell, modell
from leitlinien.rdf.formen import formen
from leitlinien.rdf.kontext import dokument
from leitlinien.rdf.vokabular import vokabular


def ableiten(modell: Modell = modell) -> dict[str, str]:
    """File name -> text; the same text in every run."""
    return {
        "vocabulary.ttl": vokabular(modell),
        "shapes.ttl": formen(modell),
        "context.jsonld": json.dumps(dokument(modell), ensure_ascii=False, indent=2) + "\n",
    }
