"""The audit record of a prepared query as a download, for the button below its answer."""

from collections.abc import Mapping
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leitlinien import frist
from leitlinien.api import Kontext
from leitlinien.api.ausfuehrung import kern
from leitlinien.audit import auftrag, erstelle
from leitlinien.errors import Eingabefehler
from leitlinien.frist import Abbruch, Frist
from leitlinien.queries import Abfrage, Katalog
from leitlinien.tabellen.antwort import seitennamen
from leitlinien.web.seite import seite

if TYPE_CHECKING:
    from leitlinien.web.app import Dienst

NAME = "nachweis"
"""Name of the route, and of the file in its address."""
WER = "wer"
"""Parameter for the name of whoever asks; queries have no variable of this name."""
UNBEKANNT = "ohne Namen, über das Formular"
MEDIENTYP = "application/zip"
SEKUNDEN = 60
"""Longest time for a record; the whole answer is read twice, and evidence is gathered for every row."""
ZU_LANGE = 503


class Nachweise:
    """The download over a catalogue; each request takes the newest state."""

    def __init__(self, programm: "Dienst", katalog: Katalog) -> None:
        self._programm, self._katalog = programm, katalog

    async def __call__(self, anfrage: Request) -> Response:
        """Answer one request. What was typed wrongly is told by the form, to which the answer then leads."""
        abfrage = self._katalog.abfragen.get(anfrage.path_params["name"])
        if abfrage is None:
            raise HTTPException(404)
        parameter: dict[str, str] = {}
        for name, text in anfrage.query_params.multi_items():
            if text.strip():
                parameter[name] = f"{parameter[name]},{text}" if name in parameter else text
        try:
            return await run_in_threadpool(self._in_der_zeit, abfrage, parameter)
        except Abbruch:
            return seite(
                anfrage,
                "fehler.html",
                status=ZU_LANGE,
                titel="Der Nachweis dauert zu lange",
                text=f"Nach {SEKUNDEN} Sekunden war er nicht fertig. Eine engere Frage stellen, oder den Nachweis mit "
                f"`leitlinien audit run {abfrage.name}` schreiben: Dort gilt keine Grenze.",
                zurueck=f"../{abfrage.name}",
                zurueck_text="Zurück zur Frage",
            )
        except Eingabefehler:
            formular = {n: t for n, t in parameter.items() if n != WER}
            # Relative, so it works below a path prefix; with parameters, so the form says what is wrong.
            return RedirectResponse(f"../{abfrage.name}?{urlencode(formular)}", 303)

    def _in_der_zeit(self, abfrage: Abfrage, parameter: Mapping[str, str]) -> Response:
        with frist.gilt(Frist(monotonic() + SEKUNDEN)):
            return self._datei(abfrage, parameter)

    def _datei(self, abfrage: Abfrage, parameter: Mapping[str, str]) -> Response:
        programm = self._programm
        texte = {n: t for n, t in parameter.items() if n not in {WER, *seitennamen(abfrage)}}
        kontext = Kontext(programm.state(), programm.adressen)
        gefragt = auftrag(kern(programm.schema), abfrage, texte, adressen=programm.adressen, heute=kontext.heute)
        nachweis = erstelle(
            programm.schema,
            kontext.state,
            gefragt,
            adressen=programm.adressen,
            wer=" ".join(parameter.get(WER, "").split()) or UNBEKANNT,
            zeit=datetime.now(UTC),
            quellen=programm.quellen,
        )
        name = nachweis.dateiname
        return Response(
            nachweis.bytes,
            media_type=MEDIENTYP,
            headers={
                "content-disposition": f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}",
                # Each one has its own time: none is ever the same again.
                "cache-control": "no-store",
            },
        )


def routen(programm: "Dienst", katalog: Katalog) -> list[Route]:
    """The route `/abfragen/NAME/nachweis.zip`; parameters as those of the form, and `wer`."""
    return [Route(f"/abfragen/{{name}}/{NAME}.zip", Nachweise(programm, katalog).__call__, name=NAME)]
