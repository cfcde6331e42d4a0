"""Key files and signatures."""

import base64
import shutil
import subprocess
from pathlib import Path

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from leitlinien.audit import Schluesselfehler, pruefe_nachweis
from leitlinien.audit.aufbau import RECORD, SIGNATUR
from leitlinien.audit.behaelter import entpacke
from leitlinien.audit.schluessel import erzeuge, fingerabdruck, lies_oeffentlich, lies_privat
from tests.audit.audithilfe import amt


def test_only_its_owner_may_read_a_private_key(tmp_path: Path) -> None:
    erzeuge(tmp_path / "schluessel")

    assert 0o600 == (tmp_path / "schluessel").stat().st_mode & 0o777


def test_the_two_files_are_one_pair(tmp_path: Path) -> None:
    abdruck = erzeuge(tmp_path / "schluessel")

    privat, oeffentlich = lies_privat(tmp_path / "schluessel"), lies_oeffentlich(tmp_path / "schluessel.pub")

    assert abdruck == fingerabdruck(privat.public_key()) == fingerabdruck(oeffentlich)


@pytest.mark.parametrize("vorhanden", ["schluessel", "schluessel.pub"])
def test_a_key_is_never_overwritten(vorhanden: str, tmp_path: Path) -> None:
    (tmp_path / vorhanden).write_text("wichtig")

    with pytest.raises(Schluesselfehler, match="gibt es schon"):
        erzeuge(tmp_path / "schluessel")

    assert {vorhanden: "wichtig"} == {p.name: p.read_text() for p in tmp_path.iterdir()}


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Schluesselfehler, match="lässt sich nicht schreiben"):
        erzeuge(tmp_path / "fehlt" / "schluessel")


@pytest.mark.parametrize("lies", [lies_privat, lies_oeffentlich])
def test_a_file_that_is_no_key_is_told(lies: object, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Guten Tag")

    with pytest.raises(Schluesselfehler, match="kein lesbarer Schlüssel"):
        lies(tmp_path / "text")  # type: ignore[operator]
    with pytest.raises(Schluesselfehler, match="lässt sich nicht lesen"):
        lies(tmp_path / "fehlt")  # type: ignore[operator]


def test_a_key_of_another_kind_is_told(tmp_path: Path) -> None:
    rsa = generate_private_key(public_exponent=65537, key_size=2048)
    (tmp_path / "rsa").write_bytes(rsa.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    with pytest.raises(Schluesselfehler, match="kein privater Ed25519-Schlüssel"):
        lies_privat(tmp_path / "rsa")


def test_the_private_key_taken_for_the_public_one_is_told(tmp_path: Path) -> None:
    erzeuge(tmp_path / "schluessel")

    with pytest.raises(Schluesselfehler):
        lies_oeffentlich(tmp_path / "schluessel")


def test_a_signed_record_holds_for_its_key_and_for_no_other(tmp_path: Path) -> None:
    erzeuge(tmp_path / "eigener")
    erzeuge(tmp_path / "fremder")
    buero = amt(tmp_path / "amt")
    nachweis = buero.nachweis(schluessel=lies_privat(tmp_path / "eigener"))
    buero.store.schliessen()

    eigener = pruefe_nachweis(nachweis.bytes, schluessel=lies_oeffentlich(tmp_path / "eigener.pub"))
    fremder = pruefe_nachweis(nachweis.bytes, schluessel=lies_oeffentlich(tmp_path / "fremder.pub"))

    assert eigener.heil
    assert not fremder.heil


def test_openssl_checks_the_signature_as_well(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    erzeuge(tmp_path / "schluessel")
    buero = amt(tmp_path / "amt")
    teile, _ = entpacke(buero.nachweis(schluessel=lies_privat(tmp_path / "schluessel")).bytes)
    buero.store.schliessen()
    (tmp_path / "record.json").write_bytes(teile[RECORD])
    (tmp_path / "signatur").write_bytes(base64.b64decode(orjson.loads(teile[SIGNATUR])["signatur"]))

    befehl = "openssl pkeyutl -verify -pubin -inkey schluessel.pub -rawin -in record.json -sigfile signatur"
    fertig = subprocess.run(befehl.split(), cwd=tmp_path, capture_output=True, text=True, check=False)

    assert 0 == fertig.returncode, fertig.stderr
