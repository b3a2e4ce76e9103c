"""Photos: received at once, re-encoded by the worker, reached by signed addresses."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from colis import tasks
from colis.images import ImageRefusee, reencode
from colis.models import EvenementColis, Photo
from colis.services.photos import process_photo, sweep_photos
from core.ids import uuid7
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution, reset_contexte
from tests.factories.colis import make_colis

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


def picture(format_: str = "JPEG", size: tuple[int, int] = (1600, 1200), **save: Any) -> bytes:
    image = Image.effect_noise(size, 60).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, format_, **save)
    return buffer.getvalue()


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


def test_a_photo_is_accepted_at_once_and_kept_twice_by_the_worker(
    cast: Distribution,
    api: MakeApi,
    woken: list[str],
    django_capture_on_commit_callbacks: Any,
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    chine = api(cast.agent_chine)
    with django_capture_on_commit_callbacks(execute=True):
        response = send(chine, colis.id, picture(), id=str(uuid7()))
    body = response.json()
    assert (response.status_code, body["statut"]) == (202, "en_traitement")
    assert woken == [body["id"]]
    waiting = chine.get(f"/photos/{body['id']}")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "photo_en_traitement")

    with django_capture_on_commit_callbacks(execute=True):
        tasks.compress_photo(body["id"])
    reset_contexte()
    [shown] = chine.get(f"/colis/{colis.id}/photos").json()["items"]
    assert (shown["statut"], shown["largeur"], shown["hauteur"]) == ("prete", 1600, 1200)
    sizes = []
    for taille in ("reduite", "originale"):
        response = chine.get(f"/photos/{body['id']}", data={"taille": taille})
        assert response.status_code == 302
        media: Any = chine.http.get(response.headers["Location"])
        content = b"".join(media.streaming_content)
        sizes.append(Image.open(io.BytesIO(content)).size)
    assert sizes == [(800, 600), (1600, 1200)]
    with contexte(cast.agent_chine):
        photo = Photo.objects.get(id=body["id"])
        today = photo.enregistre_le
        assert photo.cle_reduite == (
            f"photos/colis/CN/{today.year}/{today.month:02d}/{colis.id}/{photo.id}-reduite.jpg"
        )
        assert not default_storage.exists(photo.cle_recue)
        assert EvenementColis.objects.filter(colis=colis, type="photo").count() == 1


def test_a_second_asking_of_the_worker_does_nothing(
    cast: Distribution, api: MakeApi, woken: list[str]
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    photo_id = UUID(send(api(cast.agent_chine), colis.id, picture()).json()["id"])
    for _ in range(2):
        process_photo(now=NOW, photo_id=photo_id)
    process_photo(now=NOW, photo_id=uuid7())
    with contexte(cast.agent_chine):
        assert Photo.objects.get(id=photo_id).statut == "prete"


def test_the_same_photo_replays_and_another_under_its_id_is_refused(
    cast: Distribution, api: MakeApi, woken: list[str]
) -> None:
    colis, contenu, id_ = make_colis(cast.agent_chine, NOW), picture(), str(uuid7())
    chine = api(cast.agent_chine)
    first, again, other = (
        send(chine, colis.id, body, id=id_) for body in (contenu, contenu, picture())
    )
    assert (first.status_code, again.status_code) == (202, 200)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (409, "id_deja_utilise")


def test_metadata_does_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret-gps"
    exif[0x0112] = 6
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "secret-text")
    sources = [
        picture(exif=exif, comment=b"secret-comment") + b"secret-tail",
        picture("PNG", (90, 60), pnginfo=info),
        picture("WEBP", (90, 60), exif=exif),
    ]
    for source in sources:
        images = reencode(source)
        for kept in (images.originale, images.reduite):
            assert b"secret" not in kept
            assert not Image.open(io.BytesIO(kept)).getexif()
    turned = reencode(sources[0])
    assert (turned.largeur, turned.hauteur) == (1200, 1600)
    assert Image.open(io.BytesIO(turned.reduite)).size == (800, 1067)


def test_transparency_becomes_white_and_a_small_picture_is_not_enlarged() -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(buffer, "PNG")
    kept = Image.open(io.BytesIO(reencode(buffer.getvalue()).reduite))
    assert (kept.size, kept.getpixel((5, 5))) == ((40, 30), (255, 255, 255))


@pytest.mark.parametrize(
    "contenu",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7\n",
        b"GIF89a" + b"\x00" * 40,
        b"\xff\xd8\xff\xe0",
    ],
)
def test_what_is_no_picture_is_refused_at_the_door(
    cast: Distribution, api: MakeApi, woken: list[str], contenu: bytes
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    response = send(api(cast.agent_chine), colis.id, contenu)
    assert response.status_code == 422, response.json()
    with contexte(cast.agent_chine):
        assert Photo.objects.count() == 0


def test_too_many_bytes_or_pixels_are_refused(
    cast: Distribution, api: MakeApi, woken: list[str]
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    heavy = send(api(cast.agent_chine), colis.id, b"x" * (10 * 1024 * 1024 + 1))
    assert (heavy.status_code, heavy.json()["code"]) == (413, "trop_volumineux")
    png = bytearray(picture("PNG", (8, 8)))
    png[16:24] = (9000).to_bytes(4, "big") * 2
    with pytest.raises(ImageRefusee):
        reencode(bytes(png))


def test_a_picture_cut_short_is_refused_by_the_worker_with_its_reason(
    cast: Distribution, api: MakeApi, woken: list[str]
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    chine = api(cast.agent_chine)
    photo_id = send(chine, colis.id, picture()[:20_000]).json()["id"]
    process_photo(now=NOW, photo_id=UUID(photo_id))
    reset_contexte()
    [shown] = chine.get(f"/colis/{colis.id}/photos").json()["items"]
    assert (shown["statut"], shown["refus"]) == ("refusee", "fichier illisible")
    assert chine.get(f"/photos/{photo_id}").status_code == 404


def test_another_country_reaches_neither_row_nor_address(
    cast: Distribution, api: MakeApi, woken: list[str]
) -> None:
    colis = make_colis(cast.agent_chine, NOW, statut="expedie")
    photo_id = send(api(cast.agent_chine), colis.id, picture()).json()["id"]
    process_photo(now=NOW, photo_id=UUID(photo_id))
    reset_contexte()
    assert api(cast.agent_mali).get(f"/photos/{photo_id}").status_code == 302
    assert api(cast.agent_rci).get(f"/photos/{photo_id}").status_code == 404
    assert send(api(cast.agent_rci), colis.id, picture()).status_code == 404
    assert send(api(cast.direction), colis.id, picture()).status_code == 403


def received_photo(cast: Distribution, api: MakeApi) -> Photo:
    colis = make_colis(cast.agent_chine, NOW)
    photo_id = UUID(send(api(cast.agent_chine), colis.id, picture()).json()["id"])
    return reread(cast, photo_id)


def reread(cast: Distribution, photo_id: UUID) -> Photo:
    with contexte(cast.agent_chine):
        return Photo.objects.get(id=photo_id)


def test_a_lost_task_is_swept_up_however_long_nobody_worked(
    cast: Distribution, api: MakeApi, woken: list[str]
) -> None:
    photo = received_photo(cast, api)
    asked: list[UUID] = []
    sweep_photos(now=photo.enregistre_le + timedelta(minutes=1), dispatch=asked.append)
    assert asked == []
    sweep_photos(now=photo.enregistre_le + timedelta(minutes=3), dispatch=asked.append)
    assert asked == [photo.id]
    late = photo.enregistre_le + timedelta(hours=25)
    sweep_photos(now=late, dispatch=asked.append)
    process_photo(now=late, photo_id=asked[-1])
    assert reread(cast, photo.id).statut == "prete"


def test_a_photo_whose_file_is_gone_is_given_up_after_a_day(
    cast: Distribution, api: MakeApi, woken: list[str]
) -> None:
    photo = received_photo(cast, api)
    default_storage.delete(photo.cle_recue)
    process_photo(now=photo.enregistre_le + timedelta(hours=23), photo_id=photo.id)
    assert reread(cast, photo.id).statut == "en_traitement"
    process_photo(now=photo.enregistre_le + timedelta(hours=25), photo_id=photo.id)
    assert reread(cast, photo.id).statut == "refusee"
