"""Whoever signs, and what waits for a signature."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from accounts.domain.seconde import (
    Genre,
)
from accounts.models import Appareil, Concession, User, Visa
from accounts.selectors.personnes import acteur_of_user
from accounts.services.visas import decide_visa
from colis.models import Colis
from core.ids import uuid7
from core.tenancy import Acteur, contexte, transverse
from distribution.domain.remise import Garantie
from tests.cast import NOW, Distribution
from tests.factories.depot import ask, give, make_available

GARANTIE = Garantie(garant="Moussa Keïta", motif="client connu depuis 2019")


def colleague(cast: Distribution, *, pays: str = "ML", **over: Any) -> Acteur:
    """Another admin of a country, old enough to count unless told otherwise."""
    values: dict[str, Any] = {
        "identifiant": f"admin-{uuid7().hex[-8:]}",
        "nom": "Autre Admin",
        "fonction": "admin",
        "pays_id": pays,
        "cree_le": NOW - timedelta(days=30),
    }
    with transverse():
        user = User(**(values | over))
        user.set_unusable_password()
        user.save(force_insert=True)
        return acteur_of_user(User.objects.select_related("pays").get(id=user.id))


def last(genre: Genre, acteur: Acteur) -> Concession:
    with contexte(acteur):
        return Concession.objects.select_related("visa").filter(genre=genre).latest("id")


def sign(acteur: Acteur, visa: Visa, *, accorder: bool = True, motif: str = "vu") -> Visa:
    with contexte(acteur):
        return decide_visa(acteur=acteur, now=NOW, id=visa.id, accorder=accorder, motif=motif)


def guaranteed(cast: Distribution) -> Visa:
    """A hand-over with a balance, released by the country's admin."""
    _, colis_list = make_available(cast, NOW)
    give(cast.admin_mali, ask(colis_list, garantie=GARANTIE))
    return last(Genre.GARANTIE, cast.admin_mali).visa


def enrolled(acteur: Acteur, poste: UUID) -> UUID:
    device = Appareil(
        id=uuid7(),
        pays=acteur.pays or "SIEGE",
        user_id=acteur.id,
        poste_id=poste,
        enrole_le=NOW,
        contact_le=NOW,
    )
    with transverse():
        device.save(force_insert=True)
    return device.id


def at_post(acteur: Acteur, appareil_id: UUID) -> Acteur:
    return Acteur(**(vars(acteur) | {"appareil_id": appareil_id}))


def give_at(acteur: Acteur, colis_list: list[Colis], moment: Any) -> None:
    from distribution.services.remise import hand_over  # noqa: PLC0415

    demande = ask(colis_list, garantie=GARANTIE)
    with contexte(acteur):
        hand_over(acteur=acteur, now=moment, demande=demande)
