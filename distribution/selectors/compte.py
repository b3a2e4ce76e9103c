"""A client's account: what is due, what is coming, the credit, the history."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import Pays
from accounts.policies import Action, require
from colis.models import Client, Colis
from core.errors import Introuvable
from core.tenancy import Acteur
from distribution.models import Encaissement
from distribution.selectors.encaissement import HORS_COMPTE, last_movements
from distribution.selectors.journal import client_credit

HISTORIQUE_MAX = 50
COLIS_MAX = 200


@dataclass(frozen=True)
class CompteClient:
    """``du`` in the cartons' currency, ``avoir`` in ``devise``, that of the caller's country."""

    client: Client
    a_payer: list[Colis]
    a_venir: list[Colis]
    avoir: int
    devise: str
    historique: list[Encaissement]

    @property
    def du(self) -> int:
        """What is due now, coming cartons aside."""
        return sum(colis.du for colis in self.a_payer)


def load_compte(*, acteur: Acteur, client_id: UUID) -> CompteClient:
    """One client's account as one's country sees it; direction reads the client's own country."""
    require(acteur, Action.READ_ENCAISSEMENT)
    client = Client.objects.select_related("pays").filter(id=client_id).first()
    if client is None:
        raise Introuvable
    pays = client.pays if acteur.pays is None else Pays.objects.get(code=acteur.pays)
    owing = list(
        Colis.objects.filter(client_id=client_id, du__gt=0)
        .exclude(statut__in=HORS_COMPTE)
        .order_by("facture_le", "enregistre_le", "id")[:COLIS_MAX]
    )
    return CompteClient(
        client=client,
        a_payer=[colis for colis in owing if colis.facture_le is not None],
        a_venir=[colis for colis in owing if colis.facture_le is None],
        avoir=client_credit(client_id, pays.code),
        devise=pays.devise,
        historique=last_movements(client_id, acteur.pays, HISTORIQUE_MAX),
    )
