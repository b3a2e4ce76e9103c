"""Private files: reached only by a signed address that expires, locally as on S3."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import boto3
import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from storages.backends.s3 import S3Storage

NAME = "photos/colis/ML/2026/03/essai.jpg"


@pytest.fixture
def address() -> str:
    default_storage.save(NAME, ContentFile(b"image"))
    return str(default_storage.url(NAME))


def test_a_signed_address_gives_the_file(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert b"".join(response) == b"image"
    assert "sandbox" in response["Content-Security-Policy"]


def test_without_its_signature_the_file_does_not_exist(client: Client, address: str) -> None:
    assert client.get(urlsplit(address).path).status_code == 404


def test_a_signature_gives_one_file_only(client: Client, address: str) -> None:
    other = address.replace("essai.jpg", "autre.jpg")
    default_storage.save("photos/colis/ML/2026/03/autre.jpg", ContentFile(b"secret"))
    assert client.get(other).status_code == 404


def test_a_signature_expires(client: Client, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.URL_SIGNEE_DUREE_S", -1)
    assert client.get(address).status_code == 404


class Croise(ContentFile):  # type: ignore[type-arg]  # generic in its stubs, not at run time
    """A body during whose writing another one of the same name is written and read."""

    def __init__(self, body: bytes, autre: bytes) -> None:
        super().__init__(body)
        self.autre = autre
        self.lu = b""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:  # noqa: ARG002 - Django's own
        body = self.read()
        yield body[:1]
        default_storage.save(NAME, ContentFile(self.autre))
        with default_storage.open(NAME, "rb") as fichier:
            self.lu = bytes(fichier.read())
        yield body[1:]


def test_two_bodies_written_at_once_under_one_name_are_each_whole() -> None:
    content = Croise(b"premier", b"second")
    assert default_storage.save(NAME, content) == NAME
    assert content.lu == b"second"
    with default_storage.open(NAME, "rb") as fichier:
        assert fichier.read() == b"premier"
    _, noms = default_storage.listdir("photos/colis/ML/2026/03")
    assert [nom for nom in noms if nom.endswith(".part")] == []


def test_the_same_contract_holds_on_s3(moto: str) -> None:
    keys = {"access_key": "essai", "secret_key": "essai", "region_name": "us-east-1"}
    boto3.client(
        "s3",
        endpoint_url=moto,
        aws_access_key_id="essai",
        aws_secret_access_key="essai",
        region_name="us-east-1",
    ).create_bucket(Bucket="medias")
    storage = S3Storage(
        bucket_name="medias",
        endpoint_url=moto,
        addressing_style="path",
        signature_version="s3v4",
        querystring_expire=300,
        default_acl=None,
        **keys,
    )
    storage.save(NAME, ContentFile(b"image"))
    signed = storage.url(NAME)
    assert "X-Amz-Expires=300" in signed
    assert requests.get(signed, timeout=5).content == b"image"
