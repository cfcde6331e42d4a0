"""Analysis of the graph: what hangs on one thread, what a loss would mean, what joins fields, where circles are.

Pure computation over a read state with networkx. Every function takes the graph on a day and in a view (`Graphlage`) or
makes one; secured links count, proposals only on request.
"""

from leitlinien.analyse.ausfuhr import MEDIENTYP, Graphformat, beschrifte, dateiname, dateistueck, schreibe
from leitlinien.analyse.felder import Mehrfach, Verbindung
from leitlinien.analyse.halt import Haltepunkt, halt, haltepunkte
from leitlinien.analyse.kreise import Kreis, kreise
from leitlinien.analyse.netz import Netz, ZuGross, netz
from leitlinien.analyse.uebersicht import Uebersicht, uebersicht
from leitlinien.analyse.umfang import ALLES, Umfang, lies, umfangsarten
from leitlinien.analyse.vergleich import Vergleich
from leitlinien.analyse.wegfall import Fehlbetrag, Schritt, Verlust, Wegfall, wegfall

__all__ = [
    "ALLES",
    "MEDIENTYP",
    "Fehlbetrag",
    "Graphformat",
    "Haltepunkt",
    "Kreis",
    "Mehrfach",
    "Netz",
    "Schritt",
    "Uebersicht",
    "Umfang",
    "Verbindung",
    "Vergleich",
    "Verlust",
    "Wegfall",
    "ZuGross",
    "beschrifte",
    "dateiname",
    "dateistueck",
    "halt",
    "haltepunkte",
    "kreise",
    "lies",
    "netz",
    "schreibe",
    "uebersicht",
    "umfangsarten",
    "wegfall",
]
