"""In which line of a Turtle file a node or statement begins: a help for people, found only when something is wrong."""

import re
from urllib.parse import urljoin

from pyoxigraph import RdfFormat

from leitlinien.errors import UngueltigeId
from leitlinien.ids import Adressen
from leitlinien.rdf.dateien import Datei
from leitlinien.settings import STANDARD_BASIS

_ZEILE = re.compile(
    r"""^(?:
        @?(?i:base)\s+<(?P<basis>[^>]*)>
      | @?(?i:prefix)\s+(?P<vorsatz>[\w.-]*):\s*<(?P<raum>[^>]*)>
      | <(?P<iri>[^>]*)>
      | (?P<kurz>[\w.-]*):(?P<rest>[^\s;,.]+(?:\.[^\s;,.]+)*)
    )""",
    re.VERBOSE,
)


def zeilen_der_subjekte(datei: Datei, adressen: Adressen) -> dict[str, int]:
    """First line of each subject that begins a line, by local path, foreign IRI or address below the base.

    Reads lines, not Turtle: what a long string holds may be taken for a subject, which misplaces a hint, no more.
    """
    if datei.format not in (RdfFormat.TURTLE, RdfFormat.N_TRIPLES):
        return {}
    gefunden: dict[str, int] = {}
    basis = adressen.basis
    raeume: dict[str, str] = {}
    for nummer, zeile in enumerate(datei.inhalt.decode("utf-8").split("\n"), start=1):
        treffer = _ZEILE.match(zeile)
        if treffer is None:
            continue
        teile = treffer.groupdict()
        if teile["basis"] is not None:
            basis = urljoin(basis, teile["basis"])
        elif teile["vorsatz"] is not None:
            raeume[teile["vorsatz"]] = urljoin(basis, teile["raum"])
        else:
            iri = (
                urljoin(basis, teile["iri"])
                if teile["iri"] is not None
                else raeume.get(teile["kurz"], "") + teile["rest"].replace("\\", "")
            )
            gefunden.setdefault(name_der_adresse(iri, adressen), nummer)
    return gefunden


def name_der_adresse(iri: str, adressen: Adressen) -> str:
    """How findings name a node or statement: local path, else address below the base, else the IRI."""
    try:
        pfad = adressen.pfad(iri)
    except UngueltigeId:
        pfad = iri
    for basis in (adressen.basis, STANDARD_BASIS):
        if pfad.startswith(f"{basis}link/"):
            return pfad.removeprefix(basis)
    return pfad
