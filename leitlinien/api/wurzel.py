"""The root fields that read nodes: one by id, several by ids, and the list of each kind."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from strawberry.scalars import ID
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from leitlinien.api import namen
from leitlinien.api.auswahlen import Auswahltypen
from leitlinien.api.filtertypen import Filtertypen
from leitlinien.api.gruppe import Gruppe, Stelle
from leitlinien.api.knoten import Knotentypen, seitenargumente
from leitlinien.api.kontext import Kontext, Sicht
from leitlinien.api.liste import Liste
from leitlinien.api.seiten import HOECHSTENS
from leitlinien.api.typen import argument, argumentfeld, kann_fehlen, liste
from leitlinien.errors import UngueltigeGroesse
from leitlinien.kinds import Art, Modell


def blickargumente(auswahlen: Auswahltypen) -> list[StrawberryArgument]:
    """`sicht` and `stichtag`, which every root field takes."""
    return [
        argument("sicht", auswahlen.sicht, namen.SICHT, Sicht.GESICHERT),
        argument("stichtag", kann_fehlen(date), namen.STICHTAG),
    ]


def einer(kontext: Kontext, argumente: Mapping[str, Any], art: str | None = None) -> Stelle | None:
    """The node of an id; None when there is none, or it is of another kind than `art`. Raises `UngueltigeId`."""
    blick = kontext.blick(argumente)
    nummer = blick.state.nummer(kontext.adressen.pfad(argumente["id"]))
    if nummer is None or (art is not None and nummer not in blick.state.bereich(art)):
        return None
    return Gruppe(blick, (nummer,)).stelle(nummer)


def mehrere(kontext: Kontext, argumente: Mapping[str, Any]) -> list[Stelle | None]:
    """The nodes of several ids in their order, None where there is none. Raises `UngueltigeId`, `UngueltigeGroesse`."""
    ids: list[str] = argumente["ids"]
    if len(ids) > HOECHSTENS:
        raise UngueltigeGroesse("ids", len(ids), 0, HOECHSTENS)
    blick = kontext.blick(argumente)
    nummern = [blick.state.nummer(kontext.adressen.pfad(id)) for id in ids]
    gruppe = Gruppe(blick, (n for n in nummern if n is not None))
    return [None if n is None else gruppe.stelle(n) for n in nummern]


def felder(
    auswahlen: Auswahltypen, knoten: Knotentypen, filtertypen: Filtertypen, modell: Modell
) -> list[StrawberryField]:
    """The root fields."""
    blick = blickargumente(auswahlen)
    gefunden = [
        argumentfeld(
            "node",
            kann_fehlen(knoten.knoten),
            "Ein Knoten gleich welcher Art; leer, wenn es ihn nicht gibt.",
            lambda _wurzel, kontext, argumente: einer(kontext, argumente),
            [argument("id", ID, namen.ID), *blick],
        ),
        argumentfeld(
            "nodes",
            liste(kann_fehlen(knoten.knoten)),
            f"Mehrere Knoten in der Reihenfolge ihrer Adressen, höchstens {HOECHSTENS}; leer, wo es keinen gibt.",
            lambda _wurzel, kontext, argumente: mehrere(kontext, argumente),
            [argument("ids", liste(ID), "Adressen der Knoten: IRI oder Pfad wie kiel/K05."), *blick],
        ),
    ]
    for art in modell.arten.values():
        gefunden += _felder_einer_art(art, knoten, filtertypen, blick)
    return gefunden


def _felder_einer_art(
    art: Art, knoten: Knotentypen, filtertypen: Filtertypen, blick: list[StrawberryArgument]
) -> list[StrawberryField]:
    name = art.name
    return [
        argumentfeld(
            art.einzahl,
            kann_fehlen(knoten.arten[name]),
            f"{art.beschreibung} Leer, wenn es den Knoten nicht gibt oder er von anderer Art ist.",
            lambda _wurzel, kontext, argumente: einer(kontext, argumente, name),
            [argument("id", ID, namen.ID), *blick],
        ),
        argumentfeld(
            namen.kamel(art.mehrzahl),
            knoten.liste[name],
            f"Alle Knoten der Art {name}, gefiltert und sortiert.",
            lambda _wurzel, kontext, argumente: Liste(kontext.blick(argumente), name, argumente),
            [
                argument("filter", kann_fehlen(filtertypen.filter[name]), "Nur Knoten, die das erfüllen."),
                argument(
                    "sortierung",
                    kann_fehlen(liste(filtertypen.sortierung[name])),
                    "Sortierschlüssel, der erste zuerst; danach und ohne Angabe nach der Adresse.",
                ),
                *seitenargumente(),
                *blick,
            ],
        ),
    ]
