"""The journal: append-only, read by those in charge, exported safely."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from accounts.policies import Action
from audit.models import Entree
from audit.services import record
from core.tenancy import contexte, transverse
from rapports.selectors.audit import read_audit
from tests.cast import NOW, Api, Distribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def acts(cast: Distribution) -> None:
    """One act in each country; the Malian one has a motive that looks like a formula."""
    for acteur, motif in (
        (cast.agent_chine, ""),
        (cast.agent_mali, "=cmd|'/c calc'!A1"),
        (cast.agent_rci, ""),
    ):
        with contexte(acteur):
            record(
                acteur=acteur, now=NOW, action=Action.SCAN_POINTAGE, sujet_type="colis",
                sujet_id="c1", motif=motif, avant={"statut": "expedie"},
                apres={"statut": "arrive"},
            )  # fmt: skip


def listed(person: Api, query: str = "") -> list[dict[str, Any]]:
    response = person.get(f"/audit{query}")
    assert response.status_code == 200, response.content
    items: list[dict[str, Any]] = response.json()["items"]
    return items


def test_an_admin_reads_their_own_country_and_direction_reads_all(
    cast: Distribution, acts: None, api: Callable[..., Api]
) -> None:
    (own,) = listed(api(cast.admin_mali))
    assert (own["pays"], own["acteur"], own["action"]) == ("ML", "Agent Mali", "pointage.scanner")
    assert own["avant"] == {"statut": "expedie"}
    assert {e["pays"] for e in listed(api(cast.direction))} == {"CN", "ML", "CI"}


@pytest.mark.parametrize("role", ["agent_mali", "agent_chine"])
@pytest.mark.parametrize("path", ["/audit/export.csv", "/audit/export.pdf", "/audit/sceaux"])
def test_agents_take_nothing_of_the_journal_away(
    cast: Distribution, api: Callable[..., Api], role: str, path: str
) -> None:
    assert api(cast.role(role)).get(path).status_code == 403


def test_agents_read_their_own_acts_of_their_local_day(cast: Distribution, acts: None) -> None:
    with contexte(cast.agent_mali_2):
        record(acteur=cast.agent_mali_2, now=NOW, action=Action.SCAN_POINTAGE,
               sujet_type="colis", sujet_id="c2")  # fmt: skip
    with contexte(cast.agent_mali):
        (own,) = read_audit(cast.agent_mali, (le := _written()), {})
        assert (own.acteur_id, own.sujet_id) == (cast.agent_mali.id, "c1")
        assert not read_audit(cast.agent_mali, le + timedelta(days=1), {}).exists()


def _written() -> datetime:
    return Entree.objects.latest("enregistre_le").enregistre_le


def test_naming_another_country_shows_nothing_of_it(
    cast: Distribution, acts: None, api: Callable[..., Api]
) -> None:
    assert listed(api(cast.admin_mali), "?pays=CI") == []
    assert len(listed(api(cast.direction), "?pays=CI")) == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?action=pointage", 1),
        ("?action=pointage.scanner", 1),
        ("?action=caisse", 0),
        ("?sujet_type=colis&sujet_id=c1", 1),
        ("?sujet_type=vol", 0),
        ("?depuis=2026-03-10T09:00:00Z", 1),
        ("?jusqu=2026-03-10T09:00:00Z", 0),
        ("?acteur_id=00000000-0000-7000-8000-000000000001", 0),
    ],
)
def test_the_journal_is_searched_by_filters(
    cast: Distribution, acts: None, api: Callable[..., Api], query: str, found: int
) -> None:
    assert len(listed(api(cast.admin_mali), query)) == found


@pytest.mark.parametrize("query", ["?depuis=hier", "?pays=mali", "?limite=0", "?action=%27--"])
def test_a_senseless_filter_is_refused(
    cast: Distribution, api: Callable[..., Api], query: str
) -> None:
    assert api(cast.admin_mali).get(f"/audit{query}").status_code == 422


def test_the_list_goes_on_by_cursor(
    cast: Distribution, acts: None, api: Callable[..., Api]
) -> None:
    direction = api(cast.direction)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        suffix = f"&curseur={cursor}" if cursor else ""
        page = direction.get(f"/audit?limite=1{suffix}").json()
        seen += [e["pays"] for e in page["items"]]
        cursor = page["suivant"]
    assert seen == ["CI", "ML", "CN"]


def test_an_export_runs_no_formula_and_is_recorded(
    cast: Distribution, acts: None, api: Callable[..., Api]
) -> None:
    response = api(cast.admin_mali).get("/audit/export.csv")
    assert response.status_code == 200, response.content
    assert response["X-Content-SHA256"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["motif"] for row in rows] == ["'=cmd|'/c calc'!A1"]
    assert rows[0]["avant"] == "statut=expedie"
    trace = listed(api(cast.admin_mali), "?action=audit")
    assert [(e["acteur_role"], e["sujet_id"]) for e in trace] == [("admin_mali", "export.csv")]


def test_reading_the_journal_costs_two_queries(
    cast: Distribution, acts: None, api: Callable[..., Api], django_assert_max_num_queries: Any
) -> None:
    direction = api(cast.direction)
    with django_assert_max_num_queries(6):
        direction.http.get("/api/v1/audit", headers=direction.headers)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entree SET motif = 'x'", "DELETE FROM audit_entree", "TRUNCATE audit_entree"],
)
def test_nobody_changes_the_journal(cast: Distribution, acts: None, statement: str) -> None:
    for context in (contexte(cast.admin_mali), transverse()):
        with (
            pytest.raises((ProgrammingError, IntegrityError)),
            transaction.atomic(),
            context,
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with transverse():
        assert Entree.objects.count() == 3


def test_an_act_is_recorded_in_a_chain_one_cannot_read(cast: Distribution) -> None:
    with contexte(cast.agent_mali):
        record(
            acteur=cast.agent_mali, now=NOW, action=Action.SCAN_POINTAGE, sujet_type="colis",
            sujet_id="c1", pays="CN",
        )  # fmt: skip
        assert Entree.objects.count() == 0
    with contexte(cast.admin_chine):
        assert Entree.objects.get().pays == "CN"


def test_a_client_is_encrypted_in_the_journal_and_readable_to_those_in_charge(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    client = _renamed(cast, api)
    with transverse():
        row = Entree.objects.get(sujet_type="client", sujet_id=client, avant__isnull=False)
    assert "Coulibaly" not in f"{row.avant}{row.apres}"
    (read,) = listed(api(cast.admin_mali), f"?sujet_type=client&sujet_id={client}&action=client")[
        :1
    ]
    assert (read["avant"], read["apres"]) == ({"nom": "Awa Coulibaly"}, {"nom": "Awa Traoré"})
    table = api(cast.admin_mali).get("/audit/export.csv").content.decode("utf-8-sig")
    assert "nom=Awa Coulibaly" in table


def test_forgetting_a_client_leaves_the_row_as_it_was_and_says_no_more(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    client = _renamed(cast, api)
    with transverse():
        before = Entree.objects.filter(sujet_id=client).values_list("avant", "apres").last()
    call_command("oublier_client", client, stdout=io.StringIO())
    with transverse():
        after = Entree.objects.filter(sujet_id=client).values_list("avant", "apres").last()
    assert before == after
    (read,) = listed(api(cast.admin_mali), f"?sujet_type=client&sujet_id={client}")[:1]
    assert read["apres"] == {"nom": {"oublie": True}}
    renamed = api(cast.agent_mali).patch(f"/clients/{client}", {"nom": "Autre"})
    assert renamed.status_code == 200
    (read,) = listed(api(cast.admin_mali), f"?sujet_type=client&sujet_id={client}")[:1]
    assert read["apres"] == {"nom": {"oublie": True}}
    with pytest.raises(CommandError):
        call_command("oublier_client", client, stdout=io.StringIO())


def _renamed(cast: Distribution, api: Callable[..., Api]) -> str:
    agent = api(cast.agent_mali)
    body = {"nom": "Awa Coulibaly", "telephone": "+22376554433", "pays": "ML",
            "consentement_whatsapp": True}  # fmt: skip
    client: str = agent.post("/clients", body).json()["id"]
    assert agent.patch(f"/clients/{client}", {"nom": "Awa Traoré"}).status_code == 200
    return client
