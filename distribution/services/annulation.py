"""A collection is corrected only by its reversal, by another person, with its reason.

The cartons are due again and what was paid becomes the payer's credit: cash never leaves the
till here (it leaves as an expense, with the client's one-time code).
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from accounts.policies import Action, require
from accounts.services.visas import require_second_person
from audit.services import record
from colis.models import Colis
from colis.services.mouvement import lock_colis
from colis.services.reglement import reverse_reglement
from core.creations import claim
from core.errors import Introuvable
from core.events import publish
from core.tenancy import Acteur
from distribution.domain.caisse import (
    ANNULATION,
    EncaissementDejaAnnule,
    EncaissementReversed,
    PrepaiementRapproche,
    PropreActe,
)
from distribution.models import Annulation, Encaissement, LigneEncaissement
from distribution.services.concessions import tell_annulation
from distribution.services.ecritures import (
    AVOIRS,
    CREANCES,
    JETONS,
    LIAISON,
    RABAIS,
    Jambe,
    Piece,
    post,
)
from distribution.services.quittance import receivable_of

Paires = Sequence[tuple[LigneEncaissement, Colis]]


def reverse_encaissement(
    *, acteur: Acteur, now: datetime, id: UUID, encaissement_id: UUID, motif: str
) -> tuple[Annulation, bool]:
    """Reverse a collection; (the reversal, False) when it is a replay.

    Raises :class:`PropreActe` for its own cashier, :class:`EncaissementDejaAnnule`, and
    :class:`PrepaiementRapproche` for a prepayment already matched, which only direction reverses.
    """
    require(acteur, Action.REVERSE_ENCAISSEMENT)
    contenu = {"encaissement_id": encaissement_id, "motif": motif}
    if not claim(acteur=acteur, now=now, id=id, type="annulation", contenu=contenu):
        return Annulation.objects.get(id=id), False
    encaissement = _lock(encaissement_id)
    if encaissement.caissier_id == acteur.id:
        raise PropreActe
    require_second_person(
        acteur=acteur,
        now=now,
        auteur_id=encaissement.caissier_id,
        fait_le=encaissement.enregistre_le,
        sujet=("encaissement", encaissement.id),
    )
    if Annulation.objects.filter(encaissement_id=encaissement_id).exists():
        raise EncaissementDejaAnnule
    paires = _lock_lines(encaissement)
    annulation = Annulation(
        id=id,
        pays_id=encaissement.pays_id,
        encaissement=encaissement,
        motif=motif,
        acteur_id=acteur.id,
        enregistre_le=now,
    )
    annulation.save(force_insert=True)
    if encaissement.pays.origine:
        _post_origine(acteur, now, encaissement, paires)
    else:
        _post_destination(acteur, now, encaissement, paires)
    _restore(acteur, now, paires, origine=encaissement.pays.origine)
    _trace(acteur, now, annulation, encaissement, paires)
    tell_annulation(acteur=acteur, now=now, encaissement=encaissement, motif=motif)
    return annulation, True


def _lock(id: UUID) -> Encaissement:
    found = (
        Encaissement.objects.select_for_update(of=("self",))
        .select_related("pays")
        .filter(id=id)
        .first()
    )
    if found is None:
        raise Introuvable
    return found


def _lock_lines(encaissement: Encaissement) -> Paires:
    lignes = list(LigneEncaissement.objects.filter(encaissement=encaissement).order_by("id"))
    locked = {colis.id: colis for colis in lock_colis([ligne.colis_id for ligne in lignes])}
    if any(ligne.colis_id not in locked for ligne in lignes):
        raise Introuvable
    return [(ligne, locked[ligne.colis_id]) for ligne in lignes]


def _paid(ligne: LigneEncaissement) -> int:
    """What money settled, in the carton's currency."""
    return ligne.montant_du - ligne.rabais - ligne.jeton_cede


def _post_destination(
    acteur: Acteur, now: datetime, encaissement: Encaissement, paires: Paires
) -> None:
    jambes = [
        Jambe(AVOIRS, -sum(_paid(ligne) for ligne, _ in paires), client_id=encaissement.client_id)
    ]
    for ligne, colis in paires:
        jambes += [
            Jambe(receivable_of(colis), ligne.montant_du, colis.id, colis.client_id),
            Jambe(RABAIS, -ligne.rabais, colis.id, colis.client_id),
            Jambe(JETONS, -ligne.jeton_cede, colis.id, colis.client_id),
        ]
    _post(acteur, now, encaissement, encaissement.pays_id, encaissement.devise, jambes)


def _post_origine(
    acteur: Acteur, now: datetime, encaissement: Encaissement, paires: Paires
) -> None:
    """The origin owes the destination less; a carton already invoiced there is due there again."""
    matched = [(ligne, colis) for ligne, colis in paires if colis.facture_le is not None]
    if matched and acteur.fonction != "direction":
        raise PrepaiementRapproche
    jambes = [Jambe(LIAISON, ligne.montant, colis.id, colis.client_id) for ligne, colis in paires]
    credit = Jambe(
        AVOIRS, -sum(ligne.montant for ligne, _ in paires), client_id=encaissement.client_id
    )
    _post(acteur, now, encaissement, encaissement.pays_id, encaissement.devise, [*jambes, credit])
    for ligne, colis in matched:
        _post(
            acteur,
            now,
            encaissement,
            colis.pays_destination_id,
            colis.devise,
            [
                Jambe(CREANCES, ligne.montant_du, colis.id, colis.client_id),
                Jambe(LIAISON, -_paid(ligne), colis.id, colis.client_id),
                Jambe(RABAIS, -ligne.rabais, colis.id, colis.client_id),
            ],
        )


def _post(
    acteur: Acteur,
    now: datetime,
    encaissement: Encaissement,
    pays: str,
    devise: str,
    jambes: Sequence[Jambe],
) -> None:
    post(
        acteur=acteur,
        now=now,
        pays=pays,
        devise=devise,
        piece=Piece(
            type=ANNULATION,
            sujet_type="encaissement",
            sujet_id=encaissement.id,
            agence_id=encaissement.agence_id if pays == encaissement.pays_id else None,
            jambes=jambes,
        ),
    )


def _restore(acteur: Acteur, now: datetime, paires: Paires, *, origine: bool) -> None:
    for ligne, colis in paires:
        reverse_reglement(
            acteur=acteur,
            now=now,
            colis=colis,
            regle=_paid(ligne),
            regle_origine=_paid(ligne) if origine else 0,
            rabais=ligne.rabais,
            jeton_cede=ligne.jeton_cede,
        )


def _trace(
    acteur: Acteur,
    now: datetime,
    annulation: Annulation,
    encaissement: Encaissement,
    paires: Paires,
) -> None:
    record(
        acteur=acteur,
        now=now,
        action=Action.REVERSE_ENCAISSEMENT,
        sujet_type="encaissement",
        sujet_id=encaissement.id,
        pays=encaissement.pays_id,
        avant={"recu": encaissement.recu_numero, "montant": encaissement.montant},
        apres={"annulation_id": str(annulation.id)},
        motif=annulation.motif,
    )
    publish(
        EncaissementReversed(
            annulation_id=annulation.id,
            encaissement_id=encaissement.id,
            client_id=encaissement.client_id,
            colis_ids=tuple(colis.id for _, colis in paires),
            pays=encaissement.pays_id,
            now=now,
        )
    )
