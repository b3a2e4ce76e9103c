"""A lost device's cash: owed by its cashier from the loss on, cleared by what is found again."""

from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from accounts.domain.journal import (
    AppareilDejaPerdu,
    ArgentARegler,
    AucunEcart,
    EspecesInferieures,
    missing_cash,
)
from accounts.models import Appareil, Pays
from accounts.policies import Action, require
from accounts.selectors.appareils import compare_bilans, get_appareil
from accounts.services.appareils import admit_bilan, lose_appareil
from accounts.services.visas import require_second_person
from core.errors import SaisieInvalide
from core.models import Operation
from core.operations.selectors import pending_money
from core.tenancy import Acteur
from distribution.domain.caisse import ECART_APPAREIL, PERTE_APPAREIL, PERTE_RETROUVEE
from distribution.models import LigneEcriture
from distribution.services.ecritures import PERTES, Jambe, Piece, owed_by, post


def declare_lost(
    *, acteur: Acteur, now: datetime, id: UUID, motif: str, especes: int | None = None
) -> Appareil:
    """Sign a device off as lost: its unsynchronised cash becomes its cashier's debt, at once.

    By another person than its user. ``especes`` (minor units) is at least what the device last
    declared, and that by default. Its gaps hold no till back any more; what it still sends is
    set aside.
    """
    appareil = _lock_for_another(acteur, now, id)
    declare = appareil.especes_en_attente or 0
    somme = declare if especes is None else especes
    pays = Pays.objects.get(code=appareil.pays)
    if somme < declare:
        raise EspecesInferieures(
            declare=f"{declare} {pays.devise}", errors={"especes": [f"au moins {declare}"]}
        )
    lose_appareil(acteur=acteur, now=now, appareil=appareil, especes=somme, motif=motif)
    _post(acteur, now, pays, PERTE_APPAREIL, appareil, somme)
    return appareil


def admit_difference(
    *, acteur: Acteur, now: datetime, id: UUID, especes: int, motif: str
) -> Appareil:
    """End a difference between what a device says it took and what came: its till may close.

    By another person than its user. ``especes`` (minor units), at most the difference, becomes its
    cashier's debt; the person says how much, for cash that came under a number used twice is in
    the till and not in what is compared. ``AucunEcart`` when nothing differs, ``ArgentARegler``
    while an act of money waits, ``AppareilDejaPerdu`` once its loss is booked.
    """
    appareil = _lock_for_another(acteur, now, id)
    ecarts = compare_bilans([appareil])[appareil.id]
    if not ecarts:
        raise AucunEcart
    if pending_money(Operation.objects.filter(appareil_id=id)).exists():
        raise ArgentARegler
    manque = missing_cash(ecarts)
    if especes > manque:
        raise SaisieInvalide(errors={"especes": [f"au plus {manque}"]})
    admit_bilan(acteur=acteur, now=now, appareil=appareil, motif=motif)
    pays = Pays.objects.get(code=appareil.pays)
    _post(acteur, now, pays, ECART_APPAREIL, appareil, especes)
    return appareil


def _lock_for_another(acteur: Acteur, now: datetime, id: UUID) -> Appareil:
    """A device nobody signed off yet, locked, for another person than its user."""
    require(acteur, Action.MANAGE_APPAREIL)
    appareil = Appareil.objects.select_for_update(of=("self",)).get(id=get_appareil(acteur, id).id)
    if appareil.perdu_le is not None:
        raise AppareilDejaPerdu
    require_second_person(
        acteur=acteur, now=now, auteur_id=appareil.user_id, fait_le=now, appareils=[id]
    )
    return appareil


def clear_found(*, acteur: Acteur, now: datetime, appareil_id: UUID, especes: int) -> None:
    """An act of a lost device was applied after all: its cashier owes that much less."""
    appareil = Appareil.objects.select_for_update().filter(id=appareil_id).first()
    if appareil is None or appareil.perdu_le is None:
        return
    found = min(especes, owed_for(appareil_id))
    if found > 0:
        pays = Pays.objects.get(code=appareil.pays)
        _post(acteur, now, pays, PERTE_RETROUVEE, appareil, -found)


def owed_for(appareil_id: UUID) -> int:
    """What a device's loss still leaves its cashier owing, according to the journal."""
    found = LigneEcriture.objects.filter(
        ecriture__type__in=(PERTE_APPAREIL, PERTE_RETROUVEE),
        ecriture__sujet_type="appareil",
        ecriture__sujet_id=appareil_id,
        compte__type="creances_agent",
    ).aggregate(somme=Sum("montant"))
    return found["somme"] or 0


def _post(
    acteur: Acteur, now: datetime, pays: Pays, type: str, appareil: Appareil, montant: int
) -> None:
    post(
        acteur=acteur,
        now=now,
        pays=pays.code,
        devise=pays.devise,
        piece=Piece(
            type=type,
            sujet_type="appareil",
            sujet_id=appareil.id,
            jambes=[Jambe(owed_by(appareil.user_id), montant), Jambe(PERTES, -montant)],
        ),
    )
