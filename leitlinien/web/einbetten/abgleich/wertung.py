"""How much alike two names are, from 0 to 100: word by word, abbreviations and slips of the pen forgiven.

100 is kept for names that are the same but for case, umlauts, punctuation and the short name before or behind.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from leitlinien.search import falte

__all__ = ["GLEICH", "aehnlichkeit", "text_gleich"]

GLEICH = 100.0
_FAST = 97.0
"""The most that names get that are not the same."""
_WORT = re.compile(r"[^\W_]+\.?")
_KLEIN = frozenset(
    (
        *("am", "an", "auf", "aus", "bei", "das", "dem", "den", "der", "des", "die", "durch", "ein", "eine", "einer"),
        *("eines", "fur", "im", "in", "ist", "mit", "nach", "oder", "sich", "sind", "und", "unter", "vom", "von"),
        *("vor", "zu", "zum", "zur"),
    )
)
"""Words that say little about a thing."""
_KLEINGEWICHT = 0.2
_ABKUERZUNG, _TEILWORT, _AEHNLICH = 0.92, 0.8, 0.5
_GEFRAGT = 0.65
"""How much the words asked for count, against those of the name that were not."""
_KUERZESTES = 5
"""Letters of a word that is taken for a part of a compound."""


def aehnlichkeit(frage: str, titel: str, kennung: str) -> float:
    """How much a name that was asked for is like a node's."""
    gefragt, name, kurz = (tuple(falte(w) for w in _WORT.findall(t)) for t in (frage, titel, kennung))
    if not gefragt:
        return 0.0
    schlicht = _ohne_punkte(gefragt)
    gleich = {_ohne_punkte(n) for n in (name, kurz, (*kurz, *name), (*name, *kurz)) if n}
    if schlicht in gleich:
        return GLEICH
    ohne_kurz = _ohne(gefragt, kurz)
    return round(min(_FAST, 100.0 * max(_wert(gefragt, name), _wert(ohne_kurz, name) if ohne_kurz else 0.0)), 1)


def text_gleich(a: str, b: str) -> bool:
    """Whether two texts are the same but for case, umlauts and punctuation."""
    return _ohne_punkte(tuple(falte(w) for w in _WORT.findall(a))) == _ohne_punkte(
        tuple(falte(w) for w in _WORT.findall(b))
    )


def _ohne_punkte(worte: Sequence[str]) -> tuple[str, ...]:
    return tuple(w.rstrip(".") for w in worte)


def _ohne(worte: tuple[str, ...], kurz: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the short name before or behind them."""
    if kurz and _ohne_punkte(worte[: len(kurz)]) == kurz:
        return worte[len(kurz) :]
    if kurz and _ohne_punkte(worte[-len(kurz) :]) == kurz:
        return worte[: -len(kurz)]
    return ()


def _wert(gefragt: Sequence[str], name: Sequence[str]) -> float:
    hin = _deckung(gefragt, name)
    return _GEFRAGT * hin + (1 - _GEFRAGT) * _deckung(name, gefragt) if hin else 0.0


def _deckung(worte: Sequence[str], andere: Sequence[str]) -> float:
    """Share of the words, by weight, that the others hold."""
    gewichte = [_gewicht(w) for w in worte]
    gefunden = sum(g * max((_wort(w, a) for a in andere), default=0.0) for w, g in zip(worte, gewichte, strict=True))
    return gefunden / (sum(gewichte) or 1.0)


def _gewicht(wort: str) -> float:
    schlicht = wort.rstrip(".")
    return _KLEINGEWICHT if schlicht in _KLEIN or len(schlicht) == 1 else 1.0 + min(len(schlicht), 12) / 12


def _wort(a: str, b: str) -> float:
    """How much two words are alike."""
    if a == b:
        return 1.0
    kurz, lang = sorted((a.rstrip("."), b.rstrip(".")), key=len)
    if kurz == lang:
        return 1.0
    gekuerzt = a.endswith(".") or b.endswith(".")
    if gekuerzt and lang.startswith(kurz):
        return _ABKUERZUNG
    if len(kurz) >= _KUERZESTES and kurz in lang:
        return _TEILWORT + (1 - _TEILWORT) * len(kurz) / len(lang)
    gemein = len(_paare(kurz) & _paare(lang))
    aehnlich = 2 * gemein / (len(_paare(kurz)) + len(_paare(lang)))
    return aehnlich if aehnlich >= _AEHNLICH else 0.0


@lru_cache(50_000)
def _paare(wort: str) -> frozenset[str]:
    rand = f" {wort} "
    return frozenset(rand[i : i + 2] for i in range(len(rand) - 1))
