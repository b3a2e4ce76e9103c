"""What a client decides for themselves: language and WhatsApp consent, in every country."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from accounts.policies import Action, require
from accounts.selectors.personnes import get_own_user, personal_acteur
from colis.services.clients import update_client
from core.errors import LANGUES
from core.tenancy import Acteur, contexte, systeme
from tracking.selectors import list_own_clients


def set_preferences(*, acteur: Acteur, now: datetime, champs: Mapping[str, Any]) -> None:
    """Write ``langue`` and ``consentement_whatsapp`` on each of the client's records.

    Client accounts only read: the records change under their own country's rows, in the
    client's name.
    """
    require(acteur, Action.READ_OWN)
    for client in list_own_clients(acteur):
        ici = replace(systeme(client.pays_id), id=acteur.id, role="client")
        with contexte(ici):
            update_client(acteur=ici, now=now, id=client.id, champs=champs, version=None,
                          source="client:compte")  # fmt: skip
    langue = champs.get("langue")
    if langue in LANGUES:
        with contexte(personal_acteur(acteur.id)):
            user = get_own_user(acteur.id)
            if user is not None and user.langue != langue:
                user.langue = langue
                user.save(update_fields=["langue"])
