"""The journal underneath: balanced by the program and by the database, never changed."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.ids import uuid7
from core.tenancy import contexte
from distribution.services.ecritures import (
    CREANCES,
    REVENUS,
    EcritureDesequilibree,
    Jambe,
    Piece,
    post,
)
from tests.cast import NOW, Distribution
from tests.factories.argent import (
    make_arrived,
)

pytestmark = pytest.mark.django_db


def test_an_unbalanced_entry_is_refused_by_the_program(cast: Distribution) -> None:
    with contexte(cast.agent_mali), pytest.raises(EcritureDesequilibree):
        post(
            acteur=cast.agent_mali, now=NOW, pays="ML", devise="XOF",
            piece=Piece(
                type="essai", sujet_type="essai", sujet_id=uuid7(),
                jambes=[Jambe(CREANCES, 100), Jambe(REVENUS, -99)],
            ),
        )  # fmt: skip


def test_an_unbalanced_entry_is_refused_by_the_database(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    with (
        pytest.raises(IntegrityError, match="déséquilibrée"),
        transaction.atomic(),
        contexte(cast.agent_mali),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO distribution_ligne_ecriture"
            " (id, pays, ecriture_id, compte_id, montant, enregistre_le)"
            " SELECT %s, pays, ecriture_id, compte_id, 1, enregistre_le"
            " FROM distribution_ligne_ecriture WHERE colis_id = %s LIMIT 1",
            [uuid7(), colis.id],
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("table", ["ecriture", "ligne_ecriture", "annulation", "compte"])
def test_the_journal_is_never_changed(cast: Distribution, table: str) -> None:
    make_arrived(cast, NOW)
    with (
        pytest.raises(Exception, match=r"permission denied|ajout seul"),
        transaction.atomic(),
        contexte(cast.agent_mali),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM distribution_{table}")  # noqa: S608
