"""The receivable arises when the carton reaches the destination, and goes back if it did not.

One entry per carton, whatever the flight's size in a bounded number of statements. What was paid
before arrival is matched here: at the destination against the carton's advance, in China against
``liaison``, in the carton's own currency at the rate frozen with the payment.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from colis.models import Colis
from colis.services.reglement import set_facture
from core.tenancy import Acteur
from distribution.selectors.journal import advances_by_colis, origin_rabais_by_colis
from distribution.services.ecritures import (
    AVOIRS,
    CREANCES,
    LIAISON,
    RABAIS,
    REVENUS,
    CleCompte,
    Jambe,
    Piece,
    post,
    post_many,
)

FACTURATION = "facturation"
FACTURATION_ANNULEE = "facturation_annulee"
AJUSTEMENT = "ajustement"


def post_arrival(*, acteur: Acteur, now: datetime, colis_list: Sequence[Colis]) -> None:
    """Make LOCKED cartons due at their destination: debit ``creances``, credit ``revenus``.

    Sets ``facture_le``; a carton already invoiced is left alone. Call it in the transaction that
    moves them to ``arrive``, whatever the cause (check-in, surplus, found, added at arrival).
    """
    todo = [colis for colis in colis_list if colis.facture_le is None]
    settled = [colis.id for colis in todo if colis.prix != colis.du]
    advances = advances_by_colis(settled) if settled else {}
    for pays, devise, group in _by_country(todo):
        post_many(
            acteur=acteur,
            now=now,
            pays=pays,
            devise=devise,
            pieces=[_arrival(acteur, colis, advances.get(colis.id, 0)) for colis in group],
        )
    _mark(todo, now)


def post_arrival_reversal(*, acteur: Acteur, now: datetime, colis_list: Sequence[Colis]) -> None:
    """Undo the receivable of LOCKED cartons that had not arrived (correction arrive → expedie).

    What was paid at the destination becomes the carton's advance again; clears ``facture_le``.
    """
    todo = [colis for colis in colis_list if colis.facture_le is not None]
    rabais = origin_rabais_by_colis([colis.id for colis in todo if colis.rabais])
    for pays, devise, group in _by_country(todo):
        post_many(
            acteur=acteur,
            now=now,
            pays=pays,
            devise=devise,
            pieces=[_arrival_undone(acteur, colis, rabais.get(colis.id, 0)) for colis in group],
        )
    _mark(todo, None)


def post_price_change(*, acteur: Acteur, now: datetime, colis: Colis, ecart: int) -> None:
    """A LOCKED carton's price moved by ``ecart`` (minor units): nothing before it is invoiced."""
    if colis.facture_le is None or not ecart:
        return
    post(
        acteur=acteur,
        now=now,
        pays=colis.pays_destination_id,
        devise=colis.devise,
        piece=Piece(
            type=AJUSTEMENT,
            sujet_type="colis",
            sujet_id=colis.id,
            agence_id=acteur.agence_id,
            jambes=[
                Jambe(CREANCES, ecart, colis.id, colis.client_id),
                Jambe(REVENUS, -ecart, colis.id),
            ],
        ),
    )


def _arrival(acteur: Acteur, colis: Colis, advance: int) -> Piece:
    """Invoice the price, then settle what was already paid, so that ``creances`` equals ``du``."""
    rabais_origine = colis.prix - colis.du - advance - colis.regle_origine
    return Piece(
        type=FACTURATION,
        sujet_type="colis",
        sujet_id=colis.id,
        agence_id=acteur.agence_id,
        jambes=[
            Jambe(CREANCES, colis.prix, colis.id, colis.client_id),
            Jambe(REVENUS, -colis.prix, colis.id),
            *_matched(colis, AVOIRS, advance),
            *_matched(colis, LIAISON, colis.regle_origine),
            *_matched(colis, RABAIS, rabais_origine),
        ],
    )


def _arrival_undone(acteur: Acteur, colis: Colis, rabais_origine: int) -> Piece:
    advance = colis.prix - colis.du - colis.regle_origine - rabais_origine
    return Piece(
        type=FACTURATION_ANNULEE,
        sujet_type="colis",
        sujet_id=colis.id,
        agence_id=acteur.agence_id,
        jambes=[
            Jambe(CREANCES, -colis.prix, colis.id, colis.client_id),
            Jambe(REVENUS, colis.prix, colis.id),
            *_matched(colis, AVOIRS, -advance),
            *_matched(colis, LIAISON, -colis.regle_origine),
            *_matched(colis, RABAIS, -rabais_origine),
        ],
    )


def _matched(colis: Colis, compte: CleCompte, montant: int) -> list[Jambe]:
    return [
        Jambe(compte, montant, colis.id, colis.client_id),
        Jambe(CREANCES, -montant, colis.id, colis.client_id),
    ]


def _by_country(colis_list: Iterable[Colis]) -> list[tuple[str, str, list[Colis]]]:
    groups: dict[tuple[str, str], list[Colis]] = {}
    for colis in colis_list:
        groups.setdefault((colis.pays_destination_id, colis.devise), []).append(colis)
    return [(pays, devise, group) for (pays, devise), group in sorted(groups.items())]


def _mark(colis_list: Sequence[Colis], moment: datetime | None) -> None:
    ids: list[UUID] = [colis.id for colis in colis_list]
    if ids:
        set_facture(colis_ids=ids, facture_le=moment)
    for colis in colis_list:
        colis.facture_le = moment
