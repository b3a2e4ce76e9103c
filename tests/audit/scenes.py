"""What the journal's tests share: acts that commit, the seals made, an attacker's hand."""

from datetime import datetime

import pytest
from django.db import connections

from accounts.policies import Action
from audit.models import Sceau
from audit.scellement.sceller import LIGNES_PAR_SCEAU, seal_everything
from audit.services import record
from core.tenancy import Acteur, contexte, transverse
from tests.cast import NOW
from tests.preuve_audit.base import settle

COMMITS = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def act(acteur: Acteur, sujet_id: str, pays: str | None = None) -> None:
    with contexte(acteur):
        record(acteur=acteur, now=NOW, action=Action.SCAN_POINTAGE, sujet_type="colis",
               sujet_id=sujet_id, pays=pays)  # fmt: skip


def seals() -> list[Sceau]:
    with transverse():
        return list(Sceau.objects.order_by("chaine", "numero"))


def attack(statement: str) -> None:
    """The owner sleeps the triggers of one table, writes, wakes them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "ALTER TABLE audit_entree DISABLE TRIGGER USER;"
            f"{statement};"
            "ALTER TABLE audit_entree ENABLE TRIGGER USER"
        )


def seal(*, now: datetime = NOW, lignes: int = LIGNES_PAR_SCEAU) -> list[Sceau]:
    """Seal everything committed so far, whatever other tests run beside."""
    settle()
    return seal_everything(now=now, lignes=lignes)
