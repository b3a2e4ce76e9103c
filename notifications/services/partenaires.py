"""Partners told of carton events: rows owed in the fact's transaction, delivered by a sweep."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection

from colis.domain import Mouvement
from core.chiffrement import decrypt
from core.tenancy import transverse
from notifications.adapters.partenaire import AdresseRefusee, check_url, post
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
            secrets=_secrets_of(abonnement, horloge()),
            id=livraison.evenement_id,
            corps=livraison.corps,
            now=horloge(),
        )
    except AdresseRefusee:
        statut, erreur = 0, "AdresseRefusee"
    _settle(livraison.id, livraison.essais, statut, erreur, horloge())


def _secrets_of(abonnement: Abonnement, now: datetime) -> list[str]:
    """The secret, and the one it replaced while its day lasts."""
    connus = [decrypt(abonnement.secret_chiffre)]
    jusque = abonnement.ancien_jusqu_le
    if abonnement.ancien_chiffre and jusque is not None and jusque > now:
        connus.append(decrypt(abonnement.ancien_chiffre))
    return connus


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
