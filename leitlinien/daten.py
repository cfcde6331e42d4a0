"""Where the shipped data lies: in place in a working copy, under the package in a wheel."""

from pathlib import Path

_PAKET = Path(__file__).resolve().parent


def ordner(name: str) -> Path:
    """Folder of shipped data called `graph`, `queries` or `seed`."""
    im_rad = _PAKET / "_daten" / name
    return im_rad if im_rad.is_dir() else _PAKET.parent / name


SEED = ("leitlinien.ttl", "kiel-haushalt-2017.ttl")
"""Files every new store starts with, in this order."""
BEISPIELE = "beispiele.ttl"
"""The invented example town, loaded unless asked otherwise."""
