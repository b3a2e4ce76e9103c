"""What may leave by a line whose provider takes free text only after the client wrote.

WhatsApp's own API opens 24 h at each message of the client; outside them only a text it approved
beforehand leaves ("customer service window", developers.facebook.com/docs/whatsapp).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from core.tenancy import transverse
from notifications.gabarits import clean, render
from notifications.models import Fenetre, Ligne, Notification
from notifications.port import Contenu, Modele
from notifications.services.contenu import Compose
from notifications.services.lignes import port_of

DUREE = timedelta(hours=24)
PARAMETRE_MAX = 1000


def open_window(*, now: datetime, compte: str, telephone: str) -> None:
    """The client wrote to this line at `now`: free text may leave for 24 h. Never shortened."""
    with transverse():
        fenetre, _ = Fenetre.objects.select_for_update().get_or_create(
            compte=compte, telephone=telephone, defaults={"jusqu_le": now + DUREE}
        )
        if fenetre.jusqu_le < now + DUREE:
            fenetre.jusqu_le = now + DUREE
            fenetre.save(update_fields=["jusqu_le"])


def to_send(ligne: Ligne, notification: Notification, compose: Compose, now: datetime) -> Contenu:
    """The message as this line's provider takes it now: free text, or an approved template."""
    if not port_of(ligne.fournisseur).capabilities.window:
        return Contenu(texte=compose.texte)
    ouverte = Fenetre.objects.filter(
        compte=ligne.compte, telephone=notification.telephone, jusqu_le__gt=now
    ).exists()
    return Contenu(
        texte=compose.texte,
        libre=ouverte,
        modele=modele_of(ligne, notification.etape, notification.langue, compose.valeurs),
    )


def modele_of(ligne: Ligne, etape: str, langue: str, valeurs: Mapping[str, Any]) -> Modele | None:
    """The line's approved text of a step, French when the client's language has none.

    Each parameter is a small template of ours, so that figures read as everywhere else; the
    provider refuses line breaks in them.
    """
    par_langue = ligne.modeles.get(etape, {})
    trouve = par_langue.get(langue) or par_langue.get("fr")
    if trouve is None:
        return None
    parametres = (render(texte, valeurs, langue) for texte in trouve.get("parametres", []))
    return Modele(
        nom=trouve["nom"],
        langue=trouve.get("langue", "fr"),
        parametres=tuple(clean(texte, PARAMETRE_MAX) or "-" for texte in parametres),
    )
