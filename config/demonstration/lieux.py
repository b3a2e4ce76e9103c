"""Agencies, locations, tills, airlines, airports, prices, rate and WhatsApp lines."""

from datetime import time

from django.conf import settings

from accounts.models import Agence, Emplacement, Pays
from colis.models import Tarif, TauxChange
from config.demonstration.scene import Scene
from core.chiffrement import encrypt
from core.tenancy import SYSTEME
from distribution.models import Caisse
from notifications.models import Ligne
from vols.models import Aeroport, Compagnie

AGENCES = (
    ("CN", "CAN", "TS Guangzhou", "Guangzhou", "Baiyun Qu, Jichang Lu 1600, entrepôt 12",
     "+862036412588", "9h–20h, 7 j/7", time(20), ("R-01", "R-02", "R-03")),
    ("ML", "BKO", "TS Bamako", "Bamako", "ACI 2000, rue 390, face à la pharmacie du Fleuve",
     "+22320224455", "8h–18h, lundi–samedi", time(18), ("A-01-1", "A-01-2", "A-02-1", "B-01-1")),
    ("CI", "ABJ", "TS Abidjan", "Abidjan", "Treichville, avenue 16, rue 21 barrée",
     "+2252721242526", "8h–18h, lundi–samedi", time(18), ("A-01", "A-02", "B-01")),
)  # fmt: skip
COMPAGNIES = (
    ("ET", "Ethiopian Airlines", "071"),
    ("TK", "Turkish Airlines", "235"),
    ("AT", "Royal Air Maroc", "147"),
    ("HF", "Air Côte d'Ivoire", "483"),
)
AEROPORTS = (
    ("CAN", "Guangzhou Baiyun", "Guangzhou", "CN", "Asia/Shanghai"),
    ("HKG", "Hong Kong", "Hong Kong", "CN", "Asia/Hong_Kong"),
    ("ADD", "Addis-Abeba Bole", "Addis-Abeba", "ET", "Africa/Addis_Ababa"),
    ("BKO", "Modibo Keïta", "Bamako", "ML", "Africa/Bamako"),
    ("ABJ", "Félix Houphouët-Boigny", "Abidjan", "CI", "Africa/Abidjan"),
)
# (mode, category, unit, price FCFA, divisor): what the trade charges.
PRIX = (
    ("cargo", "standard", "kg", 10_000, 6_000),
    ("cargo", "cosmetique", "kg", 10_000, 6_000),
    ("cargo", "document", "kg", 10_000, None),
    ("cargo", "batterie", "kg", 12_000, 6_000),
    ("cargo", "telephone", "piece", 5_000, None),
    ("cargo", "electronique", "piece", 3_000, None),
    ("express", "standard", "kg", 12_000, 6_000),
    ("express", "document", "kg", 12_000, None),
    ("express", "telephone", "piece", 5_000, None),
    ("express", "electronique", "piece", 3_000, None),
)
MINIMUM = 1_000
# 1 CNY = 85 FCFA, that is 0,85 franc per fen.
TAUX = (85, 100)


def lay_places(scene: Scene) -> None:
    """Everything that exists before the first carton. Run under ``transverse()``."""
    for pays, code, nom, ville, adresse, telephone, horaires, ferme_a, emplacements in AGENCES:
        agence = Agence.objects.create(
            pays_id=pays, code=code, nom=nom, ville=ville, adresse=adresse,
            telephone=telephone, horaires=horaires, ferme_a=ferme_a,
        )  # fmt: skip
        scene.agences[pays] = agence
        scene.emplacements[pays] = [
            Emplacement.objects.create(pays_id=pays, agence=agence, code=c) for c in emplacements
        ]
        devise = Pays.objects.get(code=pays).devise
        scene.caisses[pays] = [
            Caisse.objects.create(pays_id=pays, agence=agence, nom=f"Caisse {n}", devise=devise).id
            for n in (1, 2, 3)
        ]
    for code, nom, prefixe in COMPAGNIES:
        Compagnie.objects.create(code=code, nom=nom, prefixe_lta=prefixe)
    for code, nom, ville, pays, fuseau in AEROPORTS:
        Aeroport.objects.create(code=code, nom=nom, ville=ville, pays_code=pays, fuseau=fuseau)
    _lay_prices(scene)
    _lay_lines(scene)


def _lay_prices(scene: Scene) -> None:
    debut_le = scene.ago(days=60)
    for destination in ("ML", "CI"):
        for mode, categorie, unite, prix, diviseur in PRIX:
            Tarif.objects.create(
                pays_origine_id="CN", pays_destination_id=destination, mode=mode,
                categorie=categorie, unite=unite, devise="XOF", prix=prix, minimum=MINIMUM,
                diviseur=diviseur, pas_g=10, debut_le=debut_le, cree_par=SYSTEME, cree_le=debut_le,
            )  # fmt: skip
    TauxChange.objects.create(
        source="CNY", cible="XOF", numerateur=TAUX[0], denominateur=TAUX[1],
        debut_le=debut_le, cree_par=SYSTEME,
    )  # fmt: skip


def _lay_lines(scene: Scene) -> None:
    """One line for the steps and one for codes and alerts per destination; fast in local mode."""
    for pays in ("ML", "CI"):
        for usage in ("etapes", "urgences"):
            Ligne.objects.create(
                pays_id=pays, nom=f"{pays} {usage}", compte=f"acc_{pays.lower()}_{usage}",
                secret_chiffre=encrypt(settings.WACHAP_SECRET), usage=usage,
                intervalle_min_ms=200, intervalle_max_ms=600, etat_le=scene.now,
            )  # fmt: skip
