"""The command that serves."""

import gc
import signal
import sys
from typing import Annotated

import typer
import uvicorn

from leitlinien.cli.ausgabe import KONSOLE, zahl
from leitlinien.cli.fortschritt import Balken
from leitlinien.programm import Programm
from leitlinien.settings import Settings
from leitlinien.web import protokoll
from leitlinien.web.app import anwendung

AUSKLANG = 30
"""Seconds that running requests have to finish when the service is told to stop."""
WECHSEL = 0.001
"""Seconds after which a thread that computes lets the event loop have its turn."""


def serve(
    host: Annotated[str | None, typer.Option(help="Rechneradresse; ohne Angabe 127.0.0.1.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; ohne Angabe 8000, 0 wählt einen freien.")
    ] = None,
    ohne_beispiele: Annotated[
        bool, typer.Option("--ohne-beispiele", help="Die erfundene Beispielstadt weglassen.")
    ] = False,
) -> None:
    """Den Dienst starten; beim ersten Mal werden die mitgelieferten Daten geladen."""
    settings = Settings()
    programm = Programm(settings)
    with Balken() as balken:
        ergebnis = programm.sichere_befuellung(beispiele=not ohne_beispiele, fortschritt=balken)
        if ohne_beispiele:
            programm.entferne_beispiele()
        state = programm.state()
    if ergebnis is not None:
        KONSOLE.print(f"Erste Befüllung. {ergebnis}", markup=False)
    server = uvicorn.Server(
        uvicorn.Config(
            anwendung(programm),
            host=host or settings.host,
            port=settings.port if port is None else port,
            log_config=protokoll.richte_ein(),
            access_log=False,  # there is a line of our own for each request
            server_header=False,
            timeout_graceful_shutdown=AUSKLANG,
        )
    )
    sys.setswitchinterval(WECHSEL)
    gc.collect()
    gc.freeze()  # schema and state stay: nobody needs to look at them again
    # uvicorn stops by itself and then raises the signal again; it has done its work by then
    signal.signal(signal.SIGTERM, lambda _nummer, _rahmen: None)
    socket = server.config.bind_socket()
    adresse = f"http://{socket.getsockname()[0]}:{socket.getsockname()[1]}"
    knoten = zahl(str(state.n))
    KONSOLE.print(f"[bold]Leitlinien[/bold] – Revision {state.revision}, {knoten} Knoten")
    KONSOLE.print(f"  Startseite  {adresse}/", markup=False)
    KONSOLE.print(f"  GraphQL     {adresse}/graphql", markup=False)
    KONSOLE.print("  Beenden mit Strg+C", markup=False)
    server.run(sockets=[socket])
