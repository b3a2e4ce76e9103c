"""Tills opened, money received, tills counted: each cashier's days, in order."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.domain.jours import day_bounds, local_day
from accounts.models import Pays
from colis.models import Colis
from config.demonstration.scene import Scene
from core.ids import uuid7
from core.money import divide_up
from core.tenancy import Acteur, contexte
from distribution.domain.encaissement import Paiement
from distribution.models import SessionCaisse
from distribution.selectors.journal import expected_by_moyen
from distribution.services.caisse import count_session, open_session, sign_session
from distribution.services.encaissement import record_encaissement

FONDS = {"XOF": {"5000": 4, "1000": 20, "500": 20}, "CNY": {"10000": 5, "1000": 20}}
COUPURES = {
    "XOF": (10_000, 5_000, 2_000, 1_000, 500, 250, 200, 100, 50, 25, 10, 5, 1),
    "CNY": (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 1),
}
MOYENS = (("especes", 65), ("orange_money", 25), ("wave", 6), ("moov", 4))
JETONS = (25, 50, 100)
TAUX_CNY = (100, 85)


def ensure_session(scene: Scene, acteur: Acteur, now: datetime) -> None:
    """The cashier's till of that local day; yesterday's is counted and signed first."""
    with contexte(acteur):
        fuseau = Pays.objects.get(code=acteur.pays).fuseau
        ouverte = SessionCaisse.objects.filter(caissier_id=acteur.id, statut="ouverte").first()
    today = local_day(now, fuseau)
    if ouverte is not None and local_day(ouverte.ouverte_le, fuseau) == today:
        return
    midnight, _ = day_bounds(today, today, fuseau)
    opening = max(midnight, now - timedelta(minutes=10))
    if ouverte is not None:
        evening = ouverte.ouverte_le + timedelta(hours=9)
        close_session(scene, acteur, ouverte, min(evening, opening - timedelta(seconds=30)))
    with contexte(acteur):
        open_session(
            acteur=acteur,
            now=opening,
            id=uuid7(),
            caisse_id=scene.caisses[acteur.pays or ""][0],
            coupures=FONDS["CNY" if acteur.pays == "CN" else "XOF"],
        )


def close_session(scene: Scene, acteur: Acteur, session: SessionCaisse, now: datetime) -> None:
    """Blind count of what is really in the till, and another person's signature."""
    with contexte(acteur):
        soldes = expected_by_moyen(session)
        especes = soldes.pop("especes", 0)
        coupures = break_down(especes, session.devise)
        count_session(acteur=acteur, now=now, id=session.id, coupures=coupures, par_moyen=soldes)
    admin = next(
        a for a in scene.acteurs.values() if a.fonction == "admin" and a.pays == acteur.pays
    )
    with contexte(admin):
        sign_session(acteur=admin, now=now + timedelta(minutes=15), id=session.id)


def break_down(somme: int, devise: str) -> dict[str, int]:
    """Notes and coins that make a sum, largest first."""
    coupures = {}
    for value in COUPURES[devise]:
        number, somme = divmod(somme, value)
        if number:
            coupures[str(value)] = number
    return coupures


def prepay(scene: Scene, colis_list: Sequence[Colis], now: datetime) -> None:
    """Payé en Chine: a client settles at the bench, in yuan."""
    acteur = scene.acteur("agent_chine")
    ensure_session(scene, acteur, now)
    lignes = tuple(
        (colis.id, divide_up(colis.du * TAUX_CNY[0], TAUX_CNY[1])) for colis in colis_list
    )
    with contexte(acteur):
        record_encaissement(
            acteur=acteur,
            now=now,
            paiement=Paiement(
                id=uuid7(), client_id=colis_list[0].client_id, moyen="especes", lignes=lignes
            ),
        )


def collect(
    scene: Scene,
    acteur: Acteur,
    colis_list: Sequence[Colis],
    now: datetime,
    *,
    partiel: bool,
    jeton: bool,
) -> int:
    """A client pays at the counter, two thirds of it if ``partiel``; answers what is still due."""
    lignes = [(colis.id, colis.du) for colis in colis_list if colis.du]
    if not lignes:
        return 0
    du = sum(montant for _, montant in lignes)
    ensure_session(scene, acteur, now)
    parts = [n for _, n in MOYENS]
    moyen = "especes" if jeton else scene.hasard.choices([m for m, _ in MOYENS], parts)[0]
    cede = 0
    if partiel:
        lignes = [(id, montant - montant // 3) for id, montant in lignes]
    elif jeton and lignes[-1][1] > JETONS[-1]:
        cede = scene.hasard.choice(JETONS)
        lignes[-1] = (lignes[-1][0], lignes[-1][1] - cede)
    reference = "" if moyen == "especes" else f"{moyen[:2].upper()}{uuid7().hex[-10:].upper()}"
    with contexte(acteur):
        record_encaissement(
            acteur=acteur,
            now=now,
            paiement=Paiement(
                id=uuid7(), client_id=colis_list[0].client_id, moyen=moyen, lignes=tuple(lignes),
                reference_operateur=reference, jeton_cede=cede,
            ),
        )  # fmt: skip
    return du - sum(montant for _, montant in lignes) - cede
