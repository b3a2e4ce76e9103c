"""The intake bench in a real browser with injected hardware: no mouse, and what breaks."""

import json
from pathlib import Path

import pytest
import zxingcpp

from tests.core.lecteurs_pdf import render_pdf
from tests.e2e.scripts import play_script
from tests.infra import ROOT
from tests.systeme import Systeme

pytestmark = [pytest.mark.e2e, pytest.mark.lent, pytest.mark.scene]

SCRIPTS = ROOT / "tests" / "e2e" / "station"
IMAGES = ROOT / "var" / "station"
LIMITE_S = 120


def run(systeme: Systeme, script: str, **env: str) -> str:
    return play_script(systeme, SCRIPTS / script, IMAGES, limite_s=LIMITE_S, **env)


def play(systeme: Systeme, scene: str) -> None:
    """One scene of the Node script; on failure the picture is in var/station."""
    dit = run(systeme, "parcours.mjs", TS_SCENES=scene)
    assert f"  {scene} : " in dit, f"no such scene: {scene}"


def test_cartons_are_taken_in_by_scans_and_keys_without_a_mouse(systeme: Systeme) -> None:
    """An unknown mark, a series by command barcodes, the same mark again, a reprint."""
    play(systeme, "sans souris")


def test_words_of_danger_hold_the_carton_with_a_question(systeme: Systeme) -> None:
    play(systeme, "matières dangereuses")


def test_a_typing_scanner_under_azerty_an_ime_and_in_bursts_never_cuts_a_code(
    systeme: Systeme,
) -> None:
    play(systeme, "douchette au clavier")


def test_a_scale_unplugged_in_the_middle_of_a_reading_loses_nothing(systeme: Systeme) -> None:
    play(systeme, "balance arrachée")


def test_a_label_waits_for_paper_and_then_comes_out_once(systeme: Systeme) -> None:
    play(systeme, "plus de papier")


def test_a_camera_held_by_another_program_is_said_and_stops_nobody(systeme: Systeme) -> None:
    play(systeme, "caméra prise")


def test_a_refused_camera_says_where_to_allow_it_and_stops_nobody(systeme: Systeme) -> None:
    play(systeme, "caméra refusée")


def test_the_benchs_camera_reads_codes_like_a_scanner(systeme: Systeme) -> None:
    """A mark, then the order that confirms: each shown once, held as long as one likes."""
    play(systeme, "caméra qui lit")


def test_a_label_still_queued_at_a_reload_comes_out_once(systeme: Systeme) -> None:
    play(systeme, "rechargée, étiquette en file")


def test_a_label_leaving_at_a_reload_is_asked_about_before_it_is_printed_again(
    systeme: Systeme,
) -> None:
    play(systeme, "rechargée, étiquette en envoi")


def test_a_printer_unplugged_in_the_middle_of_a_label_is_asked_about(systeme: Systeme) -> None:
    play(systeme, "imprimante arrachée")


def test_a_refused_permission_says_what_to_do(systeme: Systeme) -> None:
    play(systeme, "permission refusée")


def test_the_wizard_checks_a_known_weight_prints_a_page_and_reads_a_code(
    systeme: Systeme,
) -> None:
    play(systeme, "étalonnage et page d’essai")


def test_every_command_of_the_printed_sheet_is_read_from_the_paper(
    systeme: Systeme, tmp_path: Path
) -> None:
    """A4 as the browser prints it, at a label printer's 203 dpi: nothing cut, nothing beside it."""
    sortie = tmp_path / "commandes.pdf"
    dit = run(systeme, "feuille.mjs", TS_SORTIE=str(sortie))
    commandes = json.loads(dit.strip().splitlines()[-1])
    lus = [
        lu.text
        for page in render_pdf(sortie.read_bytes(), tmp_path)
        for lu in zxingcpp.read_barcodes(page)
    ]
    assert sorted(lus) == sorted(commandes)
    assert {"TS-CMD-CONFIRMER", "TS-CMD-CATEGORIE-ELECTRONIQUE", "TS-CMD-PAYS-ML"} <= set(lus)
