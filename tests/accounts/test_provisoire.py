"""A password typed by somebody else: its owner chooses another first, and who typed it waits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from accounts.domain.seconde import AuteurTenu, CompteTenu
from accounts.models import User
from accounts.services.visas import require_second_person
from core import clock
from core.clock import rfc3339
from core.tenancy import Acteur, contexte, transverse
from tests.accounts.test_reinitialisation import PHONE, choose, last_text, prove, reset
from tests.cast import MOT_DE_PASSE, Api, Distribution, new_id

pytestmark = pytest.mark.django_db
PROPRE = "pirogue-bleue-77"


@pytest.fixture
def exige(settings: Any) -> None:
    """As outside local mode."""
    settings.MOT_DE_PASSE_PROPRE = True


def create(api: Callable[..., Api], by: Acteur, **extra: Any) -> UUID:
    body = {
        "id": str(new_id()), "identifiant": "awa", "nom": "Awa Traoré", "fonction": "agent",
        "mot_de_passe": MOT_DE_PASSE, **extra,
    }  # fmt: skip
    created = api(by).post("/utilisateurs", body)
    assert created.status_code == 201, created.content
    assert created.json()["mot_de_passe_provisoire"] is True
    return UUID(created.json()["id"])


def log_in(api: Callable[..., Api], mot_de_passe: str = MOT_DE_PASSE) -> tuple[Api, Any]:
    device = api(None)
    opened = device.post("/auth/connexion", {"identifiant": "awa", "mot_de_passe": mot_de_passe})
    assert opened.status_code == 200, opened.content
    device.headers["Authorization"] = f"Bearer {opened.json()['access_token']}"
    return device, opened.json()["utilisateur"]


def change(device: Api) -> Any:
    return device.post("/auth/mot-de-passe", {"ancien": MOT_DE_PASSE, "nouveau": PROPRE})


def sign(signer: Acteur, auteur_id: UUID) -> None:
    """Whether ``signer`` counts as a second person for an act of ``auteur_id`` of a minute ago."""
    now = clock.now()
    with contexte(signer):
        require_second_person(
            acteur=signer, now=now, auteur_id=auteur_id, fait_le=now - timedelta(minutes=1)
        )


def test_the_password_its_creator_typed_opens_only_its_own_change(
    cast: Distribution, api: Callable[..., Api], exige: None
) -> None:
    create(api, cast.admin_mali)
    device, moi = log_in(api)
    assert moi["mot_de_passe_a_changer"] is True
    assert moi["actions"] == ["mot_de_passe.changer"]
    for path in ("/colis", "/clients?q=76123456", "/auth/avis"):
        refused = device.get(path)
        assert (refused.status_code, refused.json()["code"]) == (403, "mot_de_passe_a_changer")
    stealth = device.post("/auth/contact", {"telephone": PHONE, "mot_de_passe": MOT_DE_PASSE})
    assert stealth.json()["code"] == "mot_de_passe_a_changer"
    assert device.get("/auth/moi").status_code == 200


def test_once_changed_the_same_session_refreshes_into_full_rights(
    cast: Distribution, api: Callable[..., Api], exige: None
) -> None:
    created = create(api, cast.admin_mali)
    creator, _ = log_in(api)
    device, _ = log_in(api)
    assert change(device).status_code == 204
    renewed = device.post("/auth/rafraichissement").json()
    assert renewed["utilisateur"]["mot_de_passe_a_changer"] is False
    device.headers["Authorization"] = f"Bearer {renewed['access_token']}"
    assert device.get("/colis").status_code == 200
    assert creator.post("/auth/rafraichissement").status_code == 401
    seen = api(cast.admin_mali).get(f"/utilisateurs/{created}").json()
    assert seen["mot_de_passe_provisoire"] is False


def test_the_refusal_says_what_to_do_in_the_readers_language(
    cast: Distribution, api: Callable[..., Api], exige: None
) -> None:
    create(api, cast.admin_mali)
    device, _ = log_in(api)
    for langue, word in (("fr", "Changez"), ("en", "Change it"), ("zh", "更改")):
        refused = device.get("/colis", headers={**device.headers, "Accept-Language": langue})
        assert word in refused.json()["detail"]


def test_an_admin_chooses_a_password_then_enrols_a_second_factor(
    cast: Distribution, api: Callable[..., Api], exige: None, settings: Any
) -> None:
    settings.TOTP_OBLIGATOIRE = True
    create(api, cast.direction, fonction="admin", pays="ML")
    device, moi = log_in(api)
    assert (moi["mot_de_passe_a_changer"], moi["totp_requis"]) == (True, True)
    enrolment = device.post("/auth/totp", {"mot_de_passe": MOT_DE_PASSE})
    assert enrolment.json()["code"] == "mot_de_passe_a_changer"
    assert change(device).status_code == 204
    device, moi = log_in(api, PROPRE)
    assert (moi["mot_de_passe_a_changer"], moi["totp_requis"]) == (False, True)
    assert device.get("/utilisateurs").json()["code"] == "totp_a_activer"
    assert device.post("/auth/totp", {"mot_de_passe": PROPRE}).status_code == 200


def test_in_local_mode_a_created_user_works_at_once(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    create(api, cast.admin_mali)
    device, moi = log_in(api)
    assert moi["mot_de_passe_a_changer"] is False
    assert device.get("/colis").status_code == 200


def test_accounts_that_nobody_opened_by_the_api_are_not_provisional(
    cast: Distribution, api: Callable[..., Api], exige: None
) -> None:
    opened = api(None).post(
        "/auth/connexion", {"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE}
    )
    assert opened.json()["utilisateur"]["mot_de_passe_a_changer"] is False


def test_whoever_typed_a_password_signs_nothing_of_that_account_until_it_is_changed(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    """An admin opens an agent's account, acts through it, and signs with their own hat."""
    agent_id = create(api, cast.admin_mali)
    with transverse():
        held = User.objects.get(id=agent_id)
        held.tenu_par = {str(cast.admin_mali.id): rfc3339(clock.now() - timedelta(days=30))}
        held.save(update_fields=["tenu_par"])
    with pytest.raises(AuteurTenu):
        sign(cast.admin_mali, agent_id)
    sign(cast.direction, agent_id)
    sign(cast.admin_mali, cast.agent_mali.id)
    device, _ = log_in(api)
    assert change(device).status_code == 204
    sign(cast.admin_mali, agent_id)


def test_direction_signs_nothing_of_an_admin_it_just_made(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    admin_id = create(api, cast.direction, fonction="admin", pays="ML")
    with pytest.raises(AuteurTenu):
        sign(cast.direction, admin_id)


def test_whoever_reset_an_account_waits_seven_days_or_its_new_password(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    prove(api(cast.agent_mali))
    assert reset(api, cast.admin_mali, cast.agent_mali).status_code == 202
    with pytest.raises(AuteurTenu):
        sign(cast.admin_mali, cast.agent_mali.id)
    with transverse():
        user = User.objects.get(id=cast.agent_mali.id)
        recent = user.tenu_par
        user.tenu_par = {str(cast.admin_mali.id): rfc3339(clock.now() - timedelta(days=7))}
        user.save(update_fields=["tenu_par"])
    sign(cast.admin_mali, cast.agent_mali.id)
    with transverse():
        User.objects.filter(id=cast.agent_mali.id).update(tenu_par=recent)
    assert choose(api, last_text(PHONE)).status_code == 204
    sign(cast.admin_mali, cast.agent_mali.id)
    with pytest.raises(CompteTenu):
        sign(cast.agent_mali, cast.admin_mali.id)
