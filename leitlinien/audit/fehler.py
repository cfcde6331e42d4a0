"""Why a record cannot be made, read or asked again."""

from leitlinien.errors import Eingabefehler


class Auditfehler(Eingabefehler):
    """Base of these errors."""

    code = "NACHWEIS"


class KeinNachweis(Auditfehler):
    """A file that does not hold what it should, so that nothing more can be said about it."""

    code = "KEIN_NACHWEIS"


class UnbekannteRevision(Auditfehler):
    """The store does not have the recorded revision."""

    code = "UNBEKANNTE_REVISION"

    def __init__(self, nummer: int, neueste: int | None) -> None:
        wo = f"Die neueste ist {neueste}." if neueste else "Der Datenbestand ist leer."
        super().__init__(
            f"Unbekannte Revision: Revision {nummer}, auf der der Nachweis ruht, gibt es hier nicht. {wo} "
            "Entweder ist das ein anderer Datenbestand, oder er wurde aus einer älteren Sicherung zurückgeholt."
        )


class AndererStore(Auditfehler):
    """The store has a revision of this number, but of another chain."""

    code = "ANDERER_STORE"

    def __init__(self, nummer: int, damals: str, hier: str, *, gleiche_daten: bool) -> None:
        daten = (
            "Die Daten darin sind dieselben (gleicher Zustand), ihre Geschichte ist eine andere."
            if gleiche_daten
            else "Auch die Daten darin sind andere."
        )
        super().__init__(
            f"Anderer Datenbestand: Revision {nummer} hat hier den Kettenkopf {hier[:16]}…, im Nachweis "
            f"{damals[:16]}…. {daten} Zu prüfen ist dort, wo der Nachweis entstand, oder an einer Sicherung davon."
        )


class VeraenderterStore(Auditfehler):
    """The chain is the recorded one, but the rows are not."""

    code = "VERAENDERTER_STORE"

    def __init__(self, nummer: int) -> None:
        super().__init__(
            f"Veränderter Datenbestand: Revision {nummer} hat den Kettenkopf des Nachweises, ihre Zeilen aber ergeben "
            "einen anderen Zustand. Jemand hat an der Datenbank vorbei geschrieben; `leitlinien verify` nennt die "
            "Zeilen."
        )


class UngueltigeFrage(Auditfehler):
    """The recorded question does not fit the schema of this program any more."""

    code = "UNGUELTIGE_FRAGE"

    def __init__(self, name: str, version: str, maengel: str) -> None:
        super().__init__(
            f"Die Frage {name} lässt sich mit diesem Programm nicht mehr stellen; aufgezeichnet hat sie "
            f"Version {version}:\n{maengel}"
        )


class Schluesselfehler(Auditfehler):
    """A key file that cannot be used."""

    code = "SCHLUESSEL"
