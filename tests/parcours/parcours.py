"""The main job by HTTP alone: one carton from Guangzhou to a counter, paid and handed over.

Used as a test for each destination, and as the world of one country that another must not see.
"""

import base64
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import zxingcpp
from PIL import Image

from accounts.models import CodeUnique
from core.chiffrement import decrypt
from core.ids import uuid7
from core.tenancy import transverse
from tests.cast import Distribution

TELEPHONES = {"ML": "+22376123456", "CI": "+2250701234567"}
ROLES = {"ML": "mali", "CI": "rci"}
AEROPORTS = {"ML": "BKO", "CI": "ABJ"}


@dataclass
class Journee:
    """What the journey left behind: ids by kind, for those who must not see them."""

    pays: str
    client_id: str = ""
    colis: list[dict[str, Any]] = field(default_factory=list)
    vol_id: str = ""
    photo_id: str = ""
    caisse_id: str = ""
    session_id: str = ""
    encaissement_ids: list[str] = field(default_factory=list)
    remise_id: str = ""
    emplacement_id: str = ""
    rapport_id: str = ""

    def secrets(self) -> list[str]:
        """Strings that must never appear in another country's answers."""
        return [
            self.client_id,
            self.vol_id,
            self.session_id,
            self.remise_id,
            *self.encaissement_ids,
            *(c["id"] for c in self.colis),
            *(c["code_suivi"] for c in self.colis),
            TELEPHONES[self.pays],
        ]


def expect(response: Any, status: int) -> Any:
    """The body of a response that must have this status."""
    assert response.status_code == status, (response.status_code, response.content[:800])
    kind = response.get("Content-Type", "")
    return response.json() if "json" in kind else response


def jpeg() -> io.BytesIO:
    """A photograph as a camera would send it."""
    picture = Image.effect_noise((1280, 720), 40).convert("RGB")
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    file.seek(0)
    file.name = "carton.jpg"
    return file


def signature_png() -> str:
    """A finger's stroke on a screen."""
    picture = Image.new("L", (400, 160), 255)
    for x in range(40, 360):
        picture.putpixel((x, 80 + x % 17), 0)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def register(agent: Any, pays: str, rang: int, total: int, envoi_id: str) -> dict[str, Any]:
    """Intake of one carton, with a quote that must equal it."""
    body = {
        "client": {"nom": "Awa Traoré", "telephone": TELEPHONES[pays], "pays": pays},
        "pays_destination": pays,
        "mode": "cargo",
        "categorie": "standard",
        "contenu": "Chaussures, 24 paires",
        "poids_g": 5_000,
        "source_poids": "manuel",
        "dimensions_mm": [400, 400, 400],
        "envoi_id": envoi_id,
        "rang": rang,
        "total": total,
    }
    devis = expect(agent.post("/colis/devis", body), 200)
    colis = expect(agent.post("/colis", {"id": str(uuid7()), **body}), 201)
    assert devis["du"] == colis["du"] == {"montant": 106_700, "devise": "XOF"}
    assert colis["poids_volumetrique_g"] == 10_667
    assert colis["poids_taxable_g"] == 10_670
    assert colis["statut"] == "recu"
    return dict(colis)


def one_time_code(usage: str) -> str:
    """The newest code as the sender would decrypt it (WhatsApp is another test's business)."""
    with transverse():
        code = CodeUnique.objects.filter(usage=usage).latest("cree_le")
        assert code.texte_chiffre is not None
        return decrypt(code.texte_chiffre)


def walk(api: Callable[..., Any], cast: Distribution, pays: str) -> Journee:
    """Every step of the main job; raises AssertionError at the first that fails."""
    j = Journee(pays=pays)
    agent_cn, admin_cn = api(cast.agent_chine), api(cast.admin_chine)
    agent = api(cast.role(f"agent_{ROLES[pays]}"))
    admin = api(cast.role(f"admin_{ROLES[pays]}"))
    anonyme = api(None)

    envoi = str(uuid7())
    j.colis = [register(agent_cn, pays, n, 2, envoi) for n in (1, 2)]
    a, b = (c["id"] for c in j.colis)
    codes = [c["code_suivi"] for c in j.colis]
    j.client_id = j.colis[0]["client_id"]

    photo = agent_cn.http.post(
        f"/api/v1/colis/{a}/photos",
        {"fichier": jpeg(), "id": str(uuid7())},
        headers=agent_cn.headers,
    )
    j.photo_id = expect(photo, 202)["id"]
    etiquette = expect(agent_cn.get(f"/colis/{a}/etiquette?format=png&taille=100x150"), 200)
    lus = {r.text for r in zxingcpp.read_barcodes(Image.open(io.BytesIO(etiquette.content)))}
    assert codes[0] in lus
    assert any(t.endswith(f"/suivi/{codes[0]}") for t in lus)
    expect(agent_cn.get(f"/colis/{a}/etiquette?format=pdf&taille=60x40"), 200)
    expect(agent_cn.get(f"/colis/{a}/etiquette?format=zpl&taille=100x150"), 200)

    vol = expect(
        agent_cn.post("/vols", {"id": str(uuid7()), "pays_destination": pays, "mode": "cargo"}),
        201,
    )
    j.vol_id = vol["id"]
    charges = expect(agent_cn.post(f"/vols/{j.vol_id}/chargements", {"codes": codes}), 200)
    assert [r["resultat"] for r in charges["resultats"]] == ["charge", "charge"]
    expect(agent.get(f"/vols/{j.vol_id}"), 404)
    expect(agent.get(f"/colis/{a}"), 404)

    depart = datetime.now(UTC) + timedelta(hours=6)
    expect(
        agent_cn.patch(
            f"/vols/{j.vol_id}",
            {
                "numero": "ET607",
                "lta": "071-00000000" if pays == "ML" else "071-12345675",
                "compagnie": "ET",
                "aeroport_depart": "CAN",
                "aeroport_arrivee": AEROPORTS[pays],
                "depart_prevu": depart.isoformat(),
                "arrivee_prevue": (depart + timedelta(hours=19)).isoformat(),
                "capacite_kg": 500,
                "capacite_m3": 4,
            },
        ),
        200,
    )
    assert expect(agent_cn.post(f"/vols/{j.vol_id}/cloture"), 403)["code"] == "action_interdite"
    expect(admin_cn.post(f"/vols/{j.vol_id}/cloture"), 200)
    assert expect(agent.get(f"/colis/{a}"), 200)["statut"] == "groupe"
    for extension in ("pdf", "csv", "xlsx"):
        manifeste = expect(agent_cn.get(f"/vols/{j.vol_id}/manifeste.{extension}"), 200)
        assert re.fullmatch(r"[0-9a-f]{64}", manifeste["X-Content-SHA256"])
    expect(agent_cn.post(f"/vols/{j.vol_id}/depart"), 200)
    assert expect(anonyme.get(f"/suivi/{codes[0]}"), 200)["statut"] == "expedie"

    expect(agent.post(f"/vols/{j.vol_id}/arrivee"), 200)
    pointages = [
        {"id": str(uuid7()), "code": code, "etat": "conforme"} for code in (*codes, codes[0])
    ]
    lus_la = expect(agent.post(f"/vols/{j.vol_id}/pointages", {"pointages": pointages}), 200)
    assert [r["resultat"] for r in lus_la["resultats"]] == ["arrive", "arrive", "deja_pointe"]
    bilan = expect(agent.get(f"/vols/{j.vol_id}/pointage"), 200)
    assert (bilan["attendus"], bilan["pointes"], bilan["manquants"]) == (2, 2, 0)
    expect(agent.post(f"/vols/{j.vol_id}/pointage/cloture"), 200)
    expect(agent.get(f"/vols/{j.vol_id}/irregularites.pdf"), 200)

    j.emplacement_id = str(cast.emplacements[pays].id)
    for c in (a, b):
        rangement = {"emplacement_id": j.emplacement_id}
        expect(agent.post(f"/colis/{c}/rangement", rangement), 200)
    stock = expect(agent.get(f"/stock?emplacement={j.emplacement_id}"), 200)
    assert {i["colis_id"] for i in stock["items"]} == {a, b}

    pay_and_hand_over(j, agent, admin)
    assert expect(anonyme.get(f"/suivi/{codes[0]}"), 200)["statut"] == "remis"
    expect(admin.get("/tableau-de-bord"), 200)
    return j


def pay_and_hand_over(j: Journee, agent: Any, admin: Any) -> None:
    """Till, code, mixed payment, hand-over, receipt, blind count, sign-off, day report."""
    colis_ids = [c["id"] for c in j.colis]
    j.caisse_id = expect(agent.get("/caisses"), 200)["items"][0]["id"]
    j.session_id = str(uuid7())
    session = {
        "id": j.session_id,
        "caisse_id": j.caisse_id,
        "fonds": {"coupures": {"10000": 2, "500": 10}},
    }
    expect(agent.post("/caisses/sessions", session), 201)
    expect(agent.post("/remises/codes", {"colis_ids": colis_ids}), 202)
    code = one_time_code("remise")
    remise = {
        "id": str(uuid7()),
        "colis_ids": colis_ids,
        "preuve": {"type": "code", "code": code},
        "signature_png": signature_png(),
    }
    assert expect(agent.post("/remises", remise), 409)["code"] == "solde_du"

    especes = {
        "id": str(uuid7()),
        "client_id": j.client_id,
        "somme": 113_350,
        "moyen": "especes",
        "jeton_cede": 50,
    }
    recu = expect(agent.post("/encaissements", especes), 201)
    assert recu["montant"] == {"montant": 113_350, "devise": "XOF"}
    rejeu = agent.post("/encaissements", especes)
    assert (rejeu.status_code, rejeu["Idempotency-Replayed"]) == (200, "true")
    orange = {
        "id": str(uuid7()),
        "client_id": j.client_id,
        "somme": 100_000,
        "moyen": "orange_money",
        "reference_operateur": f"OM-{j.pays}-0001",
    }
    recu_om = expect(agent.post("/encaissements", orange), 201)
    j.encaissement_ids = [recu["id"], recu_om["id"]]
    assert [expect(agent.get(f"/colis/{c}"), 200)["du"]["montant"] for c in colis_ids] == [0, 0]
    trop = {**orange, "id": str(uuid7()), "reference_operateur": "OM-2", "somme": 5}
    assert expect(agent.post("/encaissements", trop), 409)["code"] == "trop_percu"

    j.remise_id = expect(agent.post("/remises", remise), 201)["id"]
    pdf = expect(agent.get(f"/encaissements/{recu['id']}/recu.pdf?format=80mm"), 200)
    assert pdf.content.startswith(b"%PDF")
    compte = {
        "coupures": {"10000": 13, "500": 16, "50": 7},
        "par_moyen": {"orange_money": 100_000},
    }
    vue = expect(agent.get("/caisses/sessions/courante"), 200)
    assert "attendu" not in vue or vue["attendu"] is None
    expect(agent.post(f"/caisses/sessions/{j.session_id}/comptage", compte), 200)
    refus = agent.post(f"/caisses/sessions/{j.session_id}/validation", {})
    assert refus.status_code == 403
    validee = expect(admin.post(f"/caisses/sessions/{j.session_id}/validation", {}), 200)
    assert validee["ecart"]["especes"] == 0

    today = datetime.now(UTC).date().isoformat()
    demande = {"type": "journee_agent", "debut": today, "fin": today, "pays": j.pays}
    j.rapport_id = expect(agent.post("/rapports", demande), 202)["id"]
