"""Prices and rates: set by the destination, dated, never in the past, never deleted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from accounts.models import Pays
from accounts.policies import Action, require
from audit.services import record
from colis.domain import TarifChevauchant, TarifClos
from colis.models import Client, Tarif, TauxChange
from colis.tarification import Bareme, BaremeInvalide, Unite, build_paliers
from core.clock import rfc3339
from core.creations import claim
from core.errors import Introuvable, SaisieInvalide
from core.ids import uuid7
from core.money import DECIMALES
from core.tenancy import Acteur

LOT_VERROU = 7301


def create_tarif(
    *,
    acteur: Acteur,
    now: datetime,
    pays_origine: str,
    pays_destination: str,
    mode: str,
    categorie: str,
    unite: str,
    prix: int,
    devise: str,
    minimum: int = 0,
    diviseur: int | None = None,
    pas_g: int = 10,
    paliers: list[tuple[int, int]] | None = None,
    client_id: UUID | None = None,
    vol_id: UUID | None = None,
    debut_le: datetime | None = None,
    fin_le: datetime | None = None,
    id: UUID | None = None,
) -> tuple[Tarif, bool]:
    """A price in minor units per kg, piece or m³, from ``debut_le`` (now by default) on.

    Raises SaisieInvalide (past start, currency, breaks, route), TarifChevauchant.
    """
    require(acteur, Action.WRITE_TARIF)
    valeurs: dict[str, Any] = {
        "pays_origine_id": pays_origine, "pays_destination_id": pays_destination, "mode": mode,
        "categorie": categorie, "unite": unite, "prix": prix, "devise": devise,
        "minimum": minimum, "diviseur": diviseur, "pas_g": pas_g,
        "paliers": sorted([seuil, montant] for seuil, montant in paliers or []),
        "client_id": client_id, "vol_id": vol_id, "fin_le": fin_le,
    }  # fmt: skip
    contenu = valeurs | {"debut_le": debut_le}
    if id is not None and not claim(acteur=acteur, now=now, id=id, type="tarif", contenu=contenu):
        return Tarif.objects.get(id=id), False
    _check_route(acteur, pays_origine, pays_destination, devise, client_id)
    _check_dates(debut_le, fin_le, now)
    tarif = Tarif(
        id=id or uuid7(), debut_le=debut_le or now, cree_par=acteur.id, cree_le=now, **valeurs
    )
    _check_bareme(tarif)
    _lock_route(tarif)
    _check_alone(tarif)
    tarif.save(force_insert=True)
    _audit(acteur, now, tarif, apres={"prix": prix, "devise": devise, "debut_le": tarif.debut_le})
    return tarif, True


def close_tarif(*, acteur: Acteur, now: datetime, id: UUID, fin_le: datetime | None) -> Tarif:
    """Set or move a price's end (None: no end); one that has ended is history (TarifClos)."""
    require(acteur, Action.WRITE_TARIF)
    tarif = Tarif.objects.select_for_update().filter(id=id).first()
    if tarif is None:
        raise Introuvable
    if acteur.pays is not None and acteur.pays != tarif.pays_destination_id:
        raise Introuvable
    if tarif.fin_le is not None and tarif.fin_le <= now:
        raise TarifClos
    avant = tarif.fin_le
    if fin_le is not None and (fin_le < now or fin_le <= tarif.debut_le):
        raise SaisieInvalide(errors={"fin_le": ["la fin est à venir, après le début"]})
    tarif.fin_le = fin_le
    _lock_route(tarif)
    _check_alone(tarif)
    tarif.save(update_fields=["fin_le"])
    _audit(acteur, now, tarif, avant={"fin_le": avant}, apres={"fin_le": fin_le})
    return tarif


def create_taux(
    *,
    acteur: Acteur,
    now: datetime,
    source: str,
    cible: str,
    numerateur: int,
    denominateur: int,
    debut_le: datetime | None = None,
    id: UUID | None = None,
) -> tuple[TauxChange, bool]:
    """A rate between minor units, from ``debut_le`` (now by default) on; the latest begun rules."""
    require(acteur, Action.WRITE_TARIF)
    contenu = {
        "source": source, "cible": cible, "numerateur": numerateur, "denominateur": denominateur,
        "debut_le": debut_le,
    }  # fmt: skip
    if id is not None and not claim(acteur=acteur, now=now, id=id, type="taux", contenu=contenu):
        return TauxChange.objects.get(id=id), False
    if source == cible or source not in DECIMALES or cible not in DECIMALES:
        raise SaisieInvalide(errors={"cible": ["deux devises connues et différentes"]})
    _check_dates(debut_le, None, now)
    taux = TauxChange(
        id=id or uuid7(), source=source, cible=cible, numerateur=numerateur,
        denominateur=denominateur, debut_le=debut_le or now, cree_par=acteur.id,
    )  # fmt: skip
    taux.save(force_insert=True)
    record(
        acteur=acteur, now=now, action=Action.WRITE_TARIF, sujet_type="taux", sujet_id=taux.id,
        apres={"de": source, "vers": cible, "rapport": f"{numerateur}/{denominateur}"},
    )  # fmt: skip
    return taux, True


def _check_route(
    acteur: Acteur, origine: str, destination: str, devise: str, client_id: UUID | None
) -> None:
    pays = Pays.objects.in_bulk([origine, destination])
    source, cible = pays.get(origine), pays.get(destination)
    if source is None or not source.origine:
        raise SaisieInvalide(errors={"pays_origine": ["pays d'origine inconnu"]})
    if cible is None or cible.origine or (acteur.pays is not None and acteur.pays != cible.code):
        raise SaisieInvalide(errors={"pays_destination": ["fixez les tarifs vers votre pays"]})
    if devise != cible.devise:
        raise SaisieInvalide(errors={"prix": [f"le tarif est en {cible.devise}"]})
    if client_id and not Client.objects.filter(id=client_id, pays_id=destination).exists():
        raise SaisieInvalide(errors={"client_id": ["client inconnu dans ce pays"]})


def _check_dates(debut_le: datetime | None, fin_le: datetime | None, now: datetime) -> None:
    if debut_le is not None and debut_le < now:
        raise SaisieInvalide(errors={"debut_le": ["un tarif ne commence jamais dans le passé"]})
    if fin_le is not None and fin_le <= (debut_le or now):
        raise SaisieInvalide(errors={"fin_le": ["la fin vient après le début"]})


def _check_bareme(tarif: Tarif) -> None:
    try:
        Bareme(
            unite=Unite(tarif.unite), devise=tarif.devise,
            paliers=build_paliers(tarif.prix, [(a, b) for a, b in tarif.paliers]),
            minimum=tarif.minimum, pas_g=tarif.pas_g, diviseur=tarif.diviseur,
        )  # fmt: skip
    except BaremeInvalide as error:
        raise SaisieInvalide(errors={str(error): ["valeurs incohérentes"]}) from error


def _lock_route(tarif: Tarif) -> None:
    """One writer at a time per route: the check and the write cannot interleave with another's."""
    route = f"{tarif.pays_origine_id}>{tarif.pays_destination_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOT_VERROU, route])


def _check_alone(tarif: Tarif) -> None:
    others = Tarif.objects.exclude(id=tarif.id).filter(
        Q(fin_le=None) | Q(fin_le__gt=tarif.debut_le),
        pays_origine_id=tarif.pays_origine_id,
        pays_destination_id=tarif.pays_destination_id,
        mode=tarif.mode,
        categorie=tarif.categorie,
        client=tarif.client_id,
        vol_id=tarif.vol_id,
    )
    if tarif.fin_le is not None:
        others = others.filter(debut_le__lt=tarif.fin_le)
    first = others.order_by("debut_le").first()
    if first is not None:
        raise TarifChevauchant(id=str(first.id))


def _audit(
    acteur: Acteur,
    now: datetime,
    tarif: Tarif,
    *,
    apres: dict[str, Any],
    avant: dict[str, Any] | None = None,
) -> None:
    record(
        acteur=acteur, now=now, action=Action.WRITE_TARIF, sujet_type="tarif", sujet_id=tarif.id,
        pays=tarif.pays_destination_id, avant=_plain(avant) if avant else None, apres=_plain(apres),
    )  # fmt: skip


def _plain(champs: dict[str, Any]) -> dict[str, Any]:
    return {
        name: rfc3339(value) if isinstance(value, datetime) else value
        for name, value in champs.items()
    }
