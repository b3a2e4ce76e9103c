"""The provider, a process of its own whose ledger is the oracle; and where its receipts go."""

import os
import queue
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from tests.infra import ROOT, free_ports


class Telephones:
    """The simulator and the address its receipts are posted to."""

    def __init__(self) -> None:
        self.recus: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._boite = _receiver(self.recus)
        port = free_ports(3)
        self.adresse = f"http://127.0.0.1:{port + 2}"
        webhook = f"http://127.0.0.1:{self._boite.server_address[1]}/"
        self._processus = subprocess.Popen(
            [
                sys.executable, "-W", "ignore", "manage.py", "wachap_simulateur",
                "--port", str(port + 2), "--journal", "non", "--webhook", webhook,
            ],
            cwd=ROOT, env=os.environ | {"TS_MODE": "local"}, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        os.environ["WACHAP_URL"] = f"{self.adresse}/v1"
        self._session = requests.Session()

    def wait_ready(self) -> None:
        for _ in range(600):
            try:
                self._session.get(f"{self.adresse}/_sante", timeout=2)
            except requests.RequestException:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("le simulateur ne répond pas")

    def post(self, chemin: str, **corps: Any) -> None:
        """An order to the simulator itself."""
        self._session.post(self.adresse + chemin, json=corps, timeout=20).raise_for_status()

    def forget(self) -> None:
        """Start afresh: another run, another database."""
        self.post("/_remise_a_zero")
        time.sleep(0.2)
        self.receipts()

    def receipts(self) -> list[bytes]:
        """The raw bodies received since last time."""
        corps: list[bytes] = []
        while not self.recus.empty():
            corps.append(self.recus.get_nowait())
        return corps

    def ledger(self) -> dict[str, Any]:
        """What each phone saw, and every call to send."""
        lu: dict[str, Any] = self._session.get(f"{self.adresse}/_grand_livre", timeout=120).json()
        return lu

    def end(self) -> None:
        self._processus.terminate()
        self._processus.wait(10)
        self._boite.shutdown()
        self._boite.server_close()


def _receiver(recus: "queue.SimpleQueue[bytes]") -> ThreadingHTTPServer:
    class Poignee(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            recus.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            """Silent."""

    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Poignee)
    threading.Thread(target=serveur.serve_forever, args=(0.05,), daemon=True).start()
    return serveur
