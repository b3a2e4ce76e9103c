"""One layer subscription per process and country feeds all its sockets.

Each socket has a bounded queue; a slow one is dropped with a hint to reconnect rather than
slowing the others. Changes of a country are gathered for at most a second.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from channels.layers import get_channel_layer

from rapports.diffusion import group_of

log = structlog.get_logger(__name__)

QUEUE = 32
GATHER_S = 1.0
STATS_S = 1.0

Message = dict[str, Any]


class Hub:
    """The countries this process listens to, and the queues of its sockets."""

    def __init__(self) -> None:
        self._queues: dict[str, set[asyncio.Queue[Message | None]]] = defaultdict(set)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._stats: dict[str, tuple[float, Message]] = {}
        self._computing: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def join(self, pays: str) -> "asyncio.Queue[Message | None]":
        """A new socket's queue; the country's subscription starts with its first socket."""
        queue: asyncio.Queue[Message | None] = asyncio.Queue(QUEUE)
        self._queues[pays].add(queue)
        task = self._tasks.get(pays)
        if task is None or task.done():
            self._tasks[pays] = asyncio.create_task(self._listen(pays))
        return queue

    def leave(self, pays: str, queue: "asyncio.Queue[Message | None]") -> None:
        """Forget a socket; the last one of a country ends its subscription."""
        self._queues[pays].discard(queue)
        if not self._queues[pays]:
            task = self._tasks.pop(pays, None)
            if task:
                task.cancel()

    async def stats(self, pays: str, compute: Callable[[str], Awaitable[Message]]) -> Message:
        """A country's numbers, computed at most once a second for all its sockets."""
        async with self._computing[pays]:
            loop = asyncio.get_running_loop()
            known = self._stats.get(pays)
            if known is None or loop.time() - known[0] > STATS_S:
                known = (loop.time(), await compute(pays))
                self._stats[pays] = known
            return known[1]

    async def _listen(self, pays: str) -> None:
        layer: Any = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(group_of(pays), channel)
        try:
            while True:
                message = await layer.receive(channel)
                quoi = set(message["quoi"]) | await self._gather(layer, channel)
                self._spread(pays, {"type": "changement", "pays": pays, "quoi": sorted(quoi)})
        finally:
            await layer.group_discard(group_of(pays), channel)

    @staticmethod
    async def _gather(layer: Any, channel: str) -> set[str]:
        """What else changes within the next second, so that sockets hear once."""
        quoi: set[str] = set()
        loop = asyncio.get_running_loop()
        end = loop.time() + GATHER_S
        while (left := end - loop.time()) > 0:
            try:
                message = await asyncio.wait_for(layer.receive(channel), left)
            except TimeoutError:
                break
            quoi |= set(message["quoi"])
        return quoi

    def _spread(self, pays: str, message: Message) -> None:
        for queue in list(self._queues[pays]):
            if queue.full():
                self._queues[pays].discard(queue)
                queue.get_nowait()
                queue.put_nowait(None)
            else:
                queue.put_nowait(message)


hub = Hub()
