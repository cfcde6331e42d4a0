"""The durable half: an append-only store of revisions. Opening, writing, reading; checking is in `pruefen`."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import BindParameter, Connection, Select, bindparam, insert, select

from leitlinien.errors import Eingabefehler
from leitlinien.rows import Bestand, Knotenzeile, Linkzeile, ohne_sammeln
from leitlinien.store.aenderungen import Aenderungen, aenderungen
from leitlinien.store.geschichte import Geschichte, Linkende, geschichte, linkenden
from leitlinien.store.hashing import Zellen, kopfzeile, revisionshash, zeilen, zustand_beginnen
from leitlinien.store.lesen import knotenzeile, linkzeile
from leitlinien.store.lesung import Lesung, gueltig_bei, saetze
from leitlinien.store.migration import migriere
from leitlinien.store.pruefen import pruefe
from leitlinien.store.revisionen import Revision, Schaden, Stand
from leitlinien.store.schreiben import Aenderung, Wunsch
from leitlinien.store.tables import FORMEN, KNOTEN, LINK, REVISION, Form
from leitlinien.store.verbindung import Verbindung

__all__ = ["Store"]


class Store:
    """A store in SQLite or PostgreSQL. Any number of processes may read while one writes."""

    def __init__(self, verbindung: Verbindung, lesenamen: Mapping[str, str]) -> None:
        self._verbindung = verbindung
        self._lesenamen = dict(lesenamen)

    @classmethod
    def oeffnen(cls, url: str, *, wartezeit: float = 10.0, lesenamen: Mapping[str, str] | None = None) -> Self:
        """Open a database, creating or upgrading its tables.

        Args:
            url: `sqlite:///path` or `postgresql+psycopg://…`.
            wartezeit: How long a writer waits for another before `StoreGesperrt`, in seconds.
            lesenamen: Earlier IRI -> today's IRI of renamed fields, links and kinds. Stored rows keep the names they
                were written under and are read, compared and withdrawn under today's.

        Raises:
            Speicherfehler: when the address is wrong, the database does not answer or is of a newer program.
        """
        verbindung = Verbindung(url, wartezeit)
        try:
            migriere(verbindung)
        except BaseException:
            verbindung.schliessen()
            raise
        return cls(verbindung, lesenamen or {})

    def schliessen(self) -> None:
        """Give all connections back; the store opens them again when it is used."""
        self._verbindung.schliessen()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, typ: type[BaseException] | None, fehler: BaseException | None, spur: TracebackType | None
    ) -> None:
        self.schliessen()

    def schreibe(
        self,
        aenderung: Bestand,
        *,
        autor: str,
        grund: str,
        quelle: str | None = None,
        quell_hash: str | None = None,
        zurueckgezogen: Bestand | None = None,
        zeit: datetime | None = None,
    ) -> Revision | None:
        """Make `aenderung` valid and `zurueckgezogen` no longer, in one transaction and one revision.

        A row that differs from the valid one closes it; one that is the same does nothing; rows are withdrawn by key,
        and what is in both stays. Returns None, and makes no revision, when nothing changes.

        Args:
            aenderung: Nodes and links to be valid from now on.
            autor: Who changes it.
            grund: Why.
            quelle: Name of the file it comes from; several one a line.
            quell_hash: SHA-256 of that file, hex.
            zurueckgezogen: Nodes and links to be valid no longer.
            zeit: When, with a time zone; now when left out.

        Raises:
            StoreGesperrt: when another process writes for longer than `wartezeit`.
            Speicherfehler: when a link would lead nowhere, a row is contradictory or the database fails.
        """
        wunsch = Wunsch.aus(aenderung, zurueckgezogen)
        with ohne_sammeln(), self._verbindung.schreibend() as c:
            kopf = _kopf(c)
            rows = Aenderung.finde(c, wunsch, self._lesenamen)
            if rows.leer:
                return None
            nummer = kopf.nummer + 1 if kopf else 1
            angaben = (nummer, _zeit(zeit), autor, grund, quelle, quell_hash, kopf.hash if kopf else None)
            geschlossen = {f: [z for z, _ in rows.schliessen[f]] for f in FORMEN}
            revision = Revision(*angaben, hash=revisionshash(kopfzeile(*angaben), geschlossen, rows.neu))
            c.execute(insert(REVISION), [{s.name: getattr(revision, s.name) for s in REVISION.columns}])
            rows.schreibe(c, nummer)
        return revision

    def kopf(self) -> Revision | None:
        """The newest revision, None while the store is empty."""
        with self._verbindung.lesend() as c:
            return _kopf(c)

    def revisionen(self) -> list[Revision]:
        """All revisions, oldest first."""
        with self._verbindung.lesend() as c:
            return [Revision(*r) for r in c.execute(select(REVISION).order_by(REVISION.c.nummer))]

    def revision(self, nummer: int) -> Revision:
        """One revision. Raises `Eingabefehler` when there is none of this number."""
        with self._verbindung.lesend() as c:
            return _revision(c, nummer)

    def bestand(self, revision: int | None = None) -> Bestand:
        """All rows valid at a revision, or now, ordered by key. Raises `Eingabefehler` for an unknown revision."""
        stand = self.stand(revision)
        return stand.bestand if stand else Bestand()

    def stand(self, revision: int | None = None) -> Stand | None:
        """The rows valid at a revision, or now, with their hash, in one pass; None while the store is empty.

        Raises `Eingabefehler` for an unknown revision.
        """
        with self.lesung(revision) as lesung:
            if lesung is None:
                return None
            bestand = Bestand()
            # Closed here, not when the generator is collected: a damaged row must not leave a cursor open.
            with closing(lesung.knoten()) as knoten, closing(lesung.links()) as links:
                for spalten in knoten:
                    bestand.knoten.extend(map(Knotenzeile, *spalten))
                for linkspalten in links:
                    bestand.links.extend(map(Linkzeile, *linkspalten))
            return Stand(lesung.revision, bestand, lesung.hash())

    @contextmanager
    def lesung(self, revision: int | None = None, *, mit_hash: bool = True) -> Iterator[Lesung | None]:
        """The rows valid at a revision, or now, column by column: what `stand` reads, for those who need no rows.

        None while the store is empty. Raises `Eingabefehler` for an unknown revision.
        """
        with self._verbindung.lesend() as c:
            r = _kopf(c) if revision is None else _revision(c, revision)
            yield Lesung(c, r, self._lesenamen, mit_hash=mit_hash) if r else None

    def knoten(self, revision: int | None = None) -> Iterator[Knotenzeile]:
        """The nodes valid at a revision, or now, one after the other: for stores that do not fit into memory."""
        return (knotenzeile(z, self._lesenamen) for z in self._strom(KNOTEN, revision))

    def links(self, revision: int | None = None) -> Iterator[Linkzeile]:
        """The links valid at a revision, or now, one after the other."""
        return (linkzeile(z, self._lesenamen) for z in self._strom(LINK, revision))

    def zustandshash(self, revision: int | None = None) -> str:
        """Hash over all rows valid at a revision, or now, whatever their history: the same data has the same hash."""
        with self._verbindung.lesend() as c:
            r = _kopf(c) if revision is None else _revision(c, revision)
            hashwerk = zustand_beginnen()
            if r is not None:
                for form in FORMEN:
                    for schub in saetze(c, gueltig_bei(form, r.nummer)):
                        hashwerk.update(zeilen(form, schub))
            return hashwerk.hexdigest()

    def aus_quelle(self, quelle: str) -> Bestand:
        """The rows valid now that a revision from a file of this name introduced.

        A row that two files state belongs to the one that stated it first.
        """
        with self._verbindung.lesend() as c:
            r = REVISION.c
            nummern = [
                nummer
                for nummer, namen in c.execute(select(r.nummer, r.quelle).where(r.quelle.is_not(None)))
                if quelle == namen or quelle in namen.split("\n")
            ]
            return self._bestand(c, [_aus(form, nummern) for form in FORMEN])

    def geschichte(self, pfad: str, *, revision: int | None = None, nachfolge: str | None = None) -> Geschichte | None:
        """The life of a node up to a revision, or now; None when it was never there.

        `nachfolge` is the predicate by which a successor points at what it replaces. Raises `Eingabefehler` for an
        unknown revision.
        """
        with self._verbindung.lesend() as c:
            r = _kopf(c) if revision is None else _revision(c, revision)
            return geschichte(c, pfad, self._lesenamen, r.nummer, nachfolge) if r else None

    def linkenden(self, von: str, nach: str, *, revision: int | None = None) -> list[Linkende]:
        """The last version of each link between two nodes, up to a revision, or now."""
        with self._verbindung.lesend() as c:
            r = _kopf(c) if revision is None else _revision(c, revision)
            return linkenden(c, von, nach, self._lesenamen, r.nummer) if r else []

    def aenderungen(
        self, *, vor: int | None = None, anzahl: int = 20, knoten: str | None = None, erste: int = 50
    ) -> list[Aenderungen]:
        """The newest revisions (before `vor`; of one node and its links) and what they did, the newest first.

        `erste` nodes of each change are named, all are counted.
        """
        with self._verbindung.lesend() as c:
            return aenderungen(c, self._lesenamen, vor=vor, anzahl=anzahl, knoten=knoten, erste=erste)

    def pruefe(self) -> list[Schaden]:
        """Everything that is not as it was written; an empty list means that the store is whole.

        Recomputes every hash of the chain from the rows. What no check from within can see is that the newest
        revisions are missing altogether: compare `kopf().hash` with one noted elsewhere.
        """
        return pruefe(self._verbindung)

    def _bestand(self, c: Connection, fragen: list[Select[Any]]) -> Bestand:
        # Closed here, not when the generator is collected: a damaged row must not leave a cursor open on the server.
        with closing(saetze(c, fragen[0])) as knoten, closing(saetze(c, fragen[1])) as links:
            return Bestand(
                [knotenzeile(z, self._lesenamen) for schub in knoten for z in schub],
                [linkzeile(z, self._lesenamen) for schub in links for z in schub],
            )

    def _strom(self, form: Form, revision: int | None) -> Iterator[Zellen]:
        with self._verbindung.lesend() as c:
            r = _kopf(c) if revision is None else _revision(c, revision)
            if r is not None:
                for schub in saetze(c, gueltig_bei(form, r.nummer)):
                    yield from schub


def _kopf(c: Connection) -> Revision | None:
    satz = c.execute(select(REVISION).order_by(REVISION.c.nummer.desc()).limit(1)).one_or_none()
    return Revision(*satz) if satz else None


def _revision(c: Connection, nummer: int) -> Revision:
    gefunden = c.execute(select(REVISION).where(REVISION.c.nummer == nummer)).one_or_none()
    if gefunden is None:
        neueste = _kopf(c)
        satz = f"Die neueste ist {neueste.nummer}." if neueste else "Der Store ist noch leer."
        raise Eingabefehler(f"Revision {nummer} gibt es nicht. {satz}")
    return Revision(*gefunden)


def _aus(form: Form, revisionen: list[int]) -> Select[Any]:
    t = form.tabelle.c
    # Written into the statement: a file that was imported every day for years outgrows the limits on parameters.
    nummern: BindParameter[int] = bindparam("nummern", revisionen, expanding=True, literal_execute=True)
    return (
        select(*(t[s] for s in form.spalten))
        .where(t.seit_revision.in_(nummern), t.bis_revision.is_(None))
        .order_by(*(t[s] for s in form.schluessel))
    )


def _zeit(zeit: datetime | None) -> str:
    utc = (zeit or datetime.now(UTC)).astimezone(UTC)
    return utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
