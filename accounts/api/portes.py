"""The doors' second locks: second factor, proved phone, forgotten password, safety notices."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from accounts.auth import porteur
from accounts.cookies import check_origin
from accounts.models import Avis, CodeUnique
from accounts.palier import hold_floor
from accounts.schemas.personnes import Moi
from accounts.schemas.portes import (
    AvisOut,
    CodesSecoursOut,
    CodeTotpIn,
    ContactIn,
    ContactVerifieIn,
    EnvoiOut,
    NouveauMotDePasseIn,
    OubliIn,
    PreuveIn,
    TotpOut,
)
from accounts.selectors.personnes import describe_user
from accounts.selectors.visas import list_avis
from accounts.services import avis as notices
from accounts.services import portes, reinitialisation, second_facteur
from accounts.services.coordonnees import verify_contact
from core import clock
from core.adresse import adresse_of
from core.debit import spend
from core.http import acteur_of
from core.schemas import Page, refusals
from core.telephone import mask_telephone

router = Router(tags=["connexion"], auth=porteur)
LIMITE_PORTE = 30
"""Requests a quarter of an hour from one address for what nobody signed in asks."""


def envoi_out(code: CodeUnique) -> dict[str, Any]:
    """Where it went, by its last digits."""
    return {"envoye_a": mask_telephone(code.telephone), "expire_le": code.expire_le}


@router.post(
    "/totp",
    response={200: TotpOut, **refusals()},
    operation_id="begin_totp",
    summary="Commencer à activer un second facteur (ou en changer d'appareil)",
)
def begin_totp(request: HttpRequest, payload: PreuveIn) -> dict[str, str]:
    secret, uri = portes.begin_totp(
        acteur=acteur_of(request),
        now=clock.now(),
        requete=request,
        mot_de_passe=payload.mot_de_passe,
        code=payload.code,
    )
    return {"secret": secret, "uri": uri}


@router.post(
    "/totp/activation",
    response={200: CodesSecoursOut, **refusals(409)},
    operation_id="activate_totp",
    summary="Activer le second facteur par son premier code ; donne les codes de secours",
)
def activate_totp(request: HttpRequest, payload: CodeTotpIn) -> dict[str, list[str]]:
    codes = second_facteur.activate_totp(
        acteur=acteur_of(request),
        now=clock.now(),
        # Put there by Porteur: Django's request knows no session of ours.
        session_id=request.session_id,  # type: ignore[attr-defined]
        code=payload.code,
    )
    return {"codes_secours": codes}


@router.post(
    "/totp/codes-secours",
    response={200: CodesSecoursOut, **refusals(409)},
    operation_id="renew_recovery_codes",
    summary="Dix nouveaux codes de secours ; les anciens meurent",
)
def renew_recovery_codes(request: HttpRequest, payload: PreuveIn) -> dict[str, list[str]]:
    codes = portes.renew_recovery_codes(
        acteur=acteur_of(request),
        now=clock.now(),
        requete=request,
        mot_de_passe=payload.mot_de_passe,
        code=payload.code,
    )
    return {"codes_secours": codes}


@router.post(
    "/totp/desactivation",
    response={204: None, **refusals(409)},
    operation_id="deactivate_totp",
    summary="Retirer mon second facteur, là où mon rôle le permet",
)
def deactivate_totp(request: HttpRequest, payload: PreuveIn) -> Status[None]:
    portes.deactivate_totp(
        acteur=acteur_of(request),
        now=clock.now(),
        requete=request,
        mot_de_passe=payload.mot_de_passe,
        code=payload.code,
    )
    return Status(204, None)


@router.post(
    "/contact",
    response={202: EnvoiOut, **refusals(409)},
    operation_id="send_contact_code",
    summary="Envoyer un code au téléphone que je dis être le mien",
)
def send_contact_code(request: HttpRequest, payload: ContactIn) -> Status[dict[str, Any]]:
    code = portes.ask_contact_code(
        acteur=acteur_of(request),
        now=clock.now(),
        requete=request,
        mot_de_passe=payload.mot_de_passe,
        telephone=payload.telephone,
    )
    return Status(202, envoi_out(code))


@router.post(
    "/contact/verification",
    response={200: Moi, **refusals(409)},
    operation_id="verify_contact",
    summary="Prouver mon téléphone par le code reçu",
)
def verify_own_contact(request: HttpRequest, payload: ContactVerifieIn) -> dict[str, Any]:
    now = clock.now()
    user = verify_contact(
        acteur=acteur_of(request), now=now, telephone=payload.telephone, code=payload.code
    )
    return describe_user(user, now)


@router.post(
    "/reinitialisation/demande",
    response={202: None, **refusals()},
    operation_id="ask_reset",
    summary="Mot de passe oublié : un lien part au téléphone vérifié, s'il y en a un",
    auth=None,
)
def ask_reset(request: HttpRequest, payload: OubliIn) -> Status[None]:
    check_origin(request)
    spend(f"oubli:{adresse_of(request)}", limite=LIMITE_PORTE, fenetre_s=900)
    hold_floor(request)
    reinitialisation.ask_reset(now=clock.now(), identifiant=payload.identifiant)
    return Status(202, None)


@router.post(
    "/reinitialisation",
    response={204: None, **refusals(410)},
    operation_id="choose_password",
    summary="Choisir un mot de passe par le lien reçu",
    auth=None,
)
def choose_password(request: HttpRequest, payload: NouveauMotDePasseIn) -> Status[None]:
    check_origin(request)
    spend(f"lien:{adresse_of(request)}", limite=LIMITE_PORTE, fenetre_s=900)
    reinitialisation.choose_password(now=clock.now(), jeton=payload.jeton, nouveau=payload.nouveau)
    return Status(204, None)


@router.get(
    "/avis",
    response={200: Page[AvisOut], **refusals()},
    operation_id="list_avis",
    summary="Mes avis de sécurité non lus",
)
def get_avis(request: HttpRequest) -> dict[str, Any]:
    return {"items": list_avis(acteur_of(request)), "suivant": None}


@router.post(
    "/avis/{avis_id}/lecture",
    response={200: AvisOut, **refusals()},
    operation_id="read_avis",
    summary="J'ai lu cet avis",
)
def post_lecture(request: HttpRequest, avis_id: UUID) -> Avis:
    return notices.read_avis(acteur=acteur_of(request), now=clock.now(), id=avis_id)
