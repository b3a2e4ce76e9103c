"""What is inside the cartons and what they weigh: 0,1 to 40 kg, median near 3 kg."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp
from uuid import UUID

from colis.domain import ClientSaisi, ColisSaisi
from colis.models import Colis
from colis.services.enregistrement import register_colis
from config.demonstration.personnes import ClientDemo
from config.demonstration.scene import Scene
from core.ids import uuid7

_CONTENUS = {
    "standard": (
        "Chaussures, {n} paires", "Tissus bazin, {n} pièces", "Vêtements enfants, {n} pièces",
        "Sacs à main, {n} pièces", "Pièces moto Jakarta", "Ustensiles de cuisine",
        "Rideaux et draps", "Mèches, {n} paquets", "Outillage", "Jouets, {n} pièces",
    ),
    "telephone": ("Téléphones Tecno", "Téléphones Itel", "Téléphones Samsung reconditionnés"),
    "electronique": ("Écouteurs", "Décodeurs", "Enceintes", "Montres connectées"),
    "cosmetique": ("Crèmes et savons, {n} pièces", "Maquillage, {n} pièces"),
    "document": ("Factures et échantillons",),
}  # fmt: skip
_CATEGORIES = (
    ("standard", 68),
    ("telephone", 10),
    ("electronique", 12),
    ("cosmetique", 8),
    ("document", 2),
)
_EXPRESS = {"standard", "telephone", "electronique", "document"}
MAX_PAR_CLIENT = 15


@dataclass(frozen=True)
class Depot:
    """One client's cartons handed in together."""

    client: ClientDemo
    nombre: int


def draw_depots(scene: Scene, clients: list[ClientDemo], total: int) -> list[Depot]:
    """Who brings how many cartons until ``total``: 1 to 15 each, resellers the most."""
    depots: dict[str, int] = {}
    by_phone = {c.telephone: c for c in clients}
    reseller = max(clients, key=lambda c: c.poids)
    depots[reseller.telephone] = min(MAX_PAR_CLIENT, total // 5)
    others = [c for c in clients if c is not reseller]
    while sum(depots.values()) < total:
        client = scene.hasard.choices(others, [c.poids for c in others])[0]
        room = min(total - sum(depots.values()), MAX_PAR_CLIENT - depots.get(client.telephone, 0))
        if room > 0:
            nombre = min(room, scene.hasard.choice((1, 1, 2, 3, 4)))
            depots[client.telephone] = depots.get(client.telephone, 0) + nombre
    return [Depot(by_phone[phone], n) for phone, n in depots.items()]


def receive_depot(
    scene: Scene, depot: Depot, *, mode: str, at: datetime, vol_id: UUID | None = None
) -> list[Colis]:
    """Intake of one client's cartons at the bench, a minute and a half apart."""
    envoi_id = uuid7()
    acteur = scene.acteur("agent_chine")
    colis_list = []
    for rang in range(1, depot.nombre + 1):
        moment = at + timedelta(seconds=90 * (rang - 1))
        colis, _ = register_colis(
            acteur=acteur,
            now=moment,
            saisie=_saisie(scene, depot, mode, rang, envoi_id, vol_id),
        )
        colis_list.append(colis)
    return colis_list


def _saisie(
    scene: Scene, depot: Depot, mode: str, rang: int, envoi_id: UUID, vol_id: UUID | None
) -> ColisSaisi:
    hasard = scene.hasard
    categorie = hasard.choices([c for c, _ in _CATEGORIES], [n for _, n in _CATEGORIES])[0]
    if mode == "express" and categorie not in _EXPRESS:
        categorie = "standard"
    pieces = hasard.randint(1, 6) if categorie in {"telephone", "electronique"} else None
    contenu = hasard.choice(_CONTENUS[categorie]).format(n=hasard.randint(6, 60))
    poids_g = _poids(scene, categorie, pieces)
    client = depot.client
    return ColisSaisi(
        id=uuid7(),
        client=ClientSaisi(nom=client.nom, telephone=client.telephone, pays=client.pays),
        pays_destination=client.pays,
        mode=mode,
        categorie=categorie,
        contenu=f"{contenu} ({pieces})" if pieces else contenu,
        poids_g=poids_g,
        source_poids="balance" if hasard.random() < 0.9 else "manuel",
        dimensions_mm=_dimensions(scene, poids_g),
        nombre_pieces=pieces,
        references=(f"SF{hasard.randrange(10**12, 10**13)}",) if hasard.random() < 0.6 else (),
        envoi_id=envoi_id,
        rang=rang,
        total=depot.nombre,
        vol_id=vol_id,
    )


def _poids(scene: Scene, categorie: str, pieces: int | None) -> int:
    """Grams on a scale that shows tens: log-normal around 3 kg, telephones by the piece."""
    if categorie == "telephone":
        return 10 * round((pieces or 1) * 38 + scene.hasard.randint(5, 20))
    if categorie == "document":
        return 10 * scene.hasard.randint(10, 90)
    grams = exp(scene.hasard.gauss(8.0, 0.85))
    return 10 * round(min(40_000, max(100, grams)) / 10)


def _dimensions(scene: Scene, poids_g: int) -> tuple[int, int, int]:
    """Edges in millimetres of a carton of about 180 kg/m³."""
    side = (poids_g * 5_500) ** (1 / 3)
    stretch = (scene.hasard.uniform(1.05, 1.4), 1.0, scene.hasard.uniform(0.6, 0.9))
    longueur, largeur, hauteur = (max(80, 10 * round(side * f / 10)) for f in stretch)
    return longueur, largeur, hauteur
