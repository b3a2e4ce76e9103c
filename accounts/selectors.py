"""Reads of people and places."""

from typing import cast
from uuid import UUID

from accounts.models import Agence, Pays, User
from core.tenancy import Acteur, Cote, Fonction


def get_own_user(user_id: UUID) -> User | None:
    """The account itself, under its own context; None when it is not there."""
    return User.objects.select_related("pays").filter(id=user_id).first()


def acteur_of_user(user: User, *, appareil_id: UUID | None = None) -> Acteur:
    """The actor an account acts as."""
    return Acteur(
        id=user.id,
        fonction=cast("Fonction", user.fonction),
        pays=user.pays_id,
        cote=cast("Cote", user.pays.cote) if user.pays else "",
        role=user.role,
        nom=user.nom,
        telephone=user.telephone if user.fonction == "client" else "",
        agence_id=user.agence_id,
        appareil_id=appareil_id,
    )


def list_pays() -> list[Pays]:
    """Every country served, in display order."""
    return list(Pays.objects.all())


def main_agence(pays: str) -> Agence | None:
    """A country's first active agency: where its public address and hours come from."""
    return Agence.objects.filter(pays_id=pays, actif=True).order_by("id").first()
