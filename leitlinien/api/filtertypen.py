"""The input types of filters and sorting, derived from the kinds. What they mean is in `masken` and `sortierung`."""

from datetime import date
from decimal import Decimal

from strawberry.scalars import ID

from leitlinien.api.auswahlen import Auswahltypen
from leitlinien.api.masken import leergrund
from leitlinien.api.sortierung import ID as ID_SORTIERUNG
from leitlinien.api.typen import Typ, Typen, eingabefeld, fuelle, kann_fehlen, liste
from leitlinien.kinds import Art, Auswahl, Feld, Knoten, Modell

KNOTEN = Knoten.__name__


def zielname(feld: Feld) -> str:
    """The type a link leads to: its only kind, or the interface when there are more."""
    return feld.ziele[0] if len(feld.ziele) == 1 else KNOTEN


def basisfelder(modell: Modell) -> tuple[Feld, ...]:
    """The fields every kind has."""
    art = next(iter(modell.arten.values()))
    return tuple(f for f in art.felder if f.name in Knoten.model_fields)


class Filtertypen:
    """Filter and sort inputs of one schema."""

    def __init__(self, typen: Typen, auswahlen: Auswahltypen, modell: Modell) -> None:
        self._typen, self._auswahlen, self._modell = typen, auswahlen, modell
        self._werte: dict[tuple[object, bool], type] = {}
        self._einfach()
        ziele = dict.fromkeys([KNOTEN, *modell.arten])
        self.filter = {n: typen.eingabe(f"{n}Filter", f"Bedingungen an {n}; alle müssen gelten.") for n in ziele}
        """Filter input by name of the kind or of the interface."""
        self._link = {
            n: typen.eingabe(
                f"{n}LinkFilter", f"Bedingungen an eine Verknüpfung mit {n}; es zählt nur, was die Sicht zeigt."
            )
            for n in ziele
        }
        self._fuelle_links()
        self._fuelle_filter(KNOTEN, basisfelder(modell), None)
        for art in modell.arten.values():
            self._fuelle_filter(art.name, art.felder, art)
        self.sortierung = {art.name: self._sortierung(art) for art in modell.arten.values()}
        """Sort input by name of the kind."""

    def _einfach(self) -> None:
        t = self._typen
        vorhanden = ("vorhanden", bool, "Ob ein Wert da ist.")
        spanne = [("von", "Kleinster Wert, eingeschlossen."), ("bis", "Größter Wert, eingeschlossen.")]
        text = t.eingabe("TextFilter", "Bedingungen an einen Text.")
        self._felder(
            text,
            ("ist", str, "Genau dieser Text."),
            ("in", liste(str), "Einer dieser Texte."),
            ("enthaelt", str, "Kommt im Text vor; Groß- und Kleinschreibung ist gleich."),
            ("beginntMit", str, "Beginnt den Text; Groß- und Kleinschreibung ist gleich."),
            vorhanden,
        )
        self._werte[str, False] = text
        texte = t.eingabe("TextListeFilter", "Bedingungen an mehrere Texte.")
        self._felder(texte, ("enthaelt", str, "Genau dieser Text ist dabei."), vorhanden)
        self._werte[str, True] = texte
        for typ, name, wort in (
            (int, "IntFilter", "eine ganze Zahl"),
            (Decimal, "DecimalFilter", "eine Dezimalzahl"),
            (date, "DateFilter", "einen Tag"),
        ):
            eingabe = t.eingabe(name, f"Bedingungen an {wort}.")
            self._felder(eingabe, ("ist", typ, "Genau dieser Wert."), *((n, typ, b) for n, b in spanne), vorhanden)
            self._werte[typ, False] = eingabe
        wahr = t.eingabe("BooleanFilter", "Bedingungen an ja oder nein.")
        self._felder(wahr, ("ist", bool, "Genau dieser Wert."), vorhanden)
        self._werte[bool, False] = wahr
        self.id = t.eingabe("IDFilter", "Bedingungen an die Adresse.")
        self._felder(self.id, ("ist", ID, "Dieser Knoten (IRI oder Pfad)."), ("in", liste(ID), "Einer dieser Knoten."))
        self.kind = t.eingabe("KindFilter", "Bedingungen an die Art des Knotens.")
        self._eine_aus(self.kind, self._auswahlen.kind)

    def _felder(self, eingabe: type, *felder: tuple[str, Typ, str]) -> None:
        fuelle(eingabe, (eingabefeld(name, kann_fehlen(typ), text) for name, typ, text in felder))

    def _eine_aus(self, eingabe: type, typ: Typ) -> None:
        self._felder(
            eingabe,
            ("ist", typ, "Genau dieser Wert."),
            ("in", liste(typ), "Einer dieser Werte."),
            ("nicht", liste(typ), "Keiner dieser Werte."),
        )

    def _wertfilter(self, feld: Feld, art: Art | None) -> type:
        schluessel = (feld.typ, feld.viele)
        if schluessel not in self._werte:
            if not issubclass(feld.typ, Auswahl):
                raise TypeError(f"Für {feld.name} gibt es noch keinen Filter.")
            typ = self._auswahlen.von(feld.typ, art)
            vorhanden = ("vorhanden", bool, "Ob ein Wert da ist.")
            if feld.viele:
                eingabe = self._typen.eingabe(f"{typ.name}ListeFilter", f"Bedingungen an mehrere Werte: {typ.name}.")
                self._felder(eingabe, ("enthaelt", typ, "Dieser Wert ist dabei."), vorhanden)
            else:
                eingabe = self._typen.eingabe(f"{typ.name}Filter", f"Bedingungen an einen Wert: {typ.name}.")
                self._eine_aus(eingabe, typ)
                self._felder(eingabe, vorhanden)
            self._werte[schluessel] = eingabe
        return self._werte[schluessel]

    def _fuelle_links(self) -> None:
        grund = leergrund(self._modell)
        for name, eingabe in self._link.items():
            self._felder(
                eingabe,
                ("vorhanden", bool, "Ob es überhaupt eine Verknüpfung gibt."),
                ("irgendein", self.filter[name], "Wenigstens ein Knoten am anderen Ende erfüllt das."),
                ("keines", self.filter[name], "Kein Knoten am anderen Ende erfüllt das."),
            )
            if grund is not None:
                typ = self._auswahlen.von(grund)
                self._felder(eingabe, ("leerstelle", typ, "Es ist vermerkt, dass hier nichts steht, aus diesem Grund."))

    def _fuelle_filter(self, name: str, felder: tuple[Feld, ...], art: Art | None) -> None:
        eingabe = self.filter[name]
        self._felder(eingabe, ("id", self.id, "Adresse des Knotens."))
        if art is None:
            self._felder(eingabe, ("kind", self.kind, "Art des Knotens."))
        for feld in felder:
            typ = self._link[zielname(feld)] if feld.ist_link else self._wertfilter(feld, art)
            self._felder(eingabe, (feld.graphql_name, typ, feld.beschreibung))
        self._felder(
            eingabe,
            ("inKraft", bool, "Ob es am Stichtag gilt; ohne Angabe von Tagen gilt es immer."),
            ("und", liste(eingabe), "Alle diese Bedingungen gelten."),
            ("oder", liste(eingabe), "Wenigstens eine dieser Bedingungen gilt; eine leere Liste lässt nichts übrig."),
            ("nicht", eingabe, "Diese Bedingung gilt nicht."),
        )

    def _sortierung(self, art: Art) -> type:
        namen = {ID_SORTIERUNG: "Adresse."} | {f.name: f.beschreibung for f in art.werte if not f.viele}
        eingabe = self._typen.eingabe(f"{art.name}Sortierung", f"Ein Sortierschlüssel für Listen der Art {art.name}.")
        fuelle(
            eingabe,
            [
                eingabefeld("feld", self._auswahlen.sortierfeld(art, namen), "Wonach sortiert wird."),
                eingabefeld("richtung", kann_fehlen(self._auswahlen.sortierrichtung), "Ohne Angabe aufsteigend."),
            ],
        )
        return eingabe
