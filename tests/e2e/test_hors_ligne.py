"""Without a network, in a real browser on the real app: what the person sees, what is left at the
end in PostgreSQL. Each test names what happens to the device."""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
import pytest

from tests.infra import ROOT
from tests.preuve_hors_ligne.equipe import (
    MOT_DE_PASSE,
    NOEUD,
    Chantier,
    bring_scenery,
)
from tests.systeme import Systeme

pytestmark = [pytest.mark.e2e, pytest.mark.lent, pytest.mark.scene]

SCENE = ROOT / "tests" / "e2e" / "hors_ligne" / "jouer.mjs"
BANCS = 4
LIMITE_S = 240


@dataclass
class Scene:
    """A system, its scenery, and the page that captures as the screens do."""

    chantier: Chantier

    def play(self, nom: str) -> list[dict[str, Any]]:
        """Run one scenario; what its people wrote down."""
        reglages = {
            "lot": str(self.chantier.decor / "lot-nommes-0.json"),
            "mot_de_passe": MOT_DE_PASSE,
            "images": str(ROOT / "var" / "hors-ligne"),
            "mandataire": {
                "port": 0,
                "pages": str(self.chantier.pages),
                "dist": os.environ.get("TS_PREUVE_DIST") or str(ROOT / "frontend" / "dist"),
                "amonts": {"sain": self.chantier.systeme.port},
            },
        }
        done = subprocess.run(
            ["node", str(SCENE), nom],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=LIMITE_S,
            env=os.environ | {"TS_HORS_LIGNE": json.dumps(reglages)},
        )
        assert done.returncode == 0, f"{done.stdout[-500:]}\n{done.stderr}"
        ecrites: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])["ecrites"]
        return ecrites

    def statuts(self, ecrites: list[dict[str, Any]]) -> list[str]:
        """What the server did of each act; an act received twice shows twice."""
        with psycopg.connect(self.chantier.base) as base:
            rows = base.execute(
                "SELECT statut FROM core_operation WHERE op_id = ANY(%s::uuid[])",
                [[op["op_id"] for op in ecrites]],
            ).fetchall()
        return [str(row[0]) for row in rows]

    def count(self, requete: LiteralString, valeurs: list[Any]) -> int:
        with psycopg.connect(self.chantier.base) as base:
            row = base.execute(requete, [valeurs]).fetchone()
        return int(row[0]) if row else 0


@pytest.fixture(scope="module")
def scene(systeme: Systeme, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """The scenery of all the scenarios: four benches of two agents, two flights."""
    chantier = Chantier(tmp_path_factory.mktemp("hors-ligne"), systeme, BANCS, graine=1)
    subprocess.run(
        ["node", str(NOEUD / "construire.mjs"), str(chantier.pages), "sain"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    decor = bring_scenery(chantier, [{"variante": "nommes", "nombre": 10}])
    assert decor.wait(120) == 0
    yield Scene(chantier)


def test_a_full_device_says_so_and_writes_nothing_down(scene: Scene) -> None:
    """The screen says that nothing was saved; once there is room it saves again."""
    assert scene.play("quota_plein") == []


def test_a_captive_portal_keeps_everything_and_says_what_to_do(scene: Scene) -> None:
    """Its 200 is not the server's yes."""
    ecrites = scene.play("portail_captif")
    assert scene.statuts(ecrites) == ["applied"] * 3
    photos = [photo["id"] for op in ecrites for photo in op["photos"]]
    vues = scene.count("SELECT count(*) FROM colis_photo WHERE id = ANY(%s::uuid[])", photos)
    assert vues == len(photos) == 1


def test_ten_days_offline_ask_for_the_password_and_lose_nothing(scene: Scene) -> None:
    assert scene.statuts(scene.play("session_expiree")) == ["applied"] * 2


def test_a_clock_a_day_off_is_told_and_dates_nothing_in_the_future(scene: Scene) -> None:
    """Accepted, flagged on the screen; no carton is registered tomorrow."""
    ecrites = scene.play("horloge_decalee")
    assert scene.statuts(ecrites) == ["applied"] * 2
    demain = scene.count(
        "SELECT count(*) FROM colis_colis WHERE survenu_le > now() AND id = ANY(%s::uuid[])",
        [op["entity_id"] for op in ecrites],
    )
    assert demain == 0


def test_two_tabs_show_one_queue_and_send_it_once(scene: Scene) -> None:
    assert scene.statuts(scene.play("deux_onglets")) == ["applied"] * 3


def test_two_devices_on_one_carton_end_in_one_hand_over_and_one_remark(scene: Scene) -> None:
    """The second keeps its evidence: a conflict to read, never an error."""
    ecrites = scene.play("deux_appareils")
    statuts = scene.statuts(ecrites)
    assert len(statuts) == 4
    assert set(statuts) <= {"applied", "applied_with_conflict"}
    remis = scene.count(
        "SELECT count(*) FROM distribution_remise_colis WHERE annulee_le IS NULL"
        " AND colis_id = ANY(%s::uuid[])",
        [op["payload"]["colis_ids"][0] for op in ecrites if op["type"] == "remise.effectuer"],
    )
    assert remis == 1


def test_an_update_with_500_acts_waiting_sends_each_of_them_once(scene: Scene) -> None:
    ecrites = scene.play("maj_avec_500")
    assert scene.statuts(ecrites) == ["applied"] * 500
    cartons = scene.count(
        "SELECT count(*) FROM colis_colis WHERE id = ANY(%s::uuid[])",
        [op["entity_id"] for op in ecrites],
    )
    assert cartons == 500


def test_the_whole_app_lives_without_its_server(scene: Scene) -> None:
    """Opens, reloads, deep-links, survives kill -9 of the browser."""
    assert scene.statuts(scene.play("serveur_mort")) == ["applied"]


def test_two_agents_checking_in_one_flight_offline_meet_without_an_error(scene: Scene) -> None:
    """Twelve scans, six arrivals: the later ones are observations."""
    ecrites = scene.play("deux_agents_un_vol")
    assert scene.statuts(ecrites) == ["applied"] * 12
    comptes = scene.count(
        "SELECT count(*) FROM distribution_pointage p JOIN colis_colis c ON c.id = p.colis_id"
        " WHERE p.compte AND c.code_suivi = ANY(%s)",
        list({op["payload"]["code"] for op in ecrites}),
    )
    assert comptes == 6
