"""The address a request came from, as our own proxy saw it."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest


def adresse_of(request: HttpRequest) -> str | None:
    """The client's address: the last hop our proxies added, never what the client claims.

    ``NOMBRE_PROXYS`` proxies each append the address they saw to X-Forwarded-For; without a
    proxy the header is ignored.
    """
    proxies: int = settings.NOMBRE_PROXYS
    if proxies:
        hops = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(hops) >= proxies and hops[-proxies]:
            return hops[-proxies]
    adresse: str | None = request.META.get("REMOTE_ADDR") or None
    return adresse


def is_among(adresse: str | None, reseaux: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Whether an address is of one of these networks; none listed: any is.

    An IPv4 address that came written as IPv6 (``::ffff:…``) is the IPv4 it stands for.
    """
    if not reseaux:
        return True
    try:
        lue = ip_address(adresse or "")
    except ValueError:
        return False
    if isinstance(lue, IPv6Address) and lue.ipv4_mapped is not None:
        lue = lue.ipv4_mapped
    return any(lue in reseau for reseau in reseaux)
