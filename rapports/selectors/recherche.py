"""The one search box: what a few typed or scanned symbols may name, by kind."""

from typing import Any

from django.db.models import Q

from accounts.policies import Action, allowed, require
from colis.selectors.clients import search_clients
from colis.selectors.colis import search_colis
from core.ids import format_code_suivi
from core.tenancy import Acteur
from distribution.models import Encaissement
from vols.selectors import FiltreVols, search_vols

PAR_GENRE = 8
MIN_SYMBOLES = 2


def search_everything(*, acteur: Acteur, q: str) -> dict[str, list[dict[str, Any]]]:
    """At most eight of each kind, one bounded query a kind; what is hidden is simply absent."""
    require(acteur, Action.SEARCH)
    texte = q.strip()
    if len(texte) < MIN_SYMBOLES:
        return {"colis": [], "clients": [], "vols": [], "recus": []}
    return {
        "colis": [
            {
                "id": c.id,
                "code_suivi": c.code_suivi,
                "code": format_code_suivi(c.code_suivi),
                "statut": c.statut,
                "destinataire": c.destinataire_nom,
                "pays_destination": c.pays_destination_id,
                "du": {"montant": c.du, "devise": c.devise},
            }
            for c in search_colis(acteur=acteur, q=texte, limite=PAR_GENRE)
        ],
        "clients": [
            {"id": c.id, "nom": c.nom, "telephone": c.telephone, "pays": c.pays_id}
            for c in search_clients(acteur=acteur, q=texte, limite=PAR_GENRE)
        ],
        "vols": [
            {"id": v.id, "numero": v.numero, "lta": v.lta, "statut": v.statut,
             "pays_destination": v.pays_destination_id}
            for v in search_vols(acteur, FiltreVols(q=texte)).order_by("-id")[:PAR_GENRE]
        ],
        "recus": _recus(acteur, texte),
    }  # fmt: skip


def _recus(acteur: Acteur, texte: str) -> list[dict[str, Any]]:
    """Receipts by number, official or provisional."""
    if not allowed(acteur, Action.READ_ENCAISSEMENT):
        return []
    numero = texte.upper()
    named = Q(recu_numero__debut=numero) | Q(recu_provisoire__debut=numero)
    found = Encaissement.objects.filter(named).order_by("-id")[:PAR_GENRE]
    return [
        {
            "id": e.id,
            "recu": e.recu_numero,
            "numero_provisoire": e.recu_provisoire,
            "montant": {"montant": e.montant, "devise": e.devise},
            "moyen": e.moyen,
            "enregistre_le": e.enregistre_le,
        }
        for e in found
    ]
