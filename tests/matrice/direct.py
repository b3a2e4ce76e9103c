"""What is heard live and what is fetched by address: sockets' groups, signed media."""

from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import orjson
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client as HttpClient

from accounts.jetons import access_token
from config.asgi import application
from core.ids import uuid7
from core.tenancy import Acteur
from rapports.diffusion import group_of
from tests.matrice.monde import Monde, body_of
from tests.matrice.releve import Releve

ATTENTE_S = 0.5
CONTENU = b"contenu de "
ECOUTE = {
    "agent_chine": "CN", "admin_chine": "CN", "agent_mali": "ML", "admin_mali": "ML",
    "agent_rci": "CI", "admin_rci": "CI", "client": "",
}  # fmt: skip


def check_sockets(monde: Monde, releve: Releve, roles: tuple[str, ...] = tuple(ECOUTE)) -> None:
    """Each role's socket while the countries change one by one: it hears its own alone."""
    with patch("rapports.hub.GATHER_S", 0.05), patch("rapports.consumers.SNAPSHOT_S", 0.05):
        for name in roles:
            heard = async_to_sync(_hear)(monde.cast.role(name))
            for pays, changed in heard.items():
                releve.case("WebSocket", changed == (pays == ECOUTE[name]),
                            f"{name} {'entend' if changed else 'n’entend pas'} {pays}")  # fmt: skip


async def _hear(acteur: Acteur) -> dict[str, bool]:
    """Whether a person's socket says anything after each country's change."""
    token = access_token(acteur, session_id=uuid7(), jti=uuid7(), now=datetime.now(UTC))
    ws = WebsocketCommunicator(application, "/ws/dashboard/", subprotocols=["ts.v1", token])
    connected, _ = await ws.connect(timeout=10)
    if not connected:
        return dict.fromkeys(("CN", "ML", "CI"), False)
    layer: Any = get_channel_layer()
    await _changes(ws)
    heard = {}
    for pays in ("CN", "ML", "CI"):
        await layer.group_send(
            group_of(pays), {"type": "changement", "pays": pays, "quoi": ["colis"]}
        )
        heard[pays] = await _changes(ws) > 0
    await ws.disconnect()
    return heard


async def _changes(ws: WebsocketCommunicator) -> int:
    """How many changes arrive before silence."""
    count = 0
    while not await ws.receive_nothing(timeout=ATTENTE_S):
        output = await ws.receive_output(timeout=1)
        if output["type"] != "websocket.send":
            return count
        count += orjson.loads(output["text"])["type"] == "changement"
    return count


def check_addresses(releve: Releve) -> None:
    """A private file by an address unsigned, signed for another file, altered or too old."""
    mine, other = (
        default_storage.save(f"photos/matrice/{name}.txt", ContentFile(CONTENU + name.encode()))
        for name in ("mali", "rci")
    )
    good, foreign = default_storage.url(mine), default_storage.url(other)
    path, _, signature = good.partition("?sig=")
    person = HttpClient(raise_request_exception=False)
    with_own = person.get(good)
    releve.case(
        "adresses signées", body_of(with_own) == CONTENU + b"mali", "la bonne adresse ne répond pas"
    )
    wrong = {
        "sans signature": path,
        "signature d'un autre fichier": f"{path}?sig={foreign.partition('?sig=')[2]}",
        "signature altérée": f"{path}?sig={signature[:-2]}xx",
        "signature vide": f"{path}?sig=",
    }
    for what, address in wrong.items():
        response = person.get(address)
        served = CONTENU in body_of(response)
        releve.case("adresses signées", response.status_code == 404 and not served, what)
    with_old = _later(person, good)
    releve.case("adresses signées", with_old == 404, "adresse périmée")


def _later(person: HttpClient, address: str) -> int:
    later = datetime.now(UTC).timestamp() + 3600
    with patch("django.core.signing.time.time", return_value=later):
        response = person.get(address)
    body_of(response)
    return int(response.status_code)
