"""Which statements of an analysis with proposals rest on them: those that the secured view does not make.

A node that hangs on another is carried by secured links exactly when it hangs there in the secured view too: every
secured way to it is also a way of the wider view, and all those lead over the one that holds it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leitlinien.analyse.felder import Mehrfach, Verbindung
    from leitlinien.analyse.halt import Haltepunkt
    from leitlinien.analyse.uebersicht import Uebersicht

__all__ = ["Vergleich"]


class Vergleich:
    """An overview beside its secured view; nothing rests on proposals where they do not count."""

    def __init__(self, uebersicht: "Uebersicht") -> None:
        sicher = uebersicht.gesichert or uebersicht
        self._halt = {
            geld: {(p.knoten, k) for p in punkte for k in p.haengend}
            for geld, punkte in ((False, sicher.an_einem), (True, sicher.an_einem_geld))
        }
        self._felder = {m.knoten: set(m.felder) for m in sicher.mehrfach}
        self._verbindungen = {v.knoten for v in sicher.verbindungen}

    def halt(self, punkt: "Haltepunkt", *, geld: bool) -> frozenset[int]:
        """Those that hang there only when proposals count."""
        return frozenset(k for k in punkt.haengend if (punkt.knoten, k) not in self._halt[geld])

    def felder(self, mehrfach: "Mehrfach") -> frozenset[int]:
        """Fields that join several only when proposals count."""
        return frozenset(mehrfach.felder) - self._felder.get(mehrfach.knoten, set())

    def verbindung(self, verbindung: "Verbindung") -> bool:
        """Whether it is a bridge only when proposals count."""
        return verbindung.knoten not in self._verbindungen
