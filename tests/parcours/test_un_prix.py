"""One price: quotation, carton, label, message, receipt and tracking say the same amount."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from colis.models import Colis
from colis.services.etiquette import build_etiquette
from core.ids import uuid7
from core.money import format_montant
from core.tenancy import contexte, transverse
from notifications.models import Notification
from notifications.services.contenu import Compose, compose
from notifications.services.regroupement import group_dus
from tests.cast import Distribution
from tests.core.lecteurs_pdf import read_text
from tests.parcours.parcours import expect, register, walk

pytestmark = pytest.mark.django_db


def plain(text: str) -> str:
    return text.replace("\xa0", " ").replace("\u202f", " ")


def test_quotation_carton_label_receipt_and_tracking_say_one_price(
    cast: Distribution, api_commit: Callable[..., Any]
) -> None:
    journee = walk(api_commit, cast, "ML")
    colis = journee.colis[0]
    montant = colis["du"]["montant"]
    shown = plain(format_montant(montant, "XOF"))
    agent = api_commit(cast.agent_mali)

    assert expect(agent.get(f"/colis/{colis['id']}"), 200)["prix"]["montant"] == montant
    recu = expect(agent.get(f"/encaissements/{journee.encaissement_ids[0]}/recu.pdf"), 200)
    assert shown in plain(read_text(recu.content))
    suivi = expect(api_commit(None).get(f"/suivi/{colis['code_suivi']}"), 200)
    assert suivi["prix"]["montant"] == montant
    with contexte(cast.agent_mali):
        stored = Colis.objects.get(id=colis["id"])
        assert shown in plain(build_etiquette(stored).prix_texte)
        assert stored.prix == montant == stored.tarif_fige["lignes"][-1]["montant"]
    with connection.cursor() as cursor, transverse():
        cursor.execute(
            "SELECT sum(-l.montant) FROM distribution_ligne_ecriture l"
            " JOIN distribution_compte c ON c.id = l.compte_id"
            " WHERE c.type = 'revenus' AND l.colis_id = %s",
            [colis["id"]],
        )
        assert cursor.fetchone() == (montant,)


def test_the_message_says_the_price_of_the_quotation(
    cast: Distribution, api_commit: Callable[..., Any]
) -> None:
    cache.clear()
    colis = register(api_commit(cast.agent_chine), "ML", 1, 1, str(uuid7()))
    later = datetime.now(UTC) + timedelta(minutes=10)
    group_dus(now=later)
    with transverse():
        message = compose(Notification.objects.get(etape="recu"), later)
    assert isinstance(message, Compose)
    assert plain(format_montant(colis["du"]["montant"], "XOF")) in plain(message.texte)
