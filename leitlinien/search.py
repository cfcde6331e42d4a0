"""Full text search: an SQLite FTS5 index beside the arrays of a read state, built and opened with it.

Searched are `kennung`, the id and every field the model marks as German prose. Words are compared without case,
umlauts in any spelling (Prävention, Praevention), ß as ss, and by their stem; the last word of a query also matches
as the beginning of a word. The index holds stems only, no text.
"""

import re
import sqlite3
import threading
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import snowballstemmer

from leitlinien.kinds import Deutsch, Feld, Modell
from leitlinien.rows import Knotenzeile, Wert

if TYPE_CHECKING:
    from leitlinien.state import State

__all__ = ["Fund", "Treffersatz", "baue", "oeffne", "stamm", "suche", "woerter"]

_WORT = re.compile(r"[^\W_]+")
_UMLAUT = re.compile(r"ae|oe|(?<![aeoquäöü])ue")
_UMSCHRIFT = {"ae": "a", "oe": "o", "ue": "u"}
_GEWICHTE = (10.0, 5.0, 1.0)
"""Of titel, kennung and id, and all other prose."""
_MAX_WOERTER = 32
_MAX_ENDUNGEN = 256
_LAENGSTES_WORT = 80
_stemmer = threading.local()


class Fund(NamedTuple):
    """One node found."""

    knoten: int
    rang: float
    """Relevance, higher is better (bm25); comparable only within one answer."""
    stelle: Feld | None
    """First field that holds one of the words; None when only the id does."""


class Treffersatz(NamedTuple):
    """One page of an answer."""

    treffer: list[Fund]
    """Best first; equally good ones by number."""
    gesamt: int
    """How many nodes match in all."""


def falte(wort: str) -> str:
    """A word without case and umlauts: Maßnahme, MASSNAHME -> massnahme; Prävention, Praevention -> pravention."""
    wort = unicodedata.normalize("NFKD", wort.casefold())
    if not wort.isascii():
        wort = "".join(z for z in wort if not unicodedata.combining(z))
    return _UMLAUT.sub(lambda m: _UMSCHRIFT[m[0]], wort)


def stamm(wort: str) -> str:
    """Folded stem of a word; words with digits stay whole."""
    gefaltet = falte(wort)
    if not gefaltet.isalpha() or len(gefaltet) > _LAENGSTES_WORT:
        return gefaltet
    try:
        stemmer = _stemmer.deutsch  # a stemmer holds the word it works on: one per thread
    except AttributeError:
        stemmer = _stemmer.deutsch = snowballstemmer.stemmer("german")
    return str(stemmer.stemWord(gefaltet))


def woerter(text: str) -> list[str]:
    """The words of a text, in order, as written."""
    return _WORT.findall(text if text.isascii() else unicodedata.normalize("NFC", text))


class _Staemme(dict[str, str]):
    """Stem of every distinct word met, computed once."""

    def __missing__(self, wort: str) -> str:
        s = self[wort] = stamm(wort)
        return s


def _texte(wert: Wert | None) -> str:
    if isinstance(wert, str):
        return wert
    return "" if wert is None else "\n".join(wert.values() if isinstance(wert, dict) else wert)


def _felder(modell: Modell, art: str) -> tuple[Feld, Feld, list[Feld]]:
    feld = modell.arten[art].feld
    titel, kennung = feld["titel"], feld["kennung"]
    return titel, kennung, [f for f in modell.arten[art].werte if Deutsch in f.marken and f is not titel]


def _zeilen(
    modell: Modell, zeilen: Mapping[str, Sequence[Knotenzeile]], staemme: _Staemme
) -> Iterator[tuple[int, str, str, str]]:
    def gestemmt(text: str) -> str:
        return " ".join(map(staemme.__getitem__, woerter(text)))

    nummer = 0
    for art, gruppe in zeilen.items():
        titel, kennung, prosa = _felder(modell, art)
        t, k, rest = str(titel.pfad), str(kennung.pfad), [str(f.pfad) for f in prosa]
        for zeile in gruppe:
            werte = zeile.werte
            yield (
                nummer,
                gestemmt(_texte(werte.get(t))),
                gestemmt(f"{_texte(werte.get(k))} {zeile.pfad}"),
                " ".join([gestemmt(_texte(werte[p])) for p in rest if p in werte]),
            )
            nummer += 1


def baue(datei: Path, modell: Modell, zeilen: Mapping[str, Sequence[Knotenzeile]]) -> None:
    """Write the index for nodes numbered in the order of `zeilen` (kind -> rows sorted by id)."""
    datei.unlink(missing_ok=True)
    db = sqlite3.connect(datei, isolation_level=None)
    try:
        # nobody reads the file before it is complete, and a half-written one is never opened
        db.execute("PRAGMA journal_mode=OFF")
        db.execute("PRAGMA synchronous=OFF")
        db.execute(
            "CREATE VIRTUAL TABLE suche USING fts5(titel, kennung, rest, content='', tokenize='ascii', detail='column')"
        )
        db.execute(
            "CREATE TABLE wort (wort TEXT NOT NULL, stamm TEXT NOT NULL, PRIMARY KEY (wort, stamm)) WITHOUT ROWID"
        )
        db.execute("BEGIN")
        staemme = _Staemme()
        db.executemany(
            "INSERT INTO suche(rowid, titel, kennung, rest) VALUES (?, ?, ?, ?)", _zeilen(modell, zeilen, staemme)
        )
        # words whose stem is not their beginning: a typed beginning finds them through this table
        db.executemany(
            "INSERT OR IGNORE INTO wort VALUES (?, ?)",
            ((w, s) for wort, s in staemme.items() if (w := falte(wort)) != s),
        )
        db.execute("COMMIT")
    finally:
        db.close()


def oeffne(datei: Path, groesse: int) -> sqlite3.Connection:
    """Open the index, read only. Raises ValueError when the file is not `groesse` bytes long."""
    if datei.stat().st_size != groesse:
        raise ValueError(datei.name)
    return sqlite3.connect(
        f"{datei.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False, isolation_level=None
    )


def suche(
    state: "State", text: str, arten: Collection[str] | None = None, ab: int = 0, anzahl: int = 20
) -> Treffersatz:
    """Nodes that hold all words of `text`, best first; `ab` and `anzahl` cut out a page.

    `arten` limits to kinds by name. Text without any word finds nothing.
    """
    gesucht = woerter(text)[:_MAX_WOERTER]
    bereiche = _bereiche(state, arten)
    if not gesucht or not bereiche:
        return Treffersatz([], 0)
    wo = " OR ".join("rowid BETWEEN ? AND ?" for _ in bereiche)
    grenzen = [g for b in bereiche for g in (b.start, b.stop - 1)]
    with state.suchsperre:
        db = state.suchdatei
        frage = _frage(db, gesucht)
        (gesamt,) = db.execute(
            "SELECT count(*) FROM suche WHERE suche MATCH ? AND (" + wo + ")",  # noqa: S608 - placeholders only
            (frage, *grenzen),
        ).fetchone()
        gefunden = db.execute(
            "SELECT rowid, bm25(suche, ?, ?, ?) AS rang FROM suche WHERE suche MATCH ? AND (" + wo + ")"  # noqa: S608
            " ORDER BY rang, rowid LIMIT ? OFFSET ?",
            (*_GEWICHTE, frage, *grenzen, max(anzahl, 0), max(ab, 0)),
        ).fetchall()
    staemme = [stamm(w) for w in gesucht]
    anfang = falte(gesucht[-1])
    return Treffersatz([Fund(i, -rang, _stelle(state, i, staemme, anfang)) for i, rang in gefunden], gesamt)


def _bereiche(state: "State", arten: Collection[str] | None) -> list[range]:
    """The number ranges to search, neighbours joined."""
    if arten is None:
        return [range(state.n)] if state.n else []
    bereiche: list[range] = []
    for b in sorted((state.bereich(a) for a in set(arten) if a in state.modell.arten), key=lambda b: b.start):
        if b and bereiche and bereiche[-1].stop == b.start:
            bereiche[-1] = range(bereiche[-1].start, b.stop)
        elif b:
            bereiche.append(b)
    return bereiche


def _frage(db: sqlite3.Connection, gesucht: Sequence[str]) -> str:
    """The FTS5 expression. Words hold letters and digits only and are quoted, so nothing typed is syntax."""
    *fest, letztes = gesucht
    anfang = falte(letztes)
    endungen = db.execute(
        "SELECT DISTINCT stamm FROM wort WHERE wort >= ? AND wort < ? LIMIT ?",
        (anfang, anfang + "\U0010ffff", _MAX_ENDUNGEN),
    ).fetchall()
    wahl = {stamm(letztes): None} | {s: None for (s,) in endungen if not s.startswith(anfang)}
    teile = [f'"{stamm(w)}"' for w in fest]
    teile.append("(" + " OR ".join([f'"{anfang}" *', *(f'"{s}"' for s in wahl)]) + ")")
    return " AND ".join(dict.fromkeys(teile))


def _stelle(state: "State", i: int, staemme: Sequence[str], anfang: str) -> Feld | None:
    titel, kennung, prosa = _felder(state.modell, state.art(i).name)
    gesucht = set(staemme)
    for feld in (titel, kennung, *prosa):
        for wort in woerter(_texte(state.wert(i, feld))):
            if stamm(wort) in gesucht or falte(wort).startswith(anfang):
                return feld
    return None
