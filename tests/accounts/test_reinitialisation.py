"""A forgotten password: the link goes to the owner's proved phone, serves once, soon dies."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Avis, CodeUnique, User
from accounts.services.codes import read_code_text
from audit.models import Entree
from core.chiffrement import decrypt
from core.tenancy import transverse
from notifications.models import MessageDu, Notification
from notifications.services import group_dus
from notifications.services.contenu import Compose, compose
from tests.accounts.test_second_facteur import enrol
from tests.cast import MOT_DE_PASSE, Api, Distribution

pytestmark = pytest.mark.django_db
NOUVEAU = "pirogue-bleue-77"
PHONE = "+22376123456"


def prove(person: Api, telephone: str = PHONE) -> None:
    """The person proves a phone by the code sent to it."""
    sent = person.post("/auth/contact", {"telephone": telephone, "mot_de_passe": MOT_DE_PASSE})
    assert sent.status_code == 202, sent.content
    assert telephone not in sent.content.decode()
    done = person.post(
        "/auth/contact/verification", {"telephone": telephone, "code": last_text(telephone)}
    )
    assert done.status_code == 200, done.content


def last_text(telephone: str) -> str:
    with transverse():
        code = CodeUnique.objects.filter(telephone=telephone).latest("cree_le")
        text = read_code_text(code_id=code.id, now=timezone.now())
    assert text is not None
    return text


def reset(api: Callable[..., Api], by: Any, target: Any, **body: Any) -> Any:
    return api(by).post(f"/utilisateurs/{target.id}/reinitialisation", body)


def choose(api: Callable[..., Api], jeton: str, nouveau: str = NOUVEAU) -> Any:
    return api(None).post("/auth/reinitialisation", {"jeton": jeton, "nouveau": nouveau})


def log_in(api: Callable[..., Api], mot_de_passe: str, identifiant: str = "agent_mali") -> Any:
    body = {"identifiant": identifiant, "mot_de_passe": mot_de_passe}
    return api(None).post("/auth/connexion", body)


def test_the_link_reaches_the_owner_and_never_the_issuer(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    prove(api(cast.agent_mali))
    sent = reset(api, cast.admin_mali, cast.agent_mali)
    assert sent.status_code == 202, sent.content
    assert sent.json()["envoye_a"] == "…3456"
    jeton = last_text(PHONE)
    assert jeton not in sent.content.decode()
    with transverse():
        assert MessageDu.objects.filter(telephone=PHONE, etape="otp").count() == 2
        trace = Entree.objects.get(action="utilisateur.reinitialiser")
    assert jeton not in str((trace.apres, trace.motif))


def test_the_message_carries_the_link_and_keeps_none_of_it(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    prove(api(cast.agent_mali))
    reset(api, cast.admin_mali, cast.agent_mali)
    jeton = last_text(PHONE)
    with transverse():
        group_dus(now=timezone.now() + timedelta(minutes=1))
        message = Notification.objects.filter(telephone=PHONE, etape="otp").latest("id")
        text = compose(message, timezone.now())
    assert isinstance(text, Compose)
    assert f"/mot-de-passe#{jeton}" in text.texte
    assert jeton not in text.texte_garde + str(text.variables)


def test_the_link_serves_once_and_ends_every_session(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    prove(api(cast.agent_mali))
    device = api(None)
    device.post("/auth/connexion", {"identifiant": "agent_mali", "mot_de_passe": MOT_DE_PASSE})
    reset(api, cast.admin_mali, cast.agent_mali)
    jeton = last_text(PHONE)
    assert choose(api, jeton).status_code == 204
    assert device.post("/auth/rafraichissement").status_code == 401
    assert log_in(api, MOT_DE_PASSE).status_code == 401
    assert log_in(api, NOUVEAU).status_code == 200
    again = choose(api, jeton, "autre-barque-88")
    assert (again.status_code, again.json()["code"]) == (410, "lien_invalide")


def test_a_weak_choice_is_explained_and_leaves_the_link_good(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    prove(api(cast.agent_mali))
    reset(api, cast.admin_mali, cast.agent_mali)
    jeton = last_text(PHONE)
    refused = api(None, "zh").post(
        "/auth/reinitialisation", {"jeton": jeton, "nouveau": "aaaaaaaaaa"}
    )
    assert refused.status_code == 422
    assert any("太少" in line for line in refused.json()["errors"]["nouveau"])
    assert choose(api, jeton).status_code == 204


@pytest.mark.parametrize("spoil", ["old", "replaced", "altered", "made_up", "nonsense"])
def test_a_dead_link_answers_alike(cast: Distribution, api: Callable[..., Api], spoil: str) -> None:
    prove(api(cast.agent_mali))
    reset(api, cast.admin_mali, cast.agent_mali)
    jeton = last_text(PHONE)
    if spoil == "old":
        with transverse():
            CodeUnique.objects.filter(usage="lien").update(expire_le=timezone.now())
    if spoil == "replaced":
        reset(api, cast.admin_mali, cast.agent_mali)
    jeton = {
        "altered": jeton[:-1] + ("a" if jeton[-1] != "a" else "b"),
        "made_up": "0" * 32 + jeton[32:],
        "nonsense": "pas un jeton",
    }.get(spoil, jeton)
    refused = choose(api, jeton)
    assert (refused.status_code, refused.json()["code"]) == (410, "lien_invalide")
    assert log_in(api, MOT_DE_PASSE).status_code == 200


def test_without_a_proved_phone_no_link_leaves(cast: Distribution, api: Callable[..., Api]) -> None:
    api(cast.admin_mali).patch(f"/utilisateurs/{cast.agent_mali.id}", {"telephone": PHONE})
    refused = reset(api, cast.admin_mali, cast.agent_mali)
    assert (refused.status_code, refused.json()["code"]) == (409, "contact_non_verifie")


def test_an_admin_who_types_their_own_number_proves_nothing(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    prove(api(cast.agent_mali))
    api(cast.admin_mali).patch(f"/utilisateurs/{cast.agent_mali.id}", {"telephone": "76999111"})
    assert reset(api, cast.admin_mali, cast.agent_mali).json()["code"] == "contact_non_verifie"
    with transverse():
        told = MessageDu.objects.filter(telephone=PHONE, etape="alerte")
        assert told.count() == 1


def test_a_link_never_comes_back_to_its_issuer(cast: Distribution, api: Callable[..., Api]) -> None:
    prove(api(cast.agent_mali))
    prove(api(cast.admin_mali))
    refused = reset(api, cast.admin_mali, cast.agent_mali)
    assert (refused.status_code, refused.json()["code"]) == (409, "contact_partage")


def test_only_direction_resets_an_admin(cast: Distribution, api: Callable[..., Api]) -> None:
    prove(api(cast.admin_mali))
    assert reset(api, cast.admin_rci, cast.admin_mali).status_code == 404
    assert reset(api, cast.agent_mali, cast.admin_mali).status_code == 403
    assert reset(api, cast.direction, cast.admin_mali).status_code == 202
    assert choose(api, last_text(PHONE)).status_code == 204
    assert log_in(api, NOUVEAU, "admin_mali").status_code == 200


def test_nobody_resets_themselves_by_their_rights(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    refused = reset(api, cast.admin_mali, cast.admin_mali)
    assert refused.json()["code"] in ("soi_meme", "action_interdite")


def test_the_owner_is_told_and_the_issuer_has_the_account_in_hand(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    prove(api(cast.agent_mali))
    reset(api, cast.admin_mali, cast.agent_mali)
    with transverse():
        assert str(cast.admin_mali.id) in User.objects.get(id=cast.agent_mali.id).mains
        assert Avis.objects.get(user_id=cast.agent_mali.id).genre == "reinitialisation"
    listed = api(cast.agent_mali).get("/auth/avis").json()["items"]
    assert [one["genre"] for one in listed] == ["reinitialisation"]
    other = api(cast.admin_mali).post(f"/auth/avis/{listed[0]['id']}/lecture")
    assert other.status_code == 404
    assert api(cast.agent_mali).post(f"/auth/avis/{listed[0]['id']}/lecture").status_code == 200
    assert api(cast.agent_mali).get("/auth/avis").json()["items"] == []


def test_forgetting_says_nothing_and_sends_only_to_a_proved_phone(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    prove(api(cast.agent_mali))
    answers = [
        api(None).post("/auth/reinitialisation/demande", {"identifiant": name})
        for name in ("agent_mali", "agent_rci", "personne", "client_awa")
    ]
    assert {(one.status_code, one.content) for one in answers} == {(202, answers[0].content)}
    with transverse():
        assert CodeUnique.objects.filter(usage="lien").count() == 1
    assert choose(api, last_text(PHONE)).status_code == 204


@pytest.mark.parametrize("retirer", [True, False])
def test_a_lost_factor_goes_with_the_old_password_and_not_before(
    cast: Distribution, api: Callable[..., Api], retirer: bool
) -> None:
    """Whoever stole the password gains nothing from a reset its owner has not used yet."""
    prove(api(cast.agent_mali))
    enrol(api(cast.agent_mali))
    reset(api, cast.admin_mali, cast.agent_mali, retirer_totp=retirer)
    waiting = log_in(api, MOT_DE_PASSE)
    assert (waiting.status_code, waiting.json().get("code")) == (401, "code_totp_requis")
    assert choose(api, last_text(PHONE)).status_code == 204
    assert log_in(api, NOUVEAU).status_code == (200 if retirer else 401)


def test_a_link_asked_at_the_door_drops_no_factor(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    prove(api(cast.agent_mali))
    enrol(api(cast.agent_mali))
    reset(api, cast.admin_mali, cast.agent_mali, retirer_totp=True)
    api(None).post("/auth/reinitialisation/demande", {"identifiant": "agent_mali"})
    assert choose(api, last_text(PHONE)).status_code == 204
    assert log_in(api, NOUVEAU).json()["code"] == "code_totp_requis"


def test_direction_forgets_too(cast: Distribution, api: Callable[..., Api]) -> None:
    prove(api(cast.direction))
    api(None).post("/auth/reinitialisation/demande", {"identifiant": "direction"})
    assert choose(api, last_text(PHONE)).status_code == 204
    assert log_in(api, NOUVEAU, "direction").status_code == 200


def test_a_link_in_the_database_is_not_its_secret(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    prove(api(cast.agent_mali))
    reset(api, cast.admin_mali, cast.agent_mali)
    jeton = last_text(PHONE)
    with transverse():
        row = CodeUnique.objects.get(usage="lien")
    assert jeton[32:] not in row.empreinte
    assert row.texte_chiffre is not None
    assert jeton.encode() not in bytes(row.texte_chiffre)
    assert decrypt(row.texte_chiffre) == jeton


def test_a_wrong_contact_code_proves_nothing(cast: Distribution, api: Callable[..., Api]) -> None:
    person = api(cast.agent_mali)
    person.post("/auth/contact", {"telephone": PHONE, "mot_de_passe": MOT_DE_PASSE})
    other = api(cast.agent_mali_2)
    right = last_text(PHONE)
    stolen = other.post("/auth/contact/verification", {"telephone": PHONE, "code": right})
    assert (stolen.status_code, stolen.json()["code"]) == (409, "code_invalide")
    with transverse():
        assert User.objects.get(id=cast.agent_mali_2.id).contact_verifie_le is None
