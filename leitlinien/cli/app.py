"""The command `leitlinien`: assembles the commands, turns errors into German messages and exit codes.

Exit codes: 0 fine, 1 error, 2 findings.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from leitlinien.cli import abfrage, analyse, audit, bestand, demo, deutsch, dienst, fragen, karte, quellen
from leitlinien.errors import LeitlinienError

app = typer.Typer(
    name="leitlinien",
    cls=deutsch.Gruppe,
    help="Wissensbasis kommunaler Leitlinien: Welcher Leitlinie dient eine Zuwendung? Welche Ziele sind ohne Maßnahme?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

_BEFEHLE: dict[str, Callable[..., Any]] = {
    "serve": dienst.serve,
    "demo": demo.demo,
    "trace": fragen.trace,
    "check": fragen.check,
    "search": fragen.search,
    "show": fragen.show,
    "map": karte.karte,
    "import": bestand.importieren,
    "export": bestand.exportieren,
    "log": bestand.log,
    "verify": bestand.verify,
}
for name, befehl in _BEFEHLE.items():
    app.command(name, cls=deutsch.Befehl)(befehl)
app.add_typer(quellen.app, name="sources")
app.add_typer(abfrage.app, name="query")
app.add_typer(audit.app, name="audit")
app.add_typer(analyse.app, name="analyse")


def main(argumente: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; the entry point of the program."""
    deutsch.uebersetze()
    try:
        code: Any = app(
            list(argumente) if argumente is not None else None, prog_name="leitlinien", standalone_mode=False
        )
    except LeitlinienError as fehler:
        deutsch.melde(str(fehler))
        return 1
    except (KeyboardInterrupt, typer.Abort):
        deutsch.melde("Abgebrochen.")
        return 1
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): nothing is wrong.
        sys.stderr.close()
        return 0
    except Exception as fehler:
        if not hasattr(fehler, "format_message"):
            raise
        if type(fehler).__name__ == "NoArgsIsHelpError":
            sys.stdout.write(str(fehler.format_message()))
            return 0
        deutsch.melde(deutsch.aufruffehler(fehler))
        return 1
    return code if isinstance(code, int) else 0
