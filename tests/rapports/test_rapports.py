"""The agent's day report: asked for, made by the worker, the same figures on every paper."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from core.clock import now
from core.ids import uuid7
from core.tenancy import contexte
from distribution.services.caisse import count_session
from rapports.models import Rapport
from rapports.selectors.rapports import load_contenu
from rapports.services.rapports import build_rapport, sweep_rapports
from tests.cast import Api, Distribution
from tests.core.lecteurs_pdf import read_text
from tests.factories.argent import collect, make_arrived, open_till

pytestmark = pytest.mark.django_db


@pytest.fixture
def journee(cast: Distribution) -> UUID:
    """A till opened, 29 000 cash and 10 000 by phone collected, counted: the session's id."""
    moment = now()
    colis = make_arrived(cast, moment)
    other = make_arrived(cast, moment)
    session = open_till(cast.agent_mali, moment)
    collect(cast.agent_mali, moment, (colis, 29_000), jeton_cede=50)
    collect(
        cast.agent_mali, moment, (other, 10_000), moyen="orange_money", reference_operateur="OM9"
    )
    return session.id


def count(cast: Distribution, session_id: UUID) -> None:
    with contexte(cast.agent_mali):
        count_session(
            acteur=cast.agent_mali, now=now(), id=session_id,
            coupures={"10000": 7, "5000": 1, "2000": 2}, par_moyen={"orange_money": 10_000},
        )  # fmt: skip


def ask(api: Api, **over: Any) -> Any:
    today = now().date().isoformat()
    body = {"type": "journee_agent", "debut": today, "fin": today, "pays": "ML"} | over
    return api.post("/rapports", body)


def test_the_agents_report_is_made_by_the_worker_and_says_the_same_everywhere(
    cast: Distribution, api: Callable[..., Api], journee: UUID
) -> None:
    count(cast, journee)
    agent = api(cast.agent_mali)
    asked = ask(agent)
    assert asked.status_code == 202
    id = asked.json()["id"]
    assert agent.get(f"/rapports/{id}").json()["statut"] == "en_attente"
    assert agent.get(f"/rapports/{id}.pdf").status_code == 409
    assert build_rapport(now=now(), rapport_id=UUID(id))
    assert agent.get(f"/rapports/{id}").json()["statut"] == "pret"

    with contexte(cast.agent_mali):
        contenu = load_contenu(acteur=cast.agent_mali, id=UUID(id))
    assert (contenu.report_veille, contenu.especes, contenu.solde) == (50_000, 29_000, 79_000)
    assert contenu.solde == contenu.solde_journal
    assert (contenu.encaisse, contenu.facture, contenu.reste_a_payer) == (39_000, 60_000, 20_950)
    assert (contenu.compte, contenu.ecart) == (79_000, 0)
    assert contenu.jetons[0].montant == 50

    pdf = agent.get(f"/rapports/{id}.pdf")
    text = read_text(pdf.content)
    assert "79 000" in text.replace("\u202f", " ").replace("\u00a0", " ")
    csv = agent.get(f"/rapports/{id}.csv").content.decode("utf-8-sig")
    assert "Chiffres,Solde de caisse,,,,79000,XOF" in csv
    sheet = load_workbook(BytesIO(agent.get(f"/rapports/{id}.xlsx").content)).active
    assert sheet is not None
    cells = {(row[0], row[1]): row[5] for row in sheet.iter_rows(values_only=True) if len(row) > 5}
    assert cells[("Chiffres", "Solde de caisse")] == 79_000


def test_the_report_is_not_served_while_ones_till_is_open(
    cast: Distribution, api: Callable[..., Api], journee: UUID
) -> None:
    refused = ask(api(cast.agent_mali))
    assert (refused.status_code, refused.json()["code"]) == (409, "comptage_requis")
    assert ask(api(cast.admin_mali)).status_code == 202


def test_an_agent_reads_the_reports_they_asked_for_only(
    cast: Distribution, api: Callable[..., Api], journee: UUID
) -> None:
    id = ask(api(cast.admin_mali), agent_id=str(cast.agent_mali.id)).json()["id"]
    assert api(cast.agent_mali).get(f"/rapports/{id}").status_code == 404
    assert api(cast.agent_mali).get("/rapports").json()["items"] == []
    assert [r["id"] for r in api(cast.direction).get("/rapports").json()["items"]] == [id]


def test_an_agent_does_not_ask_for_anothers_day(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    assert ask(api(cast.agent_mali), agent_id=str(cast.agent_mali_2.id)).status_code == 404


def test_another_countrys_report_does_not_exist(
    cast: Distribution, api: Callable[..., Api], journee: UUID
) -> None:
    id = ask(api(cast.admin_mali)).json()["id"]
    assert api(cast.admin_rci).get(f"/rapports/{id}").status_code == 404
    assert api(cast.admin_rci).get(f"/rapports/{id}.pdf").status_code == 404
    assert ask(api(cast.admin_rci)).status_code == 404
    assert ask(api(cast.admin_rci), pays="CI", agent_id=str(cast.agent_mali.id)).status_code == 404


def test_asking_twice_with_one_id_is_one_report(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    id = str(uuid7())
    assert ask(api(cast.admin_mali), id=id).status_code == 202
    again = ask(api(cast.admin_mali), id=id)
    assert (again.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")


def test_a_whole_countrys_day_is_every_agents(
    cast: Distribution, api: Callable[..., Api], journee: UUID
) -> None:
    id = ask(api(cast.direction)).json()["id"]
    build_rapport(now=now(), rapport_id=UUID(id))
    with contexte(cast.direction):
        contenu = load_contenu(acteur=cast.direction, id=UUID(id))
    assert (contenu.agent, contenu.solde, contenu.encaisse) == ("Tous les agents", 79_000, 39_000)


def test_a_report_whose_task_was_lost_is_swept_up_once(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    id = UUID(ask(api(cast.admin_mali)).json()["id"])
    woken: list[UUID] = []
    assert sweep_rapports(now=now() + timedelta(minutes=1), dispatch=woken.append) == 1
    assert woken == [id]
    assert build_rapport(now=now(), rapport_id=id)
    assert not build_rapport(now=now(), rapport_id=id)
    assert sweep_rapports(now=now() + timedelta(minutes=1), dispatch=woken.append) == 0


def test_a_failure_is_written_on_the_row(
    cast: Distribution, api: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    id = UUID(ask(api(cast.admin_mali)).json()["id"])

    def broken(**_: object) -> None:
        raise RuntimeError("panne")

    monkeypatch.setattr("rapports.services.rapports.load_journee", broken)
    assert not build_rapport(now=now(), rapport_id=id)
    with contexte(cast.admin_mali):
        row = Rapport.objects.get(id=id)
    assert (row.statut, row.erreur) == ("echec", "RuntimeError")


def test_two_days_are_not_a_day(cast: Distribution, api: Callable[..., Api]) -> None:
    refused = ask(api(cast.admin_mali), debut="2026-01-01")
    assert refused.status_code == 422
