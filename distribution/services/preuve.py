"""The proof of a hand-over: the client's one-time code, a document, or an admin's word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.domain.personnes import UsageCode
from accounts.models import CodeUnique
from accounts.policies import Action, allowed, require
from accounts.services.codes import check_code, issue_code
from audit.services import record
from colis.domain import Cause, ColisBloque, Etat, next_etat
from colis.models import Client, Colis
from core.errors import BusinessError, Introuvable
from core.telephone import mask_telephone
from core.tenancy import Acteur
from distribution.domain.remise import ClientsDifferents, Preuve, code_subject


@dataclass(frozen=True)
class Lot:
    """The cartons of one hand-over: all of one client, here."""

    colis_list: tuple[Colis, ...]
    client_id: UUID
    telephone: str
    langue: str
    pays: str

    @property
    def sujet(self) -> str:
        """What a one-time code for exactly these cartons is bound to."""
        return code_subject(tuple(colis.id for colis in self.colis_list))


def read_lot(colis_ids: Sequence[UUID]) -> Lot:
    """The cartons asked for; Introuvable when one is not visible, ClientsDifferents for several."""
    colis_list = tuple(Colis.objects.filter(id__in=set(colis_ids)).order_by("id"))
    if len(colis_list) != len(set(colis_ids)):
        raise Introuvable
    if len({(colis.client_id, colis.pays_destination_id) for colis in colis_list}) != 1:
        raise ClientsDifferents
    first = colis_list[0]
    client = Client.objects.filter(id=first.client_id).first()
    return Lot(
        colis_list=colis_list,
        client_id=first.client_id,
        telephone=client.telephone if client else first.destinataire_telephone,
        langue=client.langue if client else "fr",
        pays=first.pays_destination_id,
    )


def check_releasable(colis: Colis) -> BusinessError | None:
    """Why a carton may not be handed over (its balance apart); None when it may."""
    try:
        next_etat(Etat(colis.statut), Cause.REMISE)
    except BusinessError as refusal:
        return refusal
    if colis.blocage:
        return ColisBloque(blocage=colis.blocage, motif=colis.blocage_motif)
    return None


def send_code(*, acteur: Acteur, now: datetime, colis_ids: Sequence[UUID]) -> CodeUnique:
    """Send the client a one-time code that opens exactly these cartons.

    Refuses what could not be handed over anyway; TropDeCodes beyond the phone's budget.
    """
    require(acteur, Action.SEND_CODE)
    lot = read_lot(colis_ids)
    for colis in lot.colis_list:
        refusal = check_releasable(colis)
        if refusal is not None:
            raise refusal
    code = issue_code(
        acteur=acteur,
        now=now,
        usage=UsageCode.REMISE,
        telephone=lot.telephone,
        sujet=lot.sujet,
        pays=lot.pays,
        langue=lot.langue,
    )
    record(
        acteur=acteur, now=now, action=Action.SEND_CODE, sujet_type="client",
        sujet_id=lot.client_id,
        apres={
            "colis": [str(colis.id) for colis in lot.colis_list],
            "telephone": mask_telephone(lot.telephone),
        },
    )  # fmt: skip
    return code


def check_preuve(*, acteur: Acteur, now: datetime, lot: Lot, preuve: Preuve, constat: bool) -> str:
    """Raise when the proof does not hold; of an accomplished fact, name the conflict instead.

    Call it before any other write: a wrong code's counted try survives the refusal.
    """
    if preuve.type == "derogation":
        if allowed(acteur, Action.OVERRIDE_PROOF):
            return ""
        if not constat:
            require(acteur, Action.OVERRIDE_PROOF)
        return "derogation_sans_droit"
    if preuve.type != "code":
        return ""
    refusal = check_code(
        now=now,
        usage=UsageCode.REMISE,
        telephone=lot.telephone,
        sujet=lot.sujet,
        code=preuve.code,
    )
    if refusal is None:
        return ""
    if not constat:
        raise refusal
    return "preuve_non_verifiee"
