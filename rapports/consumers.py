"""/ws/dashboard/: what changed, and the country's numbers, for whoever may see them.

The access token travels as the second sub-protocol after ``ts.v1``. The socket closes with
4401 when the token ends or the account is deactivated.
"""

import asyncio
from datetime import UTC, datetime
from typing import Any

import orjson
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from accounts.jetons import read_access
from accounts.models import Pays, Session
from accounts.policies import Action, allowed
from accounts.selectors.personnes import get_own_user
from core import clock
from core.errors import BusinessError
from core.tenancy import Acteur, contexte, systeme
from rapports.hub import Message, hub
from rapports.selectors.tableau import operational_figures, today

PROTOCOL = "ts.v1"
EXPIRED = 4401
FORBIDDEN = 4403
SLOW = 4408
FULL = frozenset({"admin", "direction"})
SNAPSHOT_S = 1.0


class TableauConsumer(AsyncWebsocketConsumer):
    """One dashboard: a snapshot on connect, then changes and at most one snapshot a second."""

    acteur: Acteur
    countries: list[str]
    session_id: str

    async def connect(self) -> None:
        self.tasks: list[asyncio.Task[None]] = []
        self.queues: list[tuple[str, asyncio.Queue[Message | None]]] = []
        protocols = self.scope.get("subprotocols", [])
        if len(protocols) < 2 or protocols[0] != PROTOCOL:
            await self.close(EXPIRED)
            return
        try:
            self.acteur, claims = read_access(protocols[1])
        except BusinessError:
            await self.close(EXPIRED)
            return
        if claims.get("enr"):
            await self.close(FORBIDDEN)
            return
        self.session_id = claims["sid"]
        await self.accept(PROTOCOL)
        if not allowed(self.acteur, Action.READ_DASHBOARD):
            await self.close(FORBIDDEN)
            return
        self.countries = await self._countries()
        # Listening first: whoever is put out meanwhile is seen by one of the two.
        self.queues = [(pays, hub.join(pays)) for pays in self.countries]
        if not await self._active():
            await self.close(EXPIRED)
            return
        self.tasks.append(asyncio.create_task(self._expire(claims["exp"])))
        for pays, queue in self.queues:
            self.tasks.append(asyncio.create_task(self._feed(pays, queue)))
            await self._snapshot(pays)

    async def disconnect(self, _code: int) -> None:
        for task in self.tasks:
            task.cancel()
        for pays, queue in self.queues:
            hub.leave(pays, queue)

    async def _feed(self, pays: str, queue: "asyncio.Queue[Message | None]") -> None:
        while True:
            message = await queue.get()
            if message is None:
                await self.close(SLOW)
                return
            if "utilisateurs" in message["quoi"] and not await self._active():
                await self.close(EXPIRED)
                return
            await self.send(text_data=orjson.dumps(message).decode())
            await self._snapshot(pays)
            await asyncio.sleep(SNAPSHOT_S)

    async def _expire(self, exp: int) -> None:
        await asyncio.sleep(max(0.0, exp - datetime.now(UTC).timestamp()))
        await self.close(EXPIRED)

    async def _snapshot(self, pays: str) -> None:
        if self.acteur.fonction not in FULL:
            return
        stats = await hub.stats(pays, _stats)
        body = {"type": "stats", "pays": pays, "quoi": ["stats"], "stats": stats}
        await self.send(text_data=orjson.dumps(body, default=str).decode())

    @database_sync_to_async
    def _active(self) -> bool:
        with contexte(self.acteur):
            user = get_own_user(self.acteur.id)
            if user is None or not user.actif or user.pays_id != self.acteur.pays:
                return False
            return not Session.objects.filter(
                id=self.session_id, revoquee_le__isnull=False
            ).exists()

    @database_sync_to_async
    def _countries(self) -> list[str]:
        if self.acteur.pays is not None:
            return [self.acteur.pays]
        with contexte(self.acteur):
            return list(Pays.objects.values_list("code", flat=True))


@database_sync_to_async
def _stats(pays: str) -> dict[str, Any]:
    """The country's numbers, read as the country itself: shared by all its sockets."""
    country = Pays.objects.get(code=pays)
    with contexte(systeme(pays, country.cote)):
        now = clock.now()
        return {**operational_figures(country, today(country, now)), "maj_le": now}
