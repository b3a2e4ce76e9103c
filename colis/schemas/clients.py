"""Clients on the wire."""

from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from colis.models import Client
from colis.schemas.communs import Adresse, Telephone, Version
from colis.selectors.clients import Contact
from colis.services.import_clients import Bilan
from core.schemas import CodePays, Instant, Libelle

Langue = Literal["fr", "en", "zh", "bm"]


class ClientIn(Schema):
    """A new client; ``telephone`` as typed, ``consentement_whatsapp`` null until asked."""

    id: UUID | None = None
    nom: Libelle
    telephone: Telephone
    pays: CodePays
    langue: Langue = "fr"
    adresse: Adresse = ""
    consentement_whatsapp: bool | None = None


class ClientPatch(Schema):
    """The fields to change, and the ``version`` they were read at."""

    nom: Libelle | None = None
    telephone: Telephone | None = None
    langue: Langue | None = None
    adresse: Adresse | None = None
    consentement_whatsapp: bool | None = None
    version: Version | None = None

    def champs(self) -> dict[str, Any]:
        """What was given; null only means something for the consent."""
        given = self.model_dump(exclude_unset=True, exclude={"version"})
        return {
            name: value
            for name, value in given.items()
            if value is not None or name == "consentement_whatsapp"
        }


class ClientOut(Schema):
    """A client; another country's shows its contact only (the rest is null)."""

    id: UUID
    nom: str
    telephone: str
    pays: str
    langue: str
    adresse: str | None = None
    consentement_whatsapp: bool | None = None
    version: int | None = None
    cree_le: Instant | None = None
    modifie_le: Instant | None = None


class ErreurLigneOut(Schema):
    ligne: int
    champ: str
    message: str


class BilanOut(Schema):
    """What an import did, or would do (``essai``); ``apercu`` shows its first new clients."""

    essai: bool
    total: int
    crees: int
    existants: int
    erreurs: list[ErreurLigneOut]
    apercu: list[ClientOut]


def client_out(client: Client | Contact) -> dict[str, Any]:
    """A client as shown to whoever may see this much of it."""
    out: dict[str, Any] = {
        "id": client.id,
        "nom": client.nom,
        "telephone": client.telephone,
        "pays": client.pays_id,
        "langue": client.langue,
    }
    if isinstance(client, Client):
        out |= {
            "adresse": client.adresse,
            "consentement_whatsapp": client.consentement_whatsapp,
            "version": client.version,
            "cree_le": client.cree_le,
            "modifie_le": client.modifie_le,
        }
    return out


def bilan_out(bilan: Bilan) -> dict[str, Any]:
    """An import's report."""
    return {
        "essai": bilan.essai,
        "total": bilan.total,
        "crees": bilan.crees,
        "existants": bilan.existants,
        "erreurs": [
            {"ligne": e.ligne, "champ": e.champ, "message": e.message} for e in bilan.erreurs
        ],
        "apercu": [client_out(client) for client in bilan.apercu],
    }
