"""Pages on a real server, read with a parser."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

LEER = {"meta", "link", "input", "br", "img", "hr"}
"""Elements without an end."""


class Element:
    """One element with what is inside."""

    def __init__(self, name: str, attribute: dict[str, str], eltern: "Element | None") -> None:
        self.name, self.attribute, self.eltern = name, attribute, eltern
        self.kinder: list[Element | str] = []

    def alle(self, *namen: str, **attribute: str) -> "list[Element]":
        """All elements below with one of these names and these attributes; `_` in a name stands for `-`."""
        gesucht = {k.rstrip("_").replace("_", "-"): v for k, v in attribute.items()}
        return [
            e
            for e in self._unter()
            if (not namen or e.name in namen) and all(e.attribute.get(k) == v for k, v in gesucht.items())
        ]

    def eins(self, *namen: str, **attribute: str) -> "Element":
        """The only such element."""
        (gefunden,) = self.alle(*namen, **attribute)
        return gefunden

    @property
    def text(self) -> str:
        """Text inside, with single spaces."""
        return " ".join("".join(k if isinstance(k, str) else f" {k.text} " for k in self.kinder).split())

    def _unter(self) -> "Iterator[Element]":
        for kind in self.kinder:
            if isinstance(kind, Element):
                yield kind
                yield from kind._unter()


class _Leser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wurzel = self.offen = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        neu = Element(tag, {k: v or "" for k, v in attrs}, self.offen)
        self.offen.kinder.append(neu)
        if tag not in LEER:
            self.offen = neu

    def handle_endtag(self, tag: str) -> None:
        if tag != self.offen.name or self.offen.eltern is None:
            raise ValueError(f"</{tag}> closes <{self.offen.name}>")
        self.offen = self.offen.eltern

    def handle_data(self, data: str) -> None:
        self.offen.kinder.append(data)


def lies(html: str) -> Element:
    """The page; raises ValueError when elements are not closed in order."""
    leser = _Leser()
    leser.feed(html)
    leser.close()
    if leser.offen is not leser.wurzel:
        raise ValueError(f"<{leser.offen.name}> is open")
    return leser.wurzel


@contextmanager
def bedient(anwendung: Starlette, vorsatz: str = "") -> Iterator[str]:
    """Address of a real uvicorn on a free loopback port; below `vorsatz` the program is not told of it."""
    app = Starlette(routes=[Mount(vorsatz, anwendung)]) if vorsatz else anwendung
    with socket.socket() as dose:
        dose.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        faden = threading.Thread(target=server.run, kwargs={"sockets": [dose]}, daemon=True)
        faden.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{dose.getsockname()[1]}{vorsatz}/"
        server.should_exit = True
        faden.join(10)
