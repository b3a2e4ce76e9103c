"""The demonstration looks like the trade, and its money says one thing wherever it is read."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

import pytest
from django.db import connection

from accounts.models import Pays, User
from accounts.selectors.personnes import acteur_of_user
from colis.models import Colis
from config.demonstration.recit import tell_story
from core.money import format_montant
from core.tenancy import contexte, transverse
from distribution.models import Encaissement, Pointage, Remise
from distribution.selectors.figures import Perimetre
from rapports.journee_pdf import render_journee_pdf
from rapports.selectors.journee import load_journee
from tests.core.lecteurs_pdf import read_text
from vols.models import Vol

pytestmark = [pytest.mark.django_db, pytest.mark.lent]

NOW = datetime(2026, 3, 10, 15, 0, tzinfo=UTC)


def test_the_story_looks_like_the_trade_and_is_told_once() -> None:
    assert tell_story(now=NOW, mot_de_passe="x" * 12) is True
    assert tell_story(now=NOW, mot_de_passe="x" * 12) is False
    with transverse():
        colis = list(Colis.objects.all())
        flights = Counter(Vol.objects.values_list("statut", flat=True))
        bamako = [c for c in colis if c.pays_destination_id == "ML" and c.arrive_le]
        remis = sum(c.statut == "remis" for c in bamako) / len(bamako)
        moyens = Counter(Encaissement.objects.exclude(pays_id="CN").values_list("moyen", flat=True))
        prepaid = sum(c.regle_origine > 0 for c in colis) / len(colis)
        guarantees = Remise.objects.exclude(garant="").count()
        resultats = Counter(Pointage.objects.values_list("resultat", flat=True))
    assert 300 <= len(colis) <= 340
    assert flights == {"ouvert": 1, "parti": 1, "pointe": 2}
    assert 2_000 <= median(c.poids_g for c in colis) <= 4_000
    assert all(100 <= c.poids_g <= 40_000 for c in colis)
    assert 0.45 <= remis <= 0.65
    assert sum(c.statut == "manquant" for c in colis) == 3
    assert (resultats["surplus"], resultats["endommage"]) == (2, 2)
    assert moyens["especes"] > moyens["orange_money"] > 0
    assert 0.08 <= prepaid <= 0.17
    assert guarantees >= 1


def test_screen_day_report_and_sql_say_the_same_figures(api: Callable[..., Any]) -> None:
    tell_story(now=NOW, mot_de_passe="x" * 12)
    jour = busiest_day()
    with transverse():
        admin = acteur_of_user(User.objects.get(identifiant="admin_mali"))
    path = f"/tableau-de-bord?jour={jour.isoformat()}"
    argent = api(admin).get(path).json()["tableaux"][0]["argent"]
    with contexte(admin):
        mali = Pays.objects.get(code="ML")
        contenu = load_journee(perimetre=Perimetre(pays=mali, debut=jour, fin=jour), now=NOW)
        pdf = read_text(render_journee_pdf(contenu))
    expected = sql_figures(jour)
    assert {name: argent[name] for name in expected} == expected
    told = {
        "facture": contenu.facture,
        "encaisse": contenu.encaisse,
        "reste_a_payer": contenu.reste_a_payer,
        "solde_caisse": contenu.solde,
    }
    assert told == expected
    flat = pdf.replace("\xa0", " ").replace("\u202f", " ")
    for name, montant in expected.items():
        text = format_montant(montant, "XOF").replace("\xa0", " ").replace("\u202f", " ")
        assert text in flat, name


def busiest_day() -> date:
    """The local day (Mali is on UTC) with the most collections."""
    with transverse():
        days = Encaissement.objects.filter(pays_id="ML").values_list("enregistre_le", flat=True)
        return Counter(d.date() for d in days).most_common(1)[0][0]


def sql_figures(jour: date) -> dict[str, int]:
    """The four figures from the business rows themselves, not from the journal."""
    with transverse(), connection.cursor() as cursor:

        def one(sql: str, *params: date) -> int:
            cursor.execute(sql, [str(value) for value in params])
            return int(cursor.fetchone()[0] or 0)

        facture = one(
            "SELECT sum(prix) FROM colis_colis WHERE pays_destination = 'ML'"
            " AND facture_le::date = %s",
            jour,
        )
        encaisse = one(
            "SELECT sum(montant) FROM distribution_encaissement WHERE pays = 'ML'"
            " AND enregistre_le::date = %s",
            jour,
        )
        billed_after = one(
            "SELECT sum(prix - regle_origine) FROM colis_colis WHERE pays_destination = 'ML'"
            " AND facture_le::date > %s",
            jour,
        )
        paid_after = one(
            "SELECT sum(l.montant_du) FROM distribution_ligne_encaissement l"
            " JOIN distribution_encaissement e ON e.id = l.encaissement_id"
            " WHERE e.pays = 'ML' AND e.enregistre_le::date > %s",
            jour,
        )
        due_now = one(
            "SELECT sum(du) FROM colis_colis WHERE pays_destination = 'ML'"
            " AND facture_le IS NOT NULL"
        )
        solde = one(
            "SELECT s.fonds + coalesce(sum(e.montant), 0) FROM distribution_session_caisse s"
            " LEFT JOIN distribution_encaissement e"
            "   ON e.session_id = s.id AND e.moyen = 'especes'"
            " WHERE s.pays = 'ML' AND s.ouverte_le::date = %s GROUP BY s.id",
            jour,
        )
    return {
        "facture": facture,
        "encaisse": encaisse,
        "reste_a_payer": due_now + paid_after - billed_after,
        "solde_caisse": solde,
    }
