"""The start page: plain HTML that names the addresses."""

from html import escape
from urllib.parse import quote

from leitlinien.state import State

FRAGE = "{ ziele(filter: {massnahmen: {vorhanden: false}}) { totalCount nodes { id titel } } }"
"""The example on the page: goals without a measure."""


def html(state: State) -> str:
    """The page for a state."""
    return f"""<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Leitlinien</title>
</head>
<body>
<main>
<h1>Leitlinien</h1>
<p>Welcher Leitlinie dient eine Zuwendung? Welche Ziele haben keine Maßnahme? Worauf beruht eine Leitlinie,
Wort für Wort? Leitlinien, Ziele, Maßnahmen und Zuwendungen als ein verknüpfter Graph.</p>
<p>Datenstand: Revision {state.revision} vom {escape(state.zeit)}, {state.n} Knoten,
{state.kantenzahl} Verknüpfungen.</p>
<h2>Adressen</h2>
<dl>
<dt><code>/graphql</code></dt>
<dd>GraphQL, mit POST (JSON) oder GET. Zum Beispiel <a href="/graphql?query={quote(FRAGE, safe="")}">Ziele ohne
Maßnahme</a>: <code>{escape(FRAGE)}</code></dd>
<dt><a href="/gesund"><code>/gesund</code></a></dt>
<dd>Ob der Dienst läuft.</dd>
</dl>
</main>
</body>
</html>
"""
