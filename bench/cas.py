"""The cases: what is asked, by whom, of which cartons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from typing import Any

import orjson

from accounts.jetons import access_token
from bench.charge import Requete
from bench.lots import pushes
from bench.reglages import LOT
from bench.semis import Monde, draw_code
from core.ids import uuid7

AGENT = "agent_chine"


@dataclass(frozen=True)
class Cas:
    """A named endless source of requests, drawn anew at each round.

    ``unites``: how many things one request does; figures are told for one of them. ``sql``:
    whether its statements can be played alone (a batch's are not: each has its own transaction).
    """

    nom: str
    requetes: Callable[[Monde], Iterator[Requete]]
    unites: int = 1
    sql: bool = True

    def draw(self, monde: Monde, nombre: int) -> list[Requete]:
        return list(islice(self.requetes(monde), nombre))


def bearer(monde: Monde) -> dict[str, str]:
    """Headers of the station's agent, with a token as log-in makes them (15 minutes)."""
    acteur = monde.scene.acteur(AGENT)
    token = access_token(acteur, session_id=uuid7(), jti=uuid7(), now=datetime.now(UTC))
    return {"Authorization": f"Bearer {token}", "Accept-Language": "fr"}


def creation(monde: Monde, client: tuple[str, str] | None = None) -> Iterator[Requete]:
    """Intake as the bench sends it: id and code made by the device, the client by phone."""
    entetes = bearer(monde) | {"Content-Type": "application/json"}
    for corps in cartons(monde, client):
        yield Requete("POST", "/api/v1/colis", 201, entetes, orjson.dumps(corps))


def lots(monde: Monde) -> Iterator[Requete]:
    """The same cartons captured offline, fifty a request."""
    entetes = bearer(monde) | {"Content-Type": "application/json"}
    return pushes(monde.scene.acteur(AGENT), entetes, cartons(monde))


def cartons(monde: Monde, client: tuple[str, str] | None = None) -> Iterator[dict[str, Any]]:
    """Bodies of intake."""
    while True:
        nom, telephone = client or monde.hasard.choice(monde.clients)[1:]
        yield {
            "id": str(uuid7()),
            "code_suivi": draw_code(monde.hasard),
            "client": {"nom": nom, "telephone": telephone, "pays": "ML"},
            "pays_destination": "ML",
            "mode": "cargo",
            "categorie": "standard",
            "contenu": "Vêtements et chaussures",
            "poids_g": monde.hasard.randrange(500, 40_000, 10),
            "source_poids": "balance",
            "dimensions_mm": [400, 300, 250],
        }


def lecture(monde: Monde) -> Iterator[Requete]:
    """One carton by its id."""
    entetes = bearer(monde)
    while True:
        id, _code = monde.hasard.choice(monde.colis)
        yield Requete("GET", f"/api/v1/colis/{id}", 200, entetes)


def liste(monde: Monde) -> Iterator[Requete]:
    """The station's first page of fifty, all states."""
    return cycle([Requete("GET", "/api/v1/colis?limite=50", 200, bearer(monde))])


def suivi_json(monde: Monde) -> Iterator[Requete]:
    """Public tracking by code, each code once in a row: the cache holds almost none."""
    return _suivi(monde, "/api/v1/suivi/")


def suivi_page(monde: Monde) -> Iterator[Requete]:
    """The public page, in the same way."""
    return _suivi(monde, "/suivi/")


def suivi_json_cache(monde: Monde) -> Iterator[Requete]:
    """Fifty codes looked at again and again, as the latest arrivals are."""
    return _suivi(monde, "/api/v1/suivi/", codes=50)


def suivi_page_cache(monde: Monde) -> Iterator[Requete]:
    """Their pages."""
    return _suivi(monde, "/suivi/", codes=50)


def _suivi(monde: Monde, prefixe: str, codes: int = 0) -> Iterator[Requete]:
    pool = monde.hasard.sample(monde.colis, codes or min(len(monde.colis), 20_000))
    entetes = {"Accept-Language": "fr"}
    return cycle(Requete("GET", prefixe + code, 200, entetes) for _id, code in pool)


CAS = (
    Cas("creation", creation),
    Cas("lot_50", lots, unites=LOT, sql=False),
    Cas("lecture", lecture),
    Cas("liste_50", liste),
    Cas("suivi_json", suivi_json),
    Cas("suivi_page", suivi_page),
    Cas("suivi_json_cache", suivi_json_cache),
    Cas("suivi_page_cache", suivi_page_cache),
)
CROISSANCE = frozenset({"lecture", "liste_50"})
