"""Reads of the public page and of the client's own account."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Prefetch, QuerySet

from accounts.policies import Action, require
from accounts.selectors.personnes import get_own_user
from colis.models import Client, Colis
from core.clock import rfc3339
from core.ids import format_code_suivi, parse_code_suivi
from core.tenancy import Acteur
from distribution.models import Encaissement, LigneEncaissement
from tracking.domain import EtapeSuivie, SuiviIntrouvable, build_etapes, mask_nom

CACHE_S = 30
"""Seconds a page may lag when an invalidation was lost; events invalidate at once."""


def cache_key(code: str) -> str:
    """Where the public fiche of a code is cached."""
    return f"suivi:{code}"


def get_suivi(saisie: str) -> dict[str, Any]:
    """The public fiche by code: ``{"etag", "fiche"}``, from the cache when it is there.

    Raises :class:`tracking.domain.SuiviIntrouvable` alike for unknown and malformed codes.
    """
    code = parse_code_suivi(saisie[:64])
    if code is None:
        raise SuiviIntrouvable
    cached: dict[str, Any] | None = cache.get(cache_key(code))
    if cached is not None:
        return cached
    row = _call("SELECT suivi_par_code(%s)", code)
    if row is None:
        raise SuiviIntrouvable
    fiche = _fiche(orjson.loads(row) if isinstance(row, str) else row)
    etag = hashlib.sha256(orjson.dumps(fiche)).hexdigest()[:20]
    found = {"etag": etag, "fiche": fiche}
    cache.set(cache_key(code), found, timeout=CACHE_S)
    return found


def check_fin_telephone(code: str, fin: str) -> bool:
    """Whether these are the last four digits of the addressee's phone."""
    return bool(_call("SELECT suivi_fin_telephone(%s, %s)", code, fin))


def list_photo_urls(code: str) -> list[str]:
    """Signed, expiring addresses of the reduced pictures of a carton."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT suivi_photos(%s)", [code])
        return [default_storage.url(cle) for (cle,) in cursor.fetchall()]


def codes_of(colis_ids: list[UUID]) -> list[str]:
    """Tracking codes of cartons, whoever sees them: only to drop them from the cache."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT codes_suivis(%s)", [colis_ids])
        return [code for (code,) in cursor.fetchall()]


def _call(sql: str, *params: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(params))
        row = cursor.fetchone()
    return row[0] if row else None


def _fiche(row: dict[str, Any]) -> dict[str, Any]:
    """The public shape of what the narrow path gave; everything in it is JSON."""
    pays: dict[str, dict[str, str]] = row["pays"]
    etapes = build_etapes(
        statut=row["statut"],
        evenements=[
            {**e, "survenu_le": datetime.fromisoformat(e["survenu_le"])}
            for e in row["evenements"] or []
        ],
        pays_origine=row["pays_origine"],
        pays_destination=row["pays_destination"],
    )
    return {
        "code": row["code"],
        "code_affiche": format_code_suivi(row["code"]),
        "statut": row["statut"],
        "statut_le": _utc(row["statut_le"]),
        "destinataire": mask_nom(row["initiale"]),
        "mode": row["mode"],
        "rang": row["rang"],
        "total": row["total"],
        "nombre_pieces": row["nombre_pieces"],
        "poids_g": row["poids_g"],
        "poids_taxable_g": row["poids_taxable_g"],
        "prix": {"montant": row["prix"], "devise": row["devise"]},
        "du": {"montant": row["du"], "devise": row["devise"]},
        "origine": {"code": row["pays_origine"], **pays[row["pays_origine"]]},
        "destination": {"code": row["pays_destination"], **pays[row["pays_destination"]]},
        "etapes": [_etape(etape, pays, row) for etape in etapes],
        "arrivee_prevue": _arrivee(row),
        "agence": row["agence"],
        "photo": row["photos"] > 0,
    }


def _etape(
    etape: EtapeSuivie, pays: dict[str, dict[str, str]], row: dict[str, Any]
) -> dict[str, Any]:
    lieu = pays.get(etape.pays) or pays[row["pays_destination"]]
    return {
        "etape": etape.etape,
        "avancement": str(etape.avancement),
        "survenu_le": rfc3339(etape.survenu_le) if etape.survenu_le else None,
        "pays": etape.pays if etape.pays in pays else row["pays_destination"],
        "ville": etape.ville,
        "fuseau": lieu["fuseau"],
    }


def _arrivee(row: dict[str, Any]) -> dict[str, str] | None:
    """When the flight should land, in the airport's zone; only until it has."""
    vol = row["vol"]
    if vol is None or not vol["arrivee_prevue_le"] or row["statut"] not in {"groupe", "expedie"}:
        return None
    return {
        "le": _utc(vol["arrivee_prevue_le"]),
        "fuseau": vol["fuseau"],
        "ville": vol["ville"],
    }


def _utc(text: str) -> str:
    return rfc3339(datetime.fromisoformat(text))


def list_own_colis(acteur: Acteur) -> QuerySet[Colis]:
    """The client's own parcels, by phone, in every country."""
    require(acteur, Action.READ_OWN)
    return Colis.objects.all()


def list_own_recus(acteur: Acteur) -> QuerySet[Encaissement]:
    """The client's own receipts, with what each paid."""
    require(acteur, Action.READ_OWN)
    lignes = LigneEncaissement.objects.select_related("colis")
    return Encaissement.objects.select_related("annulation").prefetch_related(
        Prefetch("lignes", queryset=lignes)
    )


def list_own_clients(acteur: Acteur) -> list[Client]:
    """The client's records, one per country that knows the phone."""
    require(acteur, Action.READ_OWN)
    return list(Client.objects.order_by("cree_le", "id"))


def page_url(code: str) -> str:
    """The public address of a carton's page."""
    return f"{settings.PUBLIC_ORIGIN}/suivi/{format_code_suivi(code)}"


def read_preferences(acteur: Acteur) -> dict[str, Any]:
    """The client's language and consent, and the countries that know them."""
    clients = list_own_clients(acteur)
    user = get_own_user(acteur.id)
    langue = clients[0].langue if clients else (user.langue if user else "fr")
    return {
        "langue": langue,
        "consentement_whatsapp": clients[0].consentement_whatsapp if clients else None,
        "pays": [client.pays_id for client in clients],
    }
