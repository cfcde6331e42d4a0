"""Folders of source documents, read lazily; no file name can lead out of them."""

from contextlib import suppress
from pathlib import Path, PurePosixPath, PureWindowsPath

from leitlinien.errors import Dateifehler
from leitlinien.sources.passages import Quelltext

STANDARD_ZEICHENSATZ = "UTF-8"
MAX_BYTES = 100_000_000
"""Largest document read into memory, in bytes."""


class Quellen:
    """Folders of documents; files are read when asked for, and again when they changed. Earlier folders come first."""

    def __init__(self, *ordner: Path, max_bytes: int = MAX_BYTES) -> None:
        self.ordner = ordner
        self._max_bytes = max_bytes
        self._texte: dict[tuple[str, str], tuple[tuple[int, int], Quelltext]] = {}

    def bytes(self, dateiname: str) -> bytes:
        """Content of a file. Raises `Dateifehler`; a name can never lead out of the folders."""
        datei = self._datei(dateiname)
        try:
            if datei.stat().st_size > self._max_bytes:
                raise Dateifehler(dateiname, f"ist größer als {self._max_bytes} Bytes.", "Sie wird nicht gelesen.")
            return datei.read_bytes()
        except OSError as fehler:
            raise Dateifehler(dateiname, "lässt sich nicht lesen.", "Bitte die Leserechte prüfen.") from fehler

    def roh(self, dateiname: str, zeichensatz: str | None = None) -> str:
        """Content of a file as text, as it stands there. Raises `Dateifehler`, also when it is in another encoding."""
        return _entziffert(dateiname, self.bytes(dateiname), zeichensatz or STANDARD_ZEICHENSATZ)

    def text(self, dateiname: str, zeichensatz: str | None = None) -> Quelltext:
        """The normalised text of a file. Raises `Dateifehler` when it is missing or is not in that encoding."""
        schluessel = (dateiname, zeichensatz or STANDARD_ZEICHENSATZ)
        try:
            angaben = self._datei(dateiname).stat()
        except OSError as fehler:
            raise Dateifehler(dateiname, "lässt sich nicht lesen.", "Bitte die Leserechte prüfen.") from fehler
        stand = (angaben.st_mtime_ns, angaben.st_size)
        bekannt = self._texte.get(schluessel)
        if bekannt is None or bekannt[0] != stand:
            bekannt = self._texte[schluessel] = (stand, Quelltext(self.roh(dateiname, zeichensatz)))
        return bekannt[1]

    def wortlaut(
        self, dateiname: str, von: int, bis: int, *, pruefsumme: str | None = None, zeichensatz: str | None = None
    ) -> str | None:
        """The passage between two positions; None when the file is missing, too short or no longer has this wording.

        With `pruefsumme` a changed document never shows a wrong passage.
        """
        try:
            text = self.text(dateiname, zeichensatz)
        except Dateifehler:
            return None
        if not 0 <= von < bis <= len(text.text):
            return None
        if pruefsumme is not None and text.anker(von, bis).sha256 != pruefsumme:
            return None
        return text.text[von:bis]

    def _datei(self, dateiname: str) -> Path:
        einfach = PurePosixPath(dateiname).name == dateiname == PureWindowsPath(dateiname).name
        if not einfach or dateiname in {"", ".", ".."} or "\0" in dateiname:
            raise Dateifehler(
                dateiname,
                "ist kein einfacher Dateiname.",
                "Erwartet wird ein Name ohne Ordner, etwa bericht.txt.",
            )
        for ordner in self.ordner:
            datei = ordner / dateiname
            # Only plain files, and a symbolic link may not lead out of the folder either.
            with suppress(OSError):
                if datei.is_file() and datei.resolve().parent == ordner.resolve():
                    return datei
        wo = " oder ".join(str(o) for o in self.ordner)
        raise Dateifehler(dateiname, f"fehlt im Ordner {wo}.", "Bitte die Datei unter diesem Namen ablegen.")


def _entziffert(dateiname: str, inhalt: bytes, zeichensatz: str) -> str:
    try:
        return inhalt.decode(zeichensatz)
    except UnicodeDecodeError as fehler:
        raise Dateifehler(
            dateiname,
            f"ist nicht in {zeichensatz} geschrieben (Byte {fehler.start}).",
            "Bitte den Zeichensatz am Dokument angeben.",
        ) from fehler
    except (LookupError, ValueError) as fehler:  # ValueError: a name that no codec could have
        raise Dateifehler(
            dateiname, f"Den Zeichensatz „{zeichensatz}“ gibt es nicht.", "Gemeint ist etwas wie UTF-8 oder ISO-8859-1."
        ) from fehler
