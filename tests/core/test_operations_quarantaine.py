"""A second person settles what was set aside: once, never their own, as its author."""

from collections.abc import Callable
from typing import Any

import pytest

from audit.models import Entree
from core.models import Operation
from core.tenancy import Acteur, transverse
from tests.cast import Distribution
from tests.factories.journal import Journal, bring, verdicts

pytestmark = pytest.mark.django_db

Effets = list[tuple[Acteur, str]]
Api = Callable[..., Any]
APPLIQUER = {"decision": "appliquer", "motif": "vérifié avec l'agent"}
ECARTER = {"decision": "ecarter", "motif": "saisie en double"}


@pytest.fixture
def journal(cast: Distribution, api: Api, effets: Effets) -> Journal:
    return Journal(cast.agent_mali).enrol(api)


def aside(journal: Journal, api: Api, texte: str = "a", especes: int = 0) -> dict[str, Any]:
    """An operation set aside: its signature is gone."""
    op = journal.capture("test.caisse", {"texte": texte, "especes": especes})
    unsigned = {name: value for name, value in op.items() if name != "signature"}
    assert verdicts(journal.push(api, unsigned)) == [("deferred", "sans_signature")]
    return unsigned


def only_row(api: Api, acteur: Acteur, **query: str) -> dict[str, Any]:
    suite = "&".join(f"{name}={value}" for name, value in query.items())
    [item] = api(acteur).get(f"/sync/quarantaine?{suite}").json()["items"]
    found: dict[str, Any] = item
    return found


def test_the_list_says_who_captured_what_and_why_it_waits(
    journal: Journal, api: Api, cast: Distribution
) -> None:
    op = aside(journal, api, especes=1_500)
    item = only_row(api, cast.admin_mali)
    assert (item["op_id"], item["motif"], item["etat"]) == (
        op["op_id"], "sans_signature", "en_attente"
    )  # fmt: skip
    assert item["auteur"] == {"id": str(cast.agent_mali.id), "nom": cast.agent_mali.nom}
    assert item["especes"] == {"montant": 1_500, "devise": "XOF"}
    assert api(cast.admin_rci).get("/sync/quarantaine").json()["items"] == []
    assert api(cast.admin_mali).get("/sync/quarantaine?motif=chaine_rompue").json()["items"] == []
    assert len(api(cast.direction).get("/sync/quarantaine?pays=ML").json()["items"]) == 1


def test_applied_it_takes_effect_as_its_author_and_the_device_learns_it(
    journal: Journal, api: Api, cast: Distribution, effets: Effets
) -> None:
    op = aside(journal, api)
    item = only_row(api, cast.admin_mali)
    settled = api(cast.admin_mali).post(f"/sync/quarantaine/{item['id']}", APPLIQUER).json()
    assert (settled["etat"], settled["decision"], settled["statut"]) == (
        "reglee", "appliquer", "applied"
    )  # fmt: skip
    assert [(a.id, a.fonction, t) for a, t in effets] == [(cast.agent_mali.id, "agent", "a")]
    assert verdicts(journal.push(api, op)) == [("duplicate", None)]
    assert only_row(api, cast.admin_mali, etat="reglee")["reglee_par"]["nom"] == "Admin Mali"
    with transverse():
        entree = Entree.objects.get(action="quarantaine.regler")
    assert (entree.acteur_id, entree.sujet_id) == (cast.admin_mali.id, op["op_id"])


def test_dismissed_it_never_takes_effect_and_the_device_learns_why(
    journal: Journal, api: Api, cast: Distribution, effets: Effets
) -> None:
    op = aside(journal, api)
    item = only_row(api, cast.admin_mali)
    api(cast.admin_mali).post(f"/sync/quarantaine/{item['id']}", ECARTER)
    assert verdicts(journal.push(api, op)) == [("rejected", "operation_ecartee")]
    signed = journal.log[0]
    assert verdicts(journal.push(api, signed)) == [("rejected", "operation_ecartee")]
    assert effets == []


def test_it_is_settled_once(journal: Journal, api: Api, cast: Distribution) -> None:
    aside(journal, api)
    item = only_row(api, cast.admin_mali)
    api(cast.admin_mali).post(f"/sync/quarantaine/{item['id']}", ECARTER)
    again = api(cast.admin_mali).post(f"/sync/quarantaine/{item['id']}", APPLIQUER)
    assert (again.status_code, again.json()["code"]) == (409, "deja_reglee")


def test_nobody_settles_what_they_captured_themselves(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    own = Journal(cast.admin_mali).enrol(api)
    aside(own, api)
    item = only_row(api, cast.admin_mali)
    refused = api(cast.admin_mali).post(f"/sync/quarantaine/{item['id']}", APPLIQUER)
    assert refused.json()["code"] == "seconde_personne_soi"
    assert effets == []


def test_an_agent_neither_reads_nor_settles_the_quarantine(
    journal: Journal, api: Api, cast: Distribution
) -> None:
    aside(journal, api)
    item = only_row(api, cast.admin_mali)
    for answer in (
        api(cast.agent_mali_2).get("/sync/quarantaine"),
        api(cast.agent_mali_2).post(f"/sync/quarantaine/{item['id']}", APPLIQUER),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "action_interdite")


def test_another_countrys_admin_finds_nothing_to_settle(
    journal: Journal, api: Api, cast: Distribution, effets: Effets
) -> None:
    aside(journal, api)
    item = only_row(api, cast.admin_mali)
    assert api(cast.admin_rci).post(f"/sync/quarantaine/{item['id']}", APPLIQUER).status_code == 404
    assert effets == []


def test_what_its_service_refuses_stays_aside_with_the_refusal_told(
    journal: Journal, api: Api, cast: Distribution
) -> None:
    aside(journal, api, "refus")
    item = only_row(api, cast.admin_mali)
    refused = api(cast.admin_mali).post(f"/sync/quarantaine/{item['id']}", APPLIQUER)
    assert refused.json()["code"] == "introuvable"
    assert only_row(api, cast.admin_mali)["etat"] == "en_attente"


def test_an_import_delivered_meanwhile_by_its_device_is_closed_as_known(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    op = journal.capture("test.noter", {"texte": "a"})
    unsigned = {name: value for name, value in op.items() if name != "signature"}
    assert bring(api, cast.agent_mali, journal.export(operations=[unsigned]))["en_quarantaine"] == 1
    journal.push(api, op)
    item = only_row(api, cast.admin_mali)
    settled = api(cast.admin_mali).post(f"/sync/quarantaine/{item['id']}", APPLIQUER).json()
    assert settled["decision"] == "deja_connue"
    assert len(effets) == 1


def test_the_same_file_brought_twice_is_kept_once(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    op = journal.capture("test.noter", {"texte": "a"})
    del op["signature"]
    bring(api, cast.agent_mali, journal.export())
    bring(api, cast.admin_mali, journal.export())
    with transverse():
        assert Operation.objects.count() == 1


def test_a_signed_unbroken_export_is_applied_as_its_author_whoever_brings_it(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    for n in range(120):
        journal.capture("test.noter", {"texte": str(n)})
    bilan = bring(api, cast.admin_mali, journal.export())
    assert (bilan["recues"], bilan["appliquees"], bilan["en_quarantaine"]) == (120, 120, 0)
    assert {a.id for a, _ in effets} == {cast.agent_mali.id}
    assert [t for _, t in effets] == [str(n) for n in range(120)]
    assert verdicts(journal.push(api, journal.log[5])) == [("duplicate", None)]
    again = bring(api, cast.admin_mali, journal.export())
    assert (again["deja_connues"], again["appliquees"]) == (120, 0)


def test_lines_nothing_can_be_made_of_are_named(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    lines = [{"genre": "operation", "op_id": "x"}, {"genre": "mystere"}]
    bilan = bring(api, cast.agent_mali, journal.export(*lines, operations=[]))
    assert bilan["illisibles"] == [
        {"ligne": 2, "motif": "enveloppe_invalide"},
        {"ligne": 3, "motif": "genre_inconnu"},
    ]


def test_a_rejected_operation_is_filed_by_another_person_once(
    journal: Journal, api: Api, cast: Distribution
) -> None:
    op = journal.capture("test.caisse", {"texte": "refus", "especes": 100})
    assert verdicts(journal.push(api, op)) == [("rejected", "introuvable")]
    path = f"/sync/operations/{op['op_id']}/classement"
    assert api(cast.agent_mali).post(path, {"motif": "rien à faire"}).status_code == 403
    filed = api(cast.admin_mali).post(path, {"motif": "carton inconnu, client remboursé"})
    assert filed.json()["decision"] == "classer"
    again = api(cast.admin_mali).post(path, {"motif": "encore une fois"})
    assert again.json()["code"] == "deja_reglee"
