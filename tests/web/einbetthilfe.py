"""A program with a short history, whose nodes are in every state, and pages of another origin that embed them."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from leitlinien.programm import Programm
from leitlinien.rows import Bestand
from leitlinien.settings import Settings
from tests.bauhilfe import link, netz

BESTAND = """
    Regelwerk b/R kennung=R titel="Leitlinien der Stadt" gilt_ab=2020-01-01
    Regelwerk b/R-alt kennung=R-alt titel="Leitlinien von damals" gilt_bis=2019-12-31
    Leitlinie b/L kennung=L1 titel="Prävention vor Intervention" gilt_bis=2098-12-31
    Leitlinie b/offen kennung=L9 titel="Ohne Angabe zur Geltung"
    Leitlinie b/kuenftig kennung=L2 titel="Wohnen für alle" gilt_ab=2099-01-01
    Leitlinie b/abgelaufen kennung=L3 titel="Sparen bis 2001" gilt_bis=2001-12-31
    Leitlinie b/im-alten kennung=L4 titel="Teil des alten Textes"
    Leitlinie b/ersetzt kennung=L5 titel="Frühere Fassung"
    Leitlinie b/neu kennung=L6 titel="Neue Fassung & mehr"
    Leitlinie b/bald kennung=L10 titel="Gilt noch"
    Leitlinie b/bestritten kennung=L7 titel="Nur vorgeschlagen ersetzt"
    Leitlinie b/Bsp kennung=B1 titel="Erfundene Leitlinie" herkunft=BEISPIEL
    Leitlinie b/Ausl kennung=A1 titel="Gedeutete Leitlinie" herkunft=AUSLEGUNG
    Leitlinie b/weg kennung=L8 titel="Zurückgezogene <Fassung>"
    Ziel b/Z kennung=Z1 titel="Alle Kinder sprechen Deutsch" ebene=STRATEGISCH
    Ziel b/Z2 kennung=Z2 titel="Alle Kinder sprechen Deutsch" ebene=OPERATIV
    Ziel b/umgezogen kennung=U titel="Früher woanders" fruehere_adressen=b/frueher
    Ziel b/P titel="Mit Unterseite"
    Ziel b/P/karte titel="Heißt wie eine Karte"
    Ziel b/P/plakette.svg titel="Heißt wie eine Plakette"
    b/L teilVonRegelwerk b/R
    b/im-alten teilVonRegelwerk b/R-alt
    b/weg teilVonRegelwerk b/R
    b/neu ersetzt b/ersetzt
    b/neu ersetzt b/weg
    b/kuenftig ersetzt b/bald
    b/neu ersetzt b/bestritten ?
    b/Z dient b/L
    b/Z2 dient b/L ?
    b/Z2 dient b/offen
"""


@contextmanager
def probeprogramm(ordner: Path, **einstellungen: Any) -> Iterator[Programm]:
    """The program in its second revision, in which one guideline was withdrawn."""
    settings = Settings(database_url=f"sqlite:///{ordner}/einbetten.sqlite", protokoll=False, **einstellungen)
    with Programm(settings) as programm:
        bestand = netz(BESTAND)
        programm.store.schreibe(bestand, autor="Test", grund="Anfang")
        weg = Bestand(
            [k for k in bestand.knoten if k.pfad == "b/weg"],
            [link("b/weg", "teilVonRegelwerk", "b/R"), link("b/neu", "ersetzt", "b/weg")],
        )
        programm.store.schreibe(Bestand(), autor="Test", grund="Neue Fassung", zurueckgezogen=weg)
        yield programm


@contextmanager
def andere_seite(html: str, kopf: dict[str, str] | None = None) -> Iterator[str]:
    """Address of a page on a server of its own: another port is another origin."""
    app = Starlette(routes=[Route("/", lambda _: HTMLResponse(html, headers=kopf))])
    with socket.socket() as dose:
        dose.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        faden = threading.Thread(target=server.run, kwargs={"sockets": [dose]}, daemon=True)
        faden.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{dose.getsockname()[1]}/"
        server.should_exit = True
        faden.join(10)


def xml(antwort: httpx.Response) -> ET.Element:
    """The root of an answer of this program."""
    return ET.fromstring(antwort.content)  # noqa: S314 - our own answer
