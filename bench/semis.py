"""N cartons laid by SQL as the owner, cloned from one that the API registered itself.

Two thirds of the life of a carton is behind most of them: the states are those of a trade that
has run for months, each with its events, so that tracking and lists read what they would.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from uuid import UUID

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from colis.models import Client, Colis, EvenementColis, Pesee
from config.demonstration.lieux import lay_places
from config.demonstration.personnes import hire
from config.demonstration.scene import Scene
from core.ids import ALPHABET
from core.tenancy import transverse

ETAPES = ("recu", "expedie", "arrive", "disponible", "remis")
CAUSES = ("enregistrement", "depart", "pointage", "mise_a_dispo", "remise")
POIDS_ETATS = (10, 10, 5, 15, 60)
"""Percent of the cartons whose latest stage is each of ``ETAPES``."""

COLIS_PAR_CLIENT = 20
_CHECK_MODULUS = 37
_JOUR_MS = 86_400_000


def draw_code(hasard: Random) -> str:
    """A valid tracking code: twelve random symbols and their check (modulo 37)."""
    while True:
        payload = hasard.getrandbits(60)
        check = payload % _CHECK_MODULUS
        if check < len(ALPHABET):
            symbols = (ALPHABET[payload >> shift & 31] for shift in range(55, -5, -5))
            return "".join(symbols) + ALPHABET[check]


def draw_uuid7(hasard: Random, unix_ms: int) -> UUID:
    """An id as if made at that millisecond."""
    return UUID(int=unix_ms << 80 | 7 << 76 | hasard.getrandbits(12) << 64 | 2 << 62
                | hasard.getrandbits(62))  # fmt: skip


@dataclass
class Monde:
    """What the cases read and write: the actors, the clients, the cartons by id and code."""

    scene: Scene
    hasard: Random
    clients: list[tuple[UUID, str, str]] = field(default_factory=list)
    colis: list[tuple[UUID, str]] = field(default_factory=list)


def lay_world(seed: int, now: datetime) -> Monde:
    """Agencies, prices, people: the demonstration's own, without its story."""
    scene = Scene(now=now)
    with transaction.atomic(), transverse():
        lay_places(scene)
        hire(scene, "banc-" + "x" * 24)
    return Monde(scene=scene, hasard=Random(seed))


def sow(monde: Monde, total: int, modele: UUID) -> None:
    """Cartons up to ``total``, like ``modele``; then the statistics a living database has."""
    a_faire = total - len(monde.colis)
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        _sow_clients(monde, cursor, -(-a_faire // COLIS_PAR_CLIENT))
        _copy_seeds(monde, cursor, a_faire)
        cursor.execute(_cloned_sql(), [modele])
        cursor.execute(_evenements_sql(), [modele])
        cursor.execute(_pesees_sql(), [modele])
        cursor.execute("DROP TABLE graines")
    with connections["owner"].cursor() as cursor:
        for table in (Client, Colis, EvenementColis, Pesee):
            cursor.execute(f"VACUUM ANALYZE {table._meta.db_table}")


def _sow_clients(monde: Monde, cursor: CursorWrapper, nombre: int) -> None:
    deja = len(monde.clients)
    now = monde.scene.now
    for rang in range(deja, deja + nombre):
        nom = f"Client {rang:06d} Traoré"
        monde.clients.append((draw_uuid7(monde.hasard, _ms(now)), nom, f"+22370{rang:06d}"))
    cursor.executemany(
        "INSERT INTO colis_client (id, pays, pays_createur, nom, nom_recherche, telephone,"
        " adresse, langue, consentement_source, version, cree_le, modifie_le)"
        " VALUES (%s, 'ML', 'CN', %s, %s, %s, '', 'fr', '', 1, %s, %s)",
        [
            (id, nom, f"client {nom[7:13]} traore", telephone, now, now)
            for id, nom, telephone in monde.clients[deja:]
        ],
    )


def _copy_seeds(monde: Monde, cursor: CursorWrapper, nombre: int) -> None:
    """One line a carton: id, code, client, moment and how far it went. A temporary table,
    because COPY is refused where row security is forced.
    """
    cursor.execute(
        "CREATE TEMP TABLE graines (id uuid, code text, client uuid, nom text, telephone text,"
        " le timestamptz, rang int)"
    )
    with cursor.copy("COPY graines FROM STDIN") as copy:
        for row in _seeds(monde, nombre):
            copy.write_row(row)
    cursor.execute("ANALYZE graines")


def _seeds(monde: Monde, nombre: int) -> Iterator[tuple[object, ...]]:
    fin = _ms(monde.scene.now) - _JOUR_MS
    pas = max(1, 180 * _JOUR_MS // nombre)
    rangs = monde.hasard.choices(range(1, 6), weights=POIDS_ETATS, k=nombre)
    for n, rang in enumerate(rangs):
        moment = fin - (nombre - n) * pas
        id, code = draw_uuid7(monde.hasard, moment), draw_code(monde.hasard)
        client, nom, telephone = monde.clients[monde.hasard.randrange(len(monde.clients))]
        monde.colis.append((id, code))
        yield id, code, client, nom, telephone, datetime.fromtimestamp(moment / 1000, UTC), rang


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _cloned_sql() -> str:
    """Every stored column of the model, those of the seed replaced."""
    given = {
        "id": "g.id",
        "code_suivi": "g.code",
        "client_id": "g.client",
        "destinataire_nom": "g.nom",
        "destinataire_telephone": "g.telephone",
        "destinataire_recherche": "lower(g.nom)",
        "statut": f"(ARRAY{list(ETAPES)})[g.rang]",
        "statut_le": "g.le",
        "survenu_le": "g.le",
        "enregistre_le": "g.le",
        "visible_destination": "g.rang > 1",
        "arrive_le": "CASE WHEN g.rang > 2 THEN g.le END",
        "remis_le": "CASE WHEN g.rang > 4 THEN g.le END",
        "regle": "CASE WHEN g.rang > 4 THEN m.prix ELSE 0 END",
        "du": "CASE WHEN g.rang > 4 THEN 0 ELSE m.prix END",
        "version": "g.rang",
    }
    return _copy_of(Colis, given, "graines g")


def _evenements_sql() -> str:
    given = {
        "id": "gen_random_uuid()",
        "colis_id": "g.id",
        "type": f"(ARRAY{list(CAUSES)})[e]",
        "de": f"CASE WHEN e > 1 THEN (ARRAY{list(ETAPES)})[e - 1] ELSE '' END",
        "vers": f"(ARRAY{list(ETAPES)})[e]",
        "survenu_le": "g.le",
        "enregistre_le": "g.le",
    }
    return _copy_of(EvenementColis, given, "graines g, generate_series(1, g.rang) e", "colis_id")


def _pesees_sql() -> str:
    given = {"id": "gen_random_uuid()", "colis_id": "g.id"}
    return _copy_of(Pesee, given, "graines g", "colis_id")


def _copy_of(
    model: type[Colis | EvenementColis | Pesee], given: dict[str, str], seeds: str, cle: str = "id"
) -> str:
    columns = [str(f.column) for f in model._meta.concrete_fields if not f.generated]
    values = ", ".join(given.get(column, f"m.{column}") for column in columns)
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
        f" FROM {table} m, {seeds} WHERE m.{cle} = %s"
    )
