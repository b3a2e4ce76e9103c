"""Which router answers under which prefix. Only config imports other apps' edges."""

from ninja import Router

from config.synchronisation import router as synchronisation

ROUTERS: list[tuple[str, Router]] = [
    ("/sync", synchronisation),
]
