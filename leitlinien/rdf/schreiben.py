"""Rows -> Turtle, N-Triples and JSON-LD: lossless, sorted, the same bytes for the same rows."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from rdflib import RDF

from leitlinien.ids import Adressen
from leitlinien.kinds import Art, Feld, LinkStatus, Modell, modell
from leitlinien.rdf import aussagen, kontext
from leitlinien.rdf.dateien import KONTEXT_IRI
from leitlinien.rdf.namen import PRAEFIXE, lokal
from leitlinien.rdf.turtle import Schreiber
from leitlinien.rdf.werte import datentyp
from leitlinien.rows import Bestand, Knotenzeile, Linkzeile, Wert

TYP = str(RDF.type)
EIGENE = ("ll", "skos", "dcterms", "rdf", "xsd")
"""Prefixes a data file needs."""


class Wertterm(NamedTuple):
    """A literal of a row."""

    feld: Feld
    lexikal: str
    sprache: str | None
    """Language tag, for prose."""


class Satz(NamedTuple):
    """What is written about one subject: its class, its literals and its links, by predicate and sorted."""

    iri: str
    typ: str | None
    """IRI of the class; None where only links of a node elsewhere are written."""
    werte: list[tuple[str, list[Wertterm]]]
    links: list[tuple[str, list[str]]]
    """Predicate IRI, IRIs of the targets."""


def schreibe_turtle(bestand: Bestand, adressen: Adressen | None = None, modell: Modell = modell) -> str:
    """Readable Turtle: a prefix per issuer, a part per kind, statements about links at the end."""
    return "".join(turtle_stuecke(bestand, adressen or Adressen(), modell))


def turtle_stuecke(bestand: Bestand, adressen: Adressen, modell: Modell) -> Iterator[str]:
    """The same in pieces, for what would not fit into memory as one text."""
    schreiber = Schreiber(adressen.basis, _praefixe(bestand, adressen))
    yield "\n".join([*schreiber.kopf(), ""])
    ueberschrift = None
    for art, satz in saetze(bestand, adressen, modell):
        titel = art.mehrzahl.replace("_", " ").capitalize() if art else "Aussagen über Verknüpfungen"
        if titel != ueberschrift:
            yield f"\n# {titel}\n"
            ueberschrift = titel
        yield f"\n{_turtle_block(schreiber, satz)}"


def schreibe_ntriples(bestand: Bestand, adressen: Adressen | None = None, modell: Modell = modell) -> str:
    """N-Triples, one triple a line."""
    return "".join(ntriples_stuecke(bestand, adressen or Adressen(), modell))


def ntriples_stuecke(bestand: Bestand, adressen: Adressen, modell: Modell) -> Iterator[str]:
    """The same in pieces, one for each subject."""
    schreiber = Schreiber(praefixe={})
    for _, satz in saetze(bestand, adressen, modell):
        zeilen: list[str] = []
        subjekt = f"<{satz.iri}>"
        if satz.typ:
            zeilen.append(f"{subjekt} <{TYP}> <{satz.typ}> .")
        for p, werte in satz.werte:
            for w in werte:
                typ = str(datentyp(w.feld))
                term = schreiber.literal(w.lexikal, typ, w.sprache or "de", kurz=False)
                zeilen.append(f"{subjekt} <{p}> {term} .")
        zeilen += [f"{subjekt} <{p}> <{nach}> ." for p, ziele in satz.links for nach in ziele]
        yield "".join(f"{zeile}\n" for zeile in zeilen)


def schreibe_jsonld(
    bestand: Bestand,
    adressen: Adressen | None = None,
    modell: Modell = modell,
    *,
    kontext_iri: str | None = KONTEXT_IRI,
) -> str:
    """JSON-LD with the published context, by reference or (`kontext_iri=None`) written into the file."""
    return "".join(jsonld_stuecke(bestand, adressen or Adressen(), modell, kontext_iri=kontext_iri))


def jsonld_stuecke(
    bestand: Bestand, adressen: Adressen, modell: Modell, *, kontext_iri: str | None = KONTEXT_IRI
) -> Iterator[str]:
    """The same in pieces."""
    verweis: Any = kontext_iri if kontext_iri is not None else kontext.kontext(modell)
    namen = {str(f.pfad): kontext.name(f) for a in modell.arten.values() for f in a.links}
    namen |= {str(RDF.subject): "von", str(RDF.object): "nach"}
    # Written as `json.dumps` would write the whole with an indent of one: two for what stands in the list.
    yield f'{{\n "@context": {_json([verweis, {"@base": adressen.basis}], 1)},\n "@graph": ['
    trenner, ende = "", "]"
    for art, satz in saetze(bestand, adressen, modell):
        yield f"{trenner}\n  {_json(_json_satz(art, satz, adressen, namen), 2)}"
        trenner, ende = ",", "\n ]"
    yield f"{ende}\n}}\n"


def _json(wert: Any, tiefe: int) -> str:
    # strings in JSON hold no line feeds, so every one is of the indentation
    return json.dumps(wert, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * tiefe)


def saetze(bestand: Bestand, adressen: Adressen, modell: Modell) -> Iterator[tuple[Art | None, Satz]]:
    """All subjects in the order of the file, each with its kind (None for statements and for links alone)."""
    links: defaultdict[str, list[Linkzeile]] = defaultdict(list)
    for link in bestand.links:
        links[link.von].append(link)
    nach_art: defaultdict[str, list[Knotenzeile]] = defaultdict(list)
    for knoten in bestand.knoten:
        nach_art[knoten.art].append(knoten)
    for art in modell.arten.values():
        for knoten in sorted(nach_art[str(art.begriff)], key=lambda k: k.pfad):
            yield art, _satz_des_knotens(knoten, art, links.get(knoten.pfad, []), adressen)
    bekannt = {k.pfad for k in bestand.knoten}
    for von in sorted(links.keys() - bekannt):
        satz = Satz(adressen.iri(von), None, [], _ziele(links[von], adressen))
        if satz.links:
            yield None, satz
    for link in sorted(bestand.links, key=lambda v: (v.von, v.praedikat, v.nach)):
        if link.angaben.aussage:
            yield None, _satz_der_aussage(link, adressen)


def _satz_des_knotens(knoten: Knotenzeile, art: Art, links: list[Linkzeile], adressen: Adressen) -> Satz:
    werte = [
        (str(f.pfad), [_wertterm(f, teil) for teil in _teile(knoten.werte[str(f.pfad)])])
        for f in art.werte
        if str(f.pfad) in knoten.werte
    ]
    reihe = {p: i for i, p in enumerate(art.nach_praedikat)}
    return Satz(
        adressen.iri(knoten.pfad),
        knoten.art,
        werte,
        sorted(_ziele(links, adressen), key=lambda e: (reihe.get(e[0], len(reihe)), e[0])),
    )


def _ziele(links: list[Linkzeile], adressen: Adressen) -> list[tuple[str, list[str]]]:
    """Targets of the links that are triples, by predicate."""
    ziele: defaultdict[str, list[str]] = defaultdict(list)
    for link in sorted(links, key=lambda v: (v.praedikat, v.nach)):
        if link.angaben.status is not LinkStatus.VORSCHLAG:
            ziele[link.praedikat].append(adressen.iri(link.nach))
    return list(ziele.items())


def _satz_der_aussage(link: Linkzeile, adressen: Adressen) -> Satz:
    angaben = link.angaben
    werte: list[tuple[str, list[Wertterm]]] = []
    for feld in aussagen.WERTE:
        wert = angaben.status.name if feld.name == "status" else getattr(angaben, feld.name)
        if wert is not None:
            werte.append((str(feld.pfad), [_wertterm(feld, wert)]))
    glieder = [
        (str(RDF.subject), [adressen.iri(link.von)]),
        (str(RDF.predicate), [link.praedikat]),
        (str(RDF.object), [adressen.iri(link.nach)]),
    ]
    if angaben.belege:
        glieder.append((aussagen.BELEG, [adressen.iri(b) for b in angaben.belege]))
    iri = adressen.link_iri(link.von, lokal(link.praedikat), link.nach)
    return Satz(iri, str(RDF.Statement), werte, glieder)


def _teile(wert: Wert) -> list[str | dict[str, str]]:
    return list(wert) if isinstance(wert, list) else [wert]


def _wertterm(feld: Feld, teil: str | dict[str, str]) -> Wertterm:
    if isinstance(teil, dict):
        ((sprache, lexikal),) = teil.items()
        return Wertterm(feld, lexikal, sprache)
    return Wertterm(feld, teil, "de" if datentyp(feld) == RDF.langString else None)


def _praefixe(bestand: Bestand, adressen: Adressen) -> dict[str, str]:
    """The vocabulary's prefixes and one per issuer, which is the first part of a local path."""
    praefixe = {p: PRAEFIXE[p] for p in EIGENE}
    for herausgeber in sorted({k.pfad.split("/")[0] for k in bestand.knoten if ":" not in k.pfad and "/" in k.pfad}):
        name = herausgeber.replace(".", "-")
        # a prefix must begin with a letter, must not end in what was a dot, and is never one of the vocabulary's
        if name[0].isalpha() and name not in PRAEFIXE and name not in praefixe:
            praefixe[name] = f"{adressen.basis}id/{herausgeber}/"
    return praefixe


def _turtle_block(schreiber: Schreiber, satz: Satz) -> str:
    eintraege: list[tuple[str, list[str]]] = []
    if satz.typ:
        eintraege.append(("a", [schreiber.iri(satz.typ)]))
    werte = [
        (schreiber.iri(p), [schreiber.literal(w.lexikal, str(datentyp(w.feld)), w.sprache or "de") for w in teile])
        for p, teile in satz.werte
    ]
    links = [(schreiber.iri(p), [schreiber.iri(z) for z in ziele]) for p, ziele in satz.links]
    # a statement is read as a sentence: what it is about comes before what it says
    eintraege += links + werte if satz.typ == str(RDF.Statement) else werte + links
    return schreiber.block(schreiber.iri(satz.iri), eintraege)


def _json_satz(art: Art | None, satz: Satz, adressen: Adressen, namen: dict[str, str]) -> dict[str, Any]:
    objekt: dict[str, Any] = {"@id": satz.iri.removeprefix(adressen.basis)}
    if satz.typ:
        objekt["@type"] = art.name if art else "Aussage"
    for _, teile in satz.werte:
        objekt[kontext.name(teile[0].feld)] = _einzeln([_json_wert(w) for w in teile])
    for p, ziele in satz.links:
        if p == str(RDF.predicate):
            objekt["praedikat"] = namen[ziele[0]]
        else:
            objekt[namen[p]] = _einzeln([z.removeprefix(adressen.basis) for z in ziele])
    return objekt


def _einzeln(glieder: list[Any]) -> Any:
    return glieder[0] if len(glieder) == 1 else glieder


def _json_wert(wert: Wertterm) -> Any:
    if wert.sprache not in (None, "de"):
        return {"@value": wert.lexikal, "@language": wert.sprache}
    # numbers too are strings here: JSON readers would drop trailing zeros; the context names the datatype
    return wert.lexikal


__all__ = [
    "Satz",
    "Wertterm",
    "jsonld_stuecke",
    "ntriples_stuecke",
    "saetze",
    "schreibe_jsonld",
    "schreibe_ntriples",
    "schreibe_turtle",
    "turtle_stuecke",
]
