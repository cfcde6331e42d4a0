"""The triples of one file -> its rows, with the findings that need the triples."""

import difflib
from collections.abc import Collection, Iterable, Sequence
from itertools import product
from typing import TypeAlias, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib import RDF

from leitlinien.errors import Mangel, UngueltigeId
from leitlinien.ids import Adressen
from leitlinien.kinds import Art, LinkStatus, Modell, Nackt, Teilbar
from leitlinien.rdf import aussagen
from leitlinien.rdf.namen import kurz, lokal
from leitlinien.rdf.werte import UNLESBAR, Fehler, Wertregel
from leitlinien.rdf.zeilen import name_der_adresse
from leitlinien.rows import Angaben, Bestand, Knotenzeile, Lexikal, Linkzeile, Wert
from leitlinien.settings import STANDARD_BASIS

Objekt: TypeAlias = NamedNode | BlankNode | Literal
Eintrag: TypeAlias = dict[Objekt, None]
"""Objects of one predicate, each once, in the order of the file."""
Eintraege: TypeAlias = dict[str, Eintrag]

TYP, AUSSAGE = str(RDF.type), str(RDF.Statement)
SUBJEKT, PRAEDIKAT, OBJEKT = str(RDF.subject), str(RDF.predicate), str(RDF.object)
STATUS = aussagen.PRAEDIKAT["status"]
BELEG = aussagen.BELEG


ADRESSHILFE = (
    "Erlaubt sind Buchstaben ohne Umlaute, Ziffern, Punkt, Unterstrich und Bindestrich, mit / getrennt: <id/kiel/K05>."
)


class Graphleser:
    """Reads the triples of one file; findings and what they concern stand in its attributes afterwards."""

    def __init__(self, modell: Modell, adressen: Adressen) -> None:
        self.maengel: list[Mangel] = []
        self.arten_gemeldet: set[str] = set()
        self.angaben_gemeldet: set[tuple[str, str, str]] = set()
        self.ohne_tripel: set[tuple[str, str, str]] = set()
        self.namen: dict[tuple[str, str, str], str] = {}
        self.lose_belege: list[tuple[str, str]] = []
        self._modell, self._adressen = modell, adressen
        self._arten = {str(a.begriff): a for a in modell.arten.values()}
        self._werte = {a.name: {str(f.pfad): Wertregel(f) for f in a.werte} for a in modell.arten.values()}
        self._beziehungen = modell.beziehungen
        self._alle_werte = {p for werte in self._werte.values() for p in werte}
        self._bekannt = {*self._beziehungen, *self._alle_werte, *aussagen.NACH_PRAEDIKAT, SUBJEKT, PRAEDIKAT, OBJEKT}
        self._pfade: dict[str, str] = {}
        self._links: dict[tuple[str, str, str], Linkzeile] = {}
        self._tripel: set[tuple[str, str, str]] = set()
        self._gesagt: set[tuple[str, str, str]] = set()
        self._weitere: list[Linkzeile] = []

    def lies(self, quads: Iterable[Quad]) -> Bestand:
        """The rows of the file. Rows with findings are kept as far as they go, so that other checks can say more."""
        knoten: list[Knotenzeile] = []
        spaeter: list[tuple[str, Eintraege]] = []
        for subjekt, eintraege in _subjekte(quads).items():
            typen = eintraege.pop(TYP, {})
            arten = [self._arten[t.value] for t in typen if t.value in self._arten]
            pfad = self._pfad(subjekt, subjekt, "")
            ist_aussage = any(t.value == AUSSAGE for t in typen)
            self._pruefe_typen(pfad, typen, eintraege)
            if ist_aussage:
                spaeter.append((subjekt, eintraege))
            knoten += [Knotenzeile(pfad, str(art.begriff), self._lies_werte(pfad, art, eintraege)) for art in arten]
            if not ist_aussage or arten:
                self._lies_links(pfad, arten, eintraege)
                if not arten:
                    self._fremde(pfad, eintraege)
        self._tripel = set(self._links)
        for subjekt, eintraege in spaeter:
            self._lies_aussage(subjekt, eintraege)
        return Bestand(knoten, [*self._links.values(), *self._weitere])

    # nodes

    def _pruefe_typen(self, pfad: str, typen: Collection[Objekt], eintraege: Eintraege) -> None:
        bekannt = [t for t in typen if t.value in self._arten or t.value == AUSSAGE]
        if pfad.startswith("_:") and (typen or any(p in self._bekannt for p in eintraege)):
            self._mangel(pfad, "", "NodeKind", "Ein Knoten braucht eine Adresse.", "Gib ihm eine wie <id/kiel/K05>.")
        for typ in typen:
            if typ not in bekannt:
                name = kurz(typ.value)
                namen = [kurz(a) for a in self._arten]
                self._mangel(pfad, TYP, "In", f"Die Art {name} gibt es nicht.", _meinst_du(name, namen))
                self.arten_gemeldet.add(pfad)
        if len(typen) > 1:
            namen = sorted(kurz(t.value) for t in typen)
            self._mangel(pfad, TYP, "MaxCount", f"Der Knoten hat mehrere Arten: {', '.join(namen)}.", "Wähle eine.")
        if not typen and any(self._braucht_art(p, objekte) for p, objekte in eintraege.items()):
            self._mangel(pfad, TYP, "MinCount", "Die Art fehlt.", "Ergänze zum Beispiel `a ll:Ziel`.")
            self.arten_gemeldet.add(pfad)

    def _braucht_art(self, p: str, objekte: Eintrag) -> bool:
        """Whether a subject that says this must have a kind in the same file; a link may begin at a node elsewhere."""
        if p in self._beziehungen:
            return any(isinstance(o, Literal) for o in objekte)
        return p in self._bekannt

    def _fremde(self, pfad: str, eintraege: Eintraege) -> None:
        """Predicates nobody knows at a subject without a known kind."""
        for p in eintraege:
            if p not in self._beziehungen and p not in self._alle_werte and pfad not in self.arten_gemeldet:
                bekannt = [kurz(b) for b in (*self._beziehungen, *self._alle_werte)]
                self._mangel(pfad, p, "Fremd", f"Das Prädikat {kurz(p)} gibt es nicht.", _meinst_du(kurz(p), bekannt))

    def _lies_werte(self, pfad: str, art: Art, eintraege: Eintraege) -> dict[str, Wert]:
        regeln = self._werte[art.name]
        werte: dict[str, Wert] = {}
        for p, objekte in eintraege.items():
            regel = regeln.get(p)
            if regel is not None:
                gelesen = [self._lexikal(pfad, p, regel, o) for o in objekte]
                # too many values stay a list, which the check of the row finds
                liste = regel.feld.viele or len(gelesen) > 1
                werte[p] = cast("list[str]", sorted(gelesen, key=str)) if liste else gelesen[0]
            elif p not in self._beziehungen:
                bekannt = [kurz(b) for b in art.nach_praedikat]
                was = f"Das Prädikat {kurz(p)} gibt es bei {art.name} nicht."
                self._mangel(pfad, p, "Closed", was, _meinst_du(kurz(p), bekannt))
        return werte

    def _lexikal(self, pfad: str, p: str, regel: Wertregel, o: Objekt) -> Lexikal:
        fehler = _typfehler(regel, o)
        if fehler is not None:
            self._fehler(pfad, p, fehler)
            return UNLESBAR
        assert isinstance(o, Literal)  # noqa: S101 - _typfehler has said so
        sprache = _sprache(o)
        return o.value if sprache in (None, "de") else {sprache: o.value}

    def _lies_links(self, pfad: str, arten: Sequence[Art], eintraege: Eintraege) -> None:
        for p, objekte in eintraege.items():
            if p not in self._beziehungen:
                continue
            felder = [a.nach_praedikat[p] for a in arten if p in a.nach_praedikat]
            # where the kind has no such link, that is the finding, whatever it leads to
            ziele = (
                self._adressen_von(pfad, p, objekte)
                if felder
                else [self._pfad(_text(o), pfad, p) for o in objekte if not isinstance(o, Literal)]
            )
            for nach in ziele:
                self._links[pfad, p, nach] = Linkzeile(pfad, p, nach)
            werte = len(objekte) > len(ziele)
            if werte and len(felder) < len(arten):
                name = next(a.name for a in arten if p not in a.nach_praedikat)
                self._mangel(pfad, p, "Closed", f"{name} hat keine Verknüpfung {kurz(p)}.", "")
            if werte and len(ziele) <= 1 < len(objekte) and any(not f.viele for f in felder):
                self._mangel(pfad, p, "MaxCount", "Höchstens ein Wert ist erlaubt.", "Lösche die überzähligen.")

    def _adressen_von(self, name: str, p: str, objekte: Iterable[Objekt]) -> list[str]:
        """Local paths of the objects that are addresses; a finding for every other."""
        pfade = []
        for o in objekte:
            if isinstance(o, Literal):
                was = f"„{o.value[:60]}“ ist ein Wert, erwartet wird die Adresse eines Knotens."
                self._mangel(name, p, "NodeKind", was, "Schreibe sie wie kiel:K05 oder <id/kiel/K05>.")
                continue
            if isinstance(o, BlankNode):
                was = "Das Ziel hat keine Adresse (leerer Knoten)."
                self._mangel(name, p, "NodeKind", was, "Gib ihm eine wie <id/kiel/K05>.")
            pfade.append(self._pfad(_text(o), name, p))
        return pfade

    # statements

    def _lies_aussage(self, subjekt: str, eintraege: Eintraege) -> None:
        name = self._pfad(subjekt, subjekt, "")
        vorher = len(self.maengel)
        von, praedikate, nach = (self._glied(name, eintraege, p) for p in (SUBJEKT, PRAEDIKAT, OBJEKT))
        erlaubt = [p for p in praedikate if self._praedikat_erlaubt(name, p)]
        angaben, status = self._angaben(name, eintraege)
        erlaubte_felder = {SUBJEKT, PRAEDIKAT, OBJEKT, BELEG, *aussagen.NACH_PRAEDIKAT}
        for p in eintraege.keys() - erlaubte_felder:
            was = f"Eine Verknüpfung sagt nichts mit {kurz(p)}."
            self._mangel(name, p, "Closed", was, _meinst_du(kurz(p), [kurz(e) for e in sorted(erlaubte_felder)]))
        schluessel = list(product(von, erlaubt, nach))
        unsauber = len(self.maengel) > vorher
        if not schluessel:
            self.lose_belege += [(name, beleg) for beleg in angaben.belege]
        if unsauber or not schluessel:
            self._angaben_befunde(name, eintraege, erlaubt, status)
        for dreier in schluessel:
            self._adresse_der_aussage(subjekt, name, dreier)
            self._setze_aussage(name, dreier, angaben, status, gemeldet=unsauber)

    def _glied(self, name: str, eintraege: Eintraege, p: str) -> list[str]:
        objekte = eintraege.get(p, {})
        if not objekte:
            self._mangel(name, p, "MinCount", f"{kurz(p)} fehlt.", "Nenne Anfang, Beziehung und Ende der Verknüpfung.")
        if len(objekte) > 1:
            self._mangel(name, p, "MaxCount", f"{kurz(p)} steht mehrmals da.", "Eine Aussage gilt einer Verknüpfung.")
        if p == PRAEDIKAT:
            return [_text(o) for o in objekte]
        return [pfad for pfad in self._adressen_von(name, p, objekte) if not pfad.startswith("_:")]

    def _praedikat_erlaubt(self, name: str, p: str) -> bool:
        beziehung = self._beziehungen.get(p)
        if beziehung is not None and Nackt not in beziehung.marken:
            return True
        namen = [kurz(b) for b, z in self._beziehungen.items() if Nackt not in z.marken]
        was = (
            f"{kurz(p)} ist keine Beziehung zwischen Knoten."
            if beziehung is None
            else f"Über {kurz(p)} kann nichts gesagt werden: die Verknüpfung ist nur ein Tripel."
        )
        self._mangel(
            name, PRAEDIKAT, "In", was, _meinst_du(kurz(p), namen) if beziehung is None else "Lösche die Aussage."
        )
        return False

    def _angaben(self, name: str, eintraege: Eintraege) -> tuple[Angaben, set[str]]:
        """The metadata (of several values the first) and all readable status codes."""
        werte: dict[str, str] = {}
        for feld in aussagen.WERTE:
            p = str(feld.pfad)
            regel = aussagen.NACH_PRAEDIKAT[p]
            objekte = eintraege.get(p, {})
            if len(objekte) > 1:
                self._mangel(name, p, "MaxCount", f"{kurz(p)} steht mehrmals da.", "Höchstens ein Wert ist erlaubt.")
            for o in objekte:
                fehler = _typfehler(regel, o)
                if fehler is not None:
                    self._fehler(name, p, fehler)
                elif isinstance(o, Literal):
                    werte.setdefault(feld.name, o.value)
                    if (sprache := _sprache(o)) not in (None, "de"):
                        self._fehler(name, p, _falsche_sprache(sprache))
        status = self._status(name, eintraege)
        belege = self._adressen_von(name, BELEG, eintraege.get(BELEG, {}))
        werte.pop("status", None)
        return (
            Angaben(
                status=LinkStatus[min(status)] if status else LinkStatus.BELEGT,
                belege=tuple(sorted(belege)),
                aussage=True,
                **werte,
            ),
            status,
        )

    def _status(self, name: str, eintraege: Eintraege) -> set[str]:
        """All known status codes the statement names."""
        objekte = eintraege.get(STATUS, {})
        regel = aussagen.NACH_PRAEDIKAT[STATUS]
        if not objekte:
            hilfe = f"Schreibe einen von {', '.join(LinkStatus.__members__)}."
            self._mangel(name, STATUS, "MinCount", "ll:status fehlt.", hilfe)
        codes = {o.value for o in objekte if _typfehler(regel, o) is None}
        for code in sorted(codes):
            for f in regel.pruefe(code):
                self._fehler(name, STATUS, f)
        return codes & set(LinkStatus.__members__)

    def _angaben_befunde(self, name: str, eintraege: Eintraege, praedikate: Sequence[str], status: set[str]) -> None:
        """What checking the row would say about the metadata, for a statement that makes no proper row."""
        for p, regel in aussagen.NACH_PRAEDIKAT.items():
            if p != STATUS:
                for o in eintraege.get(p, {}):
                    if _typfehler(regel, o) is None:
                        for f in regel.pruefe(o.value):
                            self._fehler(name, p, f)
        for b in aussagen.BEDINGUNGEN:
            if b.status.name in status and aussagen.PRAEDIKAT[b.feld] not in eintraege:
                self._mangel(name, aussagen.PRAEDIKAT[b.feld], "MinCount", b.was, b.hilfe)
        anteil = aussagen.PRAEDIKAT["anteil"]
        if anteil in eintraege and any(Teilbar not in self._beziehungen[p].marken for p in praedikate):
            self._fehler(name, anteil, aussagen.NUR_TEILBAR)

    def _adresse_der_aussage(self, subjekt: str, name: str, dreier: tuple[str, str, str]) -> None:
        von, p, nach = dreier
        richtig = self._adressen.link_iri(von, lokal(p), nach)
        if subjekt not in (richtig, Adressen(STANDARD_BASIS).link_iri(von, lokal(p), nach)):
            adresse = richtig.removeprefix(self._adressen.basis)
            self.namen[dreier] = name
            was = "Die Adresse der Aussage passt nicht zu ihrer Verknüpfung."
            self._mangel(name, "", "AussageAdresse", was, f"Richtig ist <{adresse}>.")

    def _setze_aussage(
        self, name: str, dreier: tuple[str, str, str], angaben: Angaben, status: set[str], *, gemeldet: bool
    ) -> None:
        link = Linkzeile(*dreier, angaben)
        if gemeldet:
            self.angaben_gemeldet.add(dreier)
        vorschlag = "VORSCHLAG" in status
        if dreier in self._tripel and vorschlag:
            was = "Ein Vorschlag darf nicht auch als Tripel dastehen."
            self._mangel(name, "", "VorschlagAlsTripel", was, f"Lösche das Tripel mit {kurz(dreier[1])}.")
        elif dreier not in self._tripel and not vorschlag:
            self.ohne_tripel.add(dreier)
        if dreier not in self._tripel and status - {"VORSCHLAG"}:
            hilfe = f"Ergänze beim Knoten {dreier[0]}: `{kurz(dreier[1])} <{_relativ(dreier[2])}>`."
            self._mangel(name, "", "TripelFehlt", "Zur Aussage fehlt die Verknüpfung selbst als Tripel.", hilfe)
        if dreier in self._gesagt:
            was = "Über diese Verknüpfung gibt es schon eine Aussage in dieser Datei."
            self._mangel(name, "", "Doppelt", was, "Lass nur eine stehen.")
        if dreier in self._gesagt or (dreier in self._tripel and vorschlag):
            self._weitere.append(link)
        else:
            self._links[dreier] = link
        self._gesagt.add(dreier)

    # helpers

    def _pfad(self, iri: str, name: str, p: str) -> str:
        """Local path of an address; a finding when it is below our base but no address of a node."""
        pfad = self._pfade.get(iri)
        if pfad is not None:
            return pfad
        pfad = iri if iri.startswith("_:") else name_der_adresse(iri, self._adressen)
        self._pfade[iri] = pfad
        if not iri.startswith("_:"):
            self._pruefe_adresse(iri, name_der_adresse(name, self._adressen) if name != iri else pfad, p)
        return pfad

    def _pruefe_adresse(self, iri: str, name: str, p: str) -> None:
        grund = ""
        try:
            pfad = self._adressen.pfad(iri)
        except UngueltigeId:
            grund = f"<{iri}> ist keine gültige Adresse."
        else:
            for basis in (self._adressen.basis, STANDARD_BASIS):
                if pfad.startswith(basis) and not pfad.startswith(f"{basis}link/"):
                    grund = f"<{iri}> liegt unter {basis}, aber nicht unter {basis}id/."
        if grund:
            self._mangel(name, p, "Adresse", grund, ADRESSHILFE)

    def _fehler(self, knoten: str, p: str, f: Fehler) -> None:
        self._mangel(knoten, p, f.regel, f.was, f.hilfe)

    def _mangel(self, knoten: str, p: str, regel: str, was: str, hilfe: str) -> None:
        self.maengel.append(Mangel("", knoten, kurz(p), regel, was, hilfe))


def _subjekte(quads: Iterable[Quad]) -> dict[str, Eintraege]:
    """Triples by subject and predicate, each once."""
    subjekte: dict[str, Eintraege] = {}
    for s, p, o, _ in quads:
        eintraege = subjekte.setdefault(_text(s), {})
        eintraege.setdefault(p.value, {})[o] = None
    return subjekte


def _relativ(pfad: str) -> str:
    """An address as it stands in a file with @base."""
    return pfad if ":" in pfad else f"id/{pfad}"


def _text(term: NamedNode | BlankNode | Literal) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def _sprache(o: Literal) -> str | None:
    """Language tag in the form RFC 5646 recommends (`de-AT`); the parser gives it in lower case."""
    if o.language is None:
        return None
    erster, *rest = o.language.split("-")
    gross = {2: str.upper, 4: str.title}
    return "-".join([erster.lower(), *(gross.get(len(teil), str.lower)(teil) for teil in rest)])


def _typfehler(regel: Wertregel, o: Objekt) -> Fehler | None:
    """The finding when the term is no literal of the rule's datatype."""
    if not isinstance(o, Literal):
        return Fehler("Datatype", f"<{o.value}> ist eine Adresse, erwartet wird ein Wert.", "Schreibe den Wert selbst.")
    if o.datatype.value == regel.datentyp:
        return None
    return regel.falscher_typ(o.value, o.datatype.value, o.language)


def _falsche_sprache(sprache: str) -> Fehler:
    if sprache.startswith("de-"):
        return Fehler("Sprache", f"Die Begründung ist als @{sprache} gekennzeichnet.", "Begründungen stehen in @de.")
    return Fehler("LanguageIn", f"Der Text ist als @{sprache} gekennzeichnet.", "Erwartet wird deutscher Text mit @de.")


def _meinst_du(name: str, bekannt: Iterable[str]) -> str:
    naechste = difflib.get_close_matches(name, list(bekannt), n=1, cutoff=0.6)
    return f"Meinst du {naechste[0]}?" if naechste else ""
