"""One HTTP call without retry, that knows whether its bytes may have left.

Requests alone cannot tell a refused connection from one cut after the body was written: the
connection classes below mark the moment TCP and TLS are up, from which on an answer that never
comes is uncertain. A fresh connection per call: a stale kept-alive one would blur the same line.
"""

import time
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

CONNEXION_S = 5.0
LECTURE_S = 20.0
SONDE_CONNEXION_S = 3.0
SONDE_LECTURE_S = 5.0
"""A question about a line's health waits less than a message: it is asked again in seconds."""

CORPS_MAX = 256 * 1024


@dataclass
class Temoin:
    """Whether this call's connection was ever established."""

    connecte: bool = False


@dataclass(frozen=True)
class Echange:
    """What came of one call; `erreur` names the failure, `connecte` says how far it went."""

    connecte: bool
    statut: int | None = None
    corps: bytes = b""
    retry_after: str = ""
    tronque: bool = False
    erreur: str = ""


class _AdaptateurTemoin(HTTPAdapter):
    def __init__(self, temoin: Temoin) -> None:
        self._temoin = temoin
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        temoin = self._temoin

        class Http(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                temoin.connecte = True

        class Https(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                temoin.connecte = True

        class PoolHttp(HTTPConnectionPool):
            ConnectionCls = Http

        class PoolHttps(HTTPSConnectionPool):
            ConnectionCls = Https

        self.poolmanager.pool_classes_by_scheme = {"http": PoolHttp, "https": PoolHttps}


def call(
    methode: str,
    url: str,
    *,
    secret: str,
    corps: dict[str, Any] | None = None,
    formulaire: dict[str, str] | None = None,
    params: dict[str, str] | None = None,
    schema: str = "Bearer",
    connexion_s: float = CONNEXION_S,
    lecture_s: float = LECTURE_S,
) -> Echange:
    """One call, bounded in time (connection, then the whole answer) and in size. Never raises."""
    temoin = Temoin()
    with requests.Session() as session:
        adaptateur = _AdaptateurTemoin(temoin)
        session.mount("http://", adaptateur)
        session.mount("https://", adaptateur)
        try:
            reponse = session.request(
                methode,
                url,
                json=corps,
                data=formulaire,
                params=params,
                headers={"Authorization": f"{schema} {secret}", "Connection": "close"},
                timeout=(connexion_s, lecture_s),
                allow_redirects=False,
                stream=True,
            )
        except (requests.RequestException, HTTPError, OSError, ValueError) as erreur:
            return Echange(temoin.connecte, erreur=type(erreur).__name__)
        return _read(reponse, lecture_s)


def _read(reponse: requests.Response, lecture_s: float) -> Echange:
    fin = time.monotonic() + lecture_s
    lu = bytearray()
    erreur = ""
    try:
        for morceau in reponse.iter_content(8192):
            lu += morceau
            if len(lu) > CORPS_MAX or time.monotonic() > fin:
                erreur = "ReponseTropLongue"
                break
    except (requests.RequestException, HTTPError, OSError) as cause:
        erreur = type(cause).__name__
    return Echange(
        True,
        statut=reponse.status_code,
        corps=bytes(lu),
        retry_after=reponse.headers.get("Retry-After", ""),
        tronque=bool(erreur),
        erreur=erreur,
    )
