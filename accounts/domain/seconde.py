"""Who counts as a second person, and how much one person may give up alone. Pure rules.

Nobody approves, reverses or signs off their own act; nor does an account that the act's author
holds in hand: one they created, reset or reactivated, one too young, or one used at the same post.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from core.errors import BusinessError

AGE_MINIMUM = timedelta(days=7)
DELAI_VISA = timedelta(hours=48)


class Genre(StrEnum):
    """What can be given up or overridden."""

    RABAIS = "rabais"
    JETON_CEDE = "jeton_cede"
    GARANTIE = "garantie"
    DEROGATION = "derogation"
    REMISE_DUE = "remise_due"
    PRIX_NEGOCIE = "prix_negocie"
    CAPACITE = "capacite"
    POIDS = "poids"
    CORRECTION = "correction"
    ANNULATION = "annulation"
    ECART = "ecart"
    BLOCAGE_DG = "blocage_dg"
    BLOCAGE = "blocage"
    FRAIS = "frais"
    TELEPHONE = "telephone"


@dataclass(frozen=True, kw_only=True)
class Personne:
    """Whoever would sign: the account, the posts it has been used at for the act, and the
    accounts this person holds in hand (``tient``, see :func:`holds`).
    """

    id: UUID
    cree_le: datetime
    mains: Collection[str] = ()
    postes: Collection[UUID] = ()
    tient: Collection[UUID] = ()


SUITES = {
    Genre.RABAIS: "annuler_encaissement",
    Genre.JETON_CEDE: "annuler_encaissement",
    Genre.GARANTIE: "recouvrer",
    Genre.REMISE_DUE: "recouvrer",
    Genre.DEROGATION: "verifier_remise",
    Genre.PRIX_NEGOCIE: "corriger_prix",
    Genre.CAPACITE: "rouvrir_vol",
    Genre.POIDS: "repeser",
    Genre.CORRECTION: "corriger_encore",
    Genre.BLOCAGE_DG: "bloquer",
    Genre.BLOCAGE: "bloquer",
    Genre.TELEPHONE: "corriger_client",
}
"""What undoes each act that can wait for a visa, when the second person refuses: the act stands
until a person does this, by the same door and under the same rights as any other time."""


class SecondePersonne(BusinessError):
    """Base of the reasons why somebody is no second person for an act."""

    code = "seconde_personne"
    title = "Seconde personne requise"
    fr = "Une autre personne doit décider. Demandez à un autre admin."
    en = "Another person must decide. Ask another admin."
    zh = "须由另一人决定，请联系其他管理员。"


class ProprePersonne(SecondePersonne):
    """The author of the act."""

    code = "seconde_personne_soi"
    fr = "Personne ne signe son propre acte. Demandez à un autre admin."
    en = "Nobody signs their own act. Ask another admin."
    zh = "任何人不得签批自己的操作，请联系其他管理员。"


class CompteRecent(SecondePersonne):
    """An account under seven days old."""

    code = "seconde_personne_recente"
    fr = "Votre compte a moins de 7 jours : il ne compte pas encore comme seconde personne."
    en = "Your account is under 7 days old: it does not count as a second person yet."
    zh = "您的账号不足7天，尚不能作为第二人签批。"


class CompteTenu(SecondePersonne):
    """An account the author of the act created, reset or reactivated."""

    code = "seconde_personne_liee"
    fr = "L'auteur de cet acte a créé ou réouvert votre compte. Demandez à un autre admin."
    en = "The author of this act created or reopened your account. Ask another admin."
    zh = "该操作的作者创建或恢复过您的账号，请由其他管理员签批。"


class MemePoste(SecondePersonne):
    """The device the act was made on."""

    code = "seconde_personne_poste"
    fr = "Cet acte a été fait sur ce même poste. Signez depuis un autre appareil."
    en = "This act was made on this same device. Sign from another one."
    zh = "该操作在同一设备上完成，请在其他设备上签批。"


class AuteurTenu(SecondePersonne):
    """The signer made or reset the account of the act's author, who chose no password since."""

    code = "seconde_personne_tenante"
    fr = "Vous tenez encore le compte de l'auteur : il n'a pas choisi son mot de passe depuis."
    en = "You still hold the author's account: they have not chosen a password since."
    zh = "您仍掌握该操作作者的账号（其尚未自行更改密码），请由其他管理员签批。"


def holds(tenu_par: Mapping[str, str], qui: UUID, *, provisoire: bool, now: datetime) -> bool:
    """Whether ``qui`` could still act through an account.

    ``tenu_par`` says when (ISO 8601) each person made or reset it, since its owner last chose a
    password. A typed password (``provisoire``) never stops holding; a reset does after 7 days.
    """
    le = tenu_par.get(str(qui))
    return le is not None and (provisoire or now - datetime.fromisoformat(le) < AGE_MINIMUM)


def refusal_of(
    second: Personne, *, auteur_id: UUID, postes_acte: Collection[UUID], now: datetime
) -> SecondePersonne | None:
    """Why ``second`` does not count for an act of ``auteur_id``; None when they do."""
    if second.id == auteur_id:
        return ProprePersonne()
    if str(auteur_id) in {str(main) for main in second.mains}:
        return CompteTenu()
    if auteur_id in second.tient:
        return AuteurTenu()
    if now - second.cree_le < AGE_MINIMUM:
        return CompteRecent()
    if set(second.postes) & set(postes_acte):
        return MemePoste()
    return None


class ConcessionHorsLimite(BusinessError):
    """Alone, one gives up no more than this until somebody signs what is waiting."""

    code = "concession_hors_limite"
    title = "Au-delà de ce qu'on accorde seul"
    fr = "Au-delà de {plafond} {devise} {portee} sans visa. Faites signer ce qui attend."
    en = "Beyond {plafond} {devise} {portee} without a visa. Have what is waiting signed first."
    zh = "未签批的让步已超过 {plafond} {devise}（{portee}），请先完成签批。"


class VisaDejaDecide(BusinessError):
    """A decision is taken once."""

    code = "visa_deja_decide"
    title = "Déjà décidé"
    fr = "{decide_nom} a déjà décidé ({statut}). Une décision ne change plus."
    en = "{decide_nom} has already decided ({statut}). A decision does not change."
    zh = "{decide_nom} 已作出决定（{statut}），决定不可更改。"


@dataclass(frozen=True, kw_only=True)
class Plafonds:
    """What one person may give up alone (minor units): unsigned concessions only."""

    par_colis: int
    par_client: int
    par_jour: int


@dataclass(frozen=True, kw_only=True)
class Cumul:
    """Unsigned concessions already standing, and what is asked now."""

    montant: int
    par_colis: int
    par_client: int
    par_jour: int


def check_plafonds(cumul: Cumul, plafonds: Plafonds, devise: str) -> None:
    """Raise :class:`ConcessionHorsLimite` for the first bound passed; a bound of 0 is none."""
    for portee, deja, plafond in (
        ("par colis", cumul.par_colis, plafonds.par_colis),
        ("par client sur 30 jours", cumul.par_client, plafonds.par_client),
        ("par jour", cumul.par_jour, plafonds.par_jour),
    ):
        if plafond and deja + cumul.montant > plafond:
            raise ConcessionHorsLimite(plafond=plafond, devise=devise, portee=portee)
