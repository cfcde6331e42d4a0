"""Settings: one frozen class, each field described. Read from the environment (`LEITLINIEN_…`)."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

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
    """Ordner für den Lesestand; ohne Angabe neben der Datenbankdatei, bei PostgreSQL `leitlinien-stand` im Arbeitsordner."""
    quellen: Path | None = None
    """Ordner mit den Quelldokumenten; wenn gesetzt, zeigt `wortlaut` die belegten Stellen."""
    max_datei: int = Field(default=200_000_000, gt=0)
    """Größte Datei in Bytes, die ein Import annimmt."""
    host: str = "127.0.0.1"
    """Rechneradresse, an der `serve` lauscht."""
    port: int = Field(default=8000, ge=0, le=65535)
    """Port, an dem `serve` lauscht."""
