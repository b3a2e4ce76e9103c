"""Photos in a real Chromium: what is kept of a camera's 12 megapixels, and what is said of it."""

import json
from typing import Any

import pytest

from tests.e2e.materiel_page import page_folder, run_script

pytestmark = [pytest.mark.e2e, pytest.mark.lent, pytest.mark.scene]

POIDS_MAX = 300_000
COTE_MAX = 1_280
SUJETS = ("bruit", "carton", "floue", "sombre", "blanche")

Photos = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Photos:
    sortie = run_script("photos.mjs", {"TS_PAGE": str(page_folder(tmp_path_factory))})
    lues = [json.loads(ligne) for ligne in sortie.splitlines() if ligne.startswith("{")]
    return {lue["sujet"]: lue for lue in lues}


@pytest.mark.parametrize("sujet", SUJETS)
def test_a_stored_photo_is_never_heavier_than_three_hundred_kilobytes(
    photos: Photos, sujet: str
) -> None:
    """Pure noise included: nothing a lens gives compresses worse."""
    gardee = photos[sujet]
    assert gardee["garde"] <= POIDS_MAX
    assert gardee["type"] == "image/jpeg"
    assert max(gardee["largeur"], gardee["hauteur"]) <= COTE_MAX


def test_twelve_megapixels_of_noise_were_really_given(photos: Photos) -> None:
    assert photos["bruit"]["recu"] > 5_000_000


def test_ordinary_writing_keeps_its_full_size(photos: Photos) -> None:
    assert (photos["carton"]["largeur"], photos["carton"]["hauteur"]) == (1_280, 960)


@pytest.mark.parametrize("sujet", SUJETS)
def test_the_place_a_photo_was_taken_in_does_not_leave_the_device(
    photos: Photos, sujet: str
) -> None:
    assert photos[sujet]["exif"] == [True, False]


@pytest.mark.parametrize(
    ("sujet", "avis"),
    [("carton", "ok"), ("floue", "floue"), ("sombre", "sombre"), ("blanche", "surexposee")],
)
def test_blur_and_darkness_are_said_and_a_good_photo_is_not(
    photos: Photos, sujet: str, avis: str
) -> None:
    assert photos[sujet]["avis"] == avis
