"""What one payment writes: its row and receipt, lines, entry, the cartons' dues, its trace."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from accounts.policies import Action
from audit.services import record
from colis.models import Colis
from colis.selectors.reglages import survenu_of
from colis.services.reglement import apply_reglement
from core.ids import uuid7
from distribution.domain.caisse import AVOIR, ENCAISSEMENT, ESPECES, ReferenceDejaUtilisee
from distribution.domain.encaissement import Paiement, Part
from distribution.models import Encaissement, LigneEncaissement
from distribution.selectors.journal import is_late
from distribution.services.ecritures import (
    AVOIRS,
    CREANCES,
    JETONS,
    LIAISON,
    RABAIS,
    CleCompte,
    Jambe,
    Piece,
    post,
)
from distribution.services.guichet import Guichet, next_recu


def save_encaissement(
    paiement: Paiement,
    parts: Sequence[Part],
    avoir: int,
    guichet: Guichet,
    *,
    constat: bool = False,
) -> Encaissement:
    """The collection with its receipt number and lines; its operator's reference pays once.

    Of an accomplished fact (``constat``) a reference used before is set apart: the money stands
    ``a_rapprocher`` until someone else finds which of the two payments it is.
    """
    survenu_le = survenu_of(guichet.acteur, paiement.survenu_le, guichet.now)
    session = guichet.session
    encaissement = Encaissement(
        id=paiement.id,
        pays=guichet.pays,
        agence=guichet.agence,
        session=session,
        caissier_id=guichet.acteur.id,
        client_id=paiement.client_id,
        moyen=paiement.moyen,
        montant=sum(part.montant for part in parts) + avoir,
        devise=guichet.devise,
        reference_operateur=paiement.reference_operateur,
        rapprochement="" if paiement.moyen in (ESPECES, AVOIR) else "a_rapprocher",
        rabais=sum(part.rabais for part in parts) if not guichet.origine else paiement.rabais,
        rabais_motif=paiement.rabais_motif,
        jeton_cede=sum(part.jeton_cede for part in parts),
        avoir=avoir,
        recu_numero=next_recu(guichet),
        recu_provisoire=paiement.recu_provisoire,
        tardif=session is None or is_late(guichet.acteur.id, survenu_le),
        survenu_le=survenu_le,
        enregistre_le=guichet.now,
    )
    _insert(encaissement, constat=constat)
    LigneEncaissement.objects.bulk_create(
        LigneEncaissement(
            id=uuid7(),
            encaissement=encaissement,
            colis_id=part.colis_id,
            montant=part.montant,
            montant_du=part.montant_du,
            du_avant=part.du,
            rabais=part.rabais,
            jeton_cede=part.jeton_cede,
        )
        for part in parts
    )
    return encaissement


def _insert(encaissement: Encaissement, *, constat: bool) -> None:
    """The row, once per operator's reference and per provisional number."""
    while True:
        try:
            with transaction.atomic():
                encaissement.save(force_insert=True)
        except IntegrityError as error:
            _set_apart(encaissement, error, constat=constat)
        else:
            return


def _set_apart(encaissement: Encaissement, error: IntegrityError, *, constat: bool) -> None:
    """Change the reference or number that clashed, where both payments are facts to keep."""
    reference, provisoire = encaissement.reference_operateur, encaissement.recu_provisoire
    if "reference_operateur_unique" in str(error):
        if not constat:
            raise ReferenceDejaUtilisee(reference=reference) from error
        encaissement.reference_operateur = _ended(encaissement, reference[:55])
    elif "recu_provisoire_unique" in str(error):
        encaissement.recu_provisoire = _apart(encaissement)
    if (reference, provisoire) == (encaissement.reference_operateur, encaissement.recu_provisoire):
        raise error


def number_encaissement(encaissement: Encaissement, numero: str) -> Encaissement:
    """The provisional number printed for a payment already recorded; written once."""
    if not numero or encaissement.recu_provisoire:
        return encaissement
    encaissement.recu_provisoire = numero
    try:
        with transaction.atomic():
            encaissement.save(update_fields=["recu_provisoire"])
    except IntegrityError:
        encaissement.recu_provisoire = _apart(encaissement)
        encaissement.save(update_fields=["recu_provisoire"])
    return encaissement


def _apart(encaissement: Encaissement) -> str:
    """Two receipts printed with one number are a fact to keep: the second gets its id's end."""
    return _ended(encaissement, encaissement.recu_provisoire[:19])


def _ended(encaissement: Encaissement, debut: str) -> str:
    return f"{debut}-{encaissement.id.hex[-4:].upper()}"


def settle_encaissement(
    encaissement: Encaissement, parts: Sequence[Part], colis_list: Sequence[Colis], guichet: Guichet
) -> None:
    """Entry, dues and trace of a collection, in its transaction, on LOCKED cartons."""
    by_id = {colis.id: colis for colis in colis_list}
    pairs = [(part, by_id[part.colis_id]) for part in parts]
    jambes = [
        Jambe(
            guichet.entering(encaissement.moyen),
            encaissement.montant,
            client_id=encaissement.client_id,
        ),
        Jambe(AVOIRS, -encaissement.avoir, client_id=encaissement.client_id),
    ]
    for part, colis in pairs:
        jambes += _legs_origine(part, colis) if guichet.origine else _legs(part, colis)
    post(
        acteur=guichet.acteur,
        now=guichet.now,
        pays=guichet.pays.code,
        devise=guichet.devise,
        piece=Piece(
            type=ENCAISSEMENT,
            sujet_type="encaissement",
            sujet_id=encaissement.id,
            agence_id=guichet.agence.id,
            session_id=encaissement.session_id,
            survenu_le=encaissement.survenu_le,
            jambes=jambes,
        ),
    )
    for part, colis in pairs:
        apply_reglement(
            acteur=guichet.acteur,
            now=guichet.now,
            colis=colis,
            regle=part.regle,
            regle_origine=part.regle if guichet.origine else 0,
            rabais=part.rabais,
            jeton_cede=part.jeton_cede,
            survenu_le=encaissement.survenu_le,
        )
    _trace(encaissement, guichet, parts)


def receivable_of(colis: Colis) -> CleCompte:
    """Where a carton's settlement is credited: its receivable, or its advance before arrival."""
    return AVOIRS if colis.facture_le is None else CREANCES


def _legs(part: Part, colis: Colis) -> list[Jambe]:
    return [
        Jambe(receivable_of(colis), -part.montant_du, colis.id, colis.client_id),
        Jambe(RABAIS, part.rabais, colis.id, colis.client_id),
        Jambe(JETONS, part.jeton_cede, colis.id, colis.client_id),
    ]


def _legs_origine(part: Part, colis: Colis) -> list[Jambe]:
    """The destination books the settlement at arrival (journal.post_arrival), discount included."""
    return [Jambe(LIAISON, -part.montant, colis.id, colis.client_id)]


def _trace(encaissement: Encaissement, guichet: Guichet, parts: Sequence[Part]) -> None:
    record(
        acteur=guichet.acteur,
        now=guichet.now,
        action=Action.RECORD_ENCAISSEMENT,
        sujet_type="encaissement",
        sujet_id=encaissement.id,
        pays=guichet.pays.code,
        apres={
            "recu": encaissement.recu_numero,
            "montant": encaissement.montant,
            "devise": encaissement.devise,
            "moyen": encaissement.moyen,
            "rabais": encaissement.rabais,
            "jeton_cede": encaissement.jeton_cede,
            "avoir": encaissement.avoir,
            "tardif": encaissement.tardif,
            "colis": [str(part.colis_id) for part in parts],
        },
        motif=encaissement.rabais_motif,
        survenu_le=encaissement.survenu_le,
    )
