"""The attacker's list: what a person with a browser, a file or a colleague's phone may try."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Appareil, ContactAppareil, User
from core.ids import uuid7
from core.models import Operation
from core.tenancy import Acteur, transverse
from tests.cast import Distribution
from tests.factories.journal import Journal, bring, canonical, verdicts

pytestmark = pytest.mark.django_db

Effets = list[tuple[Acteur, str]]
Api = Callable[..., Any]


def note(journal: Journal, texte: str = "a", **over: Any) -> dict[str, Any]:
    return journal.capture("test.noter", {"texte": texte}, **over)


def rows(**filters: Any) -> list[Operation]:
    with transverse():
        return list(Operation.objects.filter(**filters).order_by("seq", "id"))


def test_an_edited_export_is_the_importers_declaration_and_the_rest_of_it_is_applied(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    ops = [note(journal, t) for t in ("a", "b", "c")]
    edited = {**ops[1], "payload": {"texte": "b, en plus cher"}}
    bilan = bring(api, cast.agent_chine, journal.export(operations=[ops[0], edited, ops[2]]))
    assert (bilan["appliquees"], bilan["en_quarantaine"]) == (2, 1)
    assert [texte for _, texte in effets] == ["a", "c"]
    [aside] = rows(statut="quarantaine")
    assert (aside.motif, aside.importe_par) == ("signature_invalide", cast.agent_chine.id)


def test_an_edited_export_does_not_take_the_place_of_what_the_device_still_holds(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    op = note(journal)
    bring(api, cast.admin_chine, journal.export(operations=[{**op, "payload": {"texte": "x"}}]))
    assert effets == []
    assert verdicts(journal.push(api, op)) == [("applied", None)]
    assert [texte for _, texte in effets] == ["a"]


def test_an_export_edited_after_its_operations_were_received_changes_nothing(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    op = note(journal)
    journal.push(api, op)
    edited = {**op, "payload": {"texte": "x"}}
    bilan = bring(api, cast.agent_chine, journal.export(operations=[edited, op]))
    assert (bilan["rejetees"], bilan["deja_connues"], bilan["en_quarantaine"]) == (1, 1, 0)


def test_operations_taken_out_of_an_export_leave_a_named_gap(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    ops = [note(journal, t) for t in ("a", "b", "c")]
    journal.post(api, ops[0], declaration=journal.declaration())
    bring(api, cast.agent_chine, journal.export(operations=[ops[0], ops[2]]))
    [item] = api(cast.agent_chine).get("/appareils").json()["items"]
    assert (item["seq_contigue"], item["trous"]) == (1, [[2, 2]])


def test_another_persons_actor_id_is_refused_even_signed_by_the_pushers_own_key(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    forged = note(journal, actor_id=str(cast.admin_chine.id))
    answer = journal.push(api, forged, note(journal, "b"))
    assert verdicts(answer) == [("rejected", "auteur_different"), ("applied", None)]
    assert rows(op_id=forged["op_id"]) == []
    assert [(a.id, t) for a, t in effets] == [(cast.agent_chine.id, "b")]


def test_an_agent_imports_no_colleagues_file(cast: Distribution, api: Api, effets: Effets) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    fichier = journal.export(operations=[note(journal)])
    bilan = bring(api, cast.agent_mali_2, fichier)
    assert (bilan["recues"], bilan["rejetees"], bilan["en_quarantaine"]) == (1, 1, 0)
    assert rows() == []


def test_an_admin_imports_nobodys_file_of_another_country(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    bilan = bring(api, cast.admin_rci, journal.export(operations=[note(journal)]))
    assert bilan["rejetees"] == 1
    assert effets == []
    assert rows() == []


def test_a_device_never_enrolled_has_everything_set_aside(
    cast: Distribution, api: Api, effets: Effets, settings: Any
) -> None:
    settings.APPAREILS_SANS_CLE = False
    journal = Journal(cast.agent_chine)
    op = note(journal)
    assert verdicts(journal.push(api, op)) == [("deferred", "appareil_non_enrole")]
    with transverse():
        assert not Appareil.objects.exists()
    journal.enrol(api)
    assert verdicts(journal.push(api, op)) == [("applied", None)]


def test_a_keyless_device_has_everything_set_aside_where_keys_are_required(
    cast: Distribution, api: Api, effets: Effets, settings: Any
) -> None:
    journal = Journal(cast.agent_chine)
    first = note(journal)
    del first["signature"]
    assert verdicts(journal.push(api, first)) == [("applied", None)]
    settings.APPAREILS_SANS_CLE = False
    second = note(journal, "b")
    del second["signature"]
    assert verdicts(journal.push(api, second)) == [("deferred", "appareil_non_enrole")]
    assert [t for _, t in effets] == ["a"]


@pytest.mark.parametrize("sans_cle", [True, False])
def test_a_colleagues_device_is_refused_whole_and_a_foreign_one_alike(
    cast: Distribution, api: Api, effets: Effets, settings: Any, sans_cle: bool
) -> None:
    settings.APPAREILS_SANS_CLE = sans_cle
    journal = Journal(cast.agent_mali).enrol(api)
    answers = []
    for thief in (cast.agent_mali_2, cast.agent_rci):
        stolen = Journal(thief, id=journal.id)
        response = stolen.post(api, note(stolen))
        answers.append((response.status_code, response.json()))
    assert answers[0] == answers[1]
    assert (answers[0][0], answers[0][1]["code"]) == (403, "appareil_refuse")
    assert rows() == []


def test_a_clock_set_back_moves_no_fact_before_the_devices_last_contact(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    journal.push(api, note(journal), declaration=journal.declaration())
    before = datetime.now(UTC) - timedelta(days=3)
    op = note(journal, "b", captured_at=before.isoformat(), clock_offset_ms=3 * 86_400_000)
    assert verdicts(journal.push(api, op, declaration=journal.declaration())) == [("applied", None)]
    [_, row] = rows()
    assert row.horloge_ecart_ms == 3 * 86_400_000
    [item] = api(cast.admin_chine).get("/appareils").json()["items"]
    assert item["horloge_douteuse"] is True
    with transverse():
        bound = ContactAppareil.objects.filter(seq_declaree__lt=row.seq).order_by("-seq_declaree")
        assert bound.values_list("le", flat=True)[0] > before + timedelta(days=2)


def test_an_operation_id_squatted_in_another_country_changes_nothing_and_reveals_nothing(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    victim, squatter = Journal(cast.agent_mali).enrol(api), Journal(cast.agent_rci).enrol(api)
    op_id = str(uuid7())
    assert verdicts(squatter.push(api, note(squatter, "x", op_id=op_id))) == [("applied", None)]
    assert verdicts(victim.push(api, note(victim, "a", op_id=op_id))) == [("applied", None)]
    assert {(a.id, t) for a, t in effets} == {
        (cast.agent_rci.id, "x"),
        (cast.agent_mali.id, "a"),
    }
    classement = {"motif": "une saisie de trop"}
    hidden = api(cast.admin_rci).post(f"/sync/operations/{op_id}/classement", classement)
    made_up = api(cast.admin_rci).post(f"/sync/operations/{uuid7()}/classement", classement)
    assert hidden.status_code == made_up.status_code == 404


def test_a_deactivated_agents_queue_is_kept_and_applied_only_by_an_admin_as_its_author(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    op = note(journal)
    with transverse():
        User.objects.filter(id=cast.agent_mali.id).update(actif=False)
    assert journal.post(api, op).status_code == 401
    bilan = bring(api, cast.admin_mali, journal.export())
    assert (bilan["appliquees"], bilan["en_quarantaine"]) == (0, 1)
    [aside] = rows(motif="acteur_inactif")
    decision = {"decision": "appliquer", "motif": "ses saisies du 10 mars"}
    own = api(cast.admin_mali).post(f"/sync/quarantaine/{aside.id}", decision)
    assert own.json()["code"] == "autre_personne_exigee"
    settled = api(cast.direction).post(f"/sync/quarantaine/{aside.id}", decision)
    assert settled.status_code == 200, settled.content
    assert [(a.id, a.fonction, t) for a, t in effets] == [(cast.agent_mali.id, "agent", "a")]


def test_a_moved_persons_queue_waits_for_the_admins_of_the_country_they_left(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    op = note(journal)
    with transverse():
        User.objects.filter(id=cast.agent_mali.id).update(pays="CI", agence=None)
        moved = User.objects.select_related("pays").get(id=cast.agent_mali.id)
    journal.acteur = Acteur(
        id=moved.id, fonction="agent", pays="CI", cote="destination", role=moved.role
    )
    assert verdicts(journal.push(api, op)) == [("deferred", "acteur_deplace")]
    for admin, seen in ((cast.admin_rci, 0), (cast.admin_mali, 1)):
        assert len(api(admin).get("/sync/quarantaine").json()["items"]) == seen
    again = api(journal.acteur).post("/appareils", journal.enrolment())
    assert (again.status_code, again.json()["code"]) == (409, "appareil_deplace")


def test_a_revoked_devices_push_is_refused_whole_and_kept_aside(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    revoked = api(cast.admin_mali).post(
        f"/appareils/{journal.id}/revocation", {"motif": "téléphone prêté"}
    )
    assert revoked.json()["etat"] == "revoque"
    response = journal.post(api, note(journal))
    assert (response.status_code, response.json()["code"]) == (403, "appareil_revoque")
    assert effets == []
    [aside] = rows()
    assert (aside.statut, aside.motif) == ("quarantaine", "appareil_revoque")
    again = api(cast.agent_mali).post("/appareils", journal.enrolment())
    assert (again.status_code, again.json()["code"]) == (403, "appareil_refuse")


def test_a_second_signature_over_the_same_bytes_by_the_same_key_is_the_same_operation(
    cast: Distribution, api: Api, effets: Effets
) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    op = note(journal)
    journal.push(api, op)
    rest = {name: value for name, value in op.items() if name != "signature"}
    resigned = {**rest, "signature": journal.sign(canonical(rest))}
    assert verdicts(journal.push(api, resigned)) == [("duplicate", None)]
    assert len(effets) == 1
