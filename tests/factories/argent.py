"""Money stories: cartons that arrived with their receivable, open tills, payments."""

from datetime import datetime
from typing import Any

from django.db.models import Sum

from colis.domain import Cause
from colis.models import Colis
from colis.services.mouvement import lock_colis, move_colis
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from distribution.domain.encaissement import Paiement
from distribution.models import Caisse, Encaissement, LigneEcriture, SessionCaisse
from distribution.services.caisse import open_session
from distribution.services.encaissement import record_encaissement
from distribution.services.journal import post_arrival
from tests.cast import Distribution
from tests.factories.colis import make_colis

FONDS = {"10000": 5}


def make_arrived(cast: Distribution, now: datetime, pays: str = "ML", **over: Any) -> Colis:
    """A carton that flew and was checked in: 30 000 F due unless ``prix`` says otherwise."""
    colis = make_colis(cast.agent_chine, now, pays, "expedie", **over)
    arrive(cast, now, colis)
    return colis


def arrive(cast: Distribution, now: datetime, *colis_list: Colis) -> None:
    """Check cartons in at their destination, receivable included."""
    pays = colis_list[0].pays_destination_id
    acteur = cast.agent_mali if pays == "ML" else cast.agent_rci
    with contexte(acteur):
        locked = lock_colis([colis.id for colis in colis_list])
        move_colis(
            acteur=acteur,
            now=now,
            colis_list=locked,
            cause=Cause.POINTAGE,
            changes={"arrive_le": now},
        )
        post_arrival(acteur=acteur, now=now, colis_list=locked)


def open_till(
    acteur: Acteur, now: datetime, coupures: dict[str, int] | None = None, rang: int = 0
) -> SessionCaisse:
    """The actor's session on their country's n-th till."""
    with contexte(acteur):
        caisse = Caisse.objects.filter(pays_id=acteur.pays).order_by("nom")[rang]
        session, _ = open_session(
            acteur=acteur,
            now=now,
            id=uuid7(),
            caisse_id=caisse.id,
            coupures=FONDS if coupures is None else coupures,
        )
    return session


def paiement(*lignes: tuple[Colis, int], **over: Any) -> Paiement:
    """A cash payment of given amounts on given cartons."""
    values: dict[str, Any] = {
        "id": uuid7(),
        "moyen": "especes",
        "lignes": tuple((colis.id, montant) for colis, montant in lignes),
    } | over
    if "client_id" not in values:
        values["client_id"] = lignes[0][0].client_id
    return Paiement(**values)


def collect(
    acteur: Acteur, now: datetime, *lignes: tuple[Colis, int], constat: bool = False, **over: Any
) -> Encaissement:
    """Record a payment as the actor."""
    with contexte(acteur):
        encaissement, _ = record_encaissement(
            acteur=acteur, now=now, paiement=paiement(*lignes, **over), constat=constat
        )
    return encaissement


def reread(acteur: Acteur, colis: Colis) -> Colis:
    """The carton as the actor's rows show it now."""
    with contexte(acteur):
        return Colis.objects.get(id=colis.id)


def balance(acteur: Acteur, type: str, **filters: Any) -> int:
    """The sum of an account type's legs the actor sees."""
    with contexte(acteur):
        total = LigneEcriture.objects.filter(compte__type=type, **filters).aggregate(
            total=Sum("montant")
        )["total"]
    return int(total or 0)
