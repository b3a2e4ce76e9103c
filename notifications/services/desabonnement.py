"""A client's own word on our messages: by a link, by STOP. Time and source are kept with it.

The link's token is the client's id and ten bytes of an HMAC: nobody makes another's. It says
nothing of them, and it is worth no more than the right to silence us.
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from colis.models import Client
from colis.services.clients import update_client
from core.tenancy import contexte, systeme, transverse
from notifications.domain import LienInconnu

SEL = "ts.notifications.arret"
MAC_OCTETS = 10
PAR_LIEN, PAR_MESSAGE = "client:lien", "client:message"


@dataclass(frozen=True)
class Choix:
    """What a link opens on: whose messages, in their language, and whether they still come."""

    telephone: str
    langue: str
    recoit: bool


def opt_out_token(client_id: UUID) -> str:
    """The token of a client's own link: 35 characters, no padding."""
    return base64.urlsafe_b64encode(client_id.bytes + _mac(client_id)).decode().rstrip("=")


def _mac(client_id: UUID, cle: str | bytes | None = None) -> bytes:
    signature = salted_hmac(SEL, str(client_id), secret=cle, algorithm="sha256")
    return signature.digest()[:MAC_OCTETS]


def _client_id(jeton: str) -> UUID:
    try:
        brut = base64.b64decode(jeton + "=" * (-len(jeton) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise LienInconnu from None
    if len(brut) != 16 + MAC_OCTETS:
        raise LienInconnu
    client_id = UUID(bytes=brut[:16])
    cles = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(hmac.compare_digest(brut[16:], _mac(client_id, cle)) for cle in cles):
        raise LienInconnu
    return client_id


def read_choice(*, jeton: str) -> Choix:
    """What the link's client chose. Raises LienInconnu, alike for a forged and a dead link."""
    client_id = _client_id(jeton)
    with transverse():
        client = Client.objects.filter(id=client_id).first()
        if client is None:
            raise LienInconnu
        recoit = client.consentement_whatsapp is not False
        return Choix(client.telephone, client.langue, recoit)


def set_choice(*, jeton: str, recevoir: bool, now: datetime) -> Choix:
    """Write the choice of whoever holds the link, for their number in every country."""
    choix = read_choice(jeton=jeton)
    record_choice(telephone=choix.telephone, recevoir=recevoir, source=PAR_LIEN, now=now)
    return Choix(choix.telephone, choix.langue, recevoir)


def record_choice(*, telephone: str, recevoir: bool, source: str, now: datetime) -> None:
    """The number's records in every country, each changed under its own country's rows.

    Only who had refused can be taken back: a word never said is not made up.
    """
    with transverse():
        fiches = Client.objects.filter(telephone=telephone)
        if recevoir:
            fiches = fiches.filter(consentement_whatsapp=False)
        else:
            fiches = fiches.exclude(consentement_whatsapp=False)
        concernees = list(fiches.values_list("id", "pays_id"))
    for id, pays in concernees:
        with contexte(systeme(pays)):
            update_client(
                acteur=systeme(pays),
                now=now,
                id=id,
                champs={"consentement_whatsapp": recevoir},
                version=None,
                source=source,
            )
