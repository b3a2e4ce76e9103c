"""The till of a cashier who can no longer log in: counted by an admin, signed by somebody else."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services.utilisateurs import deactivate_user
from audit.models import Entree
from core.tenancy import Acteur, contexte, transverse
from distribution.domain.caisse import CaisseOccupee
from distribution.models import SessionCaisse
from tests.cast import NOW, Distribution
from tests.distribution.comptoir import COMPTE, Api, cash
from tests.factories.argent import collect, make_arrived, open_till
from tests.factories.journal import Journal
from tests.factories.visas import colleague

pytestmark = pytest.mark.django_db
MOTIF = "parti sans compter"


def deactivate(cast: Distribution) -> None:
    with contexte(cast.admin_mali):
        deactivate_user(acteur=cast.admin_mali, now=NOW, id=cast.agent_mali.id, motif="départ")


def count(api: Api, acteur: Acteur, session: SessionCaisse, **over: Any) -> Any:
    return api(acteur).post(f"/caisses/sessions/{session.id}/comptage", COMPTE | over)


def sign(api: Api, acteur: Acteur, session: SessionCaisse, motif: str = "") -> Any:
    return api(acteur).post(f"/caisses/sessions/{session.id}/validation", {"motif": motif})


def refusal(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def test_the_till_of_a_deactivated_cashier_is_counted_signed_and_free_again(
    cast: Distribution, api: Api
) -> None:
    session = open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (make_arrived(cast, NOW), 20_000))
    deactivate(cast)
    with pytest.raises(CaisseOccupee):
        open_till(cast.agent_mali_2, NOW)
    seen = api(cast.admin_mali).get(f"/caisses/sessions/{session.id}").json()
    assert (seen["caissier_absent"], seen["attendu"]) == ("desactive", None)

    assert refusal(count(api, cast.admin_mali, session)) == (422, "comptage_a_motiver")
    counted = count(api, cast.admin_mali, session, motif=MOTIF).json()
    assert (counted["statut"], counted["ecart"]) == ("comptee", {"especes": -20_000})
    assert (counted["comptee_par"]["nom"], counted["comptage_motif"]) == ("Admin Mali", MOTIF)
    assert refusal(sign(api, cast.admin_mali, session, "vu")) == (403, "propre_acte")
    signed = sign(api, colleague(cast), session, "manque au tiroir").json()
    assert (signed["statut"], signed["validee_par"]["nom"]) == ("validee", "Autre Admin")
    assert open_till(cast.agent_mali_2, NOW).statut == "ouverte"


def test_the_count_stands_in_the_audit_under_the_admin_s_name(cast: Distribution, api: Api) -> None:
    session = open_till(cast.agent_mali, NOW)
    deactivate(cast)
    assert count(api, cast.admin_mali, session, motif=MOTIF).status_code == 200
    with transverse():
        entree = Entree.objects.get(action="caisse.compter")
    assert (entree.acteur_id, entree.motif) == (cast.admin_mali.id, MOTIF)
    assert (entree.apres or {})["caissier_id"] == str(cast.agent_mali.id)


def test_a_cashier_who_moved_to_another_country_left_a_till_to_count(
    cast: Distribution, api: Api
) -> None:
    session = open_till(cast.agent_mali, NOW)
    with transverse():
        User.objects.filter(id=cast.agent_mali.id).update(pays="CI", agence=None)
    seen = api(cast.admin_mali).get(f"/caisses/sessions/{session.id}").json()
    assert seen["caissier_absent"] == "parti"
    assert count(api, cast.admin_mali, session, motif=MOTIF).status_code == 200


def test_a_cashier_who_can_still_log_in_counts_their_own_till(cast: Distribution, api: Api) -> None:
    session = open_till(cast.agent_mali, NOW)
    seen = api(cast.admin_mali).get(f"/caisses/sessions/{session.id}").json()
    assert seen["caissier_absent"] is None
    refused = count(api, cast.admin_mali, session, motif=MOTIF)
    assert refusal(refused) == (409, "caissier_en_poste")
    assert "Agent Mali" in refused.json()["detail"]
    own = count(api, cast.agent_mali, session, motif="sans objet").json()
    assert (own["statut"], own["comptee_par"], own["comptage_motif"]) == ("comptee", None, "")


def test_neither_a_colleague_nor_another_country_counts_it(cast: Distribution, api: Api) -> None:
    session = open_till(cast.agent_mali, NOW)
    deactivate(cast)
    for stranger in (cast.agent_mali_2, cast.admin_rci):
        assert refusal(count(api, stranger, session, motif=MOTIF)) == (404, "introuvable")
    assert refusal(count(api, cast.direction, session, motif=MOTIF)) == (403, "action_interdite")


def test_what_the_cashier_s_device_still_holds_is_waited_for(cast: Distribution, api: Api) -> None:
    journal = Journal(cast.agent_mali).enrol(api)
    colis, session = make_arrived(cast, NOW), open_till(cast.agent_mali, NOW)
    first, _ = cash(journal, colis, 10_000), cash(journal, colis, 5_000)
    journal.push(api, first, declaration=journal.declaration())
    deactivate(cast)
    refused = count(api, cast.admin_mali, session, motif=MOTIF)
    assert refusal(refused) == (409, "synchronisation_incomplete")
    assert refused.json()["details"]["manquantes"] == 1


def test_the_database_itself_refuses_the_counter_s_signature(cast: Distribution, api: Api) -> None:
    session = open_till(cast.agent_mali, NOW)
    deactivate(cast)
    count(api, cast.admin_mali, session, motif=MOTIF)
    rows = SessionCaisse.objects.filter(id=session.id)
    signed = {"statut": "validee", "validee_le": NOW, "validee_par": cast.admin_mali.id}
    for change in (signed, {"comptee_par": cast.direction.id}):
        with pytest.raises(IntegrityError), transaction.atomic(), contexte(cast.admin_mali):
            rows.update(**change)


def test_an_account_its_counter_holds_does_not_sign_it(cast: Distribution, api: Api) -> None:
    session = open_till(cast.agent_mali, NOW)
    deactivate(cast)
    assert count(api, cast.admin_mali, session, motif=MOTIF).status_code == 200
    puppet = colleague(cast, mains=[str(cast.admin_mali.id)])
    assert refusal(sign(api, puppet, session)) == (409, "seconde_personne_liee")
    assert sign(api, cast.direction, session).status_code == 200
