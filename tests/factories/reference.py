"""Reference data of a test world: agencies, locations, tariffs, rate, airlines, airports, tills."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from accounts.models import Agence, Emplacement, Pays
from colis.models import Tarif, TauxChange
from core.tenancy import SYSTEME
from distribution.models import Caisse
from vols.models import Aeroport, Compagnie

VILLES = {"CN": ("CAN", "Guangzhou"), "ML": ("BKO", "Bamako"), "CI": ("ABJ", "Abidjan")}
PRIX = (
    ("cargo", "standard", "kg", 10_000, 6000),
    ("express", "standard", "kg", 12_000, 6000),
    ("cargo", "telephone", "piece", 5_000, None),
    ("express", "telephone", "piece", 5_000, None),
    ("cargo", "electronique", "piece", 3_000, None),
    ("express", "electronique", "piece", 3_000, None),
)


@dataclass
class Lieux:
    agences: dict[str, Agence]
    emplacements: dict[str, Emplacement]


def make_reference(now: datetime) -> Lieux:
    """The places and prices every story starts from; call it under ``transverse()``."""
    lieux = Lieux(agences={}, emplacements={})
    for pays in Pays.objects.all():
        code, ville = VILLES[pays.code]
        agence = Agence.objects.create(
            pays=pays, code=code, nom=f"TS {ville}", ville=ville, adresse="Rue 1",
            telephone="+22320000000", horaires="8h-18h", ferme_a=time(18),
        )  # fmt: skip
        lieux.agences[pays.code] = agence
        lieux.emplacements[pays.code] = Emplacement.objects.create(
            pays=pays, agence=agence, code="A-01-1"
        )
        for n in (1, 2):
            Caisse.objects.create(pays=pays, agence=agence, nom=f"Caisse {n}", devise=pays.devise)
    _make_tarifs(now - timedelta(days=30))
    TauxChange.objects.create(
        source="CNY", cible="XOF", numerateur=85, denominateur=100,
        debut_le=now - timedelta(days=30), cree_par=SYSTEME,
    )  # fmt: skip
    Compagnie.objects.create(code="ET", nom="Ethiopian", prefixe_lta="071")
    for code, ville, pays_code, fuseau in (
        ("CAN", "Guangzhou", "CN", "Asia/Shanghai"),
        ("BKO", "Bamako", "ML", "Africa/Bamako"),
        ("ABJ", "Abidjan", "CI", "Africa/Abidjan"),
    ):
        Aeroport.objects.create(
            code=code, nom=ville, ville=ville, pays_code=pays_code, fuseau=fuseau
        )
    return lieux


def _make_tarifs(debut_le: datetime) -> None:
    for destination in ("ML", "CI"):
        for mode, categorie, unite, prix, diviseur in PRIX:
            Tarif.objects.create(
                pays_origine_id="CN", pays_destination_id=destination, mode=mode,
                categorie=categorie, unite=unite, devise="XOF", prix=prix, minimum=1_000,
                diviseur=diviseur, pas_g=10, debut_le=debut_le, cree_par=SYSTEME, cree_le=debut_le,
            )  # fmt: skip
