"""A person's journal in one browser: words, refusals and pure rules. No framework."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from core.errors import BusinessError
from core.ids import ALPHABET

VERROU_HEURES = 72
SILENCE = timedelta(hours=VERROU_HEURES)
HORLOGE_TOLERANCE_MS = 5 * 60 * 1000
_SERIE_LONGUEUR = 4

EtatAppareil = Literal["actif", "silencieux", "revoque", "perdu"]


def draw_serie() -> str:
    """A series of provisional receipts: short enough to be printed before each number."""
    return "".join(secrets.choice(ALPHABET) for _ in range(_SERIE_LONGUEUR))


def preuve_message(appareil_id: UUID, user_id: UUID) -> bytes:
    """What a device signs to prove that it holds the key it enrols."""
    return f"ts-appareil:v1:{appareil_id}:{user_id}".encode()


def etat_of(
    *, now: datetime, contact_le: datetime, revoque_le: datetime | None, perdu_le: datetime | None
) -> EtatAppareil:
    """How a device stands: lost counts before revoked, silent after 72 h without contact."""
    if perdu_le is not None:
        return "perdu"
    if revoque_le is not None:
        return "revoque"
    return "silencieux" if now - contact_le > SILENCE else "actif"


@dataclass(frozen=True)
class Declaration:
    """What a journal says of itself at a push; ``especes`` in minor units, not yet acknowledged.

    ``bilan``: per type, what it holds from its first act to ``seq``; None from an older app.
    """

    seq: int
    especes: int | None = None
    en_attente: int = 0
    photos: int = 0
    bilan: Mapping[str, "Total"] | None = None


@dataclass(frozen=True)
class Total:
    """Acts of one type: how many, and their cash in minor units."""

    nombre: int = 0
    especes: int = 0

    def __add__(self, other: "Total") -> "Total":
        return Total(self.nombre + other.nombre, self.especes + other.especes)


@dataclass(frozen=True)
class EcartBilan:
    """One type of which a journal and the server do not hold the same.

    ``recu`` counts from what both last agreed on, or a second person admitted.
    """

    type: str
    declare: Total
    recu: Total


def compare_totals(
    declares: Mapping[str, Total], recus: Mapping[str, Total]
) -> tuple[EcartBilan, ...]:
    """The types that differ, in count or in cash."""
    return tuple(
        EcartBilan(type, declares.get(type, Total()), recus.get(type, Total()))
        for type in sorted({*declares, *recus})
        if declares.get(type, Total()) != recus.get(type, Total())
    )


def missing_cash(ecarts: Iterable[EcartBilan]) -> int:
    """Cash a journal says it took and that never came, in minor units; never negative."""
    return max(0, sum(ecart.declare.especes - ecart.recu.especes for ecart in ecarts))


@dataclass(frozen=True)
class OperationAppliquee:
    """A second person applied an operation set aside.

    ``especes``, in minor units, is what its device had been counted as holding alone: nothing
    when the server held the operation before.
    """

    operation_id: UUID
    appareil_id: UUID
    pays: str
    especes: int
    now: datetime


class AppareilRefuse(BusinessError):
    """The device is somebody else's, or was revoked."""

    code = "appareil_refuse"
    status = 403
    title = "Appareil refusé"
    fr = "Cet appareil n'est pas (ou plus) enrôlé à votre nom. Rien n'est perdu : voyez un admin."
    en = "This device is not (or no longer) enrolled to you. Nothing is lost: see an admin."
    zh = "此设备未（或不再）登记在您名下。数据未丢失，请联系管理员。"


class AppareilRevoque(BusinessError):
    """Revoked or declared lost: what it sends is kept aside for an admin."""

    code = "appareil_revoque"
    status = 403
    title = "Appareil révoqué"
    fr = "Cet appareil a été révoqué ou déclaré perdu. Vos saisies sont gardées : voyez un admin."
    en = "This device was revoked or declared lost. What you captured is kept: see an admin."
    zh = "此设备已被吊销或申报丢失。您的录入已保留，请联系管理员。"


class AppareilDeplace(BusinessError):
    """The person changed country or function since: their new acts need a new journal."""

    code = "appareil_deplace"
    title = "Journal d'une autre fonction"
    fr = "Vous avez changé de pays ou de fonction : ouvrez un nouveau journal sur cet appareil."
    en = "Your country or function changed: open a new journal on this device."
    zh = "您的国家或职务已变更：请在此设备上新建日志。"


class PreuveDeCleInvalide(BusinessError):
    """The enrolment's signature was not made by the key it brings."""

    code = "preuve_de_cle_invalide"
    status = 422
    title = "Clé non prouvée"
    fr = "La clé de cet appareil n'a pas pu être vérifiée. Rechargez l'application et réessayez."
    en = "This device's key could not be verified. Reload the application and try again."
    zh = "无法验证此设备的密钥。请重新加载应用后重试。"


class CleExigee(BusinessError):
    """Keyless devices are not accepted here (TS_APPAREILS_SANS_CLE)."""

    code = "cle_exigee"
    status = 422
    title = "Clé exigée"
    fr = "Cet appareil doit présenter sa clé. Mettez l'application à jour et reconnectez-vous."
    en = "This device must present its key. Update the application and sign in again."
    zh = "此设备必须提供密钥。请更新应用并重新登录。"


class AppareilDejaPerdu(BusinessError):
    """A loss is booked once."""

    code = "appareil_deja_perdu"
    title = "Perte déjà déclarée"
    fr = "La perte de cet appareil est déjà déclarée. Voyez son dossier dans la liste."
    en = "This device was already declared lost. See its record in the list."
    zh = "此设备已申报丢失，请在列表中查看。"


class AutrePersonneExigee(BusinessError):
    """Nobody settles or signs off what they captured, imported or lost."""

    code = "autre_personne_exigee"
    title = "Une autre personne doit le faire"
    fr = "Vous êtes l'auteur ou l'importateur : une autre personne doit trancher."
    en = "You are the author or the importer: another person must settle this."
    zh = "您是录入人或导入人：必须由其他人处理。"


class AucunEcart(BusinessError):
    """A device and the server count alike, or its acts have not all come yet."""

    code = "aucun_ecart"
    title = "Aucun écart à admettre"
    fr = "Cet appareil et le serveur comptent pareil, ou ses saisies arrivent encore. Rechargez."
    en = "This device and the server count alike, or its entries are still coming. Reload."
    zh = "此设备与服务器统计一致，或其录入仍在到达。请刷新。"


class ArgentARegler(BusinessError):
    """What waits for a second person may be the whole difference: it is settled first."""

    code = "argent_a_regler"
    title = "Argent à régler d'abord"
    fr = "Des saisies d'argent de cet appareil attendent en quarantaine. Réglez-les d'abord."
    en = "Money entries of this device wait in quarantine. Settle them first."
    zh = "此设备有资金录入仍在暂存区，请先处理。"


class EspecesInferieures(BusinessError):
    """The cash booked for a lost device is at least what it last declared."""

    code = "especes_inferieures"
    status = 422
    title = "Montant trop faible"
    fr = "L'appareil avait déclaré {declare} : inscrivez au moins ce montant."
    en = "The device had declared {declare}: enter at least that amount."
    zh = "设备曾申报 {declare}：请至少填写该金额。"
