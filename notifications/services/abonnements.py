"""Partners as an admin manages them: enrolled, readdressed, given a new secret, tried."""

import base64
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings

from accounts.policies import Action, require
from accounts.selectors.lieux import subject_pays
from audit.services import record
from core.chiffrement import encrypt
from core.clock import rfc3339
from core.errors import Introuvable
from core.ids import uuid7
from core.tenancy import Acteur
from notifications.adapters.partenaire import AdresseRefusee, check_url
from notifications.domain import AdressePartenaireRefusee, PartenaireArrete
from notifications.models import Abonnement, Livraison

ESSAI = "essai"
RECOUVREMENT = timedelta(days=1)
"""How long a renewed secret's predecessor still signs."""


def subscribe(
    *, acteur: Acteur, now: datetime, id: UUID, pays: str | None, nom: str, url: str,
    evenements: Sequence[str],
) -> tuple[Abonnement, str]:  # fmt: skip
    """A new partner of one's country, and its secret, shown this once."""
    require(acteur, Action.WRITE_REGLAGE)
    _checked(url)
    secret = _new_secret()
    abonnement = Abonnement(
        id=id,
        pays=subject_pays(acteur, pays),
        nom=nom,
        url=url,
        secret_chiffre=encrypt(secret),
        evenements=sorted(set(evenements)),
        cree_par=acteur.id,
        cree_le=now,
    )
    abonnement.save(force_insert=True)
    _record(acteur, now, abonnement, None, {"nom": nom, "url": url})
    return abonnement, secret


def change_abonnement(
    *, acteur: Acteur, now: datetime, id: UUID, changements: Mapping[str, Any]
) -> Abonnement:
    """Rename, readdress, choose events, switch on or off; switching on forgets past failures."""
    require(acteur, Action.WRITE_REGLAGE)
    abonnement = _locked(id)
    if "url" in changements:
        _checked(changements["url"])
    avant = {nom: getattr(abonnement, nom) for nom in changements}
    for nom, valeur in changements.items():
        setattr(abonnement, nom, valeur)
    if changements.get("actif"):
        abonnement.echec_depuis_le = abonnement.desactive_le = None
    abonnement.save()
    _record(acteur, now, abonnement, avant, dict(changements))
    return abonnement


def renew_abonnement(*, acteur: Acteur, now: datetime, id: UUID) -> tuple[Abonnement, str]:
    """A new secret, shown this once; the former signs too for a day, so that nothing is missed."""
    require(acteur, Action.WRITE_REGLAGE)
    abonnement = _locked(id)
    secret = _new_secret()
    abonnement.ancien_chiffre = abonnement.secret_chiffre
    abonnement.ancien_jusqu_le = now + RECOUVREMENT
    abonnement.secret_chiffre = encrypt(secret)
    abonnement.save()
    _record(acteur, now, abonnement, None, {"secret": "renouvelé"})
    return abonnement, secret


def send_essai(*, acteur: Acteur, now: datetime, id: UUID) -> Livraison:
    """One event of no carton, delivered like the others: the partner checks its side with it.

    Raises PartenaireArrete: nothing leaves for one that is switched off.
    """
    require(acteur, Action.WRITE_REGLAGE)
    abonnement = _locked(id)
    if not abonnement.actif:
        raise PartenaireArrete
    corps = {"type": ESSAI, "timestamp": rfc3339(now), "data": {"partenaire": abonnement.nom}}
    livraison = Livraison(
        pays_id=abonnement.pays_id,
        abonnement=abonnement,
        evenement_id=uuid7(),
        type=ESSAI,
        corps=orjson.dumps(corps).decode(),
        prochain_le=now,
        cree_le=now,
    )
    livraison.save(force_insert=True)
    _record(acteur, now, abonnement, None, {"essai": str(livraison.evenement_id)})
    return livraison


def _locked(id: UUID) -> Abonnement:
    abonnement = Abonnement.objects.select_for_update().filter(id=id).first()
    if abonnement is None:
        raise Introuvable
    return abonnement


def _new_secret() -> str:
    """32 random bytes as Standard Webhooks writes them."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def _checked(url: str) -> None:
    try:
        check_url(url, prive=settings.LOCAL)
    except AdresseRefusee as erreur:
        raise AdressePartenaireRefusee(errors={"url": ["adresse refusée"]}) from erreur


def _record(
    acteur: Acteur,
    now: datetime,
    abonnement: Abonnement,
    avant: dict[str, Any] | None,
    apres: dict[str, Any],
) -> None:
    record(
        acteur=acteur,
        now=now,
        action=Action.WRITE_REGLAGE,
        sujet_type="abonnement",
        sujet_id=abonnement.id,
        pays=abonnement.pays_id,
        avant=avant,
        apres=apres,
    )
