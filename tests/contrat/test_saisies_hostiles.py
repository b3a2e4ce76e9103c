"""What a fuzzer sends: whatever it is, a declared refusal and never a fault of ours."""

import base64
import io
import zipfile
import zlib
from collections.abc import Callable
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.test import Client as HttpClient
from openpyxl import Workbook
from PIL import Image

from core.ids import uuid7
from tests.cast import NOW, Distribution
from tests.colis.corps import corps_colis, corps_identifie
from tests.factories.depot import make_available

pytestmark = pytest.mark.django_db

MOMENTS = [
    "0001-01-01T00:00:00+14:00",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999-12:00",
    "9999-12-31T23:59:59Z",
]
JOURS = ["0001-01-01", "9999-12-31"]
LISTES_DATEES = [
    "/colis?depuis={}",
    "/vols?depuis={}",
    "/remises?depuis={}",
    "/audit?depuis={}",
]
LISTES_PAR_JOUR = [
    "/tableau-de-bord?jour={}",
    "/caisses/sessions?jour={}",
    "/encaissements?debut={}",
    "/encaissements?fin={}",
]


def quote(text: str) -> str:
    return text.replace("+", "%2B")


def test_a_moment_at_the_end_of_the_calendar_is_refused_not_a_fault(
    api: Callable[..., Any], cast: Distribution
) -> None:
    admin = api(cast.admin_mali)
    for chemin, moment in product(LISTES_DATEES, MOMENTS):
        answer = admin.get(chemin.format(quote(moment)))
        assert answer.status_code == 422, (chemin, moment, answer.content)


@pytest.mark.parametrize("role", ["admin_mali", "admin_chine", "direction"])
def test_a_day_at_the_end_of_the_calendar_is_refused_not_a_fault(
    api: Callable[..., Any], cast: Distribution, role: str
) -> None:
    someone = api(cast.role(role))
    for chemin, jour in product(LISTES_PAR_JOUR, JOURS):
        answer = someone.get(chemin.format(jour))
        assert answer.status_code == 422, (chemin, jour, answer.content)
    for jour in JOURS:
        demande = {"type": "journee_agent", "debut": jour, "fin": jour, "pays": "ML"}
        assert someone.post("/rapports", demande).status_code == 422


def test_a_flight_planned_out_of_the_calendar_is_refused(
    api: Callable[..., Any], cast: Distribution
) -> None:
    for moment in MOMENTS:
        body = {"pays_destination": "ML", "mode": "cargo", "depart_prevu": moment}
        answer = api(cast.agent_chine).post("/vols", body)
        assert answer.status_code == 422, (moment, answer.content)
        assert list(answer.json()["errors"]) == ["depart_prevu"]


def test_a_moment_is_written_never_a_number(api: Callable[..., Any], cast: Distribution) -> None:
    agent = api(cast.agent_chine)
    for moment in (1_700_000_000, "1700000000", "1.7e9", 1.5, True, "2026-03-10T09:00:00"):
        answer = agent.post("/colis", corps_colis(survenu_le=moment))
        assert answer.status_code == 422, (moment, answer.content)
        assert list(answer.json()["errors"]) == ["survenu_le"]


def test_no_character_of_a_text_is_a_fault(api: Callable[..., Any], cast: Distribution) -> None:
    for texte in ("\x00", "a\x00b", "\ud800", "\ufffd", "𝔘" * 40, "\u202e"):
        _write_everywhere(api(cast.agent_chine), api(cast.admin_mali), texte)


def _write_everywhere(agent: Any, admin: Any, texte: str) -> None:
    corps = corps_colis(contenu=texte, references_externes=[texte], code_suivi=texte)
    corps["client"]["nom"] = texte
    for path, body in [
        ("/colis", corps),
        ("/clients", {"nom": texte, "telephone": texte, "pays": "ML"}),
        ("/auth/connexion", {"identifiant": texte, "mot_de_passe": texte}),
        ("/auth/otp", {"telephone": texte}),
        ("/auth/otp/verification", {"telephone": texte, "code": texte}),
        ("/vols", {"pays_destination": "ML", "mode": "cargo", "numero": texte, "lta": texte}),
    ]:
        assert agent.post(path, body).status_code < 500, path
    gabarit = {"pays": "ML", "etape": "recu", "langue": "fr", "texte": texte * 5}
    assert admin.patch("/gabarits", gabarit).status_code < 500


def test_no_character_of_an_address_is_a_fault(api: Callable[..., Any], cast: Distribution) -> None:
    for texte in ("%00", "a%00b", "%ff%fe", "%ED%A0%80", "%F0%9D%94%98"):
        _ask_everywhere(api(cast.admin_mali), texte)


def _ask_everywhere(admin: Any, texte: str) -> None:
    for path in (
        f"/colis/par-code/{texte}", f"/suivi/{texte}", f"/colis?q={texte}xx",
        f"/clients?q={texte}xx", f"/stock?q={texte}xx", f"/stock?emplacement={texte}",
        f"/recherche?q={texte}xx", f"/vols?q={texte}xx", f"/vols?statut={texte}",
        f"/encaissements?q={texte}xx", f"/utilisateurs?q={texte}xx", f"/colis?curseur={texte}",
        f"/colis/{texte}", f"/audit?action={texte}", f"/audit?sujet_id={texte}",
        f"/notifications?etape={texte}", f"/colis?tri={texte}",
    ):  # fmt: skip
        assert admin.get(path).status_code < 500, path
    with_page = HttpClient(raise_request_exception=False)
    assert with_page.get(f"/suivi/{texte}").status_code == 404


def test_one_operation_with_a_nul_character_does_not_block_the_others(
    api: Callable[..., Any], cast: Distribution
) -> None:
    appareil = str(uuid7())

    def operation(seq: int, type_: str, payload: dict[str, Any]) -> dict[str, Any]:
        return {
            "op_id": str(uuid7()), "device_id": appareil, "seq": seq, "type": type_,
            "actor_id": str(cast.agent_chine.id), "payload": payload,
        }  # fmt: skip

    envoi = [
        operation(1, "colis.enregistrer", corps_identifie(contenu="a\x00b")),
        operation(2, "colis.enregistrer", {"cle\x00": {"encore": ["\x00"]}}),
        operation(3, "colis.enregistrer", corps_identifie()),
    ]
    answer = api(cast.agent_chine).post("/sync/operations", {"operations": envoi})
    assert answer.status_code == 200, answer.content
    results = answer.json()["results"]
    assert [r["status"] for r in results] == ["rejected", "rejected", "applied"]
    again = api(cast.agent_chine).post("/sync/operations", {"operations": envoi}).json()
    assert [r["status"] for r in again["results"]] == ["rejected", "rejected", "duplicate"]


def test_a_forged_cursor_is_a_refusal(api: Callable[..., Any], cast: Distribution) -> None:
    admin = api(cast.admin_mali)
    for tri, forged in product(
        ("id", "enregistre_le"),
        (b"", b"[]", b'["x"]', b"[1,2]", b"null", b"{}", b'["a","b","c"]', b"[[],{}]", b"\xff"),
    ):
        curseur = base64.urlsafe_b64encode(forged).decode() or "é"
        answer = admin.get(f"/colis?tri={tri}&curseur={curseur}")
        assert answer.status_code == 422, (tri, forged, answer.content)
        assert list(answer.json()["errors"]) == ["curseur"]


def test_a_token_made_of_depth_alone_is_401(api: Callable[..., Any], cast: Distribution) -> None:
    deep = base64.urlsafe_b64encode(b"[" * 20_000).decode().rstrip("=")
    anonyme = api(None)
    for token in (f"{deep}.{deep}.x", "a.b.c", "é", "null", "..", "bnVsbA.bnVsbA.x"):
        anonyme.headers["Authorization"] = f"Bearer {token}"
        assert anonyme.get("/auth/moi").status_code == 401, token[:20]
        anonyme.http.cookies["ts_refresh"] = token.encode("ascii", "ignore").decode()
        assert anonyme.post("/auth/rafraichissement").status_code == 401, token[:20]


def bombe_png(cote: int) -> str:
    """A PNG whose header promises cote² pixels in a few bytes."""
    target = io.BytesIO()
    Image.new("1", (1, 1)).save(target, "PNG")
    header = bytearray(target.getvalue())
    header[16:24] = cote.to_bytes(4, "big") * 2
    header[29:33] = zlib.crc32(bytes(header[12:29])).to_bytes(4, "big")
    return base64.b64encode(bytes(header)).decode()


def test_a_signature_that_is_a_bomb_is_refused(api: Callable[..., Any], cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    for cote in (0, 1999, 5000, 30_000, 2**31 - 1):
        answer = api(cast.admin_mali).post("/remises", _guaranteed(colis_list[0].id, cote))
        assert answer.status_code == 422, (cote, answer.content)


def _guaranteed(colis_id: UUID, cote: int) -> dict[str, Any]:
    return {
        "id": str(uuid7()),
        "colis_ids": [str(colis_id)],
        "preuve": {"type": "piece", "nature": "CNI", "numero": "1"},
        "signature_png": bombe_png(cote),
        "garantie": {"garant": "Son frère", "motif": "habitué"},
    }


def classeur(row: str) -> io.BytesIO:
    """A workbook of one sheet whose second row says it is row ``row``."""
    book = Workbook()
    assert book.active is not None
    book.active.append(["nom", "telephone"])
    book.active.append(["Awa", "+22376000001"])
    plain, made = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b'r="2"', f'r="{row}"'.encode())
                data = data.replace(b'r="A2"', f'r="A{row}"'.encode())
                data = data.replace(b'r="B2"', f'r="B{row}"'.encode())
            target.writestr(name, data)
    made.seek(0)
    made.name = "clients.xlsx"
    return made


def test_a_workbook_with_a_row_at_the_end_of_the_world_is_refused_at_once(
    api: Callable[..., Any], cast: Distribution
) -> None:
    admin = api(cast.admin_mali)
    answer = admin.http.post(
        "/api/v1/clients/import?essai=true",
        {"fichier": classeur("5000000")},
        headers=admin.headers,
    )
    assert answer.status_code == 422, answer.content
