"""Hand cartons over: on proof, paid or guaranteed, once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from accounts.domain.personnes import CodeInvalide
from accounts.policies import Action, allowed, require
from audit.services import record
from colis.domain import Cause, Etat
from colis.models import Colis
from colis.selectors.reglages import survenu_of
from colis.services.mouvement import lock_colis, move_colis
from core.chiffrement import encrypt
from core.creations import claim
from core.errors import BusinessError
from core.events import publish
from core.ids import uuid7
from core.tenancy import Acteur
from distribution.domain.remise import (
    DemandeRemise,
    RemiseDone,
    SignatureRefusee,
    SoldeDu,
    gravest,
)
from distribution.models import Remise, RemiseColis
from distribution.services.concessions_remise import tell_remise
from distribution.services.paiement_remise import take_payment
from distribution.services.preuve import Lot, check_preuve, check_releasable, read_lot
from distribution.services.reception import make_available, receive_colis
from distribution.services.signature import save_signature


@dataclass
class _Dossier:
    """A hand-over being made: what is found on the way."""

    acteur: Acteur
    now: datetime
    demande: DemandeRemise
    lot: Lot
    constat: bool
    survenu_le: datetime
    conflits: set[str] = field(default_factory=set)
    remis: list[Colis] = field(default_factory=list)
    gardes: list[Colis] = field(default_factory=list)
    solde: int = 0


def hand_over(
    *, acteur: Acteur, now: datetime, demande: DemandeRemise, constat: bool = False
) -> tuple[Remise, bool]:
    """Hand the cartons over, with their payment if one comes along; (the hand-over, False) again.

    Online it refuses a wrong proof, several clients, a state, a hold (ColisBloque) or a balance
    (SoldeDu) unless an admin guarantees. With ``constat`` (a device's log: it already happened)
    only what is not one's own is refused; all else is kept as a conflict in the agent's name.
    Locks: the payment's session, then all the cartons by id, the receipt counter last.
    """
    require(acteur, Action.HAND_OVER)
    if demande.garantie is not None and not constat:
        require(acteur, Action.RELEASE_ON_GUARANTEE)
    replayed = _replay(acteur, now, demande)
    if replayed is not None:
        return replayed, False
    lot = read_lot(demande.colis_ids)
    dossier = _Dossier(
        acteur, now, demande, lot, constat, survenu_of(acteur, demande.survenu_le, now)
    )
    replayed = _prove(dossier)
    if replayed is not None:
        return replayed, False
    if not _claim(acteur, now, demande):
        return Remise.objects.get(id=demande.id), False
    conflit = take_payment(acteur=acteur, now=now, demande=demande, lot=lot, constat=constat)
    if conflit:
        dossier.conflits.add(conflit)
    _sort(dossier, lock_colis(demande.colis_ids))
    _settle(dossier)
    remise = _save(dossier)
    _release(dossier)
    _tell(dossier, remise)
    tell_remise(acteur=acteur, now=now, remise=remise, colis_list=dossier.remis, constat=constat)
    return remise, True


def _claim(acteur: Acteur, now: datetime, demande: DemandeRemise) -> bool:
    return claim(acteur=acteur, now=now, id=demande.id, type="remise", contenu=demande.contenu)


def _replay(acteur: Acteur, now: datetime, demande: DemandeRemise) -> Remise | None:
    """The same id again: its hand-over, or IdDejaUtilise; None when it is new."""
    known = Remise.objects.filter(id=demande.id).first()
    if known is not None:
        _claim(acteur, now, demande)
    return known


def _prove(dossier: _Dossier) -> Remise | None:
    """Check the proof. A concurrent duplicate finds its code used up: it is a replay then."""
    acteur, now, demande = dossier.acteur, dossier.now, dossier.demande
    try:
        conflit = check_preuve(
            acteur=acteur, now=now, lot=dossier.lot, preuve=demande.preuve, constat=dossier.constat
        )
    except CodeInvalide:
        replayed = _replay(acteur, now, demande)
        if replayed is None:
            raise
        return replayed
    if conflit:
        dossier.conflits.add(conflit)
    return None


def _sort(dossier: _Dossier, locked: Sequence[Colis]) -> None:
    """What can be handed over; of an accomplished fact, what is kept as evidence only."""
    found = [_found_here(dossier, colis) for colis in locked]
    for colis in found:
        refusal = check_releasable(colis)
        if refusal is None:
            dossier.remis.append(colis)
            continue
        if not dossier.constat:
            raise refusal
        if colis.statut in (Etat.ARRIVE, Etat.DISPONIBLE):
            dossier.conflits.add("colis_bloque")
            dossier.remis.append(colis)
        else:
            dossier.conflits.add("deja_remis" if colis.statut == Etat.REMIS else "etat_inattendu")
            dossier.gardes.append(colis)


def _found_here(dossier: _Dossier, colis: Colis) -> Colis:
    """A carton handed over at the hangar before anyone scanned it has arrived all the same."""
    causes = {Etat.EXPEDIE: Cause.POINTAGE, Etat.MANQUANT: Cause.RETROUVE}
    cause = causes.get(Etat(colis.statut)) if dossier.constat else None
    if cause is not None:
        dossier.conflits.add("non_pointe")
        receive_colis(
            acteur=dossier.acteur,
            now=dossier.now,
            colis_list=[colis],
            cause=cause,
            survenus={colis.id: dossier.survenu_le},
            details={"remise_id": str(dossier.demande.id)},
        )
    return colis


def _settle(dossier: _Dossier) -> None:
    """Nothing leaves with a balance, unless an admin guarantees it or it already left."""
    due = [colis for colis in dossier.remis if colis.du]
    dossier.solde = sum(colis.du for colis in due)
    if not due:
        return
    garantie = dossier.demande.garantie
    if garantie is not None and allowed(dossier.acteur, Action.RELEASE_ON_GUARANTEE):
        return
    if not dossier.constat:
        raise _solde_du(dossier.solde, due)
    dossier.conflits.add("solde_du")


def _solde_du(solde: int, due: Sequence[Colis]) -> BusinessError:
    devise = due[0].devise
    return SoldeDu(
        montant=solde,
        devise=devise,
        du={"montant": solde, "devise": devise},
        colis=[
            {
                "colis_id": str(colis.id),
                "code_suivi": colis.code_suivi,
                "du": {"montant": colis.du, "devise": colis.devise},
            }
            for colis in due
        ],
    )


def _save(dossier: _Dossier) -> Remise:
    demande, acteur = dossier.demande, dossier.acteur
    cle, sha256 = _signature(dossier)
    retirant, garantie, preuve = demande.retirant, demande.garantie, demande.preuve
    numero = preuve.numero or (retirant.piece if retirant else "")
    remise = Remise(
        id=demande.id,
        pays_id=dossier.lot.pays,
        agence_id=acteur.agence_id,
        client_id=dossier.lot.client_id,
        preuve_type=preuve.type,
        piece_nature=preuve.nature or ("retirant" if numero else ""),
        piece_numero_chiffre=encrypt(numero) if numero else None,
        derogation_motif=preuve.motif,
        retirant_nom=retirant.nom if retirant else "",
        retirant_telephone=retirant.telephone if retirant else "",
        garant=garantie.garant if garantie else "",
        garantie_motif=garantie.motif if garantie else "",
        solde_garanti=dossier.solde,
        signature_cle=cle,
        signature_sha256=sha256,
        conflit=gravest(dossier.conflits),
        acteur_id=acteur.id,
        survenu_le=dossier.survenu_le,
        enregistre_le=dossier.now,
    )
    remise.save(force_insert=True)
    RemiseColis.objects.bulk_create(
        [RemiseColis(id=uuid7(), remise=remise, colis=colis) for colis in dossier.remis]
        + [
            RemiseColis(id=uuid7(), remise=remise, colis=colis, annulee_le=dossier.now)
            for colis in dossier.gardes
        ]
    )
    return remise


def _signature(dossier: _Dossier) -> tuple[str, str]:
    demande = dossier.demande
    if not demande.signature_png:
        return "", ""
    try:
        return save_signature(remise_id=demande.id, png_base64=demande.signature_png)
    except SignatureRefusee:
        if not dossier.constat:
            raise
        dossier.conflits.add("signature_illisible")
        return "", ""


def _release(dossier: _Dossier) -> None:
    """Move them; a client at the hangar passes through ``disponible`` in the same act."""
    acteur, now, moment = dossier.acteur, dossier.now, dossier.survenu_le
    moments = {colis.id: moment for colis in dossier.remis}
    at_hangar = [colis for colis in dossier.remis if colis.statut == Etat.ARRIVE]
    make_available(acteur=acteur, now=now, colis_list=at_hangar, survenus=moments)
    if dossier.remis:
        move_colis(
            acteur=acteur,
            now=now,
            colis_list=dossier.remis,
            cause=Cause.REMISE,
            survenu_le=moment,
            details={"remise_id": str(dossier.demande.id)},
            changes={"remis_le": moment, "emplacement": None},
            groupe=f"remise:{dossier.demande.id}",
        )


def _tell(dossier: _Dossier, remise: Remise) -> None:
    record(
        acteur=dossier.acteur,
        now=dossier.now,
        action=Action.HAND_OVER,
        sujet_type="remise",
        sujet_id=remise.id,
        apres={
            "colis": [str(colis.id) for colis in dossier.remis],
            "preuve": remise.preuve_type,
            "solde_garanti": remise.solde_garanti,
            "conflits": sorted(dossier.conflits),
        },
        motif=remise.derogation_motif or remise.garantie_motif,
        survenu_le=dossier.survenu_le,
    )
    publish(
        RemiseDone(
            remise_id=remise.id,
            client_id=remise.client_id,
            colis_ids=tuple(colis.id for colis in dossier.remis),
            pays=remise.pays_id,
            conflit=remise.conflit,
            solde_garanti=remise.solde_garanti,
            acteur_id=dossier.acteur.id,
            now=dossier.now,
        )
    )
