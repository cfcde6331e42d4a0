"""HTML templates: escaped, and complaining about names that are not there."""

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from leitlinien.tabellen.anzeige import MARKEN


def umgebung(*pakete: str) -> Environment:
    """Templates of this package and the folders `vorlagen` of others."""
    lader = [PackageLoader(paket, "vorlagen") for paket in (*pakete, "leitlinien.tabellen")]
    gebaut = Environment(
        loader=ChoiceLoader(lader), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    gebaut.globals["markentexte"] = MARKEN
    return gebaut
