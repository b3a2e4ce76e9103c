"""The contract's promises about clients, cartons, tariffs and flights, as outsiders try them."""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from core.ids import generate_code_suivi, uuid7
from tests.cast import NOW, Distribution
from tests.colis.corps import corps_colis, corps_identifie
from tests.factories.colis import make_client, make_telephone
from tests.factories.vols import make_closed, make_loaded
from tests.parcours.parcours import expect, walk

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Any]
ENTIERS = re.compile(r"_(g|mm|cm3)$|^montant$")
MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


def creations(cast: Distribution) -> list[tuple[str, str, str, dict[str, Any], dict[str, Any]]]:
    """(who, who else, path, body, what another content changes)."""
    demain = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    tarif = {
        "pays_destination": "ML", "mode": "cargo", "categorie": "document", "unite": "kg",
        "prix": {"montant": 9000, "devise": "XOF"}, "debut_le": demain,
    }  # fmt: skip
    taux = {"source": "XOF", "cible": "CNY", "numerateur": 1, "denominateur": 85}
    client = {"nom": "Awa", "telephone": make_telephone("ML"), "pays": "ML"}
    emplacement = {"agence_id": str(cast.agences["ML"].id), "code": "Z-9"}
    agence = {
        "code": "KAY", "nom": "TS Kayes", "ville": "Kayes", "adresse": "Rue 1",
        "telephone": "+22321520000", "ferme_a": "18:00",
    }  # fmt: skip
    agent = {
        "identifiant": "agent_neuf", "nom": "Neuf", "fonction": "agent",
        "mot_de_passe": "chaloupe-verte-43",
    }  # fmt: skip
    arrivee = {
        "client": {"nom": "Awa", "telephone": make_telephone("ML")}, "mode": "cargo",
        "categorie": "standard", "contenu": "?", "poids_g": 2000, "motif": "trouvé au hangar",
    }  # fmt: skip
    return [
        ("agent_mali", "agent_mali_2", "/clients", client, {"nom": "Autre"}),
        ("agent_chine", "admin_chine", "/colis", corps_colis(), {"poids_g": 4000}),
        ("agent_chine", "admin_chine", "/vols", {"pays_destination": "ML", "mode": "cargo"},
         {"mode": "express"}),
        ("admin_mali", "direction", "/tarifs", tarif, {"minimum": 5}),
        ("admin_mali", "direction", "/taux", taux, {"numerateur": 2}),
        ("admin_mali", "direction", "/emplacements", emplacement, {"code": "Z-8"}),
        ("admin_mali", "admin_rci", "/agences", agence, {"ville": "Ségou"}),
        ("admin_mali", "admin_rci", "/utilisateurs", agent, {"nom": "Autre"}),
        ("admin_mali", "admin_rci", "/colis/arrivees", arrivee, {"poids_g": 3000}),
    ]  # fmt: skip


def test_a_creation_is_201_then_200_replayed_and_409_for_other_content_or_another_person(
    cast: Distribution, api: MakeApi
) -> None:
    for who, other, path, body, change in creations(cast):
        ours, theirs = api(cast.role(who)), api(cast.role(other))
        given = {"id": str(uuid7()), **body}
        first = ours.post(path, given)
        assert (first.status_code, "Idempotency-Replayed" in first) == (201, False), (
            path, first.content)  # fmt: skip
        again = ours.post(path, given)
        assert (again.status_code, again["Idempotency-Replayed"]) == (200, "true"), path
        assert again.json()["id"] == first.json()["id"] == given["id"], path
        for someone, content in ((ours, given | change), (theirs, given)):
            answer = someone.post(path, content)
            assert (answer.status_code, answer.json()["code"]) == (409, "id_deja_utilise"), (
                path, answer.content)  # fmt: skip


def test_a_creation_without_id_is_given_one(cast: Distribution, api: MakeApi) -> None:
    agent = api(cast.agent_chine)
    colis = expect(agent.post("/colis", corps_colis()), 201)
    assert colis["id"][14] == "7"
    vol = expect(agent.post("/vols", {"pays_destination": "ML", "mode": "cargo"}), 201)
    assert vol["id"][14] == "7"


def test_money_operations_require_the_id(cast: Distribution, api: MakeApi) -> None:
    agent = api(cast.agent_mali)
    for path in ("/encaissements", "/remises", "/caisses/sessions"):
        assert "id" in expect(agent.post(path, {}), 422)["errors"], path
    path = f"/encaissements/{uuid7()}/annulation"
    assert "id" in expect(api(cast.admin_mali).post(path, {"motif": "erreur"}), 422)["errors"]


def test_a_client_in_a_carton_is_found_or_created_and_never_refused(
    cast: Distribution, api: MakeApi
) -> None:
    agent = api(cast.agent_chine)
    known = make_client(cast.agent_mali, NOW, telephone="+22376123456", nom="Awa Traoré")
    client = {"nom": "Un autre nom", "telephone": "76 12 34 56", "pays": "ML"}
    found = expect(agent.post("/colis", corps_colis(client=client)), 201)
    assert found["client_id"] == str(known.id)
    fresh = {"nom": "Neuve", "telephone": "+22366123456", "pays": "ML"}
    ids = {
        expect(agent.post("/colis", corps_colis(client=fresh)), 201)["client_id"] for _ in "ab"
    }  # fmt: skip
    assert len(ids) == 1
    row = expect(api(cast.agent_mali).get(f"/clients/{ids.pop()}"), 200)
    assert row["consentement_whatsapp"] is None
    refused = expect(agent.post("/clients", fresh), 409)
    assert refused["code"] == "client_existe"
    assert refused["details"]["id"] == row["id"]


def test_a_bad_phone_is_reported_under_telephone(cast: Distribution, api: MakeApi) -> None:
    body = {"nom": "Awa", "telephone": "12", "pays": "ML"}
    for path, given in (("/clients", body), ("/colis", corps_colis(client=body))):
        errors = expect(api(cast.agent_chine).post(path, given), 422)["errors"]
        assert [name.rpartition(".")[2] for name in errors] == ["telephone"]


def test_a_search_is_too_vague_or_empty_never_a_leak(cast: Distribution, api: MakeApi) -> None:
    make_client(cast.agent_mali, NOW, nom="Moussa Keita", telephone="+22376123456")
    for vague in ("", "7", "7612345", "a", "%2B"):
        assert expect(api(cast.agent_rci).get(f"/clients?q={vague}"), 422)["errors"]["q"]
    for q in ("Moussa", "+22376123456"):
        assert expect(api(cast.agent_rci).get(f"/clients?q={quote(q)}"), 200)["items"] == []
    assert len(expect(api(cast.agent_mali).get("/clients?q=moussa"), 200)["items"]) == 1


def test_a_saisie_is_percent_encoded_slashes_included(cast: Distribution, api: MakeApi) -> None:
    agent = api(cast.agent_chine)
    body = corps_colis(references_externes=["YT/2026 #1"])
    colis = expect(agent.post("/colis", body), 201)
    code = colis["code_suivi"]
    for saisie in (
        code, code.lower(), colis["code_affiche"], code[-5:], f"https://ts.example/suivi/{code}",
        f"https://ts.example/suivi/{colis['code_affiche']}?lang=en#x", "YT/2026 #1", "yt/2026 #1",
    ):  # fmt: skip
        found = expect(agent.get(f"/colis/par-code/{quote(saisie, safe='')}"), 200)
        assert found["id"] == colis["id"], saisie
    for unknown in ("x", "a/b/c", "https://ts.example/suivi/", generate_code_suivi()):
        answer = agent.get(f"/colis/par-code/{quote(unknown, safe='')}")
        assert expect(answer, 404)["code"] == "introuvable"


def test_a_wrong_check_symbol_is_422_and_references_are_strings(
    cast: Distribution, api: MakeApi
) -> None:
    agent = api(cast.agent_chine)
    code = generate_code_suivi()
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    errors = expect(agent.post("/colis", corps_colis(code_suivi=wrong)), 422)["errors"]
    assert list(errors) == ["code_suivi"]
    assert agent.post("/colis", corps_colis(references_externes=[123])).status_code == 422


def test_tracking_answers_unknown_and_malformed_alike(cast: Distribution, api: MakeApi) -> None:
    anonyme = api(None)
    colis = expect(api(cast.agent_chine).post("/colis", corps_colis()), 201)
    assert expect(anonyme.get(f"/suivi/{colis['code_suivi']}"), 200)["statut"] == "recu"
    for _ in range(10):
        assert anonyme.get(f"/suivi/{colis['code_affiche']}").status_code == 200
    answers = {
        (body["title"], body["detail"], body["code"])
        for body in (
            expect(anonyme.get(f"/suivi/{code}"), 404)
            for code in (generate_code_suivi(), "x", "A" * 300, "%00", "O-0-O", quote("é"))
        )
    }
    assert len(answers) == 1


def test_a_volumetric_weight_without_divisor_is_null(cast: Distribution, api: MakeApi) -> None:
    body = corps_colis(categorie="telephone", nombre_pieces=2, dimensions_mm=[400, 300, 200])
    colis = expect(api(cast.agent_chine).post("/colis", body), 201)
    assert colis["poids_volumetrique_g"] is None
    standard = expect(
        api(cast.agent_chine).post("/colis", corps_colis(dimensions_mm=[400, 400, 400])), 201
    )
    assert standard["poids_volumetrique_g"] == 10_667


def test_a_tariff_never_starts_in_the_past(cast: Distribution, api: MakeApi) -> None:
    tarif = {
        "pays_destination": "ML", "mode": "cargo", "categorie": "liquide", "unite": "kg",
        "prix": {"montant": 9000, "devise": "XOF"},
    }  # fmt: skip
    hier = (datetime.now(UTC) - timedelta(minutes=1)).isoformat().replace("+00:00", "Z")
    admin = api(cast.admin_mali)
    errors = expect(admin.post("/tarifs", tarif | {"debut_le": hier}), 422)["errors"]
    assert list(errors) == ["debut_le"]
    made = expect(admin.post("/tarifs", tarif), 201)
    assert expect(admin.patch(f"/tarifs/{made['id']}", {"fin_le": hier}), 422)
    assert admin.delete(f"/tarifs/{made['id']}").status_code == 405


def test_the_manifest_is_404_until_closed_and_hashed_byte_for_byte(
    cast: Distribution, api: MakeApi
) -> None:
    agent = api(cast.agent_chine)
    ouvert, _ = make_loaded(cast, NOW, nombre=1)
    clos, _ = make_closed(cast, NOW, nombre=2)
    kinds = {"pdf": "application/pdf", "csv": "text/csv", "xlsx": "application/vnd.openxml"}
    for extension, kind in kinds.items():
        expect(agent.get(f"/vols/{ouvert.id}/manifeste.{extension}"), 404)
        expect(agent.get(f"/vols/{clos.id}/manifeste.{extension}?version=9"), 404)
        file = agent.get(f"/vols/{clos.id}/manifeste.{extension}?version=1")
        assert file.status_code == 200
        assert file["Content-Type"].startswith(kind)
        assert file["X-Content-SHA256"] == hashlib.sha256(file.content).hexdigest()


def test_another_country_s_objects_are_404_like_made_up_ones(
    cast: Distribution, api: MakeApi
) -> None:
    colis = expect(api(cast.agent_chine).post("/colis", corps_identifie()), 201)
    vol, _ = make_closed(cast, NOW, nombre=1)
    rci, admin_rci = api(cast.agent_rci), api(cast.admin_rci)
    place = {"emplacement_id": str(cast.emplacements["CI"].id)}
    for theirs, kind in ((colis["id"], "colis"), (str(vol.id), "vols")):
        made_up = str(uuid7())
        for someone, method, path, body in (
            (rci, "get", f"/{kind}/{{}}", None),
            (rci, "get", f"/{kind}/{{}}/evenements", None),
            (rci, "get", f"/{kind}/{{}}/manifeste.pdf", None),
            (rci, "get", f"/{kind}/{{}}/pointage", None),
            (rci, "post", f"/{kind}/{{}}/rangement", place),
            (rci, "post", f"/{kind}/{{}}/arrivee", {}),
            (admin_rci, "post", f"/{kind}/{{}}/perte", {"motif": "introuvable"}),
        ):
            both = [
                someone.call(method, path.format(i), body) for i in (theirs, made_up)
            ]  # fmt: skip
            seen = [(a.status_code, a.json()["code"], a.json()["detail"]) for a in both]
            assert seen[0] == seen[1], path
            assert seen[0][0] == 404, path


def test_moments_end_with_z_and_measures_are_integers_all_along_the_journey(
    cast: Distribution, api: MakeApi, api_commit: MakeApi
) -> None:
    j = walk(api_commit, cast, "ML")
    a = j.colis[0]["id"]
    admin, origine = api(cast.admin_mali), api(cast.admin_chine)
    paths = (
        "/colis", f"/colis/{a}", f"/colis/{a}/evenements", f"/colis/{a}/photos", "/vols",
        f"/vols/{j.vol_id}", f"/vols/{j.vol_id}/pointage", "/clients", "/encaissements",
        f"/clients/{j.client_id}/compte", "/caisses", "/caisses/sessions", "/remises", "/rapports",
        f"/remises/{j.remise_id}", "/creances", "/stock", "/notifications", "/notifications/sante",
        "/audit", "/tarifs", "/taux", "/tableau-de-bord", "/recherche?q=Awa", "/auth/sessions",
        "/utilisateurs", "/reglages", "/lignes", "/appareils",
    )  # fmt: skip
    for who, path in ((w, p) for w in (admin, origine) for p in paths):
        answer = who.get(path)
        if answer.status_code == 200:
            check_values(answer.json(), path)
    check_values(expect(api(None).get(f"/suivi/{j.colis[0]['code_suivi']}"), 200), "/suivi")


def leaves(node: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, str(key))
    elif isinstance(node, list):
        for value in node:
            yield from leaves(value, name)
    else:
        yield name, node


def check_values(body: Any, path: str) -> None:
    """No offset but Z (a wall clock apart), no float where an integer is promised."""
    for name, value in leaves(body):
        if isinstance(value, str) and MOMENT.match(value) and name != "heure_locale":
            assert value.endswith("Z"), (path, name, value)
        if ENTIERS.search(name) and value is not None:
            assert type(value) is int, (path, name, value)
