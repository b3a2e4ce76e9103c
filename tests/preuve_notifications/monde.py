"""The simulated trade: clients and their cartons, and the days their news fall on."""

import copy
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from accounts.models import Pays, Reglage, User
from colis.domain import Cause, Mouvement
from colis.models import Client, Colis
from core.chiffrement import encrypt
from core.ids import generate_code_suivi, uuid7
from core.tenancy import Acteur, contexte, systeme, transverse
from notifications.models import Ligne
from notifications.services import record_avis_du, record_mouvements
from tests.factories.colis import make_client, make_colis
from tests.factories.reference import make_reference

JOUR = datetime(2026, 3, 9, tzinfo=UTC)
DEBUT = JOUR + timedelta(hours=6)
"""An hour before the quiet hours end, in countries that live on UTC."""

PAYS = ("ML", "CI")
CAUSES = (
    Cause.ENREGISTREMENT, Cause.DEPART, Cause.POINTAGE, Cause.MISE_A_DISPOSITION, Cause.REMISE,
)  # fmt: skip
ARRIVAGES_H = (0.0, 2.0, 3.5, 4.5, 7.0, 9.0)
"""Hours after the start at which cartons come, as flights and trucks do: all together."""

FAMILLES = (1, 1, 1, 1, 1, 1, 1, 2, 3, 1)
"""Cartons of one client, in turn: a message may tell of several."""

GRAIN_S = 300
"""Facts fall together, on these marks: a clerk closes a list, a flight is checked in."""

ALERTES_PAR_CENT = 2
GRAND_COMMERCE = 2_000
ECART_MIN_S = 5.0


@dataclass(frozen=True)
class Histoire:
    """One run: how many messages, lines a country, deaths; `compacte` holds it in one day."""

    messages: int
    lignes: int
    morts: int
    graine: int
    compacte: bool = False
    pannes_pour_cent: float = 5.0

    @property
    def arrivages_h(self) -> tuple[float, ...]:
        """Hours after the start at which cartons come; a small trade knows fewer."""
        if self.compacte:
            return (1.2, 1.5)
        return ARRIVAGES_H if self.messages >= GRAND_COMMERCE else ARRIVAGES_H[::2]

    @property
    def entre_etapes(self) -> timedelta:
        """From one step of a carton to the next."""
        return timedelta(minutes=40) if self.compacte else timedelta(days=1)


@dataclass(frozen=True)
class Nouvelle:
    """At `le` this carton reaches this step; or, without a carton, an operator is warned."""

    le: datetime
    cause: Cause | None
    colis_id: UUID | None = None
    telephone: str = ""


class Monde:
    """Everybody, everything, and the news to come, soonest first."""

    def __init__(self, histoire: Histoire, hasard: Random) -> None:
        self.acteur = _settle(histoire)
        alertes = histoire.messages * ALERTES_PAR_CENT // 100
        cartons = _cartons(self.acteur, max(2, (histoire.messages - alertes) // len(CAUSES)))
        alertes = max(0, histoire.messages - len(cartons) * len(CAUSES))
        self.codes: dict[UUID, str] = {carton.id: carton.code_suivi for carton in cartons}
        nouvelles = [*_news(cartons, histoire, hasard), *_alerts(alertes, histoire, hasard)]
        self.nouvelles = sorted(nouvelles, key=lambda n: n.le)
        self.messages = len(nouvelles)
        self._actes = count()

    def happen(self, now: datetime) -> None:
        """All the facts up to `now`, as the lower floors publish them, one transaction each."""
        par_cause: dict[Cause | None, list[Nouvelle]] = defaultdict(list)
        while self.nouvelles and self.nouvelles[0].le <= now:
            nouvelle = self.nouvelles.pop(0)
            par_cause[nouvelle.cause].append(nouvelle)
        for cause in CAUSES:
            if par_cause[cause]:
                self._move(cause, par_cause[cause], now)
        for alerte in par_cause[None]:
            with contexte(systeme(PAYS[0])):
                record_avis_du(
                    now=now, avis_id=uuid7(), pays=PAYS[0], telephone=alerte.telephone,
                    langue="fr", texte="Une ligne de la preuve est tombée",
                )  # fmt: skip

    def _move(self, cause: Cause, nouvelles: Sequence[Nouvelle], now: datetime) -> None:
        mouvements = [
            Mouvement(evenement_id=uuid7(), colis_id=n.colis_id, de="", vers="disponible")
            for n in nouvelles
            if n.colis_id is not None
        ]
        with contexte(self.acteur):
            record_mouvements(
                now=now, cause=cause, mouvements=mouvements, groupe=f"acte:{next(self._actes)}"
            )


def _settle(histoire: Histoire) -> Acteur:
    """Places, lines, quiet hours, and the agent who moves cartons."""
    with transverse():
        lieux = make_reference(DEBUT - timedelta(days=1))
        agence = lieux.agences["CN"]
        agent = User(
            identifiant="preuve", nom="Preuve", fonction="agent",
            pays=Pays.objects.get(code="CN"), agence=agence, cree_le=DEBUT,
        )  # fmt: skip
        agent.set_unusable_password()
        agent.save(force_insert=True)
        for pays in PAYS:
            _lines(pays, histoire.lignes)
            Reglage(
                pays_id=pays, cle="notifications_silence", auteur_id=agent.id,
                valeur={"debut": "21:00", "fin": "07:00"}, effet_le=DEBUT - timedelta(days=1),
            ).save(force_insert=True)  # fmt: skip
    return Acteur(
        id=agent.id, fonction="agent", pays="CN", cote="origine", agence_id=agence.id,
        nom="Preuve", role="agent_chine",
    )  # fmt: skip


def _lines(pays: str, nombre: int) -> None:
    """So many for the steps, one for alerts and codes."""
    for rang in range(nombre + 1):
        urgences = rang == nombre
        Ligne(
            pays_id=pays, nom=f"{pays} {rang}", compte=f"{pays.lower()}-{rang}", ordre=rang,
            usage="urgences" if urgences else "etapes",
            secret_chiffre=encrypt("sk_preuve"), etat_le=DEBUT,
        ).save(force_insert=True)  # fmt: skip


def _cartons(acteur: Acteur, nombre: int) -> list[Colis]:
    """Clients with one, two or three cartons: the first by the factory, the others like it."""
    cartons: list[Colis] = []
    for pays in PAYS:
        client = make_client(acteur, DEBUT, pays)
        modele = make_colis(acteur, DEBUT, pays, "disponible", client=client)
        clients: list[Client] = []
        copies: list[Colis] = []
        while len(copies) < nombre // len(PAYS):
            rang = len(clients)
            neuf = copy.copy(client)
            neuf.id = uuid7()
            neuf.telephone = f"{'+22390' if pays == 'ML' else '+2250190'}{rang:06d}"
            clients.append(neuf)
            for _ in range(min(FAMILLES[rang % len(FAMILLES)], nombre // len(PAYS) - len(copies))):
                copies.append(_copy(modele, neuf))
        with transverse():
            Client.objects.bulk_create(clients, batch_size=500)
            Colis.objects.bulk_create(copies, batch_size=500)
        cartons += copies
    return cartons


def _copy(modele: Colis, client: Client) -> Colis:
    carton = copy.copy(modele)
    carton.id = uuid7()
    carton.client = client
    carton.destinataire_telephone = client.telephone
    carton.code_suivi = generate_code_suivi()
    return carton


def _news(cartons: Sequence[Colis], histoire: Histoire, hasard: Random) -> list[Nouvelle]:
    """A client's cartons travel together or nearly; a fifth of the steps follow at once."""
    departs: dict[Any, datetime] = {}
    nouvelles = []
    for carton in cartons:
        arrivage = DEBUT + timedelta(hours=hasard.choice(histoire.arrivages_h))
        le = departs.setdefault(carton.client_id, arrivage)
        le += timedelta(seconds=hasard.uniform(0, 600))
        for cause in CAUSES:
            nouvelles.append(Nouvelle(_on_mark(le), cause, carton.id))
            presse = hasard.random() < 0.2
            le += (
                timedelta(minutes=hasard.choice((10, 45, 90))) if presse else histoire.entre_etapes
            )
    return nouvelles


def _on_mark(moment: datetime) -> datetime:
    """The next mark."""
    return moment + timedelta(seconds=-(moment - JOUR).total_seconds() % GRAIN_S)


def _alerts(nombre: int, histoire: Histoire, hasard: Random) -> list[Nouvelle]:
    """Warnings to operators, many of them at night: they do not wait for the morning."""
    jours = 0 if histoire.compacte else 4
    return [
        Nouvelle(
            DEBUT + timedelta(days=hasard.randint(0, jours), hours=hasard.uniform(1, 20)),
            None,
            telephone=f"+22391{rang:06d}",
        )
        for rang in range(nombre)
    ]
