"""Loads the files of a folder, checks them against the schema, and tells everything that is wrong with them at once."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graphql import GraphQLSchema

from leitlinien.api.ausfuehrung import kern
from leitlinien.errors import Mangel
from leitlinien.queries.abfrage import Abfrage, OffeneFrage, Publikum
from leitlinien.queries.fehler import Katalogfehler, UnbekannteAbfrage
from leitlinien.queries.kopf import NUMMER
from leitlinien.queries.pruefung import Pruefung

if TYPE_CHECKING:
    from leitlinien.api import Schema

ENDUNG = ".graphql"
OFFEN = "offen.toml"
"""File of the questions that have no query yet."""
WORTE = "worte.toml"
"""File of plain words for codes in tables: a section a field, in it code = "word"."""
_BRAUCHT = "braucht "


@dataclass(frozen=True)
class Katalog:
    """All prepared queries, in order of their questions."""

    abfragen: Mapping[str, Abfrage]
    """By name."""
    offen: tuple[OffeneFrage, ...]
    """Audit questions that the model cannot answer yet, by number."""

    def __getitem__(self, name: str) -> Abfrage:
        """The query of a name. Raises `UnbekannteAbfrage`."""
        if name not in self.abfragen:
            raise UnbekannteAbfrage(name, self.abfragen)
        return self.abfragen[name]

    def __iter__(self) -> Iterator[Abfrage]:
        return iter(self.abfragen.values())

    def __len__(self) -> int:
        return len(self.abfragen)

    def nach_zielgruppe(self) -> dict[Publikum, tuple[Abfrage, ...]]:
        """Queries of each audience; one that is for several stands under each."""
        return {z: tuple(a for a in self if z in a.zielgruppen) for z in Publikum}


def katalog(schema: "Schema | GraphQLSchema", ordner: Path) -> Katalog:
    """Load `*.graphql`, `offen.toml` and `worte.toml`. Raises `Katalogfehler` with everything that is wrong."""
    graphql = schema if isinstance(schema, GraphQLSchema) else kern(schema)
    maengel: list[Mangel] = []
    abfragen: list[Abfrage] = []
    worte = _toml(ordner / WORTE, maengel)
    dateien = sorted(ordner.glob(f"*{ENDUNG}"))
    if not dateien:
        maengel.append(Mangel(str(ordner), "", "", "leer", f"Hier liegt keine Datei *{ENDUNG}.", "Den Ordner prüfen."))
    for datei in dateien:
        pruefung = Pruefung(graphql, datei.name, _text(datei, maengel), worte)
        abfrage = pruefung.abfrage()
        maengel += pruefung.maengel
        if abfrage is not None:
            abfragen.append(abfrage)
            maengel += _dateiname(abfrage)
    offen = _offene(ordner / OFFEN, maengel)
    maengel += _doppelte(abfragen, offen)
    if maengel:
        raise Katalogfehler(maengel)
    geordnet = sorted(abfragen, key=lambda a: (a.titel.casefold(), a.name))
    return Katalog(MappingProxyType({a.name: a for a in geordnet}), offen)


def _text(datei: Path, maengel: list[Mangel]) -> str:
    """The text with line feeds only, so that its hash is the same wherever it was checked out."""
    try:
        return datei.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fehler:
        was = "Die Datei ist nicht UTF-8." if isinstance(fehler, UnicodeDecodeError) else "Die Datei ist nicht lesbar."
        maengel.append(Mangel(datei.name, "", "", "lesbar", was, "Als UTF-8 speichern und Leserechte prüfen."))
        return ""


def _dateiname(abfrage: Abfrage) -> Iterator[Mangel]:
    """The file is called like the operation, in kebab case."""
    erwartet = re.sub(r"([A-Z])", lambda t: f"-{t[1].lower()}", abfrage.name) + ENDUNG
    if abfrage.datei != erwartet:
        was = f"Die Abfrage heißt {abfrage.name}, die Datei anders."
        yield Mangel(abfrage.datei, "", "", "dateiname", was, f"Die Datei {erwartet} nennen.")


def _doppelte(abfragen: list[Abfrage], offen: tuple[OffeneFrage, ...]) -> Iterator[Mangel]:
    namen: dict[str, str] = {}
    for abfrage in abfragen:
        if abfrage.name in namen:
            was = f"Den Namen {abfrage.name} trägt schon {namen[abfrage.name]}."
            yield Mangel(abfrage.datei, "", "", "name", was, "Einen anderen Namen wählen.")
        namen.setdefault(abfrage.name, abfrage.datei)
    beantwortet = {nummer: a.datei for a in abfragen for nummer in a.prueffragen}
    for frage in offen:
        if frage.nummer in beantwortet:
            was = f"{frage.nummer} gilt als offen, aber {beantwortet[frage.nummer]} beantwortet sie."
            yield Mangel(OFFEN, "", frage.nummer, "offen", was, "Eines von beiden streichen.")


def _offene(datei: Path, maengel: list[Mangel]) -> tuple[OffeneFrage, ...]:
    """The questions that are not answered yet; a folder without the file has none."""
    gelesen: list[OffeneFrage] = []
    for nummer, eintrag in enumerate(_toml(datei, maengel).get("frage", []), 1):
        if not _ist_frage(eintrag):
            was = f"Der {nummer}. Eintrag sagt nicht genau nummer, frage und braucht."
            hilfe = f"`nummer` ist Q und eine Zahl, `braucht` ein Satz, der mit „{_BRAUCHT.strip()}“ beginnt."
            maengel.append(Mangel(datei.name, "", "", "offen", was, hilfe))
        else:
            gelesen.append(OffeneFrage(**eintrag))
    return tuple(sorted(gelesen, key=lambda f: int(f.nummer.removeprefix("Q"))))


def _ist_frage(eintrag: dict[str, str]) -> bool:
    """Whether an entry says what an open question says."""
    return (
        set(eintrag) == {"nummer", "frage", "braucht"}
        and NUMMER.fullmatch(eintrag["nummer"]) is not None
        and eintrag["braucht"].startswith(_BRAUCHT)
    )


def _toml(datei: Path, maengel: list[Mangel]) -> dict[str, Any]:
    """What a TOML file says; nothing when there is none."""
    try:
        return tomllib.loads(datei.read_text(encoding="utf-8")) if datei.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fehler:
        was = f"Die Datei ist kein TOML: {fehler}."
        maengel.append(Mangel(datei.name, "", "", "lesbar", was, "Die genannte Stelle berichtigen."))
        return {}
