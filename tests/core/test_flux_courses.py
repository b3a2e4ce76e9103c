"""Many writers at once: nothing is missed, though transactions commit out of order."""

import random
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from colis.models import Colis
from core import clock
from core.flux import lecture
from core.ids import generate_code_suivi, uuid7
from core.tenancy import contexte
from tests.cast import NOW, Distribution
from tests.core.flux import wait_for_fence
from tests.factories.colis import make_colis

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lent]

ECRIVAINS = 10
ACTES = 30

_COLUMNS = ", ".join(
    str(f.column)
    for f in Colis._meta.concrete_fields
    if not f.generated and f.column not in {"id", "code_suivi"}
)


class Lecteur:
    """A device that pulls without a pause, by the feed or by a mutant of its cursor."""

    def __init__(self, pull: Callable[["Lecteur"], set[str]]) -> None:
        self.pull = pull
        self.vus: set[str] = set()
        self.place: Any = None

    def turn(self) -> None:
        self.vus |= self.pull(self)


def fenced(cast: Distribution) -> Callable[[Lecteur], set[str]]:
    """What the server does."""

    def pull(lecteur: Lecteur) -> set[str]:
        acteur, seen = cast.agent_chine, set()
        with contexte(acteur):
            while True:
                page = lecture.read_flux(
                    acteur=acteur, now=clock.now(), genre="station",
                    id=cast.agences["CN"].id, curseur=lecteur.place, limite=100,
                )  # fmt: skip
                lecteur.place = page["curseur"]
                seen |= {str(i["id"]) for i in page["items"] if i["genre"] == "colis"}
                if page["complet"]:
                    return seen

    return pull


def by(columns: str, first: tuple[Any, ...]) -> Callable[[Distribution], Any]:
    """A mutant: "greater than the last one seen", with no fence."""

    def make(cast: Distribution) -> Callable[[Lecteur], set[str]]:
        def pull(lecteur: Lecteur) -> set[str]:
            place = lecteur.place or first
            with contexte(cast.agent_chine), connection.cursor() as cursor:
                marks = ", ".join(["%s"] * len(place))
                cursor.execute(
                    f"SELECT objet_id, {columns} FROM core_changement WHERE pays = 'CN'"  # noqa: S608
                    f" AND portee = 'station' AND genre = 'colis' AND ({columns}) > ({marks})"
                    f" ORDER BY {columns}",
                    list(place),
                )
                rows = cursor.fetchall()
            if rows:
                lecteur.place = rows[-1][1:]
            return {str(row[0]) for row in rows}

        return pull

    return make


def write(cast: Distribution, modele: Colis, hasard: random.Random, made: list[str]) -> None:
    """Register copies of a carton, each in a transaction that lasts as long as it likes."""
    try:
        for _acte in range(ACTES):
            id = uuid7()
            with contexte(cast.agent_chine), connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO colis_colis (id, code_suivi, {_COLUMNS})"  # noqa: S608
                    f" SELECT %s, %s, {_COLUMNS} FROM colis_colis WHERE id = %s",
                    [id, generate_code_suivi(), modele.id],
                )
                time.sleep(hasard.random() * 0.02)
            made.append(str(id))
    finally:
        connections.close_all()


def test_no_change_is_missed_under_concurrent_writers_and_a_plain_sequence_misses_some(
    cast: Distribution,
) -> None:
    modele = make_colis(cast.agent_chine, NOW)
    feed = Lecteur(fenced(cast))
    mutants = {
        "seq": Lecteur(by("seq", (0,))(cast)),
        "le, seq": Lecteur(by("le, seq", (NOW, 0))(cast)),
        "xid, seq": Lecteur(by("xid::text::bigint, seq", (0, 0))(cast)),
    }
    made: list[str] = []
    writers = [
        threading.Thread(target=write, args=(cast, modele, random.Random(n), made))
        for n in range(ECRIVAINS)
    ]
    readers = [feed, *mutants.values()]
    for reader in readers:
        reader.turn()
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        for reader in readers:
            reader.turn()
    wait_for_fence()
    for reader in readers:
        reader.turn()
    wanted = set(made)
    missed = {name: len(wanted - reader.vus) for name, reader in mutants.items()}
    print(f"flux : {len(wanted)} actes, barrière 0 manqué, sans barrière {missed}")
    assert len(wanted) == ECRIVAINS * ACTES
    assert wanted - feed.vus == set()
    assert all(missed.values()), missed
