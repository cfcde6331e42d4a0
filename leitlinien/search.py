"""Full text search: an SQLite FTS5 index beside the arrays of a read state, built and opened with it.

Searched are `kennung`, the id and every field the model marks as German prose. Words are compared without case,
umlauts in any spelling (Prävention, Praevention), ß as ss, and by their stem; the last word of a query also matches
as the beginning of a word. The index holds stems only, no text.
"""

import json
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import snowballstemmer

from leitlinien import frist
from leitlinien.kinds import Deutsch, Feld, Modell
from leitlinien.rows import Artspalten, Wert

if TYPE_CHECKING:
    from leitlinien.state import State

__all__ = ["Fund", "Suchworte", "Treffersatz", "alle", "baue", "oeffne", "stamm", "suche", "woerter"]

_WORT = re.compile(r"[^\W_]+")
_TRENNER = "\x1e"
"""Parts texts that are worked on together; no word holds it."""
_ASCII = {z: " " for z in range(128) if not chr(z).isalnum() and chr(z) != _TRENNER}
_SCHUB = 1_000
"""Texts worked on together: few enough to stay in the processor's cache."""
_UMLAUT = re.compile(r"ae|oe|(?<![aeoquäöü])ue")
_UMSCHRIFT = {"ae": "a", "oe": "o", "ue": "u"}
_GEWICHTE = (10.0, 5.0, 1.0)
"""Of titel, kennung and id, and all other prose."""
_SCHRITTE = 20_000
"""Steps of SQLite's machine, well below a millisecond, after which it asks whether to go on."""
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


class Suchworte:
    """The words that are looked for, to be compared with words of a text."""

    def __init__(self, text: str) -> None:
        self.worte = woerter(text)[:_MAX_WOERTER]
        self._staemme = {stamm(w) for w in self.worte}
        self._anfang = falte(self.worte[-1]) if self.worte else None

    def trifft(self, wort: str) -> bool:
        """Whether a word of a text is one of them, or begins with the last of them."""
        return self._anfang is not None and (stamm(wort) in self._staemme or falte(wort).startswith(self._anfang))

    def teile(self, text: str) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is a word that was looked for."""
        stuecke: list[tuple[str, bool]] = []
        ab = 0
        for fund in _WORT.finditer(text):
            if self.trifft(fund[0]):
                stuecke += [(text[ab : fund.start()], False), (fund[0], True)]
                ab = fund.end()
        return [(t, ist) for t, ist in (*stuecke, (text[ab:], False)) if t]


def woerter(text: str) -> list[str]:
    """The words of a text, in order, as written."""
    return _WORT.findall(text if text.isascii() else unicodedata.normalize("NFC", text))


class _Staemme(dict[str, str]):
    """Stem of every distinct word met, computed once."""

    def __init__(self) -> None:
        super().__init__({"": "", _TRENNER: _TRENNER})
        self.stuecke = _Stuecke(self)

    def __missing__(self, wort: str) -> str:
        s = self[wort] = stamm(wort)
        return s


class _Stuecke(dict[str, str]):
    """Stems of the words in what stands between two spaces, for every distinct such piece."""

    def __init__(self, staemme: _Staemme) -> None:
        super().__init__({_TRENNER: _TRENNER})
        self._staemme = staemme

    def __missing__(self, stueck: str) -> str:
        s = self[stueck] = " ".join(map(self._staemme.__getitem__, woerter(stueck)))
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
    modell: Modell, gruppen: Mapping[str, Artspalten], staemme: _Staemme
) -> Iterator[tuple[int, str, str, str]]:
    """Number, title, notation with id, and all other prose of every node, as stems."""
    nummer = 0
    for art, (pfade, werte) in gruppen.items():
        titel, kennung, prosa = _felder(modell, art)
        t, k, rest = werte[str(titel.pfad)], werte[str(kennung.pfad)], [werte[str(f.pfad)] for f in prosa]
        for ab in range(0, len(pfade), _SCHUB):
            s = slice(ab, ab + _SCHUB)
            namen = [f"{_texte(n)} {p}" for n, p in zip(k[s], pfade[s], strict=True)]
            beschreibungen = ["\n".join(map(_texte, teile)) for teile in zip(*(w[s] for w in rest), strict=True)]
            spalten = (list(map(_texte, t[s])), namen, beschreibungen or [""] * len(namen))
            yield from zip(range(nummer, nummer + len(namen)), *(_gestemmt(x, staemme) for x in spalten), strict=True)
            nummer += len(namen)


def _gestemmt(texte: Sequence[str], staemme: _Staemme) -> list[str]:
    """The stems of each text. All are taken apart at once, and at spaces, which takes a fifth of the time."""
    alle = f" {_TRENNER} ".join([x.replace(_TRENNER, " ") if _TRENNER in x else x for x in texte])
    if alle.isascii():
        stamm_von, teile = staemme.__getitem__, alle.translate(_ASCII).split(" ")
    else:
        stamm_von, teile = staemme.stuecke.__getitem__, alle.split(" ")
    return " ".join(map(stamm_von, teile)).split(_TRENNER)


def baue(datei: Path, modell: Modell, gruppen: Mapping[str, Artspalten]) -> None:
    """Write the index for nodes numbered in the order of `gruppen`, kind by kind. Raises `OSError` when it cannot."""
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
            "INSERT INTO suche(rowid, titel, kennung, rest) VALUES (?, ?, ?, ?)", _zeilen(modell, gruppen, staemme)
        )
        # words whose stem is not their beginning: a typed beginning finds them through this table
        db.executemany(
            "INSERT OR IGNORE INTO wort VALUES (?, ?)",
            ((w, s) for wort, s in staemme.items() if (w := falte(wort)) != s),
        )
        db.execute("COMMIT")
    except sqlite3.Error as fehler:
        # it may be built while the store is read, whose errors are SQLite's too
        raise OSError(f"{datei.name}: {fehler}") from fehler
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
    state: "State",
    text: str,
    arten: Collection[str] | None = None,
    ab: int = 0,
    anzahl: int = 20,
    *,
    nur: Collection[int] | None = None,
) -> Treffersatz:
    """Nodes that hold all words of `text`, best first; `ab` and `anzahl` cut out a page.

    `arten` limits to kinds by name, `nur` to nodes by number. Text without any word finds nothing.
    """
    gesucht = Suchworte(text)
    bereiche = _bereiche(state, arten)
    if not gesucht.worte or not bereiche:
        return Treffersatz([], 0)
    wo = "(" + " OR ".join("rowid BETWEEN ? AND ?" for _ in bereiche) + ")"
    grenzen: list[int | str] = [g for b in bereiche for g in (b.start, b.stop - 1)]
    if nur is not None:
        # with the plus it is not looked up by rowid: one match in all, not one for each
        wo += " AND +rowid IN (SELECT value FROM json_each(?))"
        grenzen.append(json.dumps([int(n) for n in nur]))
    with _befragt(state) as db:
        frage = _frage(db, gesucht.worte)
        (gesamt,) = db.execute(
            "SELECT count(*) FROM suche WHERE suche MATCH ? AND " + wo,  # noqa: S608 - placeholders only
            (frage, *grenzen),
        ).fetchone()
        beste = f"SELECT rowid, bm25(suche, ?, ?, ?) AS rang FROM suche WHERE suche MATCH ? AND {wo}"  # noqa: S608
        gefunden = db.execute(
            f"{beste} ORDER BY rang, rowid LIMIT ? OFFSET ?",
            (*_GEWICHTE, frage, *grenzen, max(anzahl, 0), max(ab, 0)),
        ).fetchall()
    return Treffersatz([Fund(i, -rang, _stelle(state, i, gesucht)) for i, rang in gefunden], gesamt)


def alle(state: "State", text: str) -> list[int]:
    """Numbers of all nodes that hold all words of `text`, ascending; much cheaper than in order of relevance."""
    gesucht = woerter(text)[:_MAX_WOERTER]
    if not gesucht:
        return []
    with _befragt(state) as db:
        gefunden = db.execute("SELECT rowid FROM suche WHERE suche MATCH ? ORDER BY rowid", (_frage(db, gesucht),))
        return [i for (i,) in gefunden]


@contextmanager
def _befragt(state: "State") -> Iterator[sqlite3.Connection]:
    """The index for one question, which ends when the time of the request is over."""
    with state.suchsperre:
        db = state.suchdatei
        db.set_progress_handler(frist.abgelaufen, _SCHRITTE)
        try:
            yield db
        except sqlite3.OperationalError:
            frist.pruefe()
            raise
        finally:
            db.set_progress_handler(None, 0)


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


def _stelle(state: "State", i: int, gesucht: Suchworte) -> Feld | None:
    titel, kennung, prosa = _felder(state.modell, state.art(i).name)
    for feld in (titel, kennung, *prosa):
        if any(map(gesucht.trifft, woerter(_texte(state.wert(i, feld))))):
            return feld
    return None
