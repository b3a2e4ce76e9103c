"""Tills, collections and reversals: their words, refusals and facts. No framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core.errors import BusinessError, SaisieInvalide

ESPECES = "especes"
AVOIR = "avoir"
MOBILE_MONEY = ("orange_money", "wave", "moov", "sarali")
MOYENS_COMPTES = (ESPECES, *MOBILE_MONEY, "carte")
MOYENS = (*MOYENS_COMPTES, AVOIR)
JETONS = (25, 50, 100, 250)

COUPURES = {
    "XOF": (1, 5, 10, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000),
    "CNY": (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000),
}

# Types of journal entries (distribution.models.Ecriture.type).
FONDS = "fonds"
ENCAISSEMENT = "encaissement"
ENCAISSEMENT_TARDIF = "encaissement_tardif"
ANNULATION = "annulation"
ECART = "ecart"
DEPENSE = "depense"
TRANSFERT = "transfert"
VERSEMENT = "versement"
PERTE_APPAREIL = "perte_appareil"
PERTE_RETROUVEE = "perte_retrouvee"
ECART_APPAREIL = "ecart_appareil"

# The setting `rabais_limite` bounds a carton; these multiples of it bound a client over 30 days
# and an agent's day. The same for `jeton_cede_limite`.
RABAIS_FOIS_CLIENT_30J = 5
RABAIS_FOIS_JOUR = 10
JETONS_FOIS_CLIENT_30J = 5
JETONS_FOIS_JOUR = 20


def count_coupures(coupures: dict[str, int]) -> int:
    """The sum of a count ``{value: number}``, in minor units."""
    return sum(int(valeur) * nombre for valeur, nombre in coupures.items())


def check_coupures(coupures: Mapping[str, int], devise: str, champ: str) -> None:
    """Refuse notes and coins that do not exist in this currency."""
    known = {str(valeur) for valeur in COUPURES[devise]}
    unknown = sorted(set(coupures) - known)
    if unknown:
        raise SaisieInvalide(
            errors={champ: [f"coupures inconnues en {devise} : {', '.join(unknown)}"]}
        )


@dataclass(frozen=True)
class SessionCaisseChanged:
    """A till session was opened, counted or signed off."""

    session_id: UUID
    pays: str
    statut: str
    now: datetime


@dataclass(frozen=True)
class EncaissementRecorded:
    """Money was received (``client_id`` paid it) or a client's credit was used."""

    encaissement_id: UUID
    client_id: UUID
    colis_ids: tuple[UUID, ...]
    pays: str
    now: datetime


@dataclass(frozen=True)
class EncaissementReversed:
    """A collection was reversed: the cartons are due again, the client has a credit."""

    annulation_id: UUID
    encaissement_id: UUID
    client_id: UUID
    colis_ids: tuple[UUID, ...]
    pays: str
    now: datetime


class SessionFermee(BusinessError):
    """A collection needs the cashier's own open session."""

    code = "session_fermee"
    title = "Caisse fermée"
    fr = "Vous n'avez pas de session de caisse ouverte. Ouvrez votre caisse puis encaissez."
    en = "You have no open till session. Open your till, then collect."
    zh = "您没有打开的收银班次。请先开班再收款。"


class SessionDejaOuverte(BusinessError):
    """One open session per cashier."""

    code = "session_deja_ouverte"
    title = "Session déjà ouverte"
    fr = "Vous avez déjà une session ouverte ({caisse}). Comptez-la avant d'en ouvrir une autre."
    en = "You already have an open session ({caisse}). Count it before opening another."
    zh = "您已有打开的班次（{caisse}）。请先清点再开新班次。"


class CaisseOccupee(BusinessError):
    """One open session per till."""

    code = "caisse_occupee"
    title = "Caisse occupée"
    fr = "{caisse} est déjà ouverte par quelqu'un d'autre. Choisissez une autre caisse."
    en = "{caisse} is already open by someone else. Choose another till."
    zh = "{caisse} 已被他人打开，请选择其他收银台。"


class SessionDejaComptee(BusinessError):
    """One count per session."""

    code = "session_deja_comptee"
    title = "Caisse déjà comptée"
    fr = "Session déjà comptée : un seul comptage par session. Elle attend sa validation."
    en = "This session was already counted: one count per session. It awaits its sign-off."
    zh = "该班次已清点：每班次只能清点一次，正等待复核。"


class SessionNonComptee(BusinessError):
    """The count comes before the sign-off."""

    code = "session_non_comptee"
    title = "Caisse non comptée"
    fr = "Cette session n'est pas encore comptée. Le caissier doit d'abord la compter."
    en = "This session is not counted yet. The cashier must count it first."
    zh = "该班次尚未清点，请收银员先清点。"


class SessionDejaValidee(BusinessError):
    """A signed session never changes."""

    code = "session_deja_validee"
    title = "Session déjà validée"
    fr = "Cette session a déjà été validée le {validee_le}. Elle ne change plus."
    en = "This session was already signed off on {validee_le}. It no longer changes."
    zh = "该班次已于 {validee_le} 复核，不可再更改。"


class EcartAExpliquer(BusinessError):
    """A difference is signed off with its explanation."""

    code = "ecart_a_expliquer"
    status = 422
    title = "Écart à expliquer"
    fr = "Le comptage diffère de l'attendu ({ecart}). Donnez le motif de l'écart pour valider."
    en = "The count differs from what was expected ({ecart}). Give the reason to sign it off."
    zh = "清点与应有金额不符（{ecart}）。请填写差异原因后再复核。"


class PropreActe(BusinessError):
    """Nobody signs off or reverses their own act."""

    code = "propre_acte"
    status = 403
    title = "Une autre personne doit le faire"
    fr = "Personne ne valide ni n'annule son propre acte. Demandez à un autre admin."
    en = "Nobody signs off or reverses their own act. Ask another admin."
    zh = "不能复核或冲销自己的操作，请由其他管理员处理。"


class TropPercu(BusinessError):
    """More than is due: online it is refused, never kept silently."""

    code = "trop_percu"
    title = "Montant trop élevé"
    fr = "Le montant dépasse ce qui est dû de {excedent} {devise}. Corrigez le montant."
    en = "The amount exceeds what is due by {excedent} {devise}. Correct the amount."
    zh = "金额超过应付 {excedent} {devise}，请更正。"


class RabaisHorsLimite(BusinessError):
    """Beyond the agent's limit a discount is an admin's."""

    code = "rabais_hors_limite"
    status = 403
    title = "Rabais au-delà de la limite"
    fr = "Ce rabais dépasse votre limite ({plafond} {devise}, {portee}). Demandez à un admin."
    en = "This discount is beyond your limit ({plafond} {devise}, {portee}). Ask an admin."
    zh = "该折扣超出您的权限（{plafond} {devise}，{portee}）。请联系管理员。"


class JetonHorsLimite(BusinessError):
    """Small change given up needs no approval below a limit only."""

    code = "jeton_hors_limite"
    status = 403
    title = "Jetons cédés au-delà de la limite"
    fr = "Ce jeton cédé dépasse votre limite ({plafond} {devise}, {portee}). Demandez à un admin."
    en = "This jeton cédé is beyond your limit ({plafond} {devise}, {portee}). Ask an admin."
    zh = "该零头让利超出您的权限（{plafond} {devise}，{portee}）。请联系管理员。"


class ReferenceDejaUtilisee(BusinessError):
    """One operator's confirmation pays once."""

    code = "reference_deja_utilisee"
    title = "Référence déjà utilisée"
    fr = "La référence {reference} a déjà été encaissée. Vérifiez le message de l'opérateur."
    en = "Reference {reference} was already collected. Check the operator's message."
    zh = "参考号 {reference} 已收款，请核对运营商短信。"


class ColisNonPayable(BusinessError):
    """Nothing is owed on a cancelled, lost or returned carton."""

    code = "colis_non_payable"
    title = "Colis non payable"
    fr = "Le colis {code} est « {etat} » : rien ne peut y être encaissé. Retirez-le."
    en = 'Carton {code} is "{etat}": nothing can be collected on it. Take it off.'
    zh = "包裹 {code} 状态为“{etat}”，不能收款，请移除。"


class AvoirInsuffisant(BusinessError):
    """A credit pays only what it holds."""

    code = "avoir_insuffisant"
    title = "Avoir insuffisant"
    fr = "L'avoir du client est de {avoir} {devise}. Réduisez le montant ou encaissez autrement."
    en = "The client's credit is {avoir} {devise}. Lower the amount or collect otherwise."
    zh = "客户余额为 {avoir} {devise}，请减少金额或用其他方式收款。"


class EncaissementDejaAnnule(BusinessError):
    """A collection is reversed once."""

    code = "encaissement_deja_annule"
    title = "Déjà annulé"
    fr = "Cet encaissement a déjà été annulé. Rien d'autre à faire."
    en = "This collection was already reversed. Nothing else to do."
    zh = "该收款已被冲销，无需再操作。"


class PrepaiementRapproche(BusinessError):
    """A Chinese prepayment matched at arrival stands in the destination's books too."""

    code = "prepaiement_rapproche"
    title = "Prépaiement déjà rapproché"
    fr = "Ce paiement est déjà rapproché à l'arrivée du colis. Demandez à la direction."
    en = "This payment was already matched when the carton arrived. Ask direction."
    zh = "该付款已在包裹到达时核销，请联系总部处理。"


class TauxAbsent(BusinessError):
    """No exchange rate covers this moment."""

    code = "taux_absent"
    status = 422
    title = "Aucun taux de change"
    fr = "Aucun taux de {source} vers {cible} à cette date. Demandez à un admin de le saisir."
    en = "No rate from {source} to {cible} at this date. Ask an admin to enter it."
    zh = "该日期没有 {source} 兑 {cible} 的汇率，请管理员录入。"
