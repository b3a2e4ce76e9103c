"""One signed call to a partner: to the public address that was checked, without redirects.

Signature and headers: Standard Webhooks (standardwebhooks.com). The name is resolved once and the
connection goes to that very address, so that a name cannot be public when it is checked and inside
our network when it is called.
"""

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

import urllib3
from standardwebhooks import Webhook
from urllib3.exceptions import HTTPError

DELAI_S = 10.0
REPONSE_MAX = 4096


class AdresseRefusee(ValueError):
    """An address a partner may not have: not HTTPS, or not a public one."""


@dataclass(frozen=True)
class Cible:
    """A checked address: where to connect, and as whom."""

    adresse: str
    port: int
    hote: str
    chemin: str
    https: bool


def check_url(url: str, *, prive: bool) -> Cible:
    """Resolve and check a partner's address; `prive` admits loopback over HTTP (local mode).

    Raises AdresseRefusee.
    """
    parties = urlsplit(url)
    hote = parties.hostname or ""
    https = parties.scheme == "https"
    if not hote or parties.username or not (https or (prive and parties.scheme == "http")):
        raise AdresseRefusee(url)
    try:
        port = parties.port or (443 if https else 80)
        trouvees = socket.getaddrinfo(hote, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError) as erreur:
        raise AdresseRefusee(url) from erreur
    adresses = [str(trouvee[4][0]) for trouvee in trouvees]
    if not adresses or not all(_allowed(adresse, prive=prive) for adresse in adresses):
        raise AdresseRefusee(url)
    chemin = parties.path or "/"
    return Cible(
        adresses[0], port, hote, f"{chemin}?{parties.query}" if parties.query else chemin, https
    )


def _allowed(adresse: str, *, prive: bool) -> bool:
    ip = ipaddress.ip_address(adresse.split("%")[0])
    mappee = getattr(ip, "ipv4_mapped", None) or ip
    return (mappee.is_global and not mappee.is_multicast) or (prive and mappee.is_loopback)


def post(
    cible: Cible, *, secrets: Sequence[str], id: UUID, corps: str, now: datetime
) -> tuple[int, str]:
    """(HTTP status, error name); status 0 when no answer came. Never raises for the network.

    Each secret signs: the specification lets a partner accept whichever it knows.
    """
    entetes = {
        "Host": cible.hote if cible.port in (80, 443) else f"{cible.hote}:{cible.port}",
        "Content-Type": "application/json",
        "User-Agent": "TS-Air-Cargo-Webhooks/1",
        "webhook-id": str(id),
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(Webhook(s).sign(str(id), now, corps) for s in secrets),
    }
    delai = urllib3.Timeout(total=DELAI_S)
    try:
        with _pool(cible, delai) as pool:
            reponse = pool.urlopen(
                "POST",
                cible.chemin,
                body=corps.encode(),
                headers=entetes,
                redirect=False,
                retries=False,
                preload_content=False,
            )
            reponse.read(REPONSE_MAX)
            reponse.release_conn()
            return reponse.status, ""
    except (HTTPError, OSError) as erreur:
        return 0, type(erreur).__name__


def _pool(cible: Cible, delai: urllib3.Timeout) -> urllib3.HTTPConnectionPool:
    if not cible.https:
        return urllib3.HTTPConnectionPool(cible.adresse, cible.port, timeout=delai, maxsize=1)
    return urllib3.HTTPSConnectionPool(
        cible.adresse,
        cible.port,
        timeout=delai,
        maxsize=1,
        server_hostname=cible.hote,
        assert_hostname=cible.hote,
        cert_reqs="CERT_REQUIRED",
    )
