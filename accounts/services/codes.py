"""One-time codes: six digits bound to a purpose, a phone and a subject, used once.

The table holds an HMAC (key outside the database) and, until it is sent, the encrypted text.
Budgets per phone hold across countries: 5 codes an hour, 15 wrong tries a day.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet

from accounts.domain.personnes import (
    CodeEmis,
    CodeInvalide,
    TelephoneRecent,
    TropDeCodes,
    UsageCode,
)
from accounts.models import CodeUnique
from core.chiffrement import decrypt, encrypt, keyed_hash
from core.errors import BusinessError
from core.events import publish
from core.ids import uuid7
from core.tenancy import Acteur
from core.verrous import lock_name

CHIFFRES = 6
DUREE = timedelta(minutes=10)
ESSAIS_MAX = 5
CODES_PAR_HEURE = 5
ESSAIS_PAR_JOUR = 15
EXPOSES = frozenset({UsageCode.CONNEXION, UsageCode.REMISE})
"""What a number changed today must not open before somebody else has signed the change."""


def issue_code(
    *,
    acteur: Acteur,
    now: datetime,
    usage: UsageCode,
    telephone: str,
    sujet: str = "",
    pays: str,
    langue: str = "fr",
) -> CodeUnique:
    """Make a code and tell whoever sends messages; earlier ones for the same thing die.

    ``telephone`` is E.164; ``sujet`` (≤ 64 characters) names what the code opens. The caller
    has checked who may ask. Raises ``TropDeCodes``, and
    ``TelephoneRecent`` for a number changed within a day and unsigned.
    """
    if usage in EXPOSES and _awaits_second_person(telephone, now):
        raise TelephoneRecent
    lock_name(f"code:{telephone}")
    emis, essais = spent(telephone, now)
    if emis >= CODES_PAR_HEURE:
        raise TropDeCodes(attente_s=3600, minutes=60)
    if essais >= ESSAIS_PAR_JOUR:
        raise TropDeCodes(attente_s=86_400, minutes=1440)
    _current(usage, telephone, sujet).update(remplace_le=now, texte_chiffre=None)
    texte = f"{secrets.randbelow(10**CHIFFRES):0{CHIFFRES}d}"
    code_id = uuid7()
    code = CodeUnique(
        id=code_id,
        pays=pays,
        usage=usage,
        telephone=telephone,
        langue=langue,
        sujet=sujet,
        empreinte=_empreinte(code_id, usage, telephone, sujet, texte),
        texte_chiffre=encrypt(texte),
        cree_le=now,
        expire_le=now + DUREE,
    )
    code.save(force_insert=True)
    publish(CodeEmis(code_id=code_id, usage=usage, pays=pays, acteur_id=acteur.id, now=now))
    return code


def verify_code(
    *, now: datetime, usage: UsageCode, telephone: str, sujet: str = "", code: str
) -> None:
    """Use a code up. Raises ``CodeInvalide`` for anything but the right one.

    A wrong try is counted and kept: call it before any other write of the act, and outside a
    savepoint of your own (see :func:`check_code` for the version that returns the refusal).
    """
    refusal = check_code(now=now, usage=usage, telephone=telephone, sujet=sujet, code=code)
    if refusal is not None:
        raise refusal


def check_code(
    *, now: datetime, usage: UsageCode, telephone: str, sujet: str = "", code: str
) -> BusinessError | None:
    """Use a code up, or count the wrong try and return the refusal to raise."""
    lock_name(f"code:{telephone}")
    candidate = (
        _current(usage, telephone, sujet)
        .filter(expire_le__gt=now, essais__lt=ESSAIS_MAX)
        .select_for_update()
        .order_by("-cree_le")
        .first()
    )
    if candidate is None:
        return CodeInvalide()
    if spent(telephone, now)[1] >= ESSAIS_PAR_JOUR:
        return TropDeCodes(attente_s=86_400, minutes=1440)
    given = _empreinte(candidate.id, usage, telephone, sujet, code.strip())
    if not hmac.compare_digest(given, candidate.empreinte):
        CodeUnique.objects.filter(id=candidate.id).update(essais=F("essais") + 1)
        return CodeInvalide()
    CodeUnique.objects.filter(id=candidate.id).update(consomme_le=now, texte_chiffre=None)
    return None


def read_code_text(*, code_id: UUID, now: datetime) -> str | None:
    """The six digits for the sender; None once sent, used, replaced or expired."""
    code = CodeUnique.objects.filter(
        id=code_id, consomme_le__isnull=True, remplace_le__isnull=True, expire_le__gt=now
    ).first()
    return decrypt(code.texte_chiffre) if code and code.texte_chiffre else None


def erase_code_text(*, code_id: UUID) -> None:
    """Forget the digits once the message left; the HMAC stays to verify with."""
    CodeUnique.objects.filter(id=code_id).update(texte_chiffre=None)


def _current(usage: UsageCode, telephone: str, sujet: str) -> QuerySet[CodeUnique]:
    return CodeUnique.objects.filter(
        usage=usage,
        telephone=telephone,
        sujet=sujet,
        remplace_le__isnull=True,
        consomme_le__isnull=True,
    )


def _empreinte(code_id: UUID, usage: str, telephone: str, sujet: str, texte: str) -> str:
    return keyed_hash(f"{code_id}|{usage}|{telephone}|{sujet}|{texte}")


def _awaits_second_person(telephone: str, now: datetime) -> bool:
    """Over every country, by the narrow path ``telephone_en_attente``."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT telephone_en_attente(%s, %s)", [telephone, now])
        (waiting,) = cursor.fetchone() or (False,)
    return bool(waiting)


def spent(telephone: str, now: datetime) -> tuple[int, int]:
    """Codes issued in the last hour and wrong tries in the last day, over every country."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT emis, essais FROM budget_de_codes(%s, %s)", [telephone, now])
        emis, essais = cursor.fetchone() or (0, 0)
    return int(emis), int(essais)
