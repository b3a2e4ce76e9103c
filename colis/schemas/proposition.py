"""The bench's proposal on the wire."""

from typing import Any
from uuid import UUID

from ninja import Schema

from colis.selectors.proposition import Proposition


class ClientPropose(Schema):
    id: UUID
    nom: str
    telephone: str
    pays: str
    langue: str


class GabaritOut(Schema):
    """A usual carton of this client; ``fois``: how many of the last ones were alike."""

    mode: str
    categorie: str
    contenu: str
    dimensions_mm: list[int] | None
    nombre_pieces: int
    fois: int


class PropositionOut(Schema):
    """Null client: nobody is known for this reference."""

    client: ClientPropose | None
    gabarits: list[GabaritOut]


def proposition_out(proposition: Proposition) -> dict[str, Any]:
    contact = proposition.client
    return {
        "client": contact
        and {
            "id": contact.id,
            "nom": contact.nom,
            "telephone": contact.telephone,
            "pays": contact.pays_id,
            "langue": contact.langue,
        },
        "gabarits": list(proposition.gabarits),
    }
