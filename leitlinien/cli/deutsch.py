"""German help and usage errors for typer, which speaks English only."""

from typing import Any

from rich.console import Console
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

_TITEL = {
    "ARGUMENTS_PANEL_TITLE": "Angaben",
    "OPTIONS_PANEL_TITLE": "Schalter",
    "COMMANDS_PANEL_TITLE": "Befehle",
    "ERRORS_PANEL_TITLE": "Fehler",
    "DEFAULT_STRING": "[Vorgabe: {}]",
    "ENVVAR_STRING": "[Umgebung: {}]",
    "REQUIRED_LONG_STRING": "[nötig]",
    "ABORTED_TEXT": "Abgebrochen.",
}


class _Deutsch:
    """What typer's commands and groups say in English without another way to change it."""

    def get_usage(self, ctx: Any) -> str:
        """How the command is called."""
        text: str = super().get_usage(ctx)  # type: ignore[misc]  # of the class this is mixed into
        return text.replace("Usage:", "Aufruf:").replace("[OPTIONS]", "[SCHALTER]").replace("COMMAND [ARGS]", "BEFEHL")

    def get_help_option(self, ctx: Any) -> Any:
        """The switch `--help`."""
        schalter = super().get_help_option(ctx)  # type: ignore[misc]  # of the class this is mixed into
        if schalter is not None:
            schalter.help = "Diese Hilfe zeigen."
        return schalter


class Befehl(_Deutsch, TyperCommand):
    """A command with German help."""


class Gruppe(_Deutsch, TyperGroup):
    """A group of commands with German help."""


def uebersetze() -> None:
    """Give typer's help panels German titles."""
    for name, text in _TITEL.items():
        setattr(rich_utils, name, text)


def aufruffehler(fehler: Any) -> str:
    """German text of one of click's usage errors, with the next step. `fehler` is duck-typed: typer vendors click."""
    name = type(fehler).__name__
    stelle = (
        getattr(getattr(fehler, "param", None), "human_readable_name", "") or getattr(fehler, "param_hint", "") or ""
    )
    befehl = fehler.ctx.command_path if getattr(fehler, "ctx", None) else "leitlinien"
    if name == "NoSuchOption":
        nah = ", ".join(getattr(fehler, "possibilities", None) or ())
        was = f"Den Schalter „{fehler.option_name}“ gibt es nicht." + (f" Gemeint: {nah}?" if nah else "")
    elif name == "MissingParameter":
        was = f"Es fehlt eine Angabe: {stelle or 'siehe Hilfe'}."
    elif name == "BadParameter":
        was = f"„{stelle}“: {fehler.message}" if stelle else str(fehler.message)
    else:
        was = str(fehler.format_message())
    return f"{was}\nHilfe: {befehl} --help"


def melde(text: str) -> None:
    """Print an error to the standard error stream."""
    konsole = Console(stderr=True, highlight=False, soft_wrap=True)
    konsole.print("Fehler:", style="bold red", end=" ")
    konsole.print(text, markup=False)
