"""Which router answers under which prefix. Only config imports other apps' edges."""

from ninja import Router

ROUTERS: list[tuple[str, Router]] = []
