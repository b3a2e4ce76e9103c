"""Clients and cartons in any state of their life, as if the trade had brought them there."""

import itertools
from datetime import datetime
from typing import Any

from colis.domain import TRANSITIONS, Cause, Etat
from colis.models import Client, Colis, EvenementColis, Tarif
from core.ids import generate_code_suivi, uuid7
from core.tenancy import Acteur, contexte

_numbers = itertools.count(10_00_00)
INDICATIFS = {"ML": "+22376", "CI": "+225070", "CN": "+861391"}
LONGUEURS = {"ML": 6, "CI": 7, "CN": 7}
VISIBLES = frozenset(
    {Etat.EXPEDIE, Etat.ARRIVE, Etat.DISPONIBLE, Etat.REMIS, Etat.MANQUANT, Etat.PERDU}
    | {Etat.RETOURNE}
)
A_DESTINATION = frozenset({Etat.ARRIVE, Etat.DISPONIBLE, Etat.REMIS, Etat.RETOURNE})
CAUSES = {
    cible: cause
    for cause, moves in reversed(TRANSITIONS.items())
    for _, cible in moves
    if cause not in (Cause.CORRECTION, Cause.SURPLUS)
}


def make_telephone(pays: str = "ML") -> str:
    """A number nobody else has, valid in its country."""
    return INDICATIFS[pays] + str(next(_numbers)).zfill(LONGUEURS[pays])


def make_client(
    acteur: Acteur, now: datetime, pays: str = "ML", nom: str = "Awa Traoré", **over: Any
) -> Client:
    """A client of ``pays`` created by ``acteur`` (origin or that country)."""
    values: dict[str, Any] = {
        "id": uuid7(),
        "pays_id": pays,
        "pays_createur": acteur.pays or pays,
        "nom": nom,
        "nom_recherche": _folded(over.get("nom", nom)),
        "telephone": make_telephone(pays),
        "cree_le": now,
        "modifie_le": now,
    } | over
    with contexte(acteur):
        client = Client(**values)
        client.save(force_insert=True)
    return client


def make_colis(
    acteur_origine: Acteur,
    now: datetime,
    pays_destination: str = "ML",
    statut: str = "recu",
    **over: Any,
) -> Colis:
    """A 3 kg standard cargo carton priced 30 000 F, in ``statut``; ``over`` replaces columns.

    From ``expedie`` on the destination sees it; from ``arrive`` on it is invoiced. ``client``
    may be given; ``regle``, ``rabais``, ``jeton_cede`` lower ``du`` by themselves.
    """
    etat = Etat(statut)
    client = over.pop("client", None) or make_client(acteur_origine, now, pays_destination)
    with contexte(acteur_origine):
        colis = Colis(**_values(acteur_origine, now, pays_destination, etat, client) | over)
        colis.du = over.get("du", colis.prix - colis.regle - colis.rabais - colis.jeton_cede)
        colis.save(force_insert=True)
        _event(acteur_origine, now, colis, Cause.ENREGISTREMENT, "", Etat.RECU)
        if etat is not Etat.RECU:
            _event(acteur_origine, now, colis, CAUSES[etat], "recu", etat)
    return colis


def _values(
    acteur: Acteur, now: datetime, pays_destination: str, etat: Etat, client: Client
) -> dict[str, Any]:
    tarif = Tarif.objects.filter(
        pays_destination_id=pays_destination, mode="cargo", categorie="standard", client=None
    ).first()
    arrive_le = now if etat in A_DESTINATION else None
    return {
        "id": uuid7(),
        "code_suivi": generate_code_suivi(),
        "pays_origine_id": acteur.pays,
        "pays_destination_id": pays_destination,
        "visible_destination": etat in VISIBLES,
        "agence_origine_id": acteur.agence_id,
        "statut": etat.value,
        "statut_le": now,
        "mode": "cargo",
        "categorie": "standard",
        "contenu": "Vêtements",
        "client": client,
        "destinataire_nom": client.nom,
        "destinataire_telephone": client.telephone,
        "destinataire_recherche": client.nom_recherche,
        "poids_g": 3000,
        "source_poids": "balance",
        "poids_taxable_g": 3000,
        "tarif": tarif,
        "tarif_fige": {
            "tarif_id": str(tarif.id) if tarif else None,
            "unite": "kg",
            "devise": "XOF",
            "prix": 10_000,
            "minimum": 1_000,
            "pas_g": 10,
            "diviseur": 6000,
            "paliers": [],
            "negocie": None,
            "prix_unitaire": 10_000,
            "quantite": 3000,
            "minimum_applique": False,
            "lignes": [
                {
                    "code": "transport",
                    "montant": 30_000,
                    "unite": "kg",
                    "quantite": 3000,
                    "prix_unitaire": 10_000,
                }
            ],
            "taux": {"source": "CNY", "cible": "XOF", "numerateur": 85, "denominateur": 100},
        },
        "devise": "XOF",
        "prix": 30_000,
        "arrive_le": arrive_le,
        "facture_le": arrive_le,
        "remis_le": now if etat is Etat.REMIS else None,
        "enregistre_par": acteur.id,
        "survenu_le": now,
        "enregistre_le": now,
    }


def _event(acteur: Acteur, now: datetime, colis: Colis, cause: Cause, de: str, vers: Etat) -> None:
    EvenementColis(
        colis=colis,
        type=cause.value,
        de=de,
        vers=vers.value,
        acteur_id=acteur.id,
        acteur_role=acteur.role,
        pays=acteur.pays_audit,
        agence_id=acteur.agence_id,
        survenu_le=now,
        enregistre_le=now,
    ).save(force_insert=True)


def _folded(nom: str) -> str:
    return nom.upper().replace("É", "E").replace("È", "E").replace("Ï", "I").replace("Ç", "C")
