"""Messages owed by money and by one-time codes: every receipt, every reversal, every code."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import CodeUnique
from colis.models import Client, Colis
from colis.selectors.clients import get_contact
from distribution.models import Annulation, Encaissement
from notifications.domain import Etape
from notifications.services.dus import Du, record_dus


def record_encaissement_du(*, now: datetime, encaissement_id: UUID) -> None:
    """The client's receipt: what was received, how, on which cartons, what is left."""
    encaissement = Encaissement.objects.get(id=encaissement_id)
    lignes = list(encaissement.lignes.select_related("colis").order_by("id"))
    colis_list = [ligne.colis for ligne in lignes]
    devise = encaissement.devise
    _record(
        now=now,
        evenement_id=encaissement.id,
        etape=Etape.PAIEMENT,
        encaissement=encaissement,
        colis_list=colis_list,
        variables={
            "moyen": encaissement.moyen,
            "rabais": _argent(encaissement.rabais, devise),
            "jeton_cede": _argent(encaissement.jeton_cede, devise),
            "avoir": _argent(encaissement.avoir, devise),
            "colis": [
                {
                    "code_suivi": ligne.colis.code_suivi,
                    "montant": _argent(ligne.montant, devise),
                }
                for ligne in lignes
            ],
        },
    )


def record_annulation_due(*, now: datetime, annulation_id: UUID) -> None:
    """The client is told that a receipt they hold is worth nothing any more, and why."""
    annulation = Annulation.objects.select_related("encaissement").get(id=annulation_id)
    encaissement = annulation.encaissement
    colis_list = [
        ligne.colis for ligne in encaissement.lignes.select_related("colis").order_by("id")
    ]
    _record(
        now=now,
        evenement_id=annulation.id,
        etape=Etape.ANNULATION,
        encaissement=encaissement,
        colis_list=colis_list,
        variables={"motif": annulation.motif},
    )


def _record(
    *,
    now: datetime,
    evenement_id: UUID,
    etape: Etape,
    encaissement: Encaissement,
    colis_list: Sequence[Colis],
    variables: dict[str, Any],
) -> None:
    client_id = encaissement.client_id
    client = Client.objects.filter(id=client_id).first() or get_contact(client_id)
    reste = sum(colis.du for colis in colis_list)
    devise_due = colis_list[0].devise if colis_list else encaissement.devise
    record_dus(
        now=now,
        dus=[
            Du(
                evenement_id=evenement_id,
                etape=etape,
                pays=client.pays_id,
                telephone=client.telephone,
                langue=client.langue,
                groupe=f"{etape}:{evenement_id}",
                client_id=client.id,
                variables={
                    "recu": encaissement.recu_numero,
                    "montant": _argent(encaissement.montant, encaissement.devise),
                    "date_le": now.isoformat(),
                    "reste": _argent(reste, devise_due),
                }
                | variables,
            )
        ],
    )


def record_code_du(*, now: datetime, code_id: UUID) -> None:
    """A one-time code to its phone; the digits stay encrypted in the code's own row."""
    code = CodeUnique.objects.get(id=code_id)
    client = Client.objects.filter(pays_id=code.pays, telephone=code.telephone).first()
    record_dus(
        now=now,
        dus=[
            Du(
                evenement_id=code.id,
                etape=Etape.OTP,
                pays=code.pays,
                telephone=code.telephone,
                langue=code.langue,
                groupe=f"code:{code.id}",
                client_id=client.id if client else None,
                code_unique_id=code.id,
            )
        ],
    )


def record_avis_du(
    *, now: datetime, avis_id: UUID, pays: str, telephone: str, langue: str, texte: str
) -> None:
    """A safety notice to one's own people (or to the number just replaced), ahead of the rest."""
    record_dus(
        now=now,
        dus=[
            Du(
                evenement_id=avis_id,
                etape=Etape.ALERTE,
                pays=pays,
                telephone=telephone,
                langue=langue,
                groupe=f"avis:{avis_id}",
                variables={"texte": texte},
            )
        ],
    )


def _argent(montant: int, devise: str) -> dict[str, Any]:
    return {"montant": montant, "devise": devise}
