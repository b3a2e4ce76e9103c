"""A full batch: what repeats is read once, and what each carton costs is bounded."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from colis.models import Colis, Tarif
from core import lot
from core.ids import uuid7
from core.tenancy import contexte, transverse
from tests.cast import NOW, Distribution
from tests.colis.corps import corps_identifie
from tests.factories.colis import make_client
from tests.factories.journal import Journal, verdicts

pytestmark = pytest.mark.django_db(transaction=True)
Make = Callable[..., Any]

PAR_COLIS = 20
"""Statements of one carton of a new client, transaction included: its rows, its two audit entries,
the message due, the operation's own lock and answer. None of them is reference data."""
PAR_LOT = 40
UNE_FOIS = (
    "accounts_pays",
    "accounts_user",
    "colis_taux_change",
    "accounts_contact_appareil",
)


def statements(api: Make, journal: Journal, nombre: int) -> list[str]:
    """The SQL of a push of that many new cartons, all applied."""
    ops = [journal.capture("colis.enregistrer", corps_identifie()) for _ in range(nombre)]
    with CaptureQueriesContext(connection) as captured:
        answer = journal.push(api, *ops, declaration=journal.declaration())
    assert set(verdicts(answer)) == {("applied", None)}
    return [query["sql"] for query in captured.captured_queries]


def test_fifty_cartons_cost_a_bounded_number_of_statements_each(
    cast: Distribution, api: Make
) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    statements(api, journal, 1)
    dix, cinquante = (len(statements(api, journal, n)) for n in (10, 50))
    print(f"lot : {(cinquante - dix) / 40:.1f} requêtes SQL par colis")
    assert cinquante - dix <= 40 * PAR_COLIS
    assert cinquante <= 50 * PAR_COLIS + PAR_LOT


def test_what_the_cartons_of_a_batch_share_is_read_once(cast: Distribution, api: Make) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    sql = statements(api, journal, 30)
    reads = Counter(
        table
        for table in UNE_FOIS
        for one in sql
        if re.match(r"\s*SELECT", one) and f'FROM "{table}"' in one
    )
    assert max(reads.values()) <= 2, reads
    assert sum('FROM "colis_tarif"' in one for one in sql) <= 2


def test_a_clients_own_price_holds_within_a_batch(cast: Distribution, api: Make) -> None:
    client = make_client(cast.agent_chine, NOW)
    with transverse():
        standard = Tarif.objects.get(
            pays_destination_id="ML", mode="cargo", categorie="standard", client=None
        )
        standard.id, standard.client, standard.prix = uuid7(), client, 1_000
        standard.save(force_insert=True)
    journal = Journal(cast.agent_chine).enrol(api)
    bodies = [corps_identifie(), corps_identifie(client_id=str(client.id)), corps_identifie()]
    ops = [journal.capture("colis.enregistrer", body) for body in bodies]
    journal.push(api, *ops, declaration=journal.declaration())
    with contexte(cast.agent_chine):
        prix = dict(Colis.objects.values_list("id", "prix"))
    assert [prix[UUID(body["id"])] for body in bodies] == [30_000, 3_000, 30_000]


def test_nothing_is_remembered_outside_a_batch_nor_from_one_to_the_next() -> None:
    seen: list[int] = []

    def read() -> int:
        seen.append(len(seen))
        return len(seen)

    assert (lot.once("k", read), lot.once("k", read)) == (1, 2)
    with lot.lot():
        assert (lot.once("k", read), lot.once("k", read)) == (3, 3)
    with lot.lot():
        assert lot.once("k", read) == 4
    assert not lot.in_lot()


def test_what_waits_for_the_end_of_a_batch_is_done_once_even_when_it_fails() -> None:
    done: list[str] = []
    lot.at_end("x", lambda: done.append("at once"))
    with pytest.raises(ValueError, match="boum"), lot.lot():
        lot.at_end("x", lambda: done.append("end"))
        lot.at_end("x", lambda: done.append("again"))
        raise ValueError("boum")
    assert done == ["at once", "end"]


def test_the_settings_of_an_operation_end_with_its_transaction(cast: Distribution) -> None:
    with contexte(cast.agent_chine):
        assert _setting() == "CN"
    assert _setting() in (None, "")
    with contexte(cast.agent_chine):
        with contexte(cast.agent_mali):
            assert _setting() == "ML"
        assert _setting() == "CN"
        with transverse():
            pass
        assert _setting() == "CN"


def _setting() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.pays', true)")
        return cursor.fetchone()[0]
