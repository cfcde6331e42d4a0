"""What graphql-core says about a document, in German. Its messages are its public, tested wording.

Suggestions ("Did you mean …") are switched off where documents are validated, so none has to be translated.
"""

import re

LAENGSTE = 400
"""Characters of a message that are told."""

_SAETZE: tuple[tuple[str, str], ...] = (
    # fields, arguments, types
    (r"Cannot query field '(.+?)' on type '(.+?)'\..*", "Das Feld „{0}“ gibt es an {1} nicht."),
    (r"Unknown argument '(.+?)' on directive '@(.+?)'\..*", "Das Argument „{0}“ gibt es an @{1} nicht."),
    (r"Unknown argument '(.+?)' on (?:field|fragment) '(.+?)'\..*", "Das Argument „{0}“ gibt es an {1} nicht."),
    (r"Argument '(.+?)' of type '(.+?)' is required, but it was not provided\.", "Das Argument {0} fehlt; es ist {1}."),
    (r"Field '(.+?)' must not have a selection since type '(.+?)' has no subfields\.", "„{0}“ ({1}) hat keine Felder."),
    (r"Field '(.+?)' of type '(.+?)' must have .*", "Bei „{0}“ ({1}) fehlt, welche Felder gelesen werden."),
    (r"Unknown type '(.+?)'\..*", "Den Typ „{0}“ gibt es nicht."),
    (r"There can be only one argument named '(.+?)'\.", "Das Argument „{0}“ steht mehrmals da."),
    (r"There can be only one input field named '(.+?)'\.", "Die Angabe „{0}“ steht mehrmals da."),
    (
        r"Fields '(.+?)' conflict because .*",
        "Zwei verschiedene Felder heißen in der Antwort „{0}“; eines braucht einen Alias.",
    ),
    # fragments
    (r"Unknown fragment '(.+?)'\.", "Das Fragment „{0}“ gibt es nicht."),
    (r"Fragment '(.+?)' is never used\.", "Das Fragment „{0}“ wird nirgends verwendet."),
    (r"There can be only one fragment named '(.+?)'\.", "Das Fragment „{0}“ steht mehrmals da."),
    (r"Cannot spread fragment '(.+?)' within itself.*", "Das Fragment „{0}“ enthält sich selbst."),
    (
        r"Fragment (?:'(.+?)' )?cannot condition on non composite type '(.+?)'\.",
        "{1} hat keine Felder für ein Fragment.",
    ),
    (
        r"Fragment (?:'(.+?)' )?cannot be spread here as objects of type '(.+?)' can never be of type '(.+?)'\.",
        "Ein Fragment auf {2} passt nicht an eine Stelle vom Typ {1}.",
    ),
    # directives
    (r"Unknown directive '@(.+?)'\.", "Die Direktive @{0} gibt es nicht."),
    (r"Directive '@(.+?)' may not be used on .*", "Die Direktive @{0} darf hier nicht stehen."),
    (r"The directive '@(.+?)' can only be used once at this location\.", "Die Direktive @{0} steht mehrmals da."),
    # operations
    (
        r"This anonymous operation must be the only defined operation\.",
        "Neben anderen braucht jede Abfrage einen Namen.",
    ),
    (r"There can be only one operation named '(.+?)'\.", "Zwei Abfragen heißen „{0}“."),
    (r"The (.+?) operation is not supported by the schema\.", "Es gibt nur Abfragen (query), kein {0}."),
    (r"Unknown operation named '(.+?)'\.", "Die Abfrage „{0}“ steht nicht im Dokument."),
    (
        r"Must provide operation name if query contains multiple operations\.",
        "Das Dokument enthält mehrere Abfragen; `operationName` muss eine nennen.",
    ),
    (r"Must provide an operation\.", "Das Dokument enthält keine Abfrage."),
    (r"The '?(.+?)'? definition is not executable\.", "„{0}“ ist nichts, was sich fragen lässt."),
    (r"Maximum introspection depth exceeded", "Die Frage nach dem Schema ist zu tief verschachtelt."),
    # variables
    (r"Variable '\$(.+?)' is not defined.*", "Die Variable ${0} ist nicht erklärt."),
    (r"Variable '\$(.+?)' is never used.*", "Die Variable ${0} wird nirgends verwendet."),
    (r"There can be only one variable named '\$(.+?)'\.", "Die Variable ${0} ist mehrmals erklärt."),
    (r"Variable '\$(.+?)' cannot be non-input type '(.+?)'\.", "Die Variable ${0} kann nicht {1} sein."),
    (r"Variable '\$(.+?)' expected value of type '(.+?)' .*", "Die Variable ${0} kann nicht {1} sein."),
    (
        r"Variable '\$(.+?)' of type '(.+?)' used in position expecting type '(.+?)'\.",
        "Die Variable ${0} ist {1}; erwartet wird dort {2}.",
    ),
    (
        r"Variable '\$(.+?)' is of type '(.+?)' but must be non-nullable .*",
        "Die Variable ${0} ({1}) darf dort nicht fehlen.",
    ),
    (r"Variable '\$(.+?)' has invalid (?:default )?value(?: at (.+?))?: (.*)", "Die Variable ${0} passt nicht: {2}"),
    (r"Argument '(.+?)' has invalid value(?: at (.+?))?: (.*)", "Das Argument „{0}“ passt nicht: {2}"),
    (r"Expected variable '\$(.+?)' provided to .*", "Die Variable ${0} fehlt."),
    (r"Variable values are nested too deeply\.", "Die Variablen sind zu tief verschachtelt."),
    (r"Too many errors processing variables.*", "Die Variablen haben noch mehr Fehler."),
    (r"Too many validation errors.*", "Die Abfrage hat noch mehr Fehler."),
    # values
    (r"Value '(.+?)' does not exist in '(.+?)' enum\..*", "Den Wert „{0}“ gibt es in {1} nicht."),
    (r"Enum '(.+?)' cannot represent .*value: (.+?)\.(?: Did you.*)?", "{1} ist kein Wert von {0}."),
    (r"(\w+) cannot represent .*value: (.*?)\.?", "{1} ist kein Wert vom Typ {0}."),
    (r"Expected value of non-null type '(.+?)' not to be None\.", "Ein Wert vom Typ {0} fehlt."),
    (r"Expected a value of non-null type '(.+?)' to be provided\.", "Ein Wert vom Typ {0} fehlt."),
    (r"Expected value of type '(.+?)' to be an object, found: (.*)\.", "{1} ist kein Objekt; erwartet wird {0}."),
    (
        r"Expected value of type '(.+?)' to include required field '(.+?)', found: .*",
        "In {0} fehlt die Angabe „{1}“.",
    ),
    (
        r"Expected value of type '(.+?)' not to include unknown field '(.+?)'.*",
        "Die Angabe „{1}“ gibt es in {0} nicht.",
    ),
    (r"Field '(.+?)' is not defined by type '(.+?)'\..*", "Die Angabe „{0}“ gibt es in {1} nicht."),
    (r"Field '(.+?)' of required type '(.+?)' was not provided\.", "Die Angabe {0} ({1}) fehlt."),
    (
        r"Expected value of type '(.+?)', (?:but )?(?:got|encountered error .*|found)[:;]? ?(.*)\.?",
        "{1} ist kein Wert vom Typ {0}.",
    ),
    # language
    (r"Syntax Error: Expected (.+), found <EOF>\.", "Sie endet zu früh; erwartet wird {0}."),
    (r"Syntax Error: Expected (.+), found (.+)\.", "Erwartet wird {0}, da steht {1}."),
    (r"Syntax Error: Unexpected <EOF>\.", "Sie endet zu früh."),
    (r"Syntax Error: (?:Unexpected|Invalid) character: (.+)\.", "Das Zeichen {0} gehört nicht hierher."),
    (r"Syntax Error: Invalid number.*", "Eine Zahl ist falsch geschrieben."),
    (r"Syntax Error: Invalid (?:character|Unicode) escape sequence: (.+)\.", "Die Schreibweise {0} gibt es nicht."),
    (r"Syntax Error: Unexpected (.+)\.", "Unerwartet: {0}."),
    (r"Syntax Error: Unterminated string\.", "Ein Text hat kein Ende."),
    (r"Syntax Error: (?:Document|Source) contains more than (\d+) .*", "Sie ist länger als {0} Wörter und Zeichen."),
    (r"Syntax Error: .*nested too deeply.*|Syntax Error: .*nesting.*", "Sie ist zu tief verschachtelt."),
    (r"Syntax Error: (.*)", "Der Text ist kein GraphQL ({0})"),
)
_MUSTER = tuple((re.compile(muster, re.DOTALL), satz) for muster, satz in _SAETZE)


def auf_deutsch(meldung: str) -> str:
    """A message of graphql-core in German. What is not known stays as it is, as do German messages of our scalars."""
    if len(meldung) > LAENGSTE:  # holds what somebody sent; patterns are not for texts of any length
        meldung = meldung[:LAENGSTE] + "…"
    for muster, satz in _MUSTER:
        if treffer := muster.fullmatch(meldung):
            teile = [auf_deutsch(t) if t and t != meldung else t or "" for t in treffer.groups()]
            return satz.format(*teile)
    return meldung
