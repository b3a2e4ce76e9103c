"""Safety notices: written for whoever they concern, shown until read, sent where they can be."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from accounts.domain.personnes import AvisEmis
from accounts.models import Avis, User
from accounts.policies import Action, require
from accounts.selectors.lieux import pays_of_contact
from accounts.selectors.personnes import get_own_user
from core.errors import Introuvable
from core.events import publish
from core.ids import uuid7
from core.tenancy import SIEGE, Acteur, transverse

VOL_DE_SESSION = "session_volee"
REINITIALISATION = "reinitialisation"
NUMERO_CHANGE = "numero_change"
VISA_REFUSE = "visa_refuse"


def tell_theft(*, now: datetime, user_id: UUID, session_id: UUID) -> None:
    """A session was used from two places: its owner is told, and whoever has charge of them."""
    with transverse():
        user = get_own_user(user_id)
        if user is None:
            return
        details = {"session_id": str(session_id)}
        tell(now=now, destinataires=[user, *_above(user)], genre=VOL_DE_SESSION, sujet=user,
             details=details)  # fmt: skip


def tell(
    *,
    now: datetime,
    destinataires: Iterable[User],
    genre: str,
    sujet: User,
    details: Mapping[str, str] | None = None,
    telephone: str = "",
) -> None:
    """Write the notice for each of them, and publish it for whoever sends messages.

    ``telephone`` is where it goes instead of their own number (the one just replaced). A client
    has no screen for notices: only the message leaves.
    """
    for user in {person.id: person for person in destinataires}.values():
        avis = Avis(
            id=uuid7(),
            pays=user.pays_id or SIEGE,
            user=user,
            genre=genre,
            sujet_nom=sujet.nom,
            details=dict(details or {}),
            cree_le=now,
        )
        if user.fonction != "client":
            avis.save(force_insert=True)
        numero = telephone or user.telephone
        if numero:
            publish(
                AvisEmis(
                    avis_id=avis.id,
                    pays=pays_of_contact(user.pays_id, numero),
                    telephone=numero,
                    langue=user.langue,
                    genre=genre if user.id == sujet.id else f"{genre}_autrui",
                    sujet_nom=sujet.nom,
                    now=now,
                )
            )


def tell_refusal(*, now: datetime, auteur_id: UUID, genre: str, libelle: str, par: str) -> None:
    """Whoever did the act learns on screen that it was refused, and that it stands until undone."""
    with transverse():
        auteur = get_own_user(auteur_id)
        if auteur is None:
            return
        Avis(
            id=uuid7(),
            pays=auteur.pays_id or SIEGE,
            user=auteur,
            genre=VISA_REFUSE,
            sujet_nom=auteur.nom,
            details={"genre": genre, "libelle": libelle, "par": par},
            cree_le=now,
        ).save(force_insert=True)


def read_avis(*, acteur: Acteur, now: datetime, id: UUID) -> Avis:
    """Mark one of one's own notices as read."""
    require(acteur, Action.SECURE_ACCOUNT)
    avis = Avis.objects.select_for_update().filter(id=id, user_id=acteur.id).first()
    if avis is None:
        raise Introuvable
    if avis.lu_le is None:
        avis.lu_le = now
        avis.save(update_fields=["lu_le"])
    return avis


def _above(user: User) -> list[User]:
    """Whoever has charge of an account: the country's admins, or direction."""
    people = User.objects.select_related("pays").filter(actif=True).exclude(id=user.id)
    if user.fonction == "agent":
        return list(people.filter(fonction="admin", pays=user.pays))
    return list(people.filter(fonction="direction"))
