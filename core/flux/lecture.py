"""One page of the feed: first what the scope holds, then what changed, fenced.

A transaction's number is taken before it commits, so that a plain "greater than the last" misses
whoever commits late. Only transactions below ``pg_snapshot_xmin`` are read: all of them are over,
and everything they wrote is visible. What is read beside a change may be newer than it; the
newer change then comes again.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from core.flux.curseur import Curseur, decode
from core.flux.registry import ORDRE, PORTEES, SOURCES, Genre, GenrePortee, Portee, Source
from core.tenancy import Acteur


@dataclass(frozen=True)
class Barriere:
    """Every transaction below ``xid`` is over; ``base`` is the database these numbers belong to."""

    xid: int
    base: str


def read_flux(
    *,
    acteur: Acteur,
    now: datetime,
    genre: GenrePortee,
    id: UUID,
    curseur: str | None,
    limite: int,
) -> dict[str, Any]:
    """A page of at most ``limite`` things, in a number of queries that does not grow with it.

    Raises Introuvable outside one's rows, CurseurPerime (410), SaisieInvalide (cursor).
    """
    portee = PORTEES[genre](acteur, now, id)
    barriere = _fence()
    nom = f"{genre}:{id}"
    if curseur:
        place = decode(curseur, portee=nom, base=barriere.base, now=now)
    else:
        place = Curseur(portee=nom, base=barriere.base, le=now, xid=barriere.xid, rang=0)
    items: list[dict[str, Any]] = []
    if place.rang is not None:
        place = _snapshot(portee, place, items, limite)
    complet = False
    if place.rang is None and len(items) < limite:
        place, complet = _changes(portee, place, barriere, items, limite - len(items))
    return {"items": items, "curseur": place.encode(), "complet": complet, "server_now": now}


def _fence() -> Barriere:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text,"
            " left(md5(s.system_identifier::text || '.' || d.oid), 12)"
            " FROM pg_control_system() s, pg_database d WHERE d.datname = current_database()"
        )
        xid, base = cursor.fetchone()
    return Barriere(int(xid), base)


def _sources(portee: Portee) -> list[tuple[Genre, Source]]:
    found = ((genre, SOURCES.get((portee.genre, genre))) for genre in ORDRE)
    return [(genre, source) for genre, source in found if source is not None]


def _snapshot(portee: Portee, place: Curseur, items: list[dict[str, Any]], limite: int) -> Curseur:
    """Add what the scope holds from ``place`` on; changes since its fence follow."""
    sources = _sources(portee)
    rang = place.rang or 0
    while rang < len(sources) and len(items) < limite:
        genre, source = sources[rang]
        wanted = limite - len(items)
        found = source.page(portee, apres=place.apres, limite=wanted)
        items += [_present(genre, id, body) for id, body in found]
        if len(found) == wanted:
            return replace(place, rang=rang, apres=found[-1][0])
        rang += 1
        place = place.next_source(rang)
    if rang < len(sources):
        return place
    return replace(place, rang=None, apres=None)


def _changes(
    portee: Portee, place: Curseur, barriere: Barriere, items: list[dict[str, Any]], limite: int
) -> tuple[Curseur, bool]:
    """Add what changed after ``place`` and below the fence; True when nothing more is known."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.xid::text, c.seq, c.genre, c.objet_id, c.le FROM core_changement c"
            " WHERE c.pays = %s AND c.portee = %s AND (c.xid, c.seq) > (%s::xid8, %s)"
            " AND c.xid < %s::xid8 ORDER BY c.xid, c.seq LIMIT %s",
            [portee.pays, portee.cle, str(place.xid), place.seq, str(barriere.xid), limite],
        )
        rows = cursor.fetchall()
    changed: dict[Genre, dict[UUID, None]] = defaultdict(dict)
    for _xid, _seq, genre, id, _le in rows:
        changed[genre][id] = None
    for genre, source in _sources(portee):
        ids = list(changed[genre])
        if ids:
            here = dict(source.load(portee, ids=ids))
            items += [_present(genre, id, here.get(id)) for id in ids]
    if len(rows) < limite:
        xid = max(place.xid, barriere.xid)
        seq = place.seq if xid == place.xid else 0
        return replace(place, xid=xid, seq=seq, le=portee.now), True
    last = rows[-1]
    return replace(place, xid=int(last[0]), seq=last[1], le=min(last[4], portee.now)), False


def _present(genre: Genre, id: UUID, body: dict[str, Any] | None) -> dict[str, Any]:
    return {"genre": genre, "id": id, "supprime": body is None, "donnees": body}
