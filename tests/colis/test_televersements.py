"""Uploads by hash, and the object store."""

import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import boto3
import pytest
import requests
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

from accounts.services.reglages import set_reglages
from colis import tasks
from colis.domain import TeleversementAbsent
from colis.services.photos import attach_photo, process_photo
from colis.services.televersements import purge_uploads
from core.ids import uuid7
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution, reset_contexte
from tests.colis.test_photos import picture
from tests.factories.colis import make_colis

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def send(client: Api, colis_id: UUID, contenu: bytes, **fields: str) -> Any:
    response = client.http.post(
        f"/api/v1/colis/{colis_id}/photos",
        {"fichier": SimpleUploadedFile("p.jpg", contenu), **fields},
        headers=client.headers,
    )
    reset_contexte()
    return response


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Photos the worker was woken for."""
    calls: list[str] = []
    monkeypatch.setattr(tasks.compress_photo, "delay", calls.append)
    return calls


def put(client: Api, sha256: str, contenu: bytes) -> Any:
    response = client.http.put(
        f"/api/v1/televersements/{sha256}",
        contenu,
        content_type="application/octet-stream",
        headers=client.headers,
    )
    reset_contexte()
    return response


def test_a_body_is_kept_under_its_verified_hash_for_its_sender_alone(
    cast: Distribution, api: MakeApi, woken: list[str]
) -> None:
    colis, contenu = make_colis(cast.agent_chine, NOW), picture()
    sha256 = hashlib.sha256(contenu).hexdigest()
    chine = api(cast.agent_chine)
    assert put(chine, "0" * 64, contenu).status_code == 422
    assert put(chine, "XYZ", contenu).status_code == 422
    assert put(chine, hashlib.sha256(b"").hexdigest(), b"x" * (10 * 1024**2 + 1)).status_code == 413
    assert [put(chine, sha256, contenu).status_code for _ in range(2)] == [201, 200]
    with contexte(cast.admin_chine), pytest.raises(TeleversementAbsent):
        attach_photo(
            acteur=cast.admin_chine, now=NOW, colis_id=colis.id, id=uuid7(), sha256=sha256,
            dispatch=lambda _: None,
        )  # fmt: skip
    id_ = uuid7()
    with contexte(cast.agent_chine):
        made = [
            attach_photo(
                acteur=cast.agent_chine, now=NOW, colis_id=colis.id, id=id_, sha256=sha256,
                dispatch=lambda _: None,
            )[1]
            for _ in range(2)
        ]  # fmt: skip
    assert made == [True, False]


@pytest.fixture
def s3(moto: str) -> Iterator[str]:
    """A bucket of an emulated S3, as Django's default storage."""
    options = {
        "bucket_name": "ts-photos",
        "endpoint_url": moto,
        "region_name": "us-east-1",
        "access_key": "test",
        "secret_key": "test",
        "addressing_style": "path",
        "signature_version": "s3v4",
        "querystring_auth": True,
        "querystring_expire": 300,
        "default_acl": None,
        "file_overwrite": True,
    }
    client = boto3.client(
        "s3",
        endpoint_url=moto,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_bucket(Bucket="ts-photos")
    client.close()
    backend = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    with override_settings(STORAGES={"default": backend, "staticfiles": backend}):
        yield moto


@pytest.mark.lent
def test_with_an_object_store_the_same_photo_has_a_presigned_address(
    cast: Distribution, api: MakeApi, woken: list[str], s3: str
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    chine = api(cast.agent_chine)
    photo_id = send(chine, colis.id, picture()).json()["id"]
    process_photo(now=NOW, photo_id=UUID(photo_id))
    reset_contexte()
    location = chine.get(f"/photos/{photo_id}").headers["Location"]
    assert location.startswith(s3)
    assert "X-Amz-Signature" in urlsplit(location).query
    answer = requests.get(location, timeout=10)
    assert Image.open(io.BytesIO(answer.content)).size == (800, 600)


def test_an_upload_nothing_attached_is_erased_after_its_countrys_delay(
    cast: Distribution, api: MakeApi, woken: list[str]
) -> None:
    contenu = picture()
    sha256 = hashlib.sha256(contenu).hexdigest()
    put(api(cast.agent_chine), sha256, contenu)
    cle = f"televersements/{cast.agent_chine.id}/{sha256}"
    received = default_storage.get_modified_time(cle)
    assert default_storage.exists(cle)
    purge_uploads(now=received + timedelta(days=29))
    assert default_storage.exists(cle)
    with contexte(cast.admin_chine):
        set_reglages(
            acteur=cast.admin_chine, now=received, pays="CN", valeurs={"televersement_jours": 3}
        )
    purge_uploads(now=received + timedelta(days=2))
    assert default_storage.exists(cle)
    assert purge_uploads(now=received + timedelta(days=4)) >= 1
    assert not default_storage.exists(cle)
