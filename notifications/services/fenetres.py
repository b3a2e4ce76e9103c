"""What may leave by a line whose provider takes free text only after the client wrote.

WhatsApp's own API opens 24 h at each message of the client; outside them only a text it approved
beforehand leaves ("customer service window", developers.facebook.com/docs/whatsapp).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage

from core.tenancy import transverse
from notifications.domain import Motif, Statut
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
        wake_modelless(now=now, telephone=telephone)


def close_window(*, now: datetime, compte: str, telephone: str) -> None:
    """The provider says that the 24 h are over, whatever we believed."""
    ouvertes = Fenetre.objects.filter(compte=compte, telephone=telephone, jusqu_le__gt=now)
    ouvertes.update(jusqu_le=now)


def wake_modelless(*, now: datetime, **lesquelles: Any) -> int:
    """What waited for an approved text, or for its client to write, may leave now."""
    parques = Notification.objects.filter(
        statut=Statut.SUSPENDU, code_motif=Motif.MODELE_ABSENT, **lesquelles
    )
    return parques.update(
        statut=Statut.EN_ATTENTE,
        code_motif="",
        motif="",
        prochaine_tentative_le=now,
        modifie_le=now,
    )


def to_send(ligne: Ligne, notification: Notification, compose: Compose, now: datetime) -> Contenu:
    """The message as this line's provider takes it now: free text, or an approved template."""
    capacites = port_of(ligne.fournisseur).capabilities
    document = document_of(compose.valeurs) if capacites.documents else {}
    if not capacites.window:
        return Contenu(texte=compose.texte, **document)
    ouverte = Fenetre.objects.filter(
        compte=ligne.compte, telephone=notification.telephone, jusqu_le__gt=now
    ).exists()
    return Contenu(
        texte=compose.texte,
        libre=ouverte,
        modele=modele_of(ligne, notification.etape, notification.langue, compose.valeurs),
        **document,
    )


def document_of(valeurs: Mapping[str, Any]) -> dict[str, Any]:
    """The file a message carries, at an address that dies minutes after the provider read it."""
    cle = valeurs.get("document_cle")
    if not cle:
        return {}
    return {
        "document_url": urljoin(settings.PUBLIC_ORIGIN, default_storage.url(str(cle))),
        "nom_fichier": str(valeurs.get("document_nom") or "document"),
    }


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
