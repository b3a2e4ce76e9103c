"""A carton's life: states, the only transition table, refusals and facts. No framework."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.errors import BusinessError


class Etat(StrEnum):
    """Where a carton is in its life."""

    RECU = "recu"
    GROUPE = "groupe"
    EXPEDIE = "expedie"
    ARRIVE = "arrive"
    DISPONIBLE = "disponible"
    REMIS = "remis"
    MANQUANT = "manquant"
    PERDU = "perdu"
    RETOURNE = "retourne"
    ANNULE = "annule"


class Cause(StrEnum):
    """What makes a carton change state; the event's ``type``."""

    ENREGISTREMENT = "enregistrement"
    ARRIVEE_INCONNUE = "arrivee_inconnue"
    CHARGEMENT = "chargement"
    DECHARGEMENT = "dechargement"
    DEPART = "depart"
    POINTAGE = "pointage"
    SURPLUS = "surplus"
    MANQUE = "manque"
    RETROUVE = "retrouve"
    PERTE = "perte"
    MISE_A_DISPOSITION = "mise_a_dispo"
    REMISE = "remise"
    RETOUR = "retour"
    ANNULATION = "annulation"
    CORRECTION = "correction"


class Fait(StrEnum):
    """Events that change no state, beside the causes above."""

    PESEE = "pesee"
    MODIFICATION = "modification"
    PHOTO = "photo"
    ETIQUETTE = "etiquette"
    BLOCAGE = "blocage"
    DEBLOCAGE = "deblocage"
    RANGEMENT = "rangement"
    ENCAISSEMENT = "encaissement"
    REPRISE = "reprise"
    OBSERVATION = "observation"


TRANSITIONS: dict[Cause, tuple[tuple[Etat | None, Etat], ...]] = {
    Cause.ENREGISTREMENT: ((None, Etat.RECU),),
    Cause.ARRIVEE_INCONNUE: ((None, Etat.ARRIVE),),
    Cause.CHARGEMENT: ((Etat.RECU, Etat.GROUPE),),
    Cause.DECHARGEMENT: ((Etat.GROUPE, Etat.RECU),),
    Cause.DEPART: ((Etat.GROUPE, Etat.EXPEDIE),),
    Cause.POINTAGE: ((Etat.EXPEDIE, Etat.ARRIVE),),
    Cause.SURPLUS: ((Etat.RECU, Etat.ARRIVE), (Etat.GROUPE, Etat.ARRIVE)),
    Cause.MANQUE: ((Etat.EXPEDIE, Etat.MANQUANT),),
    Cause.RETROUVE: ((Etat.MANQUANT, Etat.ARRIVE),),
    Cause.PERTE: ((Etat.MANQUANT, Etat.PERDU),),
    Cause.MISE_A_DISPOSITION: ((Etat.ARRIVE, Etat.DISPONIBLE),),
    Cause.REMISE: ((Etat.ARRIVE, Etat.REMIS), (Etat.DISPONIBLE, Etat.REMIS)),
    Cause.RETOUR: ((Etat.DISPONIBLE, Etat.RETOURNE),),
    Cause.ANNULATION: ((Etat.RECU, Etat.ANNULE),),
    Cause.CORRECTION: (
        (Etat.REMIS, Etat.DISPONIBLE),
        (Etat.ARRIVE, Etat.EXPEDIE),
        (Etat.PERDU, Etat.MANQUANT),
    ),
}

MODES = ("cargo", "express")
CATEGORIES = (
    "standard",
    "telephone",
    "electronique",
    "batterie",
    "cosmetique",
    "document",
    "alimentaire",
    "liquide",
)
SOURCES_POIDS = ("balance", "manuel")
BLOCAGES = ("dg", "douane", "litige")


def next_etat(etat: Etat | None, cause: Cause) -> Etat:
    """The state ``cause`` leads to from ``etat``; :class:`TransitionInterdite` otherwise."""
    for source, cible in TRANSITIONS[cause]:
        if source == etat:
            return cible
    raise TransitionInterdite(etat=str(etat or "absent"), cause=str(cause))


def clamp_survenu(
    survenu_le: datetime | None, *, now: datetime, contact_le: datetime | None = None
) -> datetime:
    """When a fact may have happened: between the device's last contact and now."""
    if survenu_le is None or survenu_le > now:
        return now
    if contact_le is not None and survenu_le < contact_le:
        return contact_le
    return survenu_le


@dataclass(frozen=True)
class Mouvement:
    """One carton's change of state, by ids only."""

    evenement_id: UUID
    colis_id: UUID
    de: str
    vers: str


@dataclass(frozen=True)
class ColisMoved:
    """Cartons changed state for one cause in one act (a whole flight is one fact)."""

    cause: Cause
    mouvements: tuple[Mouvement, ...]
    acteur_id: UUID
    pays: str
    now: datetime
    groupe: str = ""


@dataclass(frozen=True)
class ColisChanged:
    """A carton's content changed without changing state (weight, block, photo, due)."""

    fait: str
    colis_id: UUID
    pays_origine: str
    pays_destination: str
    now: datetime


class TransitionInterdite(BusinessError):
    """The state machine has no such move from the present state."""

    code = "transition_interdite"
    title = "Impossible dans cet état"
    fr = "Ce colis est « {etat} » : {cause} n'est pas possible. Rechargez sa fiche et vérifiez."
    en = "This carton is “{etat}”: {cause} is not possible. Reload it and check."
    zh = "该包裹状态为“{etat}”，无法执行 {cause}。请刷新后核对。"


class ColisBloque(BusinessError):
    """A blocked carton is neither loaded nor handed over."""

    code = "colis_bloque"
    title = "Colis bloqué"
    fr = "Colis bloqué ({blocage}) : {motif}. Un admin du pays qui l'a bloqué doit le débloquer."
    en = "Carton on hold ({blocage}): {motif}. An admin of the country that set it must lift it."
    zh = "包裹已冻结（{blocage}）：{motif}。需由冻结国管理员解除。"


class DelaiDepasse(BusinessError):
    """The agent's own window for this act is over."""

    code = "delai_depasse"
    title = "Délai dépassé"
    fr = "Le délai de {minutes} minutes est passé. Demandez à un admin de le faire."
    en = "The {minutes}-minute window is over. Ask an admin to do it."
    zh = "已超过 {minutes} 分钟时限，请联系管理员处理。"


class ArgentSurColis(BusinessError):
    """Money stands on the carton: reverse it first."""

    code = "argent_sur_colis"
    title = "Colis déjà payé"
    fr = "De l'argent a été encaissé sur ce colis. Annulez d'abord l'encaissement."
    en = "Money was collected on this carton. Reverse the collection first."
    zh = "该包裹已有收款，请先冲销收款。"


class ContenuFige(BusinessError):
    """Contents and weights are frozen once the flight is closed."""

    code = "contenu_fige"
    title = "Contenu figé"
    fr = "Le vol de ce colis est clôturé : rouvrez le vol pour corriger ({champs})."
    en = "This carton's flight is closed: reopen the flight to correct it ({champs})."
    zh = "该包裹所在航班已关闭：请先重新开放航班再更正（{champs}）。"


class ClientExiste(BusinessError):
    """A client of this country already has this phone."""

    code = "client_existe"
    title = "Client déjà connu"
    fr = "Ce téléphone appartient déjà à un client de ce pays. Utilisez sa fiche."
    en = "This phone already belongs to a client of this country. Use that record."
    zh = "该电话已属于本国客户，请使用其档案。"


class TarifAbsent(BusinessError):
    """No price covers this route, mode and category now."""

    code = "tarif_absent"
    status = 422
    title = "Aucun tarif"
    fr = "Aucun tarif pour {mode} / {categorie} vers {pays}. Demandez à l'admin de destination."
    en = "No price for {mode} / {categorie} to {pays}. Ask the destination's admin."
    zh = "没有 {pays} 的 {mode} / {categorie} 价格，请联系目的地管理员。"


class TarifChevauchant(BusinessError):
    """Two prices may not cover the same moment."""

    code = "tarif_chevauchant"
    title = "Tarifs qui se chevauchent"
    fr = "Un tarif couvre déjà cette période. Clôturez-le d'abord à la date voulue."
    en = "A price already covers this period. Close it first at the wanted date."
    zh = "该期间已有价格，请先设定其结束日期。"


class CodeSuiviPris(BusinessError):
    """A tracking code names one carton for ever."""

    code = "code_suivi_pris"
    title = "Code déjà attribué"
    fr = "Ce code de suivi désigne déjà un autre colis. Imprimez une nouvelle étiquette."
    en = "This tracking code already names another carton. Print a new label."
    zh = "该追踪码已属于其他包裹，请打印新标签。"


class PhotoRefusee(BusinessError):
    """Not a picture we can keep."""

    code = "photo_refusee"
    status = 422
    title = "Photo refusée"
    fr = "Photo refusée : {raison}. Reprenez une photo JPEG, PNG ou WebP de moins de 10 Mo."
    en = "Photo refused: {raison}. Take a JPEG, PNG or WebP picture under 10 MB."
    zh = "照片被拒绝：{raison}。请重新拍摄 10 MB 以内的 JPEG、PNG 或 WebP。"
