"""What the bench may propose of itself: whose carton this probably is, and what is in it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.policies import Action, require
from colis.models import Colis, ReferenceExterne
from colis.selectors.clients import RECHERCHES_PAR_MINUTE, Contact, get_contact
from core.debit import spend
from core.errors import Introuvable
from core.ids import compact_reference
from core.tenancy import Acteur

COLIS_LUS = 40
GABARITS_MAX = 4
_CHAMPS = (
    "mode", "categorie", "contenu", "longueur_mm", "largeur_mm", "hauteur_mm", "nombre_pieces",
)  # fmt: skip


@dataclass(frozen=True)
class Proposition:
    """The last owner of a reference or mark, and their usual cartons, most frequent first."""

    client: Contact | None
    gabarits: tuple[dict[str, Any], ...] = ()


def propose(
    *, acteur: Acteur, reference: str | None = None, client_id: UUID | None = None
) -> Proposition:
    """Who last owned ``reference`` (a courier number, a client's mark), or one client's habits.

    An unknown reference proposes nobody. Counted per agent, like the search of clients.
    """
    require(acteur, Action.REGISTER_COLIS)
    spend(f"client:{acteur.id}", limite=RECHERCHES_PAR_MINUTE, fenetre_s=60)
    if client_id is None and reference is not None:
        client_id = _last_owner(reference)
    if client_id is None:
        return Proposition(client=None)
    try:
        contact = get_contact(client_id)
    except Introuvable:
        return Proposition(client=None)
    return Proposition(client=contact, gabarits=_habits(client_id))


def _last_owner(reference: str) -> UUID | None:
    return (
        ReferenceExterne.objects.filter(valeur=compact_reference(reference))
        .exclude(colis__statut="annule")
        .order_by("-colis_id")
        .values_list("colis__client_id", flat=True)
        .first()
    )


def _habits(client_id: UUID) -> tuple[dict[str, Any], ...]:
    """The client's last cartons, alike ones counted together."""
    rows = list(
        Colis.objects.filter(client_id=client_id)
        .exclude(statut="annule")
        .order_by("-id")
        .values_list(*_CHAMPS)[:COLIS_LUS]
    )
    recents = {row: -rang for rang, row in reversed(list(enumerate(rows)))}
    ordre = sorted(Counter(rows).items(), key=lambda item: (item[1], recents[item[0]]))
    return tuple(_gabarit(row, fois) for row, fois in reversed(ordre[-GABARITS_MAX:]))


def _gabarit(row: tuple[Any, ...], fois: int) -> dict[str, Any]:
    mode, categorie, contenu, longueur, largeur, hauteur, pieces = row
    mesures = [longueur, largeur, hauteur]
    return {
        "mode": mode,
        "categorie": categorie,
        "contenu": contenu,
        "dimensions_mm": mesures if all(mesures) else None,
        "nombre_pieces": pieces,
        "fois": fois,
    }
