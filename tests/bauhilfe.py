"""A tiny language for small graphs, so that a test shows its case and nothing else.

    bestand = netz('''
        Regelwerk R bestand=AUSZUG
        Ziel Z1 Z2 zielart=WIRKUNG        # every node of the line gets the values
        Massnahme M titel="Offene Werkstatt"
        Zuwendung F bewilligt=1000
        F foerdert M
        M traegtBeiZu Z1 0.6              # a share
        M traegtBeiZu Z2 0.4 ?            # ? = VORSCHLAG
        Z1 teilVonRegelwerk R !           # ! = BESTAETIGT
    ''')
    state = stand(bestand, tmp_path)
    spur(state, nr(state, "F"), True, ...)

A statement is a line or ends with `;`. It begins with the name of a kind (a declaration: nodes, then `feld=wert` with
the fields' Python names, several values joined by commas) or with a node (a link: node, local name of the predicate,
one or more nodes, then a share, `?`, `!` or `beleg=passage`). Required fields that are not given get the simplest valid
value. Values with spaces stand in quotation marks.
"""

import shlex
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from annotated_types import MinLen

from leitlinien.kinds import Art, Auswahl, Feld, LinkStatus, Modell, Muster
from leitlinien.kinds import modell as programm
from leitlinien.rows import Angaben, Bestand, Knotenzeile, Linkzeile, Wert
from leitlinien.state import State

__all__ = ["knoten", "link", "netz", "nr", "stand"]

BEISPIELE = {"[A-Z]{3}": "EUR", "[0-9a-f]{64}": "0" * 64}
"""One text for each pattern of the model."""


def netz(text: str, modell: Modell = programm) -> Bestand:
    """The rows of a graph in the language of this module."""
    bestand = Bestand()
    for worte in _saetze(text):
        if worte[0] in modell.arten:
            bestand.knoten.extend(_erklaert(modell.arten[worte[0]], worte[1:]))
        else:
            bestand.links.extend(_verknuepft(worte, modell))
    fehlend = {p for zeile in bestand.links for p in (zeile.von, zeile.nach)} - {k.pfad for k in bestand.knoten}
    if fehlend:
        raise ValueError(f"not declared: {sorted(fehlend)}")
    return bestand


def knoten(art: str, pfad: str, modell: Modell = programm, **werte: Any) -> Knotenzeile:
    """A valid row of the kind; `werte` by the fields' Python names (lexical forms, members, dates or numbers)."""
    gewaehlt = modell.arten[art]
    unbekannt = set(werte) - {f.name for f in gewaehlt.werte}
    if unbekannt:
        raise ValueError(f"{art} has no field {sorted(unbekannt)}")
    zeile: dict[str, Wert] = {}
    for feld in gewaehlt.werte:
        if feld.name in werte:
            wert = _lexikal(werte[feld.name])
            zeile[str(feld.praedikat)] = sorted([wert] if isinstance(wert, str) else wert) if feld.viele else wert
        elif feld.pflicht:
            zeile[str(feld.praedikat)] = _einfachster(feld, pfad)
    return Knotenzeile(pfad, str(gewaehlt.begriff), zeile)


def link(
    von: str,
    praedikat: str,
    nach: str,
    *,
    status: LinkStatus = LinkStatus.BELEGT,
    anteil: str | None = None,
    belege: tuple[str, ...] = (),
    modell: Modell = programm,
) -> Linkzeile:
    """A link by the local name of its predicate; what its status requires (reason, who, when) is filled in."""
    iri = next(str(b.praedikat) for b in modell.beziehungen.values() if b.name == praedikat)
    return Linkzeile(
        von,
        iri,
        nach,
        Angaben(
            status=status,
            anteil=anteil,
            begruendung=None if status is LinkStatus.BELEGT else "Weil es so gelesen werden kann.",
            wer="Sozialplanung" if status is LinkStatus.BESTAETIGT else None,
            wann="2026-01-01" if status is LinkStatus.BESTAETIGT else None,
            belege=belege,
            aussage=status is not LinkStatus.BELEGT or anteil is not None or bool(belege),
        ),
    )


_nummern = count(1)


def stand(bestand: Bestand, ordner: Path, modell: Modell = programm) -> State:
    """A read state of the rows, in a new folder below `ordner`."""
    ziel = ordner / f"stand-{next(_nummern)}"
    State.bauen(
        bestand, ziel, modell=modell, revision=1, kette="0" * 64, hash="0" * 64, zeit="2026-01-01T00:00:00+00:00"
    )
    return State.oeffnen(ziel, modell)


def nr(state: State, pfad: str) -> int:
    """Number of a node that is there."""
    nummer = state.nummer(pfad)
    if nummer is None:
        raise KeyError(pfad)
    return nummer


def _saetze(text: str) -> Iterator[list[str]]:
    for zeile in text.splitlines():
        lexer = shlex.shlex(zeile, posix=True, punctuation_chars=";")
        lexer.whitespace_split = True
        satz: list[str] = []
        for wort in lexer:
            if set(wort) == {";"}:
                if satz:
                    yield satz
                satz = []
            else:
                satz.append(wort)
        if satz:
            yield satz


def _erklaert(art: Art, worte: list[str]) -> Iterator[Knotenzeile]:
    werte: dict[str, Any] = {}
    for name, _, wert in (w.partition("=") for w in worte if "=" in w):
        werte[name] = wert.split(",") if art.feld[name].viele else wert
    for pfad in (w for w in worte if "=" not in w):
        yield knoten(art.name, pfad, art.modell, **werte)


def _verknuepft(worte: list[str], modell: Modell) -> Iterator[Linkzeile]:
    von, praedikat, *rest = worte
    status = LinkStatus.BELEGT
    anteil: str | None = None
    belege: list[str] = []
    nach: list[str] = []
    for wort in rest:
        if wort in ("?", "!"):
            status = LinkStatus.VORSCHLAG if wort == "?" else LinkStatus.BESTAETIGT
        elif wort.startswith("beleg="):
            belege.append(wort.removeprefix("beleg="))
        elif wort[0].isdigit() and nach:
            anteil = wort
        else:
            nach.append(wort)
    for ziel in nach:
        yield link(von, praedikat, ziel, status=status, anteil=anteil, belege=tuple(sorted(belege)), modell=modell)


def _lexikal(wert: Any) -> Any:
    if isinstance(wert, list | tuple):
        return [_lexikal(w) for w in wert]
    if isinstance(wert, Auswahl):
        return wert.name
    if isinstance(wert, bool):
        return "true" if wert else "false"
    return wert if isinstance(wert, dict) else str(wert)


def _einfachster(feld: Feld, pfad: str) -> Wert:
    if issubclass(feld.typ, Auswahl):
        return next(iter(feld.typ)).name
    if feld.typ is not str:
        return {int: "1", Decimal: "1", date: "2026-01-01", bool: "true"}[feld.typ]
    muster = next((g.pattern for g in feld.grenzen if isinstance(g, Muster)), None)
    if muster is not None:
        return BEISPIELE[muster]
    laenge = max((g.min_length for g in feld.grenzen if isinstance(g, MinLen)), default=1)
    return f"{feld.name.title()} {pfad}" if laenge > 1 else pfad
