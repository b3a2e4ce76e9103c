"""Partners told of carton events: rows owed in the fact's transaction, delivered by a sweep."""

import base64
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection

from accounts.policies import Action, require
from accounts.selectors import subject_pays
from audit.services import record
from colis.domain import Mouvement
from core.chiffrement import decrypt, encrypt
from core.errors import Introuvable
from core.tenancy import Acteur, transverse
from notifications.adapters.partenaire import AdresseRefusee, check_url, post
from notifications.domain import AdressePartenaireRefusee
from notifications.domain.partenaires import given_up, next_try
from notifications.models import Abonnement, Livraison

BAIL = timedelta(seconds=60)
LOT = 50


def owe_livraisons(*, now: datetime, cause: str, mouvements: Sequence[Mouvement]) -> None:
    """Owe each interested partner each move, once. One statement, whoever the actor is."""
    faits = [
        {"evenement_id": str(m.evenement_id), "colis_id": str(m.colis_id), "vers": m.vers}
        for m in mouvements
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT devoir_livraisons(%s::jsonb, %s, %s)",
            [orjson.dumps(faits).decode(), cause, now],
        )


def deliver(*, horloge: Callable[[], datetime], limite: int = LOT) -> int:
    """Deliver what is due, one by one; returns how many were taken."""
    prises = 0
    while prises < limite:
        livraison = _claim(horloge())
        if livraison is None:
            break
        prises += 1
        _deliver(livraison, horloge)
    return prises


def _claim(now: datetime) -> Livraison | None:
    """Take one delivery for a minute, and count the try before it is made."""
    with transverse():
        livraison = (
            Livraison.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("abonnement")
            .filter(statut="en_attente", prochain_le__lte=now, abonnement__actif=True)
            .order_by("prochain_le", "id")
            .first()
        )
        if livraison is None:
            return None
        livraison.essais += 1
        livraison.prochain_le = now + BAIL
        livraison.save(update_fields=["essais", "prochain_le"])
        return livraison


def _deliver(livraison: Livraison, horloge: Callable[[], datetime]) -> None:
    abonnement = livraison.abonnement
    try:
        cible = check_url(abonnement.url, prive=settings.LOCAL)
        statut, erreur = post(
            cible,
            secret=decrypt(abonnement.secret_chiffre),
            id=livraison.evenement_id,
            corps=livraison.corps,
            now=horloge(),
        )
    except AdresseRefusee:
        statut, erreur = 0, "AdresseRefusee"
    _settle(livraison.id, livraison.essais, statut, erreur, horloge())


def _settle(id: UUID, essais: int, statut: int, erreur: str, now: datetime) -> None:
    """Write what came of it; a later holder of the row keeps its own result."""
    with transverse():
        livraison = (
            Livraison.objects.select_for_update()
            .filter(id=id, essais=essais, statut="en_attente")
            .first()
        )
        if livraison is None:
            return
        abonnement = Abonnement.objects.select_for_update().get(id=livraison.abonnement_id)
        livraison.http_statut = statut or None
        livraison.erreur = erreur[:80]
        if 200 <= statut < 300:
            livraison.statut, livraison.livree_le = "livree", now
            abonnement.echec_depuis_le = None
        else:
            _failed(livraison, abonnement, statut, now)
        livraison.save()
        abonnement.save(update_fields=["echec_depuis_le", "actif", "desactive_le"])


def _failed(livraison: Livraison, abonnement: Abonnement, statut: int, now: datetime) -> None:
    suite = next_try(livraison.essais, now)
    if suite is None:
        livraison.statut = "abandonnee"
    else:
        livraison.prochain_le = suite
    abonnement.echec_depuis_le = abonnement.echec_depuis_le or now
    if given_up(abonnement.echec_depuis_le, statut, now):
        abonnement.actif, abonnement.desactive_le = False, now


def subscribe(
    *, acteur: Acteur, now: datetime, id: UUID, pays: str | None, nom: str, url: str,
    evenements: Sequence[str],
) -> tuple[Abonnement, str]:  # fmt: skip
    """A new partner of one's country, and its secret, shown this once."""
    require(acteur, Action.WRITE_REGLAGE)
    _checked(url)
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
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
    abonnement = Abonnement.objects.select_for_update().filter(id=id).first()
    if abonnement is None:
        raise Introuvable
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
