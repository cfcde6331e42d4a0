"""How a node is cited, embedded and described to other programs: texts to copy, and data in the head of its page."""

import json
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from leitlinien.model.regeln import ZUGEHOERIGKEIT
from leitlinien.paths import folge

if TYPE_CHECKING:
    from leitlinien.ids import Adressen
    from leitlinien.settings import Settings
    from leitlinien.web.knotenansicht import Ansicht, Stelle

__all__ = ["Einbettung", "Kopf", "Zitat", "Zitierung"]

SAMMLUNG = "Leitlinien – Wissensbasis kommunaler Leitlinien"
BESCHREIBUNG = 200
"""Characters of a description for search engines and previews."""
_TEX = {c: f"\\{c}" for c in "{}%&$#_"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_LEER = re.compile(r"\s+")


@dataclass(frozen=True)
class Einbettung:
    """A text to put into another page."""

    name: str
    hilfe: str
    text: str


@dataclass(frozen=True)
class Zitat:
    """What a page offers for copying."""

    text: str
    bibtex: str
    einbettungen: tuple[Einbettung, ...]


@dataclass(frozen=True)
class Kopf:
    """What the head of a page tells search engines, previews and other programs."""

    beschreibung: str
    bild: str
    oembed: tuple[tuple[str, str], ...]
    """Media type and address."""
    daten: Markup
    """JSON-LD in the words of schema.org, safe inside a script element."""


class Zitierung:
    """Makes these texts for one node; `iri` is its permanent address, `stellen` the passages it rests on."""

    def __init__(
        self, ansicht: "Ansicht", iri: str, stellen: "list[Stelle]", settings: "Settings", adressen: "Adressen"
    ) -> None:
        self._ansicht, self._iri, self._adressen = ansicht, iri, adressen
        self._state, self._herausgeber = ansicht.state, settings.herausgeber
        self._knoten = ansicht.verweis(ansicht.nummer)
        self._titel = _einzeilig(self._knoten.titel)
        ziele = (ZUGEHOERIGKEIT.art.__name__,)
        (ganze,) = folge(ansicht.state, [ansicht.nummer], ZUGEHOERIGKEIT.eigene, ziele, False)
        self._ganze = [_einzeilig(ansicht.verweis(t.knoten).titel) for t in ganze]
        """Titles of the wholes that the node belongs to."""
        self._dokumente = list(dict.fromkeys(_einzeilig(s.dokument.titel) for s in stellen if s.dokument))

    def zitat(self, tag: str) -> Zitat:
        """What is offered for copying; `tag` is the day of the state."""
        aus = self._ganze or self._dokumente
        worin = f" In: {'; '.join(aus)}." if aus else ""
        beispiel = " Erfundenes Beispiel." if self._knoten.beispiel else ""
        wer, revision = self._herausgeber, self._state.revision
        ort = f"{SAMMLUNG}{f', {wer}' if wer else ''}, Revision {revision} vom {tag}"
        was = f"„{self._titel}“ ({self._knoten.art} {self._knoten.kennung})"
        text = f"{was}.{worin}{beispiel} {ort}. {self._iri}?revision={revision}"
        return Zitat(text, self._bibtex(ort), _einbettungen(self._titel, self._iri, self._adressen))

    def kopf(self) -> Kopf:
        """What stands in the head of the page."""
        knoten, adressen = self._knoten, self._adressen
        text = _einzeilig(self._ansicht.wert("beschreibung") or f"{knoten.art} {knoten.kennung}: {knoten.titel}")
        beschreibung = text if len(text) <= BESCHREIBUNG else f"{text[:BESCHREIBUNG].rsplit(' ', 1)[0]} …"
        if knoten.beispiel:
            beschreibung = f"Erfundenes Beispiel. {beschreibung}"
        pfad = quote(self._state.pfad(self._ansicht.nummer), safe="/")
        oembed = f"{adressen.basis}oembed?url={quote(self._iri, safe='')}&format="
        return Kopf(
            beschreibung,
            f"{adressen.basis}strategiekarte.png?spur={pfad}",
            (("application/json+oembed", f"{oembed}json"), ("text/xml+oembed", f"{oembed}xml")),
            skriptdaten(self._schema_org(beschreibung)),
        )

    def _schema_org(self, beschreibung: str) -> dict[str, Any]:
        daten: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "@id": self._iri,
            "url": self._iri,
            "name": self._titel,
            "description": beschreibung,
            "inLanguage": "de",
            "dateModified": self._state.zeit,
            "version": str(self._state.revision),
            "isPartOf": {"@type": "WebSite", "name": SAMMLUNG, "url": self._adressen.basis},
            # a node is any kind of thing; the vocabulary says which
            "about": {
                "@type": "Thing",
                "name": self._titel,
                "identifier": self._knoten.kennung,
                "additionalType": str(self._ansicht.art.begriff),
            },
            "citation": [{"@type": "CreativeWork", "name": t} for t in (*self._ganze, *self._dokumente)],
        }
        if self._herausgeber:
            daten["publisher"] = {"@type": "Organization", "name": self._herausgeber}
        return daten

    def _bibtex(self, ort: str) -> str:
        state, wer = self._state, self._herausgeber
        schluessel = re.sub("[^A-Za-z0-9]+", "-", state.pfad(self._ansicht.nummer))
        felder = {
            "title": f"{{{_tex(self._titel)}}}",
            "author": f"{{{_tex(wer or SAMMLUNG)}}}",
            "year": state.zeit[:4],
            "howpublished": _tex(ort),
            "url": f"{self._iri}?revision={state.revision}",
            "language": "german",
        }
        zeilen = ",\n".join(f"  {name} = {{{wert}}}" for name, wert in felder.items())
        return f"@misc{{{schluessel}-r{state.revision},\n{zeilen}\n}}"


def skriptdaten(daten: Any) -> Markup:
    """JSON that can stand inside a script element: nothing in it can end the element or begin a comment."""
    text = json.dumps(daten, ensure_ascii=False)
    for zeichen in "<>&\u2028\u2029":
        text = text.replace(zeichen, f"\\u{ord(zeichen):04x}")
    return Markup(text)  # noqa: S704 - what HTML could take for its own is gone


def _einbettungen(titel: str, iri: str, adressen: "Adressen") -> tuple[Einbettung, ...]:
    name, adresse = escape(titel), escape(iri)
    skript = escape(f"{adressen.basis}einbetten.js")
    return (
        Einbettung("Verweis", "Ein einfacher Link, der überall geht.", f'<a href="{adresse}">{name}</a>'),
        Einbettung(
            "Karte",
            "Kennung, Titel und Stand in einem Rahmen, ohne JavaScript.",
            f'<iframe src="{adresse}/karte" title="{name}" width="480" height="240" loading="lazy"></iframe>',
        ),
        Einbettung(
            "Baustein",
            "Der Link wird zur Karte, wo JavaScript läuft.",
            f'<script src="{skript}" defer></script>\n'
            f'<leitlinie-verweis iri="{adresse}"><a href="{adresse}">{name}</a></leitlinie-verweis>',
        ),
        Einbettung(
            "Plakette",
            "Ein kleines Bild für Berichte und Listen.",
            f'<a href="{adresse}"><img src="{adresse}/plakette.svg" alt="{name}"></a>',
        ),
    )


def _einzeilig(text: str) -> str:
    return _LEER.sub(" ", text).strip()


def _tex(text: str) -> str:
    return "".join(_TEX.get(z, z) for z in text)
