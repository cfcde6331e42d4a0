"""Whatever is altered in a record is found and named, to the byte."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from leitlinien.audit import Nachweis, pruefe_nachweis
from leitlinien.audit.aufbau import INHALT, RECORD, SIGNATUR
from leitlinien.audit.behaelter import entpacke, packe
from leitlinien.audit.kanonisch import als_json, pruefsumme
from leitlinien.audit.schluessel import unterschreibe
from tests.audit.audithilfe import amt

PARTS = (RECORD, *INHALT, SIGNATUR)
SCHLUESSEL = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FREMDER = Ed25519PrivateKey.from_private_bytes(bytes(32))
KLEIN = "Ziel s/Z titel='Mehr Halt'; Massnahme s/M; s/M traegtBeiZu s/Z"
KOPF, EINTRAG, ENDE = 30, 46, 22
"""Fixed lengths of a member's header, of its entry in the directory and of the end of the directory."""


@pytest.fixture(scope="module")
def nachweis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nachweis]:
    """A signed record."""
    buero = amt(tmp_path_factory.mktemp("amt"), (KLEIN,))
    yield buero.nachweis(schluessel=SCHLUESSEL)
    buero.store.schliessen()


@pytest.fixture(scope="module")
def ohne_unterschrift(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nachweis]:
    buero = amt(tmp_path_factory.mktemp("amt"), (KLEIN,))
    yield buero.nachweis()
    buero.store.schliessen()


def teile(nachweis: Nachweis) -> dict[str, bytes]:
    return entpacke(nachweis.bytes)[0]


def gekippt(inhalt: bytes, stelle: int, bit: int = 0) -> bytes:
    return inhalt[:stelle] + bytes([inhalt[stelle] ^ (1 << bit)]) + inhalt[stelle + 1 :]


def bereiche(inhalt: bytes) -> dict[str, range]:
    """Where each part of a container lies: for each member its header, name and data, and its entry and name there."""
    gefunden: dict[str, range] = {}
    with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
        eintrag = archiv.start_dir
        for info in archiv.infolist():
            name = len(info.filename)
            ab = info.header_offset
            gefunden[f"header of {info.filename}"] = range(ab, ab + KOPF)
            gefunden[f"name of {info.filename}"] = range(ab + KOPF, ab + KOPF + name)
            daten = ab + KOPF + name
            gefunden[f"data of {info.filename}"] = range(daten, daten + info.file_size)
            gefunden[f"entry of {info.filename}"] = range(eintrag, eintrag + EINTRAG)
            gefunden[f"name in the entry of {info.filename}"] = range(eintrag + EINTRAG, eintrag + EINTRAG + name)
            eintrag += EINTRAG + name
    gefunden["end"] = range(eintrag, eintrag + ENDE)
    assert eintrag + ENDE == len(inhalt)
    return gefunden


def test_an_untouched_record_is_whole(nachweis: Nachweis) -> None:
    pruefung = pruefe_nachweis(nachweis.bytes, schluessel=SCHLUESSEL.public_key(), siegel=nachweis.siegel)

    assert [] == pruefung.maengel
    assert nachweis.record == pruefung.record


def test_the_parts_cover_every_byte(nachweis: Nachweis) -> None:
    gezaehlt = sorted(stelle for bereich in bereiche(nachweis.bytes).values() for stelle in bereich)

    assert list(range(len(nachweis.bytes))) == gezaehlt


@pytest.mark.parametrize("art", ["header of", "name of", "entry of", "name in the entry of"])
@pytest.mark.parametrize("name", PARTS)
def test_every_byte_of_the_container_around_a_member_counts(art: str, name: str, nachweis: Nachweis) -> None:
    bereich = bereiche(nachweis.bytes)[f"{art} {name}"]

    unbemerkt = [s for s in bereich if pruefe_nachweis(gekippt(nachweis.bytes, s)).heil]

    assert [] == unbemerkt


@pytest.mark.parametrize("name", PARTS)
def test_every_kind_of_change_to_a_members_data_is_found(name: str, nachweis: Nachweis) -> None:
    daten = bereiche(nachweis.bytes)[f"data of {name}"]
    stellen = {daten[0], daten[1], daten[len(daten) // 2], daten[-2], daten[-1]}

    for stelle in stellen:
        for bit in (0, 5, 7):
            maengel = pruefe_nachweis(gekippt(nachweis.bytes, stelle, bit)).maengel

            assert any(m.startswith(name) for m in maengel), (stelle, bit)


def test_every_byte_of_the_end_counts(nachweis: Nachweis) -> None:
    bereich = bereiche(nachweis.bytes)["end"]

    unbemerkt = [s for s in bereich if pruefe_nachweis(gekippt(nachweis.bytes, s)).heil]

    assert [] == unbemerkt


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_byte_anywhere_changed_in_any_way_is_found(nachweis: Nachweis, data: st.DataObject) -> None:
    inhalt = nachweis.bytes
    stelle = data.draw(st.integers(0, len(inhalt) - 1))
    anderes = data.draw(st.integers(0, 255).filter(lambda b: b != inhalt[stelle]))

    maengel = pruefe_nachweis(inhalt[:stelle] + bytes([anderes]) + inhalt[stelle + 1 :]).maengel

    assert maengel


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_what_is_no_record_is_told_and_never_crashes(inhalt: bytes) -> None:
    assert pruefe_nachweis(inhalt).maengel


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_record_that_was_cut_is_found(nachweis: Nachweis, data: st.DataObject) -> None:
    laenge = data.draw(st.integers(0, len(nachweis.bytes) - 1))

    assert pruefe_nachweis(nachweis.bytes[:laenge]).maengel


@pytest.mark.parametrize("anhang", [b"\0", b"mehr", b"PK\x05\x06"])
def test_bytes_at_the_end_are_found_and_named(anhang: bytes, nachweis: Nachweis) -> None:
    (mangel,) = pruefe_nachweis(nachweis.bytes + anhang).maengel

    assert "angehängt" in mangel


def test_bytes_at_the_beginning_are_found(nachweis: Nachweis) -> None:
    assert pruefe_nachweis(b"\0" + nachweis.bytes).maengel


def test_a_comment_is_found_and_named(nachweis: Nachweis) -> None:
    puffer = io.BytesIO(nachweis.bytes)
    with zipfile.ZipFile(puffer, "a") as archiv:
        archiv.comment = b"Stimmt so."

    (mangel,) = pruefe_nachweis(puffer.getvalue()).maengel

    assert "Kommentar" in mangel


def test_an_extra_field_is_found(nachweis: Nachweis) -> None:
    name = len(RECORD)
    kopf, rest = nachweis.bytes[: KOPF + name], nachweis.bytes[KOPF + name :]
    mit_zusatz = kopf[: KOPF - 2] + struct.pack("<H", 4) + kopf[KOPF:] + b"\x99\x99\0\0" + rest

    assert pruefe_nachweis(mit_zusatz).maengel


@pytest.mark.parametrize("verfahren", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_same_members_packed_by_another_program_are_not_the_record(verfahren: int, nachweis: Nachweis) -> None:
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w", verfahren) as archiv:
        for name, inhalt in teile(nachweis).items():
            archiv.writestr(name, inhalt)

    assert pruefe_nachweis(puffer.getvalue()).maengel


def _ohne(name: str) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    return lambda alt: {n: i for n, i in alt.items() if n != name}


@pytest.mark.parametrize("name", PARTS)
def test_a_missing_member_is_named(name: str, nachweis: Nachweis) -> None:
    maengel = pruefe_nachweis(packe(_ohne(name)(teile(nachweis)))).maengel

    assert any(name in m for m in maengel)


def test_a_member_too_many_is_named(nachweis: Nachweis) -> None:
    (mangel,) = pruefe_nachweis(packe({**teile(nachweis), "notiz.txt": b"Stimmt so."})).maengel

    assert "notiz.txt gehört nicht zum Nachweis." == mangel


def test_another_order_of_members_is_found(nachweis: Nachweis) -> None:
    (mangel,) = pruefe_nachweis(packe(dict(reversed(teile(nachweis).items())))).maengel

    assert "Reihenfolge" in mangel


def test_a_member_that_stands_twice_is_named(nachweis: Nachweis) -> None:
    csv = teile(nachweis)["result.csv"]
    doppelt = packe({"result.csv": csv})[: KOPF + len("result.csv") + len(csv)] + nachweis.bytes

    maengel = pruefe_nachweis(doppelt).maengel

    assert any("steht zweimal" in m for m in maengel)


@pytest.mark.parametrize("name", INHALT)
def test_a_member_replaced_in_a_new_container_is_named(name: str, ohne_unterschrift: Nachweis) -> None:
    maengel = pruefe_nachweis(packe({**teile(ohne_unterschrift), name: b"{}\n"})).maengel

    assert f"{name}: Der Inhalt passt nicht zur Prüfsumme in record.json." in maengel


def gefaelscht(nachweis: Nachweis, alt: bytes, neu: bytes) -> dict[str, bytes]:
    """The members with another table and all hashes computed anew, as somebody does who knows how."""
    inhalt = teile(nachweis)
    inhalt["result.csv"] = inhalt["result.csv"].replace(alt, neu)
    record = orjson.loads(inhalt[RECORD])
    csv = inhalt["result.csv"]
    record["dateien"]["result.csv"] = {"bytes": len(csv), "sha256": pruefsumme(csv)}
    return {**inhalt, RECORD: als_json(record)}


@pytest.fixture(scope="module")
def faelschung(nachweis: Nachweis) -> dict[str, bytes]:
    return gefaelscht(nachweis, b"Mehr Halt", b"Mehr Geld")


def test_a_noted_seal_unmasks_a_forgery_with_new_hashes(ohne_unterschrift: Nachweis) -> None:
    falsch = packe(gefaelscht(ohne_unterschrift, b"Mehr Halt", b"Mehr Geld"))

    assert pruefe_nachweis(falsch).heil
    (mangel,) = pruefe_nachweis(falsch, siegel=ohne_unterschrift.siegel[:16]).maengel
    assert mangel.startswith("Siegel: Notiert ist")


def test_a_signature_unmasks_it_without_a_noted_seal(faelschung: dict[str, bytes]) -> None:
    maengel = pruefe_nachweis(packe(faelschung)).maengel

    assert ["Unterschrift: signature.json ist keine gültige Unterschrift unter record.json."] == maengel


def test_a_signature_of_another_key_does_not_help(faelschung: dict[str, bytes]) -> None:
    neu = {**faelschung, SIGNATUR: als_json(unterschreibe(FREMDER, faelschung[RECORD]))}

    (mangel,) = pruefe_nachweis(packe(neu)).maengel

    assert "mit einem anderen Schlüssel" in mangel


def test_nor_does_a_record_that_names_the_other_key(faelschung: dict[str, bytes]) -> None:
    record = orjson.loads(faelschung[RECORD])
    record["signatur"]["schluessel"] = pruefsumme(FREMDER.public_key().public_bytes_raw())
    roh = als_json(record)
    neu = packe({**faelschung, RECORD: roh, SIGNATUR: als_json(unterschreibe(FREMDER, roh))})

    (mangel,) = pruefe_nachweis(neu, schluessel=SCHLUESSEL.public_key()).maengel

    assert mangel.startswith("Unterschrift: Unterschrieben hat der Schlüssel")


def test_a_signature_cannot_be_taken_away(faelschung: dict[str, bytes]) -> None:
    record = orjson.loads(faelschung[RECORD])
    record["signatur"] = None
    neu = packe(_ohne(SIGNATUR)({**faelschung, RECORD: als_json(record)}))

    maengel = pruefe_nachweis(neu, schluessel=SCHLUESSEL.public_key()).maengel

    assert ["Unterschrift: Der Nachweis ist nicht unterschrieben."] == maengel


def test_question_and_result_must_belong_together(ohne_unterschrift: Nachweis) -> None:
    inhalt = teile(ohne_unterschrift)
    record = orjson.loads(inhalt[RECORD])
    record["parameter"] = {"sicht": "MIT_VORSCHLAEGEN"}

    maengel = pruefe_nachweis(packe({**inhalt, RECORD: als_json(record)})).maengel

    assert ["result.json: „parameter“ ist dort anders als in record.json."] == maengel


@pytest.mark.parametrize(
    ("aenderung", "erwartet"),
    [
        ({"format": "leitlinien-nachweis/2"}, "Das Format ist nicht"),
        ({"wer": 5}, "„wer“"),
        ({"mehr": 1}, "„mehr“"),
    ],
)
def test_a_record_of_another_form_is_told(
    aenderung: dict[str, object], erwartet: str, ohne_unterschrift: Nachweis
) -> None:
    inhalt = teile(ohne_unterschrift)
    record = {**orjson.loads(inhalt[RECORD]), **aenderung}

    (mangel,) = pruefe_nachweis(packe({**inhalt, RECORD: als_json(record)})).maengel

    assert erwartet in mangel


def test_a_file_that_is_no_zip_is_told() -> None:
    (mangel,) = pruefe_nachweis(b"Guten Tag").maengel

    assert mangel.startswith("Das ist kein Nachweis")
