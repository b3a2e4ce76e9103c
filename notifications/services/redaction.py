"""Wording the messages: a new text is a new version, tried on invented cartons first."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Max

from accounts.policies import Action, require
from audit.services import record
from core.errors import Introuvable, SaisieInvalide
from core.tenancy import Acteur
from notifications.domain import AUSSI_PAR_SMS, Etape, GabaritInvalide
from notifications.gabarits import (
    TEXTE_MAX,
    measure_sms,
    offered_words,
    render,
    unknown_words,
)
from notifications.models import Gabarit
from notifications.selectors import CANAL_SMS, CANAL_WHATSAPP

EXEMPLE: dict[str, Any] = {
    "fuseau": "Africa/Bamako",
    "client": "Awa Traoré",
    "date_le": datetime(2026, 3, 10, 9, 0, tzinfo=UTC).isoformat(),
    "arrivee_le": datetime(2026, 3, 12, 14, 30, tzinfo=UTC).isoformat(),
    "agence": "TS Bamako",
    "ville": "Bamako",
    "ville_origine": "Guangzhou",
    "adresse": "Hamdallaye ACI 2000",
    "horaires": "lun.–sam. 8 h–18 h",
    "telephone_agence": "+22320000000",
    "vol": "ET607",
    "lien": "https://exemple.org/suivi/7K2M-9QXT-4HBVC",
    "lien_arret": "https://exemple.org/arret/AZrO0nA3cZC8t1n2u5Yb0WlXk4Qm8Rs2Tv",
    "poids_total_g": 23_450,
    "prix_total": {"montant": 164_150, "devise": "XOF"},
    "paye": {"montant": 50_000, "devise": "XOF"},
    "reste": {"montant": 114_150, "devise": "XOF"},
    "montant": {"montant": 50_000, "devise": "XOF"},
    "rabais": {"montant": 500, "devise": "XOF"},
    "jeton_cede": {"montant": 50, "devise": "XOF"},
    "recu": "BKO-2026-000123",
    "moyen": "especes",
    "motif": "erreur de montant",
    "retirant": "Moussa Traoré",
    "usage": "remise",
    "code": "123456",
    "texte": "La ligne Bamako 1 ne répond plus.",
    "agent": "Moussa Diarra",
    "jour": "2026-03-10",
    "mention": "provisoire",
    "remis": "Cargo 8 · 120 000 F CFA ; Express 2 · 60 000 F CFA",
    "encaisse": {"montant": 145_000, "devise": "XOF"},
    "depenses": {"montant": 5_000, "devise": "XOF"},
    "transferts": {"montant": 0, "devise": "XOF"},
    "versements": {"montant": 100_000, "devise": "XOF"},
    "report_veille": {"montant": 50_000, "devise": "XOF"},
    "solde": {"montant": 90_000, "devise": "XOF"},
    "colis": [
        {
            "code_suivi": "7K2M9QXT4HBVC",
            "contenu": "téléphones",
            "poids_g": 12_450,
            "prix": {"montant": 87_150, "devise": "XOF"},
            "reste": {"montant": 64_150, "devise": "XOF"},
            "montant": {"montant": 23_000, "devise": "XOF"},
            "etat": "disponible",
            "lien": "https://exemple.org/suivi/7K2M-9QXT-4HBVC",
        },
        {
            "code_suivi": "3F8RWN2PZ6K1D",
            "contenu": "vêtements",
            "poids_g": 11_000,
            "prix": {"montant": 77_000, "devise": "XOF"},
            "reste": {"montant": 50_000, "devise": "XOF"},
            "montant": {"montant": 27_000, "devise": "XOF"},
            "etat": "disponible",
            "lien": "https://exemple.org/suivi/3F8R-WN2P-Z6K1D",
        },
    ],
}
"""Invented cartons of an invented client, in the shapes `services/contenu.py` builds."""


def preview(*, etape: Etape, langue: str, texte: str) -> dict[str, Any]:
    """What a client would read, which words are not offered, which are, how long it is."""
    rendu = render(texte, EXEMPLE, langue)
    mesure = measure_sms(rendu)
    return {
        "texte": rendu,
        "inconnus": unknown_words(texte, etape),
        "mots": offered_words(etape),
        "longueur": len(rendu),
        "maximum": TEXTE_MAX,
        "segments": mesure.segments,
        "places": mesure.places,
        "places_par_sms": mesure.par_sms,
        "hors_alphabet": mesure.hors_alphabet,
    }


def write_gabarit(
    *,
    acteur: Acteur,
    now: datetime,
    pays: str,
    etape: Etape,
    langue: str,
    texte: str,
    canal: str = CANAL_WHATSAPP,
) -> Gabarit:
    """A new version of a country's text; the ones before stay, for what they were used.

    Raises Introuvable, GabaritInvalide (a word not offered), SaisieInvalide (a step no SMS tells,
    a code's message without its code).
    """
    require(acteur, Action.WRITE_REGLAGE)
    if acteur.pays not in (None, pays):
        raise Introuvable
    if canal == CANAL_SMS and etape not in AUSSI_PAR_SMS:
        raise SaisieInvalide(errors={"canal": ["cette étape ne part pas par SMS"]})
    if etape is Etape.OTP and "{code}" not in texte:
        raise SaisieInvalide(errors={"texte": ["un message de code contient {code}"]})
    inconnus = unknown_words(texte, etape)
    if inconnus:
        raise GabaritInvalide(mots=", ".join(inconnus), errors={"texte": inconnus})
    connus = Gabarit.objects.filter(pays_id=pays, etape=etape, canal=canal, langue=langue)
    derniere = connus.aggregate(derniere=Max("version"))["derniere"] or 0
    gabarit = Gabarit(
        pays_id=pays,
        etape=etape,
        canal=canal,
        langue=langue,
        version=derniere + 1,
        texte=texte,
        cree_par=acteur.id,
        cree_le=now,
    )
    gabarit.save(force_insert=True)
    record(
        acteur=acteur,
        now=now,
        action=Action.WRITE_REGLAGE,
        sujet_type="gabarit",
        sujet_id=gabarit.id,
        pays=pays,
        apres={"etape": etape, "canal": canal, "langue": langue, "version": gabarit.version},
    )
    return gabarit
