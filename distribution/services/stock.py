"""Put a carton away, or away elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from accounts.models import Emplacement
from accounts.policies import Action, require
from audit.services import record
from colis.domain import Cause, Etat, next_etat
from colis.models import Colis
from colis.selectors.reglages import survenu_of
from colis.services.concessions import tell_correction
from colis.services.mouvement import lock_colis
from colis.services.reglement import note_rangement, set_emplacement
from core.errors import Introuvable, SaisieInvalide
from core.tenancy import Acteur
from distribution.services.reception import make_available, receive_colis

NON_POINTE, INACTIF, INATTENDU = "non_pointe", "emplacement_inactif", "etat_inattendu"
_TROUVES = {Etat.EXPEDIE: Cause.POINTAGE, Etat.MANQUANT: Cause.RETROUVE}


def place_colis(
    *,
    acteur: Acteur,
    now: datetime,
    colis_id: UUID,
    emplacement_id: UUID | None,
    survenu_le: datetime | None = None,
) -> Colis:
    """Give a carton its place; one that just arrived becomes available. The same again is nothing.

    ``emplacement_id`` is None in a one-shelf depot. Raises SaisieInvalide for a place that is not
    one's country's or out of use, TransitionInterdite for a carton that is not in stock.
    """
    require(acteur, Action.PLACE_COLIS)
    emplacement = _emplacement(emplacement_id)
    if emplacement is not None and not emplacement.actif:
        raise _unknown_place()
    colis = _lock(colis_id)
    avant = _seen(colis)
    if colis.statut != Etat.DISPONIBLE:
        next_etat(Etat(colis.statut), Cause.MISE_A_DISPOSITION)
    moment = survenu_of(acteur, survenu_le, now)
    _place(acteur, now, colis, emplacement, moment)
    _trace(acteur, now, colis, avant, moment)
    return colis


def keep_placing(
    *,
    acteur: Acteur,
    now: datetime,
    colis_id: UUID,
    emplacement_id: UUID | None,
    survenu_le: datetime | None = None,
) -> tuple[Colis, str]:
    """A placing that already happened, told by a device's log: the carton and what it disagrees
    with, or "".

    A carton nobody scanned yet has arrived all the same, a shelf put out of use holds it. Where it
    should not be in the depot its life keeps the placing, and another person signs; handed over
    meanwhile, it stays so. Raises SaisieInvalide and Introuvable for what is not one's own.
    """
    require(acteur, Action.PLACE_COLIS)
    emplacement = _emplacement(emplacement_id)
    colis = _lock(colis_id)
    avant, etat = _seen(colis), Etat(colis.statut)
    moment = survenu_of(acteur, survenu_le, now)
    if etat not in (*_TROUVES, Etat.ARRIVE, Etat.DISPONIBLE):
        note_rangement(
            acteur=acteur, now=now, colis=colis, emplacement_id=emplacement_id, survenu_le=moment
        )
        return colis, "" if etat is Etat.REMIS else _unexpected(acteur, now, colis)
    conflit = INACTIF if emplacement is not None and not emplacement.actif else ""
    if etat in _TROUVES:
        conflit = NON_POINTE
        receive_colis(
            acteur=acteur, now=now, colis_list=[colis], cause=_TROUVES[etat],
            survenus={colis.id: moment}, details={"emplacement_id": str(emplacement_id or "")},
        )  # fmt: skip
    _place(acteur, now, colis, emplacement, moment)
    _trace(acteur, now, colis, avant, moment, conflit)
    return colis, conflit


def _unexpected(acteur: Acteur, now: datetime, colis: Colis) -> str:
    """A lost, returned or never shipped carton on a shelf is an admin's matter."""
    tell_correction(
        acteur=acteur, now=now, colis=colis, pays=colis.pays_destination_id,
        motif=f"colis rangé alors qu'il est « {colis.statut} »", vers=Etat.DISPONIBLE,
    )  # fmt: skip
    return INATTENDU


def _place(
    acteur: Acteur, now: datetime, colis: Colis, emplacement: Emplacement | None, moment: datetime
) -> None:
    if colis.statut != Etat.DISPONIBLE:
        make_available(acteur=acteur, now=now, colis_list=[colis], survenus={colis.id: moment})
    set_emplacement(
        acteur=acteur, now=now, colis=colis, emplacement_id=emplacement.id if emplacement else None,
        survenu_le=moment,
    )  # fmt: skip
    colis.emplacement = emplacement


def _lock(colis_id: UUID) -> Colis:
    locked = lock_colis([colis_id])
    if not locked:
        raise Introuvable
    return locked[0]


def _seen(colis: Colis) -> dict[str, str]:
    return {"emplacement_id": str(colis.emplacement_id or ""), "statut": str(colis.statut)}


def _trace(
    acteur: Acteur,
    now: datetime,
    colis: Colis,
    avant: Mapping[str, str],
    moment: datetime,
    conflit: str = "",
) -> None:
    apres = _seen(colis)
    if apres != avant:
        record(
            acteur=acteur, now=now, action=Action.PLACE_COLIS, sujet_type="colis",
            sujet_id=colis.id, avant=avant, survenu_le=moment,
            apres=apres | ({"conflit": conflit} if conflit else {}),
        )  # fmt: skip


def _emplacement(emplacement_id: UUID | None) -> Emplacement | None:
    """A place of one's country, in use or not."""
    if emplacement_id is None:
        return None
    emplacement = Emplacement.objects.filter(id=emplacement_id).first()
    if emplacement is None:
        raise _unknown_place()
    return emplacement


def _unknown_place() -> SaisieInvalide:
    return SaisieInvalide(errors={"emplacement_id": ["emplacement inconnu dans votre pays"]})
