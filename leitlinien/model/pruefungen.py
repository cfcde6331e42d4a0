"""Checks of rules that no path can say: periods, dates, sums of shares."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from leitlinien.model.auswahlen import Massnahmenstand, Phase, Zuwendungsstand
from leitlinien.model.beschluesse import Bericht
from leitlinien.model.leitlinien import Leitlinie
from leitlinien.model.messung import Messwert
from leitlinien.model.regel import Fund, Lage, Weg
from leitlinien.terms import LL

AUFWAERTS = (
    LL.foerdert
    | LL.ansatzFuer
    | LL.gehoertZu
    | LL.teilVonMassnahme
    | LL.traegtBeiZu
    | LL.verfolgt
    | LL.teilzielVon
    | LL.dient
    | LL.konkretisiert
)
"""One step towards the guidelines."""
ZUR_LEITLINIE = Weg(AUFWAERTS * "+", (Leitlinie,))
NUTZUNG = Weg(~AUFWAERTS | ~LL.grundlage | ~LL.teilVonRegelwerk / ~AUFWAERTS)
"""What rests on a node: contributes to it, or is granted because of it."""

DAUER = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?")
NIE, IMMER = date.min, date.max


def soll_ohne_ist(lage: Lage, kandidaten: Sequence[int]) -> Iterator[Fund]:
    """Targets whose period is over without an actual value that falls into it, for the same area."""
    messwerte = lage.ziele(kandidaten, Weg(~LL.messwertZu, (Messwert,)))
    alle = [w for werte in messwerte for w in werte]
    raeume = dict(zip(alle, lage.ziele(alle, Weg(LL.gemessenIn)), strict=True))
    for indikator, werte in zip(kandidaten, messwerte, strict=True):
        ist = [w for w in werte if lage.wert(w, "phase") is Phase.ERGEBNIS]
        offen = [
            soll
            for soll in werte
            if lage.wert(soll, "phase") is Phase.ANSATZ
            and (lage.wert(soll, "ende") or lage.wert(soll, "beginn") or NIE) < lage.stichtag
            and not any(raeume[i] == raeume[soll] and _ueberlappen(lage, i, soll) for i in ist)
        ]
        if offen:
            zeiten = dict.fromkeys(_zeitraum(lage, soll) for soll in offen)
            yield indikator, {"zeitraum": _und(list(zeiten))}


def _ueberlappen(lage: Lage, a: int, b: int) -> bool:
    return (lage.wert(a, "beginn") or NIE) <= (lage.wert(b, "ende") or IMMER) and (lage.wert(b, "beginn") or NIE) <= (
        lage.wert(a, "ende") or IMMER
    )


def _zeitraum(lage: Lage, messwert: int) -> str:
    beginn, ende = lage.wert(messwert, "beginn"), lage.wert(messwert, "ende")
    if beginn and ende and (beginn, ende) == (date(beginn.year, 1, 1), date(beginn.year, 12, 31)):
        return str(beginn.year)
    if beginn and ende:
        return f"{tag(beginn)} bis {tag(ende)}"
    return tag(beginn or ende) if beginn or ende else "einen nicht genannten Zeitraum"


def nur_ueber_vorschlag(lage: Lage, kandidaten: Sequence[int]) -> Iterator[Fund]:
    """Nodes whose every way to a guideline rests on a proposal; the same in either view."""
    gesichert = set(lage.gesichert().fuehrt(kandidaten, ZUR_LEITLINIE))
    for knoten in lage.mit_vorschlaegen().fuehrt(kandidaten, ZUR_LEITLINIE):
        if knoten not in gesichert:
            yield knoten, {}


def bericht_offen(lage: Lage, kandidaten: Sequence[int]) -> Iterator[Fund]:
    """Duties that were due before the day and for which no report of the period is there.

    The period begins one `turnus` before the due day, where that is an ISO 8601 duration in years and months; else any
    earlier report counts. A duty without a due day is never overdue.
    """
    faellige = [k for k in lage.mit_wert(kandidaten, "faellig") if lage.wert(k, "faellig") < lage.stichtag]
    for pflicht, berichte in zip(faellige, lage.ziele(faellige, Weg(~LL.erfuellt, (Bericht,))), strict=True):
        faellig: date = lage.wert(pflicht, "faellig")
        ab = _frueher(faellig, lage.wert(pflicht, "turnus"))
        daten = [d for d in (lage.wert(b, "datum") for b in berichte) if d is not None]
        if not any(ab < d <= lage.stichtag for d in daten):
            tage = (lage.stichtag - faellig).days
            yield pflicht, {"faellig": tag(faellig), "tage": "1 Tag" if tage == 1 else f"{tage} Tagen"}


def _frueher(tag: date, turnus: str | None) -> date:
    treffer = DAUER.fullmatch(turnus or "")
    monate = int(treffer[1] or 0) * 12 + int(treffer[2] or 0) if treffer else 0
    if not monate:
        return NIE
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 - monate, 12)
    try:
        return date(jahr, monat + 1, min(tag.day, 28))
    except ValueError:
        return NIE


def ueber_100(lage: Lage, kandidaten: Sequence[int]) -> Iterator[Fund]:
    """Forks that pass on more than there is: the shares over all trace relations together exceed 1."""
    for knoten in lage.gabeln(kandidaten):
        summe = sum((a for a in lage.anteile(knoten) if a is not None), Decimal(0))
        if summe > 1:
            yield knoten, {"summe": f"{(summe * 100).normalize():f}".replace(".", ",")}


def ohne_anteile(lage: Lage, kandidaten: Sequence[int]) -> Iterator[Fund]:
    """Forks that money reaches and where some link has no share."""
    for knoten in lage.mit_geld(lage.gabeln(kandidaten)):
        anteile = lage.anteile(knoten)
        ohne = sum(a is None for a in anteile)
        if ohne:
            yield knoten, {"ohne": "alle" if ohne == len(anteile) else f"{ohne} von {len(anteile)}"}


def abgelaufen_in_gebrauch(lage: Lage, kandidaten: Sequence[int]) -> Iterator[Fund]:
    """Nodes whose last day is over while something that still runs rests on them, or while they are said to run."""
    datiert = dict.fromkeys((*lage.mit_wert(kandidaten, "gilt_bis"), *lage.mit_wert(kandidaten, "ende")))
    vorbei = sorted(k for k in datiert if _letzter_tag(lage, k) < lage.stichtag)
    for knoten, nutzer in zip(vorbei, lage.ziele(vorbei, NUTZUNG), strict=True):
        laufend = next((n for n in nutzer if _laeuft(lage, n)), None)
        ende = {"tag": tag(_letzter_tag(lage, knoten))}
        if laufend is not None:
            yield knoten, ende | {"gebrauch": f"{lage.nennt(laufend)} stützt sich noch darauf"}
        elif lage.wert(knoten, "stand") is Massnahmenstand.LAUFEND:
            yield knoten, ende | {"gebrauch": "ihr Stand ist noch LAUFEND"}


def _letzter_tag(lage: Lage, knoten: int) -> date:
    tage = [t for t in (lage.wert(knoten, "gilt_bis"), lage.wert(knoten, "ende")) if t is not None]
    jahr = lage.wert(knoten, "jahr")
    if not tage and jahr is not None and NIE.year <= jahr <= IMMER.year:
        tage = [date(jahr, 12, 31)]
    return min(tage, default=IMMER)


def _laeuft(lage: Lage, knoten: int) -> bool:
    beendet = (
        lage.wert(knoten, "stand") is Massnahmenstand.ABGESCHLOSSEN
        or lage.wert(knoten, "zuwendungsstand") is Zuwendungsstand.ABGERECHNET
    )
    return not beendet and _letzter_tag(lage, knoten) >= lage.stichtag


def tag(datum: date) -> str:
    """A day as German texts write it."""
    return f"{datum:%d.%m.%Y}"


def _und(worte: list[str]) -> str:
    return " und ".join(filter(None, (", ".join(worte[:-1]), worte[-1])))
