"""Keeps the newest read state at hand: notices that the store moved, builds beside, renames into place, follows others.

Every revision has its own folder below the state folder; its name holds the revision's number and the beginning of
its hash, so a folder is either the right one or not there. Folders are built under a temporary name and renamed when
complete: a killed build leaves no half state, and of two processes that build at once the second takes the folder of
the first. Where the platform can, a lock lets the others wait instead of building the same thing.

Small states are built at once in the asking process, so a reader sees its own write. Large ones are built in their
own process while the old state goes on answering; revisions that arrive meanwhile are built together, next.
"""

import contextlib
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from leitlinien.errors import Speicherfehler
from leitlinien.kinds import Modell
from leitlinien.kinds import modell as programmmodell
from leitlinien.rows import Bestand
from leitlinien.settings import Settings
from leitlinien.state.ablage import StandBeschaedigt
from leitlinien.state.bauen import META, Bestandsquelle, baue, zeilenzahl
from leitlinien.state.nebenan import Nebenan
from leitlinien.state.stand import State
from leitlinien.store import Revision, Store
from leitlinien.store.lesung import Lesung

try:
    import fcntl
except ImportError:  # no advisory locks here: at worst two processes build the same folder
    fcntl = None  # type: ignore[assignment]

__all__ = ["GROSS", "Quelle", "Standhalter", "baue_revision", "sperre", "standordner"]

GROSS = 200_000
"""Rows from which on a state is built in its own process."""
GROSSE_DATEI = 64 << 20
"""Bytes of an SQLite file that is taken for large when no state of it was built yet."""
SOFORT_GEPRUEFT = 64 << 20
"""Bytes up to which a state's checksum is compared before it is used; larger ones are read in the background."""
BEHALTEN = 2
"""Folders kept of the newest revisions."""
AELTERE = 8
"""Folders kept of older revisions that were asked for."""
_VERWAIST = 3600.0
"""Seconds after which a temporary folder is nobody's."""
_LEER = Revision(0, "", "", "", None, None, None, "0" * 64)
_ORT = "aeltere"
_log = logging.getLogger(__name__)


class Quelle(Protocol):
    """What a store must be able to do for the read state; `leitlinien.store.Store` can."""

    def kopf(self) -> Revision | None:
        """The newest revision."""

    def revision(self, nummer: int) -> Revision:
        """One revision; raises `Eingabefehler` when there is none of this number."""

    def lesung(self, revision: int | None = None) -> AbstractContextManager[Lesung | None]:
        """All rows valid at a revision; None while there is none."""


def standordner(settings: Settings) -> Path:
    """Folder of the read state: as set, else beside the SQLite file, else in the working folder."""
    if settings.state_dir is not None:
        return settings.state_dir
    datei = _datenbankdatei(settings)
    return datei.with_name(f"{datei.name}.stand") if datei else Path("leitlinien-stand")


def _datenbankdatei(settings: Settings) -> Path | None:
    art, _, ort = settings.database_url.partition("://")
    datei = ort.removeprefix("/").partition("?")[0]
    return Path(datei) if art.startswith("sqlite") and datei and datei != ":memory:" else None


def baue_revision(quelle: Quelle, nummer: int | None, ziel_in: Path, modell: Modell, *, zu_zweit: bool = False) -> Path:
    """Build the state of a revision (the newest when None) below `ziel_in`; returns its folder.

    When the folder is there already, of another builder, that one is taken. `zu_zweit` lets a second process write
    the values of the nodes; it works for the program's model and the database of the environment.
    """
    ziel_in.mkdir(parents=True, exist_ok=True)
    bau = Path(tempfile.mkdtemp(prefix=f".bau-{os.getpid()}-", dir=ziel_in))
    bau.chmod(0o755)
    try:
        with quelle.lesung(nummer) as lesung:
            r = lesung.revision if lesung else _LEER
            zeilen = lesung or Bestandsquelle(Bestand(), None)
            with Nebenan(bau, r.nummer) if lesung and zu_zweit else contextlib.nullcontext() as nebenan:
                baue(zeilen, bau, modell=modell, revision=r.nummer, kette=r.hash, zeit=r.zeit, nebenan=nebenan)
        ziel = ziel_in / ordnername(r)
        if not _richte_ein(bau, ziel, modell):
            raise Speicherfehler(f"Der Lesestand {ziel} ließ sich nicht an seinen Ort bringen.")
    finally:
        shutil.rmtree(bau, ignore_errors=True)
    return ziel


def _oeffne_geprueft(ordner: Path, r: Revision, modell: Modell) -> State:
    state = State.oeffnen(ordner, modell)
    if state.kette != r.hash or (state.ablage.groesse <= SOFORT_GEPRUEFT and not state.pruefe()):
        raise StandBeschaedigt(f"Der Lesestand {ordner.name} ist beschädigt.")
    return state


def _pruefe(state: State) -> None:
    state.beschaedigt = not state.pruefe()


def _richte_ein(bau: Path, ziel: Path, modell: Modell) -> bool:
    for _ in range(3):
        try:
            bau.rename(ziel)
        except OSError:
            with contextlib.suppress(StandBeschaedigt):
                State.oeffnen(ziel, modell, pruefen=True)
                return True
            _raeume_weg(ziel)
        else:
            return True
    return False


def ordnername(r: Revision) -> str:
    """Name of a revision's folder; sorts by revision."""
    return f"r{r.nummer:09d}-{r.hash[:16]}"


def _raeume_weg(ordner: Path) -> None:
    """Take a folder out of the way at once, then delete it: nobody sees it half deleted under its name."""
    weg = ordner.with_name(f".weg-{os.getpid()}-{threading.get_ident()}-{ordner.name}")
    with contextlib.suppress(OSError):
        ordner.rename(weg)
    shutil.rmtree(weg, ignore_errors=True)


class Standhalter:
    """Hands out the read state of a store. One per process; safe to use from several threads."""

    def __init__(self, store: Quelle, settings: Settings, modell: Modell = programmmodell) -> None:
        self._store = store
        self._settings = settings
        self._modell = modell
        self.ordner = standordner(settings)
        """Folder of all revisions' folders."""
        self._jetzt: State | None = None
        self._aeltere: dict[int, State] = {}
        self._schloss = threading.RLock()
        self._bau: threading.Thread | None = None

    def aktuell(self, *, warten: bool = False) -> State:
        """The state of the newest revision.

        A small state is built before this returns. While a large one is built the previous state is returned, unless
        `warten`. Costs one look at the store's head.
        """
        kopf = self._store.kopf() or _LEER
        state = self._jetzt
        if state is not None and state.kette == kopf.hash and not state.beschaedigt:
            return state
        with self._schloss:
            state = self._jetzt
            if state is not None and state.beschaedigt:
                _log.warning("Der Lesestand %s ist beschädigt und wird neu gebaut.", state.ordner.name)
                _raeume_weg(state.ordner)
                state = self._jetzt = None
            if state is not None and state.kette == kopf.hash:
                return state
            if (fertig := self._oeffne(self.ordner, kopf)) is not None:
                return self._uebernimm(fertig)
            if state is not None and not warten and self._ist_gross(state):
                self._baue_nebenher()
                return state
        if self._bau is not None and self._bau is not threading.current_thread():
            self._bau.join()
        with self._schloss:
            state = self._jetzt
            if state is not None and state.kette == kopf.hash and not state.beschaedigt:
                return state  # another thread was first
            return self._uebernimm(self._hole(self.ordner, None))

    def zu(self, revision: int) -> State:
        """The state of an older revision, built on first use. Raises `Eingabefehler` for an unknown revision."""
        r = self._store.revision(revision)
        jetzt = self._jetzt
        if jetzt is not None and jetzt.kette == r.hash and not jetzt.beschaedigt:
            return jetzt
        with self._schloss:
            state = self._aeltere.pop(revision, None)
            if state is not None and state.beschaedigt:
                _raeume_weg(state.ordner)
                state = None
            if state is None or state.kette != r.hash:
                state = self._oeffne(self.ordner, r) or self._hole(self.ordner / _ORT, r)
                if state.ordner.parent.name == _ORT:
                    with contextlib.suppress(OSError):
                        os.utime(state.ordner)
                    _behalte(self.ordner / _ORT, AELTERE, state.ordner)
            self._aeltere[revision] = state  # last used last
            while len(self._aeltere) > AELTERE:
                del self._aeltere[next(iter(self._aeltere))]
            return state

    def _uebernimm(self, state: State) -> State:
        if self._jetzt is None or state.revision >= self._jetzt.revision or state.kette != self._jetzt.kette:
            self._jetzt = state
            _behalte(self.ordner, BEHALTEN, state.ordner)
        return state

    def _oeffne(self, ort: Path, r: Revision) -> State | None:
        """The state of a revision if its folder is there and whole; a damaged one is taken away."""
        ordner = ort / ordnername(r)
        if not ordner.exists():
            return None
        try:
            state = _oeffne_geprueft(ordner, r, self._modell)
        except StandBeschaedigt as e:
            _log.warning("%s Er wird neu gebaut.", e)
            _raeume_weg(ordner)
            return None
        if state.ablage.groesse > SOFORT_GEPRUEFT:
            threading.Thread(target=_pruefe, args=(state,), daemon=True, name="stand-pruefen").start()
        return state

    def _hole(self, ort: Path, r: Revision | None) -> State:
        """Build (the newest when `r` is None) or take what another process has built meanwhile."""
        try:
            with sperre(ort):
                for _ in range(3):
                    gesucht = r or self._store.kopf() or _LEER
                    if (state := self._oeffne(ort, gesucht)) is not None:
                        return state
                    if gesucht.nummer and self._im_eigenen_prozess_moeglich() and self._datenbank_gross():
                        self._baue_im_prozess(ort, gesucht.nummer)
                    else:
                        baue_revision(self._store, gesucht.nummer or None, ort, self._modell)
        except OSError as e:
            raise Speicherfehler(
                f"Der Lesestand in {self.ordner} ließ sich nicht schreiben: {e.strerror or e}. "
                "Mit LEITLINIEN_STATE_DIR lässt sich ein anderer Ordner nehmen."
            ) from e
        raise Speicherfehler(f"Der Lesestand in {self.ordner} ist nach dem Bauen nicht lesbar.")

    def _ist_gross(self, state: State) -> bool:
        return state.n + state.kantenzahl > GROSS

    def _datenbank_gross(self) -> bool:
        if any(zeilenzahl(p / META) > GROSS for p in _ordner(self.ordner)):
            return True
        datei = _datenbankdatei(self._settings)
        return datei is not None and datei.exists() and datei.stat().st_size > GROSSE_DATEI

    def _im_eigenen_prozess_moeglich(self) -> bool:
        return isinstance(self._store, Store) and self._modell is programmmodell

    def _baue_im_prozess(self, ort: Path, nummer: int) -> None:
        """Build in a process of its own, whose memory is gone afterwards.

        The address of the database, which may hold a password, goes through the environment, not the command line.
        """
        umgebung = {**os.environ, "LEITLINIEN_DATABASE_URL": self._settings.database_url}
        fertig = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "leitlinien.state.bauprozess", str(ort), str(nummer)],
            env=umgebung,
            check=False,
            capture_output=True,
            text=True,
        )
        if fertig.returncode:
            _log.warning("Der Lesestand ließ sich nicht im eigenen Vorgang bauen: %s", fertig.stderr[-2000:])
            baue_revision(self._store, nummer, ort, self._modell)

    def _baue_nebenher(self) -> None:
        if self._bau is not None and self._bau.is_alive():
            return  # the running build looks at the head again when it is done
        self._bau = threading.Thread(target=self._nebenher, daemon=True, name="stand-bauen")
        self._bau.start()

    def _nebenher(self) -> None:
        try:
            while True:
                neu = self._hole(self.ordner, None)
                with self._schloss:
                    self._uebernimm(neu)
                if (self._store.kopf() or _LEER).hash == neu.kette:
                    return
        except Exception:  # noqa: BLE001 - whatever the database or the disk raises is only logged here
            # the old state goes on answering, the next question tries again
            _log.exception("Der neue Lesestand ließ sich nicht bauen.")


def _ordner(ort: Path) -> list[Path]:
    return [p for p in ort.iterdir() if p.name.startswith("r")] if ort.is_dir() else []


def _behalte(ort: Path, anzahl: int, dieser: Path) -> None:
    """Remove all but this folder and the newest others. Readers keep what they have open; the files go when they do.

    Newest is by time and not by revision: a new database in the old one's place begins to count again.
    """
    with contextlib.suppress(OSError):
        andere = sorted((p for p in _ordner(ort) if p != dieser), key=lambda p: p.stat().st_mtime)
        for alt in andere[: 1 - anzahl]:
            _raeume_weg(alt)
        for rest in ort.glob(".*-*"):
            if time.time() - rest.stat().st_mtime > _VERWAIST:  # left by a process that was killed
                shutil.rmtree(rest, ignore_errors=True)


@contextlib.contextmanager
def sperre(ort: Path) -> Iterator[None]:
    """Held while building in a folder; the others wait."""
    ort.mkdir(parents=True, exist_ok=True)
    with (ort / ".sperre").open("w") as datei:
        if fcntl is not None:
            fcntl.flock(datei, fcntl.LOCK_EX)
        yield
