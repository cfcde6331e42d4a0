"""The steps of paths as JSON text: what many traces share is written once and kept."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from leitlinien.api.plan.gedaechtnis import Texte
from leitlinien.api.plan.laufzeit import Lauf, Schreiber
from leitlinien.api.spur import Pfadantwort, Schrittantwort, Spurantwort

if TYPE_CHECKING:
    from leitlinien.trace import Pfad, Schritt

__all__ = ["Schritte"]

Schrittname: TypeAlias = tuple[int, tuple[Any, ...]]
"""Node that a step leaves; node it arrives at, relation, direction."""


class Schritte:
    """Writer of the lists of steps of paths, where steps say nothing that does not follow from state and view.

    A path is its first step and the way on, as the trace has it: the way on is one text, shared like the way itself.
    """

    def __init__(self, schritt: int, weg: int, schreibe: Schreiber) -> None:
        """`schreibe` writes steps; `schritt` and `weg` name their texts and those of ways in the memory."""
        self._schritt, self._weg, self._schreibe = schritt, weg, schreibe

    def __call__(self, z: Lauf, _b: Any, xs: Sequence[Pfadantwort]) -> list[str]:
        """The steps of each path."""
        return [f"[{text}]" for text in self._texte(z, xs[0].antwort, [x.pfad for x in xs])]

    def _texte(self, z: Lauf, antwort: Spurantwort, pfade: "Sequence[Pfad]") -> list[str]:
        je_name: dict[Schrittname, Schritt] = {}
        namen: list[list[Schrittname]] = []
        wege: list[Pfad] = []
        for pfad in pfade:
            weiter = pfad.rest
            if weiter is None or weiter.geteilt:
                schritt = pfad.erster
                name = schritt[0], schritt[1][:3]
                je_name[name] = schritt
                namen.append([name])
                if weiter is not None:
                    wege.append(weiter)
            else:
                schritte = {(s[0], s[1][:3]): s for s in pfad.schritte}
                je_name |= schritte
                namen.append(list(schritte))
        vorschlaege = antwort.blick.vorschlaege
        texte = z.faecher.texte(self._schritt, vorschlaege, je_name, partial(self._schritte, z, antwort, je_name))
        if not wege:
            return [",".join([texte[n] for n in reihe]) for reihe in namen]
        danach = z.faecher.texte(self._weg, vorschlaege, wege, partial(self._wege, z, antwort))
        return [
            texte[reihe[0]] if (weiter := pfad.rest) is None else f"{texte[reihe[0]]},{danach[weiter]}"
            for reihe, pfad in zip(namen, pfade, strict=True)
        ]

    def _schritte(
        self, z: Lauf, antwort: Spurantwort, je_name: "Mapping[Schrittname, Schritt]", namen: list[Schrittname]
    ) -> Texte[Schrittname]:
        yield namen, self._schreibe(z, None, [Schrittantwort(antwort, je_name[name]) for name in namen])

    def _wege(self, z: Lauf, antwort: Spurantwort, wege: "list[Pfad]") -> "Texte[Pfad]":
        verschieden = list(dict.fromkeys(wege))
        yield verschieden, self._texte(z, antwort, verschieden)
