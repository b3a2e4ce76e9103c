"""One-use links: a secret sent to a proved phone, kept as a keyed hash, dead after half an hour."""

import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from accounts.domain.personnes import CodeEmis, LienInvalide, TropDeCodes, UsageCode
from accounts.models import CodeUnique, User
from accounts.selectors.lieux import pays_of_contact
from accounts.services.codes import CODES_PAR_HEURE, spent
from core.chiffrement import encrypt, keyed_hash
from core.events import publish
from core.ids import uuid7
from core.tenancy import Acteur
from core.verrous import lock_name

DUREE = timedelta(minutes=30)


def issue_lien(
    *, acteur: Acteur, now: datetime, user: User, retirer_totp: bool = False
) -> CodeUnique:
    """A link to the account's proved phone; earlier ones die. Raises TropDeCodes.

    ``retirer_totp``: using it also drops the second factor; a later link does not inherit that.
    Its text is encrypted until it is sent; whoever asked never sees it.
    """
    lock_name(f"code:{user.telephone}")
    if spent(user.telephone, now)[0] >= CODES_PAR_HEURE:
        raise TropDeCodes(attente_s=3600, minutes=60)
    CodeUnique.objects.filter(
        usage=UsageCode.LIEN,
        sujet=str(user.id),
        consomme_le__isnull=True,
        remplace_le__isnull=True,
    ).update(remplace_le=now, texte_chiffre=None)
    lien_id, secret = uuid7(), secrets.token_urlsafe(24)
    lien = CodeUnique(
        id=lien_id,
        pays=pays_of_contact(user.pays_id, user.telephone),
        usage=UsageCode.LIEN,
        telephone=user.telephone,
        langue=user.langue,
        sujet=str(user.id),
        empreinte=_empreinte(lien_id, secret),
        texte_chiffre=encrypt(f"{lien_id.hex}{secret}"),
        cree_le=now,
        expire_le=now + DUREE,
        retirer_totp=retirer_totp,
    )
    lien.save(force_insert=True)
    publish(
        CodeEmis(code_id=lien.id, usage=lien.usage, pays=lien.pays, acteur_id=acteur.id, now=now)
    )
    return lien


def owner_of_lien(jeton: str) -> tuple[UUID, str]:
    """(account, country of the link's row) by the narrow path ``lien_de_compte``.

    Raises ``LienInvalide``.
    """
    lien_id, _ = _parse(jeton)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sujet, pays FROM lien_de_compte(%s)", [lien_id])
        row = cursor.fetchone()
    if row is None:
        raise LienInvalide
    return UUID(row[0]), row[1]


def use_lien(*, now: datetime, jeton: str) -> CodeUnique:
    """Use a right link up, under its account's rows.

    Raises ``LienInvalide``.
    """
    lien_id, secret = _parse(jeton)
    lien = (
        CodeUnique.objects.select_for_update()
        .filter(
            id=lien_id,
            usage=UsageCode.LIEN,
            consomme_le__isnull=True,
            remplace_le__isnull=True,
            expire_le__gt=now,
        )
        .first()
    )
    right = lien.empreinte if lien else _empreinte(lien_id, "")
    if not hmac.compare_digest(_empreinte(lien_id, secret), right) or lien is None:
        raise LienInvalide
    lien.consomme_le, lien.texte_chiffre = now, None
    lien.save(update_fields=["consomme_le", "texte_chiffre"])
    return lien


def _parse(jeton: str) -> tuple[UUID, str]:
    try:
        return UUID(hex=jeton[:32]), jeton[32:]
    except ValueError as error:
        raise LienInvalide from error


def _empreinte(lien_id: UUID, secret: str) -> str:
    return keyed_hash(f"lien|{lien_id}|{secret}")
