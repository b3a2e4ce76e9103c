"""A notification's text, made at the last moment: what its cartons weigh, cost and owe now.

A later step may have overtaken some of its cartons: they are left out, and a message with none
left is not sent at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from accounts.domain.personnes import UsageCode
from accounts.models import CodeUnique
from accounts.services.codes import read_code_text
from colis.models import Colis
from core.ids import format_code_suivi
from notifications.domain import MALGRE_DESABONNEMENT, NON_ANNULABLES, Etape, Motif, Statut
from notifications.gabarits import default_template, lien_template, render, sms_template
from notifications.models import Gabarit, MessageDu, Notification
from notifications.selectors import (
    CANAL_SMS,
    agence_of,
    current_gabarit,
    fuseau_of,
    merges_arrival,
    messages_of,
    retirant_of,
    superseded_colis,
    ville_of_agence,
    vol_of,
)
from notifications.services.desabonnement import opt_out_token

CODE_MASQUE = "••••••"


@dataclass(frozen=True)
class Compose:
    """What leaves (`texte`, `valeurs`), and what is kept of it: a one-time code is never kept."""

    texte: str
    texte_garde: str
    variables: dict[str, Any]
    gabarit: Gabarit | None
    valeurs: dict[str, Any]


@dataclass(frozen=True)
class Renonce:
    """Why nothing should be sent, and where the row goes."""

    statut: Statut
    motif: Motif
    detail: str


def compose(notification: Notification, now: datetime) -> Compose | Renonce:
    """The text of a claimed notification, or why it is not sent. Reads under transverse rights."""
    etape = Etape(notification.etape)
    refus = _opted_out(notification, etape)
    if refus is not None:
        return refus
    messages = messages_of(notification)
    if etape is Etape.OTP:
        return _compose_otp(notification, messages[0].code_unique, now)
    gardes = _still_news(messages, etape)
    if not gardes or (etape is Etape.ARRIVE and merges_arrival(notification.pays_id, now)):
        return Renonce(Statut.ANNULE, Motif.REMPLACE, "Une étape plus récente a été annoncée")
    variables = _variables(notification, gardes)
    modele, gabarit = _template(notification, etape)
    texte = render(modele, variables, notification.langue)
    return Compose(texte, texte, variables, gabarit, variables)


def _template(notification: Notification, etape: Etape) -> tuple[str, Gabarit | None]:
    """The words of this step by this channel: the country's latest version, else ours."""
    langue, canal = notification.langue, notification.canal
    gabarit = current_gabarit(notification.pays_id, etape, langue, canal)
    if gabarit is not None:
        return gabarit.texte, gabarit
    maison = sms_template if canal == CANAL_SMS else default_template
    return maison(etape, langue), None


def _opted_out(notification: Notification, etape: Etape) -> Renonce | None:
    client = notification.client
    if client is None or client.consentement_whatsapp is not False:
        return None
    if etape in MALGRE_DESABONNEMENT:
        return None
    return Renonce(Statut.SUSPENDU, Motif.DESABONNE, "Le client ne veut plus de messages")


def _still_news(messages: Sequence[MessageDu], etape: Etape) -> list[MessageDu]:
    if etape in NON_ANNULABLES:
        return list(messages)
    depasses = superseded_colis(messages, etape)
    return [message for message in messages if message.colis_id not in depasses]


def _compose_otp(
    notification: Notification, code: CodeUnique | None, now: datetime
) -> Compose | Renonce:
    texte = read_code_text(code_id=code.id, now=now) if code is not None else None
    if code is None or texte is None:
        return Renonce(Statut.ANNULE, Motif.CODE_MORT, "Code expiré, utilisé ou remplacé")
    if code.usage == UsageCode.LIEN:
        return _compose_lien(notification, texte)
    modele, gabarit = _template(notification, Etape.OTP)
    variables = {"usage": code.usage, "code": texte}
    masquees = variables | {"code": CODE_MASQUE}
    return Compose(
        render(modele, variables, notification.langue),
        render(modele, masquees, notification.langue),
        masquees,
        gabarit,
        variables,
    )


def _compose_lien(notification: Notification, jeton: str) -> Compose:
    """After the # of its address, the secret reaches no server's log."""
    modele, langue = lien_template(notification.langue), notification.langue
    adresse = f"{settings.PUBLIC_ORIGIN}/mot-de-passe#"
    masquees = {"lien": f"{adresse}{CODE_MASQUE}"}
    valeurs = {"lien": f"{adresse}{jeton}"}
    texte, garde = render(modele, valeurs, langue), render(modele, masquees, langue)
    return Compose(texte, garde, masquees, None, valeurs)


def _variables(notification: Notification, messages: Sequence[MessageDu]) -> dict[str, Any]:
    """Raw values for the template: grams, minor units, UTC moments (see `gabarits/rendu.py`)."""
    pays = notification.pays_id
    agence = agence_of(pays)
    client = notification.client
    variables: dict[str, Any] = {
        "fuseau": fuseau_of(pays),
        "client": client.nom if client else "",
        "lien_arret": opt_out_link(client.id) if client else "",
        "date_le": max(message.cree_le for message in messages).isoformat(),
    }
    if agence is not None:
        variables |= {
            "agence": agence.nom,
            "ville": agence.ville,
            "adresse": agence.adresse,
            "horaires": agence.horaires,
            "telephone_agence": agence.telephone,
        }
    cartons = [message.colis for message in messages if message.colis is not None]
    if cartons:
        variables |= _of_cartons(cartons, {m.colis_id: m.variables for m in messages})
    if notification.etape == Etape.REMIS:
        variables["retirant"] = retirant_of(notification.groupe)
    for message in messages:
        variables |= {k: v for k, v in message.variables.items() if k != "etat"}
    return variables


def _of_cartons(cartons: Sequence[Colis], dits: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    devise = cartons[0].devise
    vol = vol_of(carton.vol_id for carton in cartons)
    variables: dict[str, Any] = {
        "client": cartons[0].destinataire_nom,
        "colis": [_carton(carton, dits.get(carton.id, {})) for carton in cartons],
        "poids_total_g": sum(carton.poids_g for carton in cartons),
        "prix_total": {"montant": sum(carton.prix for carton in cartons), "devise": devise},
        "paye": {"montant": sum(carton.regle for carton in cartons), "devise": devise},
        "reste": {"montant": sum(carton.du for carton in cartons), "devise": devise},
        "lien": tracking_link(cartons[0].code_suivi),
        "ville_origine": ville_of_agence(cartons[0].agence_origine_id),
    }
    if vol is not None:
        variables["vol"] = vol.numero
        if vol.arrivee_prevue_le is not None:
            variables["arrivee_le"] = vol.arrivee_prevue_le.isoformat()
    return variables


def _carton(carton: Colis, dit: dict[str, Any]) -> dict[str, Any]:
    return {
        "code_suivi": carton.code_suivi,
        "contenu": carton.contenu,
        "poids_g": carton.poids_g,
        "prix": {"montant": carton.prix, "devise": carton.devise},
        "reste": {"montant": carton.du, "devise": carton.devise},
        "etat": dit.get("etat", carton.statut),
        "lien": tracking_link(carton.code_suivi),
    }


def opt_out_link(client_id: UUID) -> str:
    """The client's own page to stop our messages."""
    return f"{settings.PUBLIC_ORIGIN}/arret/{opt_out_token(client_id)}"


def tracking_link(code_suivi: str) -> str:
    """The public page of a carton."""
    return f"{settings.PUBLIC_ORIGIN}/suivi/{format_code_suivi(code_suivi)}"
