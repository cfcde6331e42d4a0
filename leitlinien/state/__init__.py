"""Read state: what every question of the program reads; see `stand.State`, `halter.Standhalter`."""

from leitlinien.state.ablage import StandBeschaedigt
from leitlinien.state.halter import Standhalter
from leitlinien.state.kanten import STATUS, Kante, Nachbarn
from leitlinien.state.spalten import Spalte
from leitlinien.state.stand import State

__all__ = ["STATUS", "Kante", "Nachbarn", "Spalte", "StandBeschaedigt", "Standhalter", "State"]
