"""Names of the program as German words: `MIT_VORSCHLAEGEN` and `mitVorschlaegen` are „Mit Vorschlägen“.

Names cannot hold umlauts. The spelling is looked up among the words of the model's own descriptions; a word that stands
nowhere gets its umlauts back by rule.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from inspect import getdoc

from leitlinien.kinds import Auswahl, LinkStatus, Modell
from leitlinien.search import falte, woerter

_TEILE = re.compile(r"(?<=[a-zäöüß0-9])(?=[A-ZÄÖÜ])|_")
_UMLAUT = re.compile(r"ae|oe|(?<![aeoquäöü])ue")
_WEITERE = "Vorschläge Vorschlägen Adressen"
"""Words in names of the API that no description of the model spells."""
_UMLAUTE = {"ae": "ä", "oe": "ö", "ue": "ü"}


class Wortschatz:
    """Words as they are spelled in some texts."""

    def __init__(self, texte: Iterable[str]) -> None:
        gezaehlt = Counter(w for text in texte for w in woerter(text))
        self._woerter: dict[str, str] = {}
        # With umlauts rather than without, then the more frequent: a word at the beginning of a sentence is rarer.
        for wort in sorted(gezaehlt, key=lambda w: (w.isascii(), -gezaehlt[w], w)):
            self._woerter.setdefault(falte(wort), wort)

    def lesbar(self, name: str) -> str:
        """A name as words, the first with a capital."""
        text = " ".join(self._wort(teil.casefold()) for teil in _TEILE.split(name) if teil)
        return text[:1].upper() + text[1:]

    def kennt(self, name: str) -> bool:
        """Whether all words of a name stand in the texts."""
        return all(falte(teil) in self._woerter for teil in _TEILE.split(name) if teil)

    def _wort(self, teil: str) -> str:
        return self._woerter.get(falte(teil)) or _UMLAUT.sub(lambda t: _UMLAUTE[t[0]], teil)


@lru_cache(maxsize=8)
def wortschatz(modell: Modell) -> Wortschatz:
    """The words of a model."""
    texte = [_WEITERE, *(a.name for a in modell.arten.values())]
    for art in modell.arten.values():
        texte += [art.beschreibung, *(f.beschreibung for f in art.felder)]
    for liste in _listen(modell):
        texte += [getdoc(liste) or "", *(wert.beschreibung for wert in liste)]
    return Wortschatz(texte)


@lru_cache(maxsize=8)
def codes(modell: Modell) -> dict[str, str]:
    """Codes of all closed lists of a model, as words."""
    worte = wortschatz(modell)
    return {w.name: worte.lesbar(w.name) for liste in _listen(modell) for w in liste}


def _listen(modell: Modell) -> list[type[Auswahl]]:
    return [LinkStatus, *modell.auswahlen().values()]
