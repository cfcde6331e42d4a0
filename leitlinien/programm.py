"""The assembled program: settings, store, read state, addresses, documents, each opened when first needed."""

from collections.abc import Callable
from functools import cached_property
from types import TracebackType
from typing import Any, Self, TypeAlias, cast

from leitlinien import daten
from leitlinien.api import Kontext, Schema, fuehre_aus, schema
from leitlinien.errors import Eingabefehler
from leitlinien.ids import Adressen
from leitlinien.intake.importieren import Ergebnis, importiere
from leitlinien.kinds import Herkunft, Modell, modell
from leitlinien.rows import Bestand
from leitlinien.settings import Settings
from leitlinien.sources import Quellen
from leitlinien.state import Standhalter, State
from leitlinien.store import Aenderungen, Geschichte, Linkende, Revision, Store
from leitlinien.terms import LL

Fortschritt: TypeAlias = Callable[[str, int, int], None]
"""Called with the step's name, how much is done, how much there is."""
AUTOR = "leitlinien"
"""Author of revisions that the program makes by itself."""
ERSTBEFUELLUNG = "Erstbefüllung mit den mitgelieferten Daten"


class Programm:
    """One running program. Everything is opened lazily, so `--help` and file checks never touch a database."""

    def __init__(self, settings: Settings | None = None, modell: Modell = modell) -> None:
        self.settings = settings or Settings()
        self.modell = modell

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, art: type[BaseException] | None, fehler: BaseException | None, spur: TracebackType | None
    ) -> None:
        self.schliessen()

    def schliessen(self) -> None:
        """Give the connections to the database back."""
        if "store" in self.__dict__:
            self.store.schliessen()

    @cached_property
    def adressen(self) -> Adressen:
        """Addresses under the configured base."""
        return Adressen(self.settings.base_iri)

    @cached_property
    def store(self) -> Store:
        """The durable store; created and migrated on first use."""
        return Store.oeffnen(self.settings.database_url, lesenamen=self.modell.lesenamen())

    @cached_property
    def standhalter(self) -> Standhalter:
        """Keeper of the read state."""
        return Standhalter(self.store, self.settings, self.modell)

    @cached_property
    def quellen(self) -> Quellen | None:
        """Attached source documents, if any."""
        return Quellen(self.settings.quellen) if self.settings.quellen else None

    @cached_property
    def schema(self) -> Schema:
        """The GraphQL schema of the model."""
        return schema(self.modell)

    def kontext(self) -> Kontext:
        """What one request sees: the newest state, addresses, today, attached documents."""
        return Kontext(self.state(), self.adressen, quellen=self.quellen)

    def state(self) -> State:
        """The newest read state. A new, empty store is filled with the shipped data first."""
        self.sichere_befuellung()
        return self.standhalter.aktuell()

    def state_zu(self, revision: int) -> State:
        """The read state of an older revision. Raises `Eingabefehler` when there is none of this number."""
        self.sichere_befuellung()
        return self.standhalter.zu(revision)

    def revisionen(self) -> list[Revision]:
        """All revisions, the oldest first."""
        return self.store.revisionen()

    def geschichte(self, pfad: str, revision: int | None = None) -> Geschichte | None:
        """The life of a node up to a revision, or now; None when it was never there."""
        return self.store.geschichte(pfad, revision=revision, nachfolge=str(LL.ersetzt))

    def linkenden(self, von: str, nach: str, revision: int | None = None) -> list[Linkende]:
        """The last version of each link between two nodes, up to a revision, or now."""
        return self.store.linkenden(von, nach, revision=revision)

    def aenderungen(self, *, vor: int | None = None, anzahl: int = 20, knoten: str | None = None) -> list[Aenderungen]:
        """The newest revisions (before `vor`; of one node and its links) and what they did, the newest first."""
        return self.store.aenderungen(vor=vor, anzahl=anzahl, knoten=knoten)

    def sichere_befuellung(self, *, beispiele: bool = True, fortschritt: Fortschritt | None = None) -> Ergebnis | None:
        """Load the shipped data into a store that is still empty, as one revision; None when there was something."""
        if self.store.kopf() is not None:
            return None
        namen = (*daten.SEED, daten.BEISPIELE) if beispiele else daten.SEED
        return importiere(
            self.store,
            [daten.ordner("seed") / name for name in namen],
            modell=self.modell,
            adressen=self.adressen,
            autor=AUTOR,
            grund=ERSTBEFUELLUNG,
            max_bytes=self.settings.max_datei,
            fortschritt=fortschritt,
        )

    def entferne_beispiele(self) -> None:
        """Withdraw everything invented; examples are linked to nothing else, so nothing real is touched."""
        bestand = self.store.bestand()
        herkunft = str(LL.herkunft)
        knoten = [k for k in bestand.knoten if k.werte.get(herkunft) == Herkunft.BEISPIEL.name]
        pfade = {k.pfad for k in knoten}
        links = [link for link in bestand.links if link.von in pfade]
        if knoten:
            self.store.schreibe(
                Bestand(), autor=AUTOR, grund="Beispiele zurückgezogen", zurueckgezogen=Bestand(knoten, links)
            )

    def frage(self, dokument: str, **variablen: Any) -> dict[str, Any]:
        """Answer a GraphQL document from the newest state. Raises `Eingabefehler` with all messages of the answer."""
        antwort = fuehre_aus(self.schema, self.kontext(), dokument, variablen)
        if fehler := antwort.get("errors"):
            raise Eingabefehler("\n".join(f["message"] for f in fehler))
        return cast("dict[str, Any]", antwort["data"])
