"""Text inside XML: some characters that a title may hold must not stand there, however they are written.

Source: https://www.w3.org/TR/xml/#charsets.
"""

import re
from xml.sax.saxutils import escape

_VERBOTEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def erlaubt(text: str) -> str:
    """The text without what XML cannot hold."""
    return _VERBOTEN.sub("", text)


def als_xml(text: str) -> str:
    """The text as it stands between tags."""
    return escape(erlaubt(text))
