"""Public tracking, the client's log-in by code, and what a client sees of their own."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import Router, Status

from accounts.auth import porteur
from accounts.cookies import answer_session, check_origin, demande_of
from accounts.palier import hold_floor, lift_floor
from accounts.schemas.personnes import SessionOuverte
from colis.models import Colis
from core import clock
from core.adresse import adresse_of
from core.debit import spend
from core.http import Liste, acteur_of, page
from core.schemas import Page, refusals
from distribution.models import Encaissement
from tracking.schemas import (
    MonColis,
    MonRecu,
    OtpEnvoye,
    OtpIn,
    OtpVerificationIn,
    PreferencesOut,
    PreferencesPatch,
    SuiviOut,
)
from tracking.selectors import (
    list_own_colis,
    list_own_recus,
    page_url,
    read_preferences,
)
from tracking.services import connexion
from tracking.services.consultation import consult
from tracking.services.preferences import set_preferences

auth = Router(tags=["connexion"])
suivi = Router(tags=["suivi"])
moi = Router(tags=["compte client"], auth=porteur)
DEMANDES_OTP = 30
ESSAIS_OTP = 60


@auth.post(
    "/otp",
    response={202: OtpEnvoye, **refusals()},
    operation_id="send_otp",
    summary="Demander un code de connexion client",
    auth=None,
)
def send_otp(request: HttpRequest, payload: OtpIn) -> Status[OtpEnvoye]:
    spend(f"otp:{adresse_of(request)}", limite=DEMANDES_OTP, fenetre_s=60)
    hold_floor(request)
    connexion.send_code(now=clock.now(), telephone=payload.telephone)
    return Status(202, OtpEnvoye())


@auth.post(
    "/otp/verification",
    response={200: SessionOuverte, **refusals()},
    operation_id="verify_otp",
    summary="Se connecter par le code reçu",
    auth=None,
)
def verify_otp(
    request: HttpRequest, response: HttpResponse, payload: OtpVerificationIn
) -> dict[str, Any]:
    check_origin(request)
    spend(f"otp-essai:{adresse_of(request)}", limite=ESSAIS_OTP, fenetre_s=60)
    hold_floor(request)
    now = clock.now()
    ouverture = connexion.log_in_client(
        now=now,
        telephone=payload.telephone,
        code=payload.code,
        demande=demande_of(request, memorisee=payload.se_souvenir),
    )
    lift_floor(request)
    return answer_session(response, ouverture, now)


@suivi.get(
    "/{code}",
    response={200: SuiviOut, 304: None, **refusals()},
    operation_id="get_suivi",
    summary="Suivre un colis par son code (public)",
    auth=None,
)
def get_suivi(request: HttpRequest, code: str) -> HttpResponse:
    """Served as bytes: the shape is fixed in the selector and held to the schema by a test."""
    found = consult(saisie=code, adresse=adresse_of(request))
    etag = f'"{found["etag"]}"'
    response: HttpResponse
    if request.headers.get("If-None-Match") in (etag, f"W/{etag}"):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(orjson.dumps(found["fiche"]), content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


@moi.get(
    "/colis",
    response={200: Page[MonColis], **refusals()},
    operation_id="list_mes_colis",
    summary="Mes colis",
)
def list_mes_colis(request: HttpRequest, liste: Liste) -> dict[str, Any]:
    return page(list_own_colis(acteur_of(request)), liste, _colis, tris=("statut_le",))


@moi.get(
    "/recus",
    response={200: Page[MonRecu], **refusals()},
    operation_id="list_mes_recus",
    summary="Mes reçus",
)
def list_mes_recus(request: HttpRequest, liste: Liste) -> dict[str, Any]:
    return page(list_own_recus(acteur_of(request)), liste, _recu)


@moi.get(
    "/preferences",
    response={200: PreferencesOut, **refusals()},
    operation_id="get_preferences",
    summary="Mes préférences",
)
def get_preferences(request: HttpRequest) -> dict[str, Any]:
    return read_preferences(acteur_of(request))


@moi.patch(
    "/preferences",
    response={200: PreferencesOut, **refusals()},
    operation_id="update_preferences",
    summary="Changer ma langue ou mon accord pour WhatsApp",
)
def update_preferences(request: HttpRequest, payload: PreferencesPatch) -> dict[str, Any]:
    acteur = acteur_of(request)
    set_preferences(acteur=acteur, now=clock.now(), champs=payload.given())
    return read_preferences(acteur)


def _colis(colis: Colis) -> dict[str, Any]:
    return {name: getattr(colis, name) for name in _COLIS} | {
        "url": page_url(colis.code_suivi),
        "prix": {"montant": colis.prix, "devise": colis.devise},
        "du": {"montant": colis.du, "devise": colis.devise},
    }


_COLIS = (
    "id", "code_suivi", "statut", "statut_le", "contenu", "mode", "pays_origine_id",
    "pays_destination_id", "envoi_id", "rang", "total", "poids_g", "poids_taxable_g",
    "enregistre_le", "arrive_le", "remis_le",
)  # fmt: skip


def _recu(recu: Encaissement) -> dict[str, Any]:
    annulation = getattr(recu, "annulation", None)
    return {
        "id": recu.id,
        "recu_numero": recu.recu_numero,
        "pays": recu.pays_id,
        "montant": {"montant": recu.montant, "devise": recu.devise},
        "moyen": recu.moyen,
        "rabais": recu.rabais,
        "enregistre_le": recu.enregistre_le,
        "annule_le": annulation.enregistre_le if annulation else None,
        "lignes": [
            {
                "code_suivi": ligne.colis.code_suivi,
                "montant": {"montant": ligne.montant, "devise": recu.devise},
            }
            for ligne in recu.lignes.all()
        ],
    }
