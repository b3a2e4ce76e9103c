"""A real serial path, once: Chromium's own Web Serial on a pseudo-terminal, under its policy.

Chromium lists only ports the kernel knows, and a pseudo-terminal is not one of them. So the test
runs in its own mount namespace, where the machine's first serial port (and the browser's policy
folder) are covered by ours; nothing outside sees it. Needs root, a kernel serial port and unshare.
"""

import io
import json
import os
import select
import shutil
import stat
import subprocess
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import zxingcpp

from tests.colis.lecteurs_etiquettes import read_tspl
from tests.e2e.materiel_page import SCRIPTS, page_folder
from tests.e2e.test_materiel_etiquettes import CODE, FRANCAISE
from tests.infra import ROOT, free_ports

PORT = Path("/dev/ttyS0")
POLITIQUES = Path("/etc/chromium")
LIMITE_S = 240
DEMANDE_ETAT = b"\x1b!?"


def impossible() -> str | None:
    """Why this machine cannot show it, None when it can."""
    if os.geteuid() != 0:
        return "only root may cover a device in its own mount namespace"
    if not PORT.exists() or not stat.S_ISCHR(PORT.stat().st_mode):
        return "the kernel has no serial port to stand in for"
    if not Path("/sys/class/tty/ttyS0").exists() or not POLITIQUES.is_dir():
        return "the browser would not list the port, or has no policy folder"
    if shutil.which("unshare") is None:
        return "no unshare"
    probe = subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True)
    return None if probe.returncode == 0 else "mount namespaces are forbidden here"


pytestmark = [
    pytest.mark.scene,
    pytest.mark.e2e,
    pytest.mark.lent,
    pytest.mark.skipif(impossible() is not None, reason=impossible() or ""),
]


@dataclass
class Bout:
    """The device's end of the line: what it received, what it does in each scene."""

    maitre: int
    scene: str = ""
    recu: dict[str, bytearray] = field(default_factory=dict)
    fini: threading.Event = field(default_factory=threading.Event)
    ecoute: threading.Thread = field(default_factory=threading.Thread)

    def say(self, octets: bytes) -> None:
        with suppress(OSError):
            os.write(self.maitre, octets)

    def pull(self) -> None:
        """The cable, in the middle of a frame; a line being read is not cut by closing it."""
        self.fini.set()
        self.ecoute.join()
        os.close(self.maitre)

    def listen(self) -> None:
        """Answers what the browser asks, until the line is cut."""
        while not self.fini.is_set():
            if not select.select([self.maitre], [], [], 0.1)[0]:
                continue
            octets = os.read(self.maitre, 4096)
            self.recu.setdefault(self.scene, bytearray()).extend(octets)
            if self.scene == "sics" and b"SI\r\n" in octets:
                self.say(b"S S     12.3")
                self.say(b"45 kg\r\n")
            if octets.endswith(DEMANDE_ETAT):
                self.say(b"\x04" if self.scene == "papier" else b"\x00")

    def talk(self) -> None:
        """What the device sends by itself."""
        while not self.fini.wait(0.2):
            if self.scene == "yhFwd":
                self.say(b"=0003.000")
            if self.scene == "douchette":
                self.say(f"]C1{CODE}\r\n".encode())
            if self.scene == "debranche":
                self.say(b"ST,GS,1\xc4,0000")


@contextmanager
def line() -> Iterator[tuple[Bout, str]]:
    maitre, esclave = os.openpty()
    tty.setraw(esclave)
    bout = Bout(maitre)
    bout.ecoute = threading.Thread(target=bout.listen, daemon=True)
    bout.ecoute.start()
    threading.Thread(target=bout.talk, daemon=True).start()
    try:
        yield bout, os.ttyname(esclave)
    finally:
        bout.fini.set()
        os.close(esclave)


def allow(dossier: Path, adresse: str) -> Path:
    """The administrator's word: this address may open every port."""
    regle = dossier / "policies" / "managed" / "serie.json"
    regle.parent.mkdir(parents=True)
    regle.write_text(json.dumps({"SerialAllowAllPortsForUrls": [adresse]}), encoding="utf-8")
    return dossier


@pytest.fixture(scope="module")
def joue(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Bout, bytes]:
    """Every scene played once: the browser's answers, the device's end, the label's own bytes."""
    dossier = tmp_path_factory.mktemp("serie")
    port = free_ports(1)
    politiques = allow(dossier / "politiques", f"http://127.0.0.1:{port}")
    resultats: dict[str, Any] = {}
    with line() as (bout, nom):
        script = (
            f"mount --make-rprivate / && mount --bind {nom} {PORT} && "
            f"mount --bind {politiques} {POLITIQUES} && exec node {SCRIPTS / 'serie.mjs'}"
        )
        with subprocess.Popen(
            ["unshare", "-m", "sh", "-c", script],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ
            | {
                "TS_PAGE": str(page_folder(tmp_path_factory)),
                "TS_PORT_PAGE": str(port),
                "TS_ETIQUETTE": json.dumps(FRANCAISE),
                "TS_ATTENDU": str(dossier / "attendu.tspl"),
            },
        ) as node:
            dit: list[str] = []
            for ligne in node.stdout or io.StringIO():
                dit.append(ligne)
                follow(ligne, bout, resultats)
            assert node.wait(LIMITE_S) == 0, "".join(dit)
    return resultats, bout, (dossier / "attendu.tspl").read_bytes()


def follow(ligne: str, bout: Bout, resultats: dict[str, Any]) -> None:
    """The scene that begins, or how one ended; the last one has its cable pulled."""
    if ligne.startswith("SCENE "):
        bout.scene = ligne.split()[1]
        if bout.scene == "debranche":
            threading.Timer(1.5, bout.pull).start()
    if ligne.startswith("FIN "):
        fin = json.loads(ligne.removeprefix("FIN "))
        resultats[fin["nom"]] = fin["resultat"]


Joue = tuple[dict[str, Any], Bout, bytes]


def test_a_scale_that_answers_gives_its_weight_and_its_raw_frame(joue: Joue) -> None:
    lue = joue[0]["sics"]
    assert (lue["poids_g"], lue["source"]) == (12_345, "serie")
    assert lue["trame"] == "sics/serie S S     12.345 kg"
    assert b"SI\r\n" in joue[1].recu["sics"]


def test_a_scale_without_a_flag_is_believed_after_half_a_second(joue: Joue) -> None:
    assert joue[0]["yhFwd"]["poids_g"] == 3_000


def test_a_scanner_in_com_mode_gives_its_code(joue: Joue) -> None:
    assert joue[0]["douchette"] == CODE


def test_a_printer_without_paper_says_so_before_a_byte_of_the_label_leaves(joue: Joue) -> None:
    assert joue[0]["papier"] == "papier"
    assert set(bytes(joue[1].recu["papier"]).split(DEMANDE_ETAT)) == {b""}


def test_the_label_arrives_whole_at_the_other_end_and_decodes(joue: Joue) -> None:
    assert joue[0]["imprime"] is None
    recu = bytes(joue[1].recu["imprime"]).replace(DEMANDE_ETAT, b"")
    assert recu == joue[2]
    lus = zxingcpp.read_barcodes(read_tspl(recu).convert("L"))
    assert sorted(lu.text for lu in lus) == sorted([CODE, FRANCAISE["url"]])


def test_a_cable_pulled_in_the_middle_of_a_frame_is_said(joue: Joue) -> None:
    assert joue[0]["debranche"].startswith("debranche")
