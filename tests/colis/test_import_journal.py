"""An exported queue with its pictures, brought back by the API."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from colis import tasks
from colis.models import Colis, Photo
from core.ids import generate_code_suivi, uuid7
from core.tenancy import contexte
from tests.cast import Distribution
from tests.colis.corps import corps_colis
from tests.colis.test_photos import picture
from tests.factories.journal import Journal, bring

pytestmark = pytest.mark.django_db

Api = Callable[..., Any]


@pytest.fixture(autouse=True)
def woken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.compress_photo, "delay", lambda _id: None)


def photo_line(contenu: bytes) -> dict[str, Any]:
    return {
        "genre": "photo",
        "sha256": hashlib.sha256(contenu).hexdigest(),
        "type": "image/jpeg",
        "base64": base64.b64encode(contenu).decode(),
    }


def intake(journal: Journal, contenu: bytes) -> str:
    """A carton and its picture, captured offline."""
    colis_id = str(uuid7())
    corps = {**corps_colis(), "id": colis_id, "code_suivi": generate_code_suivi()}
    parent = journal.capture("colis.enregistrer", corps, entity_id=colis_id)
    attach = {
        "colis_id": colis_id,
        "id": str(uuid7()),
        "sha256": hashlib.sha256(contenu).hexdigest(),
    }
    journal.capture("photo.attach", attach, depends_on=[parent["op_id"]])
    return colis_id


def test_pictures_are_kept_for_their_author_then_attached_whoever_brings_the_file(
    cast: Distribution, api: Api
) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    contenu = picture(size=(320, 240))
    colis_id = intake(journal, contenu)
    bilan = bring(api, cast.admin_chine, journal.export(photo_line(contenu)))
    assert (bilan["recues"], bilan["appliquees"], bilan["photos"]) == (2, 2, 1)
    with contexte(cast.agent_chine):
        assert Colis.objects.filter(id=colis_id).exists()
        assert Photo.objects.get().acteur_id == cast.agent_chine.id


def test_a_picture_that_is_not_its_hash_or_nobodys_is_left(cast: Distribution, api: Api) -> None:
    journal = Journal(cast.agent_chine).enrol(api)
    contenu = picture(size=(320, 240))
    intake(journal, contenu)
    wrong = {**photo_line(contenu), "base64": base64.b64encode(b"autre").decode()}
    stray = photo_line(picture(size=(64, 64)))
    bilan = bring(api, cast.agent_chine, journal.export(wrong, stray))
    assert (bilan["photos"], bilan["rejetees"]) == (0, 0)
    assert [line["motif"] for line in bilan["illisibles"]] == ["photo_illisible"]
