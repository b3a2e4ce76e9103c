"""The people, places and devices of the endpoint's stateful test, and what the model knows."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import requests

from accounts.jetons import access_token
from colis.models import Colis, EvenementColis, Pesee
from core.ids import uuid7
from core.tenancy import Acteur
from distribution.models import Encaissement, Pointage
from tests.cast import Distribution
from tests.factories.argent import make_arrived as make_due
from tests.factories.argent import open_till
from tests.factories.colis import make_client
from tests.factories.journal import Journal
from tests.factories.vols import make_arrived, make_vol
from vols.models import LigneManifeste

APPLIED = {"applied", "applied_with_conflict"}


@dataclass
class Reseau:
    """One person's requests over a real socket."""

    racine: str
    acteur: Acteur
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        token = access_token(self.acteur, session_id=uuid7(), jti=uuid7(), now=datetime.now(UTC))
        self.session.headers["Authorization"] = f"Bearer {token}"

    def post(self, path: str, body: Any) -> requests.Response:
        return self.session.post(f"{self.racine}/api/v1{path}", json=body, timeout=60)

    def get(self, path: str) -> requests.Response:
        return self.session.get(f"{self.racine}/api/v1{path}", timeout=60)


@dataclass
class Monde:
    """What lasts from one example to the next."""

    cast: Distribution
    racine: str
    vol_ouvert: UUID
    vol_arrive: UUID
    codes: list[str]
    client_id: UUID
    caisses: dict[UUID, UUID]
    especes: Counter[UUID] = field(default_factory=Counter)

    def connect(self, acteur: Acteur) -> Reseau:
        return Reseau(self.racine, acteur)


@dataclass
class Poste:
    """A person's device: its log, and what the model knows the server must know of it."""

    journal: Journal
    recus: set[int] = field(default_factory=set)
    faits: set[str] = field(default_factory=set)
    rejetes: set[str] = field(default_factory=set)
    enfants: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> list[dict[str, Any]]:
        return self.journal.log

    def contiguous(self) -> int:
        upto = 0
        while upto + 1 in self.recus:
            upto += 1
        return upto

    def gaps(self) -> list[list[int]]:
        missing = [n for n in range(1, max(self.recus)) if n not in self.recus]
        found: list[list[int]] = []
        for n in missing:
            if found and found[-1][1] == n - 1:
                found[-1][1] = n
            else:
                found.append([n, n])
        return found

    def expect(self, op: dict[str, Any]) -> set[str]:
        """What the server must answer to one sending of ``op`` now."""
        if op["op_id"] in self.faits:
            return {"duplicate"}
        if not all(parent in self.faits for parent in op["depends_on"]):
            return {"deferred"}
        return {"rejected"} if op["payload"].get("poids_g") == 0 else APPLIED

    def note(self, op: dict[str, Any], status: str) -> None:
        self.recus.add(op["seq"])
        if status in APPLIED or status == "duplicate":
            self.faits.add(op["op_id"])
        elif status == "rejected":
            self.rejetes.add(op["op_id"])


def rows_of(type: str, payload: dict[str, Any]) -> set[int]:
    """How many rows each thing an operation makes has."""
    if type == "colis.enregistrer":
        events = EvenementColis.objects.filter(colis_id=payload["id"], type="enregistrement")
        return {Colis.objects.filter(id=payload["id"]).count(), events.count()}
    if type == "vol.charger":
        lines = LigneManifeste.objects.filter(
            colis__code_suivi=payload["code"], retire_le__isnull=True
        )
        return {lines.count()}
    model: Any = {
        "colis.peser": Pesee,
        "pointage.scanner": Pointage,
        "encaissement.enregistrer": Encaissement,
    }[type]
    return {model.objects.filter(id=payload["id"]).count()}


def lay_monde(cast: Distribution, racine: str) -> Monde:
    """Two tills open, a flight being filled, one arrived, a client who owes."""
    now = datetime.now(UTC)
    tills = {
        acteur.id: open_till(acteur, now, rang=rang).caisse_id
        for rang, acteur in enumerate((cast.agent_mali, cast.agent_mali_2))
    }
    vol, colis_list = make_arrived(cast, now, nombre=6)
    client = make_client(cast.agent_chine, now)
    for _n in range(3):
        make_due(cast, now, client=client)
    return Monde(
        cast=cast,
        racine=racine,
        vol_ouvert=make_vol(cast, now).id,
        vol_arrive=vol.id,
        codes=[colis.code_suivi for colis in colis_list],
        client_id=client.id,
        caisses=tills,
    )
