"""Errors of prepared queries, and German words for what graphql-core says in English."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from leitlinien.errors import Eingabefehler, Mangel


class Katalogfehler(Eingabefehler):
    """Files of prepared queries that cannot be used; carries all findings."""

    code = "ABFRAGEN"

    def __init__(self, maengel: Sequence[Mangel]) -> None:
        self.maengel = sorted(maengel)
        anzahl = f"{len(self.maengel)} Mängel" if len(self.maengel) != 1 else "1 Mangel"
        super().__init__(f"{anzahl} in den vorbereiteten Abfragen:\n" + "\n".join(f"- {m}" for m in self.maengel))


class UnbekannteAbfrage(Eingabefehler):
    """A name that no prepared query has."""

    code = "UNBEKANNTE_ABFRAGE"

    def __init__(self, name: str, namen: Iterable[str]) -> None:
        nah = get_close_matches(name, sorted(namen), 3)
        gemeint = f" Gemeint: {', '.join(nah)}?" if nah else ""
        super().__init__(f"Die Abfrage „{name}“ gibt es nicht.{gemeint} `leitlinien query list` nennt alle.")


class Variablenfehler(Eingabefehler):
    """A value that a variable of a prepared query does not take."""

    code = "VARIABLE"

    def __init__(self, name: str, was: str) -> None:
        self.name = name
        super().__init__(f"„{name}“: {was}")


class Kopffehler(ValueError):
    """One line of a header that cannot be read; the message is German, the loader adds file and line."""

    def __init__(self, was: str, hilfe: str = "") -> None:
        self.was, self.hilfe = was, hilfe
        super().__init__(f"{was} {hilfe}".strip())


_WORTE = (
    (r"Cannot query field '(\w+)' on type '(\w+)'\.", "Das Feld „{0}“ gibt es an {1} nicht."),
    (r"Unknown argument '(\w+)' on field '([\w.]+)'\.", "Das Argument „{0}“ gibt es an {1} nicht."),
    (r"Unknown type '(\w+)'\.", "Den Typ „{0}“ gibt es nicht."),
    (r"Unknown fragment '(\w+)'\.", "Das Fragment „{0}“ gibt es nicht."),
    (r"Variable '\$(\w+)' is never used", "Die Variable ${0} wird nirgends verwendet."),
    (r"Variable '\$(\w+)' is not defined", "Die Variable ${0} ist nicht erklärt."),
    (
        r"Variable '\$(\w+)' of type '([^']+)' used in position expecting type '([^']+)'",
        "Die Variable ${0} ist {1}, erwartet wird dort {2}.",
    ),
    (
        r"Expected value of type '([^']+)' not to include unknown field '(\w+)'",
        "Das Feld „{1}“ gibt es in {0} nicht.",
    ),
    (r"Value '(\w+)' does not exist in '(\w+)' enum", "Den Wert „{0}“ gibt es in {1} nicht."),
    (r"Field '(\w+)' of type '([^']+)' must have a selection", "Bei „{0}“ fehlt, was gelesen wird."),
    (r"Field '(\w+)' must not have a selection", "„{0}“ ist ein einfacher Wert und hat nichts unter sich."),
    (r"Argument '([\w.]+)\((\w+):\)' of type '([^']+)' is required", "Bei {0} fehlt das Argument „{1}“."),
    (r"Syntax Error: (.*)", "Der Text lässt sich nicht lesen ({0})."),
)
_GEMEINT = re.compile(r"Did you mean (.*)", re.DOTALL)


def auf_deutsch(meldung: str) -> str:
    """What a message of graphql-core says, in German; unknown messages are quoted."""
    for muster, satz in _WORTE:
        if treffer := re.match(muster, meldung):
            gemeint = _GEMEINT.search(meldung)
            namen = re.findall(r"'(\w+)'", gemeint[1]) if gemeint else []
            return satz.format(*treffer.groups()) + (f" Gemeint: {', '.join(namen)}?" if namen else "")
    return f"GraphQL meldet: {meldung}"
