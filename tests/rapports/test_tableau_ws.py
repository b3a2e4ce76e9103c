"""The live dashboard: who hears of what, and when the socket ends."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from asgiref.sync import async_to_sync
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from channels.testing import WebsocketCommunicator

from accounts.jetons import access_token
from accounts.services.utilisateurs import deactivate_user
from config.asgi import application
from core.ids import uuid7
from core.tenancy import Acteur, contexte
from rapports.diffusion import group_of
from tests.cast import Distribution

pytestmark = pytest.mark.django_db(transaction=True)


def token(acteur: Acteur, *, ago: timedelta = timedelta()) -> str:
    return access_token(acteur, session_id=uuid7(), jti=uuid7(), now=datetime.now(UTC) - ago)


def socket(*protocols: str) -> WebsocketCommunicator:
    return WebsocketCommunicator(application, "/ws/dashboard/", subprotocols=list(protocols))


async def received(ws: WebsocketCommunicator) -> dict[str, Any]:
    body: dict[str, Any] = orjson.loads(await ws.receive_from(timeout=5))
    return body


def test_an_admin_gets_a_snapshot_then_the_changes_of_the_country(cast: Distribution) -> None:
    async def story() -> None:
        ws = socket("ts.v1", token(cast.admin_mali))
        connected, protocol = await ws.connect(timeout=5)
        assert (connected, protocol) == (True, "ts.v1")
        assert (await received(ws))["stats"]["colis"]["bloques"] == 0
        layer = get_channel_layer()
        assert layer is not None
        for pays in ("CI", "ML"):
            await layer.group_send(
                group_of(pays), {"type": "changement", "pays": pays, "quoi": ["colis"]}
            )
        change = await received(ws)
        assert change == {"type": "changement", "pays": "ML", "quoi": ["colis"]}
        await ws.disconnect()

    async_to_sync(story)()


def test_an_agent_gets_no_country_figures(cast: Distribution) -> None:
    async def story() -> None:
        ws = socket("ts.v1", token(cast.agent_mali))
        await ws.connect(timeout=5)
        assert await ws.receive_nothing(timeout=0.3)
        await ws.disconnect()

    async_to_sync(story)()


@pytest.mark.parametrize("protocols", [(), ("ts.v1",), ("ts.v1", "faux"), ("autre", "x")])
def test_without_a_valid_token_the_socket_is_refused(
    cast: Distribution, protocols: tuple[str, ...]
) -> None:
    async def story() -> None:
        connected, code = await socket(*protocols).connect(timeout=5)
        assert (connected, code) == (False, 4401)

    async_to_sync(story)()


def test_an_expired_token_is_refused(cast: Distribution) -> None:
    async def story() -> None:
        expired = token(cast.admin_mali, ago=timedelta(minutes=16))
        connected, code = await socket("ts.v1", expired).connect(timeout=5)
        assert (connected, code) == (False, 4401)

    async_to_sync(story)()


def test_the_socket_closes_when_the_token_ends(cast: Distribution) -> None:
    async def story() -> None:
        ws = socket("ts.v1", token(cast.agent_mali, ago=timedelta(minutes=14, seconds=59)))
        await ws.connect(timeout=5)
        message = await ws.receive_output(timeout=5)
        assert (message["type"], message["code"]) == ("websocket.close", 4401)

    async_to_sync(story)()


def test_the_socket_closes_when_its_person_is_put_out(cast: Distribution) -> None:
    async def story() -> None:
        ws = socket("ts.v1", token(cast.agent_mali))
        await ws.connect(timeout=5)
        await database_sync_to_async(put_out)(cast)
        message = await ws.receive_output(timeout=5)
        assert (message["type"], message["code"]) == ("websocket.close", 4401)

    async_to_sync(story)()


def test_the_sockets_of_others_stay_open_when_somebody_is_put_out(cast: Distribution) -> None:
    async def story() -> None:
        ws = socket("ts.v1", token(cast.admin_mali))
        await ws.connect(timeout=5)
        assert (await received(ws))["type"] == "stats"
        await database_sync_to_async(put_out)(cast)
        assert (await received(ws))["quoi"] == ["utilisateurs"]
        await ws.disconnect()

    async_to_sync(story)()


def put_out(cast: Distribution) -> None:
    with contexte(cast.admin_mali):
        deactivate_user(acteur=cast.admin_mali, now=datetime.now(UTC), id=cast.agent_mali.id)
