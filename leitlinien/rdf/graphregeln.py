"""Rules that look further than one link: cycles, the border between the example and everything real, addresses."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

import networkx as nx

from leitlinien.errors import Mangel
from leitlinien.ids import Adressen
from leitlinien.kinds import Herkunft, Kreisfrei, LinkStatus, Modell
from leitlinien.rdf import aussagen
from leitlinien.rdf.namen import kurz
from leitlinien.rdf.werte import UNLESBAR
from leitlinien.rows import BLOSS, Bestand, Knotenzeile, Linkzeile
from leitlinien.terms import LL

HERKUNFT = str(LL.herkunft)
FRUEHER = str(LL.fruehereAdresse)


def kreise(
    tripel: Iterable[Linkzeile],
    alle: Iterable[Linkzeile],
    praedikate: set[str],
    *,
    modell: Modell,
    adressen: Adressen,
    arten: Mapping[str, str],
) -> Iterator[Mangel]:
    """One finding per knot of cycles over a `Kreisfrei` link, at its node with the smallest address.

    Args:
        tripel: The links that are stated.
        alle: These and the proposals; a cycle that only they close is a finding of its own.
        praedikate: Predicates with new links; others cannot have got a cycle.
        modell: The kinds.
        adressen: For the order of the nodes, which is that of their IRIs.
        arten: Kind of each node.
    """
    kreisfrei = {p for p, b in modell.beziehungen.items() if Kreisfrei in b.marken} & praedikate
    if not kreisfrei:
        return
    gesagt, moeglich = _nach_praedikat(tripel, kreisfrei), _nach_praedikat(alle, kreisfrei)
    for p in sorted(kreisfrei):
        mit_vorschlaegen = list(_knaeuel(moeglich[p]))
        if not mit_vorschlaegen:
            continue  # and none without them
        gefunden = set()
        for knoten, nachfolger in _knaeuel(gesagt[p]):
            gefunden |= knoten
            kleinster = min(knoten, key=adressen.iri)
            # the shapes look at kinds that declare the link; elsewhere the link itself is the finding
            if arten.get(kleinster) in modell.beziehungen[p].von:
                weg = _runde(kleinster, knoten, nachfolger)
                was = f"Die Verknüpfungen bilden einen Kreis: {' -> '.join(weg)}."
                yield Mangel("", kleinster, kurz(p), "Kreis", was, "Löse eine davon.")
        for knoten, nachfolger in mit_vorschlaegen:
            if not knoten & gefunden:
                kleinster = min(knoten, key=adressen.iri)
                weg = _runde(kleinster, knoten, nachfolger)
                was = f"Ein Vorschlag schließt einen Kreis: {' -> '.join(weg)}."
                yield Mangel("", kleinster, kurz(p), "KreisVorschlag", was, "Ziehe den Vorschlag zurück.")


def _nach_praedikat(links: Iterable[Linkzeile], praedikate: set[str]) -> Mapping[str, dict[str, list[str]]]:
    nachfolger: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
    for link in links:
        if link.praedikat in praedikate:
            nachfolger[link.praedikat].setdefault(link.von, []).append(link.nach)
    return nachfolger


def _knaeuel(nachfolger: dict[str, list[str]]) -> Iterator[tuple[set[str], dict[str, list[str]]]]:
    """Sets of nodes that reach each other, with the links they do it by."""
    graph: nx.DiGraph[str] = nx.DiGraph((von, nach) for von, ziele in nachfolger.items() for nach in ziele)
    for knoten in nx.strongly_connected_components(graph):
        if len(knoten) > 1 or graph.has_edge(*(list(knoten) * 2)):
            yield knoten, nachfolger


def _runde(start: str, knoten: set[str], nachfolger: dict[str, list[str]]) -> list[str]:
    """The shortest way from a node back to itself within its knot."""
    davor: dict[str, str] = {}
    schlange = deque([start])
    while schlange:
        von = schlange.popleft()
        for nach in sorted(nachfolger.get(von, ())):
            if nach == start:
                weg = [start]
                while von != start:
                    weg.append(von)
                    von = davor[von]
                return [start, *reversed(weg)]
            if nach in knoten and nach not in davor:
                davor[nach] = von
                schlange.append(nach)
    raise ValueError(start)


def beispielmischung(
    bestand: Bestand,
    alte_knoten: Sequence[Knotenzeile],
    alte_links: Sequence[Linkzeile],
    *,
    modell: Modell,
    nur_aussage: Callable[[Linkzeile], bool],
    name: Callable[[Linkzeile], str],
) -> Iterator[Mangel]:
    """A finding for each link, and each passage a link names, between a node of the example and any other."""
    codes = {code for k in chain(alte_knoten, bestand.knoten) for code in _codes(k)}
    if Herkunft.BEISPIEL.name not in codes or len(codes) == 1:
        return  # nothing to mix
    herkunft: dict[str, set[str]] = {}
    for k in chain(alte_knoten, bestand.knoten):
        herkunft.setdefault(k.pfad, set()).update(_codes(k))
    neu = {k.pfad for k in bestand.knoten}
    # a node that changes sides takes the links with it that are already there
    for link in chain(bestand.links, (v for v in alte_links if v.von in neu or v.nach in neu)):
        a = herkunft.get(link.von)
        if not a:
            continue
        zaehlt = link.angaben.status is LinkStatus.VORSCHLAG or not nur_aussage(link)
        if zaehlt and link.praedikat in modell.beziehungen and _verschieden(a, herkunft.get(link.nach)):
            yield _mischung(link.von, link.praedikat, link.von, link.nach, herkunft)
        if link.angaben is not BLOSS:
            for beleg in link.angaben.belege:
                if _verschieden(a, herkunft.get(beleg)):
                    yield _mischung(name(link), aussagen.BELEG, link.von, beleg, herkunft)


def _codes(k: Knotenzeile) -> list[str]:
    wert = k.werte.get(HERKUNFT)
    werte = wert if isinstance(wert, list) else [wert]
    return [w for w in werte if isinstance(w, str) and w != UNLESBAR]


def _verschieden(a: set[str], b: set[str] | None) -> bool:
    if not b:
        return False
    beispiel = Herkunft.BEISPIEL.name
    return (beispiel in a and bool(b - {beispiel})) or (beispiel in b and bool(a - {beispiel}))


def _mischung(knoten: str, p: str, von: str, nach: str, herkunft: Mapping[str, set[str]]) -> Mangel:
    beispiel, anderer = (von, nach) if Herkunft.BEISPIEL.name in herkunft[von] else (nach, von)
    was = f"{beispiel} ist ein Beispiel, {anderer} nicht: beide dürfen nicht verknüpft sein."
    return Mangel("", knoten, kurz(p), "Beispiel", was, "Löse die Verknüpfung oder berichtige `ll:herkunft`.")


def fruehere_adressen(neu: Sequence[Knotenzeile], alt: Sequence[Knotenzeile]) -> Iterator[Mangel]:
    """A finding for each former address that is the address of a node, or that two nodes claim.

    Whoever follows a former address must arrive at one node; `alt` are the nodes that stay beside the new ones.
    """
    ansprueche: dict[str, set[str]] = {}
    for k in chain(neu, alt):
        for adresse in k.werte.get(FRUEHER, ()):
            if adresse != UNLESBAR:
                ansprueche.setdefault(adresse, set()).add(k.pfad)
    beteiligt = {k.pfad for k in neu}
    vergeben = {k.pfad for k in chain(neu, alt)} if ansprueche else set()
    for adresse, knoten in sorted(ansprueche.items()):
        if adresse in vergeben and (knoten | {adresse}) & beteiligt:
            was = f"„{adresse}“ ist keine frühere Adresse: Unter ihr steht ein Knoten."
            hilfe = "Ziehe diesen Knoten zurück (etwa mit --ersetzen) oder streiche die frühere Adresse."
            yield Mangel("", min(knoten), kurz(FRUEHER), "FruehereAdresse", was, hilfe)
        elif len(knoten) > 1 and knoten & beteiligt:
            was = f"„{adresse}“ nennen mehrere Knoten als frühere Adresse: {', '.join(sorted(knoten))}."
            hilfe = "Eine frühere Adresse führt zu genau einem Knoten: streiche die übrigen."
            yield Mangel("", min(knoten & beteiligt), kurz(FRUEHER), "FruehereAdresse", was, hilfe)
