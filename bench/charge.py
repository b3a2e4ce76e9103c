"""Bounded HTTP load: a few threads with one kept connection each, a fixed list of requests."""

import http.client
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.reglages import THREADS


@dataclass(frozen=True)
class Requete:
    """One request and the status it must be answered with."""

    methode: str
    chemin: str
    attendu: int = 200
    entetes: Mapping[str, str] = field(default_factory=dict)
    corps: bytes | None = None


class ReponseInattendue(RuntimeError):
    """A measure of refusals would be worth nothing."""


def _drive(port: int, requetes: Sequence[Requete]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        for requete in requetes:
            connection.request(
                requete.methode, requete.chemin, body=requete.corps, headers=dict(requete.entetes)
            )
            response = connection.getresponse()
            body = response.read()
            if response.status != requete.attendu:
                raise ReponseInattendue(
                    f"{requete.methode} {requete.chemin} : {response.status} {body[:300]!r}"
                )
    finally:
        connection.close()


def drive(port: int, requetes: Sequence[Requete]) -> float:
    """Send them all, dealt to the threads in turn; seconds it took."""
    parts = [requetes[n::THREADS] for n in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        began = time.perf_counter()
        for done in [pool.submit(_drive, port, part) for part in parts]:
            done.result()
        return time.perf_counter() - began
