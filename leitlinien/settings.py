"""Settings: one frozen class, each field described. Read from the environment (`LEITLINIEN_…`)."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

STANDARD_BASIS = "http://localhost:8000/"
"""Base IRI under which the shipped files are written; read as this installation's own, whatever its base is."""


class Settings(BaseSettings):
    """Einstellungen des Programms; jede lässt sich als Umgebungsvariable `LEITLINIEN_<NAME>` setzen."""

    model_config = SettingsConfigDict(env_prefix="LEITLINIEN_", frozen=True, use_attribute_docstrings=True)

    database_url: str = "sqlite:///leitlinien.sqlite"
    """Adresse der Datenbank: `sqlite:///pfad/datei.sqlite` oder `postgresql+psycopg://nutzer@rechner/name`."""
    base_iri: str = Field(default=STANDARD_BASIS, pattern=r"^https?://[^\s<>\"]+/$")
    """Adresse, unter der alle Knoten wohnen; endet mit einem Schrägstrich. Sie bestimmt nicht den Port."""
    state_dir: Path | None = None
    """Ordner für den Lesestand; ohne Angabe neben der Datenbankdatei oder `leitlinien-stand` im Arbeitsordner."""
    quellen: Path | None = None
    """Ordner mit den Quelldokumenten; wenn gesetzt, zeigt `wortlaut` die belegten Stellen."""
    max_datei: int = Field(default=200_000_000, gt=0)
    """Größte Datei in Bytes, die ein Import annimmt."""
    host: str = "127.0.0.1"
    """Rechneradresse, an der `serve` lauscht."""
    port: int = Field(default=8000, ge=0, le=65535)
    """Port, an dem `serve` lauscht."""
    cors: Annotated[tuple[str, ...], NoDecode] = ()
    """Fremde Herkünfte (`https://beispiel.de`), deren Seiten im Browser lesen dürfen; mehrere mit Leerzeichen."""
    rahmen: Annotated[tuple[str, ...], NoDecode] = ("*",)
    """Fremde Herkünfte, deren Seiten Karten in einem Rahmen (iframe) zeigen dürfen; `*` sind alle."""
    max_leseanfragen: int = Field(default=600, gt=0)
    """Anfragen eines Absenders je Minute an die offenen Leser (Verweise, oEmbed, Abgleich)."""
    impressum: str | None = Field(default=None, pattern=r"^(https?://|/)[^\s<>\"]+$")
    """Adresse des Impressums; steht unten auf jeder Seite."""
    datenschutz: str | None = Field(default=None, pattern=r"^(https?://|/)[^\s<>\"]+$")
    """Adresse der Datenschutzerklärung; steht unten auf jeder Seite."""
    herausgeber: str | None = None
    """Name der Stelle, die diese Wissensbasis betreibt; steht in Datenbeschreibung und Erklärungen."""
    kontakt: str | None = None
    """E-Mail-Adresse oder Seite, über die Barrieren und Fehler gemeldet werden."""
    durchsetzungsstelle: str | None = None
    """Schlichtungs- oder Durchsetzungsstelle für Barrierefreiheit, die für den Betreiber zuständig ist."""
    lizenz: str | None = Field(default=None, pattern=r"^https?://[^\s<>\"]+$")
    """Adresse der Lizenz, unter der die Daten weitergegeben werden; ohne Angabe heißt es „nicht angegeben“."""
    datenbereitsteller: str | None = Field(default=None, pattern=r"^https?://[^\s<>\"]+$")
    """Adresse, unter der GovData diese Stelle führt (contributorID); nur für die Lieferung dorthin nötig."""
    sparql: bool = False
    """Ob `/sparql` Fragen in SPARQL beantwortet (nur lesend)."""
    only_prepared: bool = False
    """Ob `/graphql` nur die vorbereiteten Abfragen beantwortet."""
    max_anfrage: int = Field(default=1_000_000, gt=0)
    """Größte Anfrage an `/graphql` in Bytes."""
    max_variablen: int = Field(default=100_000, gt=0)
    """Größte Variablen einer Anfrage in Bytes (als JSON)."""
    max_token: int = Field(default=5000, gt=0)
    """Meiste Wörter und Zeichen (Token) einer Abfrage."""
    max_tiefe: int = Field(default=16, gt=0)
    """Tiefste Verschachtelung der Felder einer Abfrage."""
    max_felder: int = Field(default=500, gt=0)
    """Meiste Felder einer Abfrage; ein Fragment zählt an jeder Stelle, an der es steht."""
    max_aliase: int = Field(default=50, gt=0)
    """Meiste umbenannte Felder einer Abfrage."""
    max_direktiven: int = Field(default=50, gt=0)
    """Meiste Direktiven (`@include`, `@skip`) einer Abfrage."""
    max_fragmente: int = Field(default=50, gt=0)
    """Meiste Fragmente einer Abfrage."""
    max_bedingungen: int = Field(default=500, gt=0)
    """Meiste Werte in Filtern und anderen Argumenten einer Abfrage."""
    max_kosten: int = Field(default=20_000_000, gt=0)
    """Größter Aufwand einer Abfrage: Felder bei vollen Seiten; gilt nicht für vorbereitete Abfragen."""
    zeitgrenze: float = Field(default=5.0, gt=0)
    """Sekunden, nach denen eine Abfrage abgebrochen wird."""
    lesefrist: float = Field(default=10.0, gt=0)
    """Sekunden, in denen eine Anfrage ganz angekommen sein muss."""
    faeden: int = Field(default=4, gt=0)
    """Abfragen, die zugleich gerechnet werden; weitere warten."""
    antwortspeicher: int = Field(default=64_000_000, ge=0)
    """Bytes für fertige Antworten, die noch einmal gegeben werden können; 0 merkt keine."""
    protokoll: bool = True
    """Ob jede Anfrage eine Zeile JSON in das Protokoll schreibt (ohne Abfrage und Variablen)."""

    @field_validator("cors", "rahmen", mode="before")
    @classmethod
    def _herkuenfte(cls, wert: object) -> object:
        """Origins separated by spaces or commas, as an environment variable holds them."""
        return tuple(wert.replace(",", " ").split()) if isinstance(wert, str) else wert
