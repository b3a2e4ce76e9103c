"""From owed messages to notifications: one message per client, step and flight, when it is quiet.

One grouper at a time (advisory lock): owed messages are insert-only and cannot be row-locked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.core.cache import cache
from django.db import connection
from django.db.models import Max

from core.tenancy import transverse
from notifications.domain import (
    MARGE_HORLOGE,
    PRIORITES,
    REGROUPEMENT_MAX_S,
    REGROUPEMENT_S,
    Etape,
    Motif,
    Silence,
    Statut,
    after_silence,
    deadline,
)
from notifications.models import MessageDu, Notification, NotificationMessage
from notifications.selectors import checked_in_vols, fuseau_of, pending_dus, silence_of

VERROU = 7_110_001
LOT_MAX = 5_000
REPERE = "notifications:regroupe_depuis"
REPERE_DUREE_S = 24 * 3600
MARGE = timedelta(minutes=15)
"""How long a transaction may stay open behind the mark of what is already grouped."""
HORIZON = timedelta(days=45)


@dataclass(frozen=True, order=True)
class Cle:
    """What makes one message: who, which step, about what."""

    pays: str
    client: str
    etape: str
    groupe: str


def group_dus(*, now: datetime) -> int:
    """Close the groups that have been quiet long enough; returns how many messages they make."""
    with transverse():
        if not _lock():
            return 0
        en_attente = pending_dus(_read_repere(now), LOT_MAX)
        groupes = _ready_groups(en_attente, now)
        crees = _create(groupes, now) if groupes else 0
        restants = [du.cree_le for du in en_attente] or [now]
        cache.set(REPERE, (min(restants) - MARGE).isoformat(), REPERE_DUREE_S)
        return crees


def _lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [VERROU])
        ligne = cursor.fetchone()
    return bool(ligne and ligne[0])


def _read_repere(now: datetime) -> datetime:
    """Where the last sweep stopped; absent (cold cache), the last weeks are looked at again.

    A clock that ran ahead and was set back left it in the future: it never hides what is new.
    """
    connu = cache.get(REPERE)
    if not isinstance(connu, str):
        return now - HORIZON
    return min(datetime.fromisoformat(connu), now - MARGE)


def key_of(du: MessageDu) -> Cle:
    """The group an owed message belongs to."""
    return Cle(du.pays_id, str(du.client_id or du.telephone), du.etape, du.groupe)


def _ready_groups(dus: Sequence[MessageDu], now: datetime) -> dict[Cle, list[MessageDu]]:
    groupes = {cle: list(suite) for cle, suite in groupby(sorted(dus, key=key_of), key=key_of)}
    clotures = checked_in_vols({vol for cle in groupes if (vol := _vol_id(cle)) is not None})
    return {
        cle: suite
        for cle, suite in groupes.items()
        if _is_quiet(cle, suite, now) or _vol_id(cle) in clotures
    }


def _vol_id(cle: Cle) -> UUID | None:
    return UUID(cle.groupe.removeprefix("vol:")) if cle.groupe.startswith("vol:") else None


def _is_quiet(cle: Cle, dus: Sequence[MessageDu], now: datetime) -> bool:
    """Quiet long enough, or open too long, or written by a clock since set back."""
    moments = [du.cree_le for du in dus]
    if max(moments) > now + MARGE_HORLOGE:
        return True
    calme = timedelta(seconds=REGROUPEMENT_S[Etape(cle.etape)])
    plafond = timedelta(seconds=REGROUPEMENT_MAX_S)
    return max(moments) + calme <= now or min(moments) + plafond <= now


def _create(groupes: dict[Cle, list[MessageDu]], now: datetime) -> int:
    lots = _last_lots(groupes)
    silences: dict[str, tuple[str, Silence | None]] = {
        pays: (fuseau_of(pays), silence_of(pays, now)) for pays in {cle.pays for cle in groupes}
    }
    notifications, liens = [], []
    for cle, dus in groupes.items():
        notification = _notification(cle, dus, lots.get(cle, 0) + 1, now)
        zone, silence = silences[cle.pays]
        _respect_silence(notification, zone, silence, now)
        notifications.append(notification)
        liens += [NotificationMessage(notification=notification, message=du) for du in dus]
    Notification.objects.bulk_create(notifications, batch_size=500)
    NotificationMessage.objects.bulk_create(liens, batch_size=1000)
    return len(notifications)


def _last_lots(groupes: dict[Cle, list[MessageDu]]) -> dict[Cle, int]:
    """The highest lot already made of each group: latecomers make the next one."""
    connus = (
        Notification.objects.filter(
            groupe__in={cle.groupe for cle in groupes}, etape__in={cle.etape for cle in groupes}
        )
        .values_list("pays_id", "client_id", "telephone", "etape", "groupe")
        .annotate(dernier=Max("lot"))
    )
    return {
        Cle(pays, str(client or telephone), etape, groupe): dernier
        for pays, client, telephone, etape, groupe, dernier in connus
    }


def _notification(cle: Cle, dus: Sequence[MessageDu], lot: int, now: datetime) -> Notification:
    premier = dus[0]
    etape = Etape(cle.etape)
    client = premier.client
    return Notification(
        pays_id=cle.pays,
        client=client,
        telephone=client.telephone if client else premier.telephone,
        langue=(client.langue if client else premier.langue) or "fr",
        etape=etape,
        priorite=PRIORITES[etape],
        groupe=cle.groupe,
        lot=lot,
        cle_unique=f"{cle.client}|{etape}|{cle.groupe}|{lot}",
        statut=Statut.EN_ATTENTE,
        prochaine_tentative_le=now,
        echeance_le=deadline(etape, premier.cree_le if etape is Etape.OTP else now),
        cree_le=now,
        modifie_le=now,
    )


def _respect_silence(
    notification: Notification, zone: str, silence: Silence | None, now: datetime
) -> None:
    reprise = after_silence(Etape(notification.etape), now, zone, silence)
    if reprise > now:
        notification.statut = Statut.SUSPENDU
        notification.code_motif = Motif.SILENCE
        notification.motif = f"Heures calmes du client, envoi à {reprise.isoformat()}"
        notification.prochaine_tentative_le = reprise
