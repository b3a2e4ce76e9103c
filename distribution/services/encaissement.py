"""Money received for cartons: one payment, one receipt, one entry, the cartons' dues.

Lock order: the cashier's session, the cartons by id, the receipt counter last. A caller that
needs cartons locked for its own act (a hand-over with its payment) names them in ``avec``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from accounts.policies import Action, require
from colis.models import Client, Colis
from colis.services.mouvement import lock_colis
from core.creations import claim
from core.errors import Introuvable, SaisieInvalide
from core.events import publish
from core.tenancy import Acteur
from distribution.domain.caisse import (
    AVOIR,
    MOBILE_MONEY,
    AvoirInsuffisant,
    ColisNonPayable,
    EncaissementRecorded,
    SessionFermee,
    TauxAbsent,
    TropPercu,
)
from distribution.domain.encaissement import Paiement, Part, Taux, concede, pay_lignes, pay_somme
from distribution.models import Encaissement
from distribution.selectors.encaissement import payable_colis_ids
from distribution.selectors.journal import client_credit
from distribution.selectors.recu import taux_of
from distribution.services.concessions import (
    check_concessions,
    keep_allowed,
    lock_client,
    tell_concessions,
)
from distribution.services.guichet import Guichet, lock_own_session, open_guichet
from distribution.services.quittance import (
    number_encaissement,
    save_encaissement,
    settle_encaissement,
)

NON_PAYABLES = ("annule", "perdu")


def _identity(paiement: Paiement) -> dict[str, object]:
    """What makes two payments of one id the same; the printed number may come with the replay.

    A payment posted whose answer was lost is told again from the device's log, which numbers it.
    """
    return {nom: valeur for nom, valeur in asdict(paiement).items() if nom != "recu_provisoire"}


def record_encaissement(
    *,
    acteur: Acteur,
    now: datetime,
    paiement: Paiement,
    constat: bool = False,
    avec: Iterable[UUID] = (),
) -> tuple[Encaissement, bool]:
    """Record one payment; (the collection, False) when it is a replay.

    Online an excess is :class:`TropPercu` and a missing session :class:`SessionFermee`. With
    ``constat`` (a device's log: it already happened) the excess becomes the payer's credit, and so
    does what was paid on a carton hidden again or without a rate; a discount the cashier could not
    give stays due, and without an open session the money waits
    for the cashier's next one. ``avec`` are cartons to lock in the same order, before the counter.
    """
    require(acteur, Action.RECORD_ENCAISSEMENT)
    if not claim(
        acteur=acteur, now=now, id=paiement.id, type="encaissement", contenu=_identity(paiement)
    ):
        known = Encaissement.objects.get(id=paiement.id)
        return number_encaissement(known, paiement.recu_provisoire), False
    _check_saisie(paiement)
    session = lock_own_session(acteur)
    if session is None and not constat:
        raise SessionFermee
    guichet = open_guichet(acteur, now, session)
    colis_list = _lock_colis(paiement, guichet, avec, constat=constat)
    _check_client(paiement, colis_list)
    if constat:
        paiement, beyond = keep_allowed(guichet=guichet, paiement=paiement, colis_list=colis_list)
    else:
        _check_payables(colis_list, guichet)
        beyond = check_concessions(guichet=guichet, paiement=paiement, colis_list=colis_list)
    parts, avoir = _split(paiement, colis_list, guichet, constat=constat)
    _check_credit(paiement, parts, guichet)
    encaissement = save_encaissement(paiement, parts, avoir, guichet, constat=constat)
    settle_encaissement(encaissement, parts, colis_list, guichet)
    tell_concessions(guichet=guichet, encaissement=encaissement, visa=beyond, constat=constat)
    publish(
        EncaissementRecorded(
            encaissement_id=encaissement.id,
            client_id=paiement.client_id,
            colis_ids=tuple(part.colis_id for part in parts),
            pays=guichet.pays.code,
            now=now,
        )
    )
    return encaissement, True


def _check_saisie(paiement: Paiement) -> None:
    if bool(paiement.lignes) == (paiement.somme is not None):
        raise SaisieInvalide(errors={"lignes": ["donnez soit les lignes, soit la somme"]})
    if len({colis_id for colis_id, _ in paiement.lignes}) != len(paiement.lignes):
        raise SaisieInvalide(errors={"lignes": ["un colis n'apparaît qu'une fois"]})
    if paiement.moyen in MOBILE_MONEY and not paiement.reference_operateur:
        raise SaisieInvalide(
            errors={"reference_operateur": ["recopiez la référence du message de l'opérateur"]}
        )
    given = paiement.somme or sum(montant for _, montant in paiement.lignes)
    if not (given or paiement.rabais or paiement.jeton_cede):
        raise SaisieInvalide(errors={"lignes": ["rien n'est encaissé"]})


def _lock_colis(
    paiement: Paiement, guichet: Guichet, avec: Iterable[UUID], *, constat: bool
) -> list[Colis]:
    """The cartons, locked in id order, given back in the order money fills them.

    Received already (``constat``), money for a carton the origin hid again has no carton.
    """
    if paiement.rabais or paiement.moyen == AVOIR:
        lock_client(paiement)
    if paiement.somme is None:
        ids = [colis_id for colis_id, _ in paiement.lignes]
    else:
        ids = payable_colis_ids(paiement.client_id, guichet.pays)
    locked = {colis.id: colis for colis in lock_colis({*ids, *avec})}
    if not _keeps_excess(paiement, constat=constat) and not locked.keys() >= set(ids):
        raise Introuvable
    return [locked[colis_id] for colis_id in ids if colis_id in locked]


def _keeps_excess(paiement: Paiement, *, constat: bool) -> bool:
    """Money received is kept as a credit; a credit spent is not money received."""
    return constat and paiement.moyen != AVOIR


def _check_client(paiement: Paiement, colis_list: Sequence[Colis]) -> None:
    """The payer is a client one sees, or the addressee of a carton one sees."""
    if any(colis.client_id == paiement.client_id for colis in colis_list):
        return
    if not Client.objects.filter(id=paiement.client_id).exists():
        raise Introuvable


def _is_payable(colis: Colis, guichet: Guichet) -> bool:
    """At the origin only until arrival: after it the receivable is the destination's."""
    if colis.statut in NON_PAYABLES:
        return False
    return not (guichet.origine and colis.facture_le is not None)


def _check_payables(colis_list: Sequence[Colis], guichet: Guichet) -> None:
    for colis in colis_list:
        if not _is_payable(colis, guichet):
            raise ColisNonPayable(code=colis.code_suivi, etat=colis.statut)


def _split(
    paiement: Paiement, colis_list: Sequence[Colis], guichet: Guichet, *, constat: bool
) -> tuple[list[Part], int]:
    """Each carton's share and the excess (till's currency), 0 unless ``constat``."""
    keep_excess = _keeps_excess(paiement, constat=constat)
    parts = [_part(colis, guichet, keep_excess=keep_excess) for colis in colis_list]
    if paiement.somme is None:
        here = {part.colis_id for part in parts}
        nowhere = sum(montant for colis_id, montant in paiement.lignes if colis_id not in here)
        excess = nowhere + pay_lignes(parts, dict(paiement.lignes))
    else:
        excess = pay_somme(parts, paiement.somme)
    taux = next((part.taux for part in parts if part.du), Taux())
    rabais = taux.settle(paiement.rabais)
    unused = concede(parts, rabais, "rabais") + concede(parts, paiement.jeton_cede, "jeton_cede")
    kept = [part for part in parts if part.montant or part.montant_du]
    if (excess or unused) and not (keep_excess and (excess or kept)):
        raise TropPercu(
            excedent=excess or unused,
            devise=guichet.devise,
            colis=[
                {"colis_id": str(colis.id), "du": colis.du, "devise": colis.devise}
                for colis in colis_list
            ],
        )
    return kept, excess


def _part(colis: Colis, guichet: Guichet, *, keep_excess: bool) -> Part:
    """What one carton may take; nothing without a rate, where the money is kept all the same."""
    taux = taux_of(colis, guichet.devise, guichet.now)
    if taux is None and not keep_excess:
        raise TauxAbsent(source=guichet.devise, cible=colis.devise)
    payable = taux is not None and _is_payable(colis, guichet)
    return Part(colis_id=colis.id, du=colis.du if payable else 0, taux=taux or Taux())


def _check_credit(paiement: Paiement, parts: Sequence[Part], guichet: Guichet) -> None:
    if paiement.moyen != AVOIR:
        return
    credit = client_credit(paiement.client_id, guichet.pays.code)
    if sum(part.montant for part in parts) > credit:
        raise AvoirInsuffisant(avoir=credit, devise=guichet.devise)
