"""The SHACL-SPARQL constraints: rules that look further than one property. Terms are written out, without prefixes."""

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import RDF, XSD

from leitlinien.kinds import Art, Feld, Herkunft, Kreisfrei, LinkStatus, Modell, Nackt, Teilbar
from leitlinien.rdf import aussagen
from leitlinien.rdf.namen import kurz, lokal
from leitlinien.terms import LL

BEISPIEL = Herkunft.BEISPIEL.name
VORSCHLAG = LinkStatus.VORSCHLAG.name


@dataclass(frozen=True)
class Abfrage:
    """One constraint."""

    regel: str
    """Rule code of the native validation."""
    satz: str
    """German message."""
    select: str
    """Query that gives a row for each violation."""


def der_art(art: Art) -> dict[str, Abfrage]:
    """Constraints on nodes of a kind, by name."""
    abfragen = {"Beispiel": _beispiel(art.modell)}
    for feld in art.links:
        p = str(feld.pfad)
        if Kreisfrei in art.modell.beziehungen[p].marken:
            abfragen[f"Kreis-{lokal(p)}"] = _kreis(p)
        if not feld.viele and Nackt not in art.modell.beziehungen[p].marken:
            abfragen[f"Anzahl-{lokal(p)}"] = _anzahl(p)
    return abfragen


def der_aussage(modell: Modell) -> dict[str, Abfrage]:
    """Constraints on statements, by name."""
    beziehungen = {p: b for p, b in modell.beziehungen.items() if Nackt not in b.marken}
    unteilbar = [p for p, b in beziehungen.items() if Teilbar not in b.marken]
    glieder = (
        f"$this {_t(RDF.subject)} ?s ; {_t(RDF.predicate)} ?p ; {_t(RDF.object)} ?o . "
        f"FILTER(isIRI(?s) && isIRI(?o) && ?p IN ({_menge(beziehungen)}))"
    )
    status = f"$this {_t(LL.status)}"
    gesichert = ", ".join(f'"{s.name}"' for s in LinkStatus if s is not LinkStatus.VORSCHLAG)
    return {
        "Anteil-nur-teilbar": Abfrage(
            aussagen.NUR_TEILBAR.regel,
            aussagen.NUR_TEILBAR.was,
            f"""
SELECT $this ?path WHERE {{
  $this {_t(LL.anteil)} ?anteil ; {_t(RDF.predicate)} ?p .
  FILTER(?p IN ({_menge(unteilbar)}))
  BIND({_t(LL.anteil)} AS ?path)
}}""",
        ),
        "Tripel-fehlt": Abfrage(
            "TripelFehlt",
            "Zur Aussage fehlt die Verknüpfung selbst als Tripel.",
            f"""
SELECT $this WHERE {{
  {status} ?status . FILTER(?status IN ({gesichert}))
  {glieder}
  FILTER NOT EXISTS {{ ?s ?p ?o }}
}}""",
        ),
        "Vorschlag-als-Tripel": Abfrage(
            "VorschlagAlsTripel",
            "Ein Vorschlag darf nicht auch als Tripel dastehen.",
            f"""
SELECT $this WHERE {{
  {status} "{VORSCHLAG}" .
  {glieder}
  ?s ?p ?o
}}""",
        ),
        "Sprache": Abfrage(
            "Sprache",
            "Begründungen stehen in @de.",
            f"""
SELECT $this ?path ?value WHERE {{
  $this {_t(LL.begruendung)} ?value .
  FILTER(STRSTARTS(LCASE(LANG(?value)), "de-"))
  BIND({_t(LL.begruendung)} AS ?path)
}}""",
        ),
        **{
            f"{b.status.name}-{b.feld}": Abfrage(
                "MinCount",
                b.was,
                f"""
SELECT $this ?path WHERE {{
  {status} "{b.status.name}" .
  FILTER NOT EXISTS {{ $this {_t(aussagen.PRAEDIKAT[b.feld])} ?wert }}
  BIND({_t(aussagen.PRAEDIKAT[b.feld])} AS ?path)
}}""",
            )
            for b in aussagen.BEDINGUNGEN
        },
        "Vorschlag-Anfang": Abfrage(
            "Class",
            "Diese Art Knoten hat die vorgeschlagene Verknüpfung nicht.",
            f"""
SELECT $this ?path WHERE {{
  {status} "{VORSCHLAG}" .
  {glieder}
  FILTER NOT EXISTS {{ ?s {_t(RDF.type)} ?art . FILTER({_oder(_anfaenge(modell))}) }}
  BIND({_t(RDF.subject)} AS ?path)
}}""",
        ),
        "Vorschlag-Ende": Abfrage(
            "Class",
            "Zu dieser Art Knoten führt die vorgeschlagene Verknüpfung nicht.",
            f"""
SELECT $this ?path WHERE {{
  {status} "{VORSCHLAG}" .
  {glieder}
  ?s {_t(RDF.type)} ?art .
  FILTER({_oder(_enden(modell))})
  BIND({_t(RDF.object)} AS ?path)
}}""",
        ),
        "Beispiel-Beleg": Abfrage(
            "Beispiel",
            "Eine Verknüpfung des Beispiels ruht nur auf Belegen des Beispiels, und umgekehrt.",
            f"""
SELECT $this ?path ?value WHERE {{
  {glieder}
  $this {_t(LL.beleg)} ?value .
  {_mischung("?s", "?value", modell)}
  BIND({_t(LL.beleg)} AS ?path)
}}""",
        ),
    }


def alle(modell: Modell) -> dict[str, Abfrage]:
    """All constraints by name, each once."""
    gefunden: dict[str, Abfrage] = {}
    for art in modell.arten.values():
        gefunden |= der_art(art)
    return gefunden | der_aussage(modell)


def _kreis(p: str) -> Abfrage:
    # one finding for each knot of cycles, at its smallest address, as the native validation does
    return Abfrage(
        "Kreis",
        f"Die Verknüpfungen {kurz(p)} bilden einen Kreis.",
        f"""
SELECT $this ?path WHERE {{
  $this {_t(p)}+ $this .
  FILTER NOT EXISTS {{ $this {_t(p)}+ ?anderer . ?anderer {_t(p)}+ $this . FILTER(STR(?anderer) < STR($this)) }}
  BIND({_t(p)} AS ?path)
}}""",
    )


def _anzahl(p: str) -> Abfrage:
    def ziel(name: str) -> str:
        aussage = (
            f"?aussage_{name[1:]} {_t(RDF.subject)} $this ; {_t(RDF.predicate)} {_t(p)} ; "
            f'{_t(RDF.object)} {name} ; {_t(LL.status)} "{VORSCHLAG}"'
        )
        return f"{{ $this {_t(p)} {name} }} UNION {{ {aussage} }}"

    return Abfrage(
        "MaxCount",
        f"{kurz(p)} führt zu mehreren Knoten, höchstens einer ist erlaubt.",
        f"""
SELECT DISTINCT $this ?path WHERE {{
  {ziel("?eins")}
  {ziel("?zwei")}
  FILTER(?eins != ?zwei)
  BIND({_t(p)} AS ?path)
}}""",
    )


def _beispiel(modell: Modell) -> Abfrage:
    aussagbar = [p for p, b in modell.beziehungen.items() if Nackt not in b.marken]
    return Abfrage(
        "Beispiel",
        "Ein Knoten des Beispiels darf mit keinem anderen verknüpft sein.",
        f"""
SELECT DISTINCT $this ?path ?value WHERE {{
  {{ $this ?path ?value . FILTER(?path IN ({_menge(modell.beziehungen)})) }}
  UNION
  {{
    ?aussage {_t(RDF.subject)} $this ; {_t(RDF.predicate)} ?path ; {_t(RDF.object)} ?value .
    ?aussage {_t(LL.status)} "{VORSCHLAG}" .
    FILTER(?path IN ({_menge(aussagbar)}))
  }}
  {_mischung("$this", "?value", modell)}
}}""",
    )


def _mischung(a: str, b: str, modell: Modell) -> str:
    arten = _menge(str(art.begriff) for art in modell.arten.values())
    return (
        f"{a} {_t(LL.herkunft)} ?ha ; {_t(RDF.type)} ?ta . {b} {_t(LL.herkunft)} ?hb ; {_t(RDF.type)} ?tb . "
        f"FILTER(?ta IN ({arten}) && ?tb IN ({arten})) "
        f"FILTER(DATATYPE(?ha) = {_t(XSD.string)} && DATATYPE(?hb) = {_t(XSD.string)}) "
        f'FILTER((?ha = "{BEISPIEL}" && ?hb != "{BEISPIEL}") || (?ha != "{BEISPIEL}" && ?hb = "{BEISPIEL}"))'
    )


def _links(modell: Modell) -> Iterable[tuple[Art, Feld]]:
    return (
        (art, feld)
        for art in modell.arten.values()
        for feld in art.links
        if Nackt not in modell.beziehungen[str(feld.pfad)].marken
    )


def _anfaenge(modell: Modell) -> list[str]:
    """For each predicate the kinds it begins at, as a condition on ?p and ?art."""
    return [
        f"(?p = {_t(p)} && ?art IN ({_menge(str(modell.arten[v].begriff) for v in b.von)}))"
        for p, b in modell.beziehungen.items()
        if Nackt not in b.marken
    ]


def _enden(modell: Modell) -> list[str]:
    """For each predicate and set of target kinds a condition on ?p, ?art and ?o that says the target is wrong."""
    gruppen: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for art, feld in _links(modell):
        ziele = tuple(modell.arten) if "Knoten" in feld.ziele else feld.ziele
        gruppen.setdefault((str(feld.pfad), ziele), []).append(str(art.begriff))
    return [
        f"(?p = {_t(p)} && ?art IN ({_menge(arten)}) && NOT EXISTS {{ ?o {_t(RDF.type)} ?ziel . "
        f"FILTER(?ziel IN ({_menge(str(modell.arten[z].begriff) for z in ziele)})) }})"
        for (p, ziele), arten in gruppen.items()
    ]


def _oder(bedingungen: list[str]) -> str:
    return "\n    || ".join(bedingungen)


def _menge(iris: Iterable[str]) -> str:
    return ", ".join(map(_t, iris))


def _t(iri: str) -> str:
    return f"<{iri}>"
