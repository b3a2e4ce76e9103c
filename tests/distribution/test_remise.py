"""Hand-over: on proof, paid or guaranteed, once; what happened offline is never refused."""

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from accounts.domain.personnes import CodeInvalide
from accounts.models import CodeUnique
from accounts.services.codes import read_code_text
from colis.domain import ColisBloque, TransitionInterdite
from colis.models import Colis, EvenementColis
from core.chiffrement import decrypt
from core.errors import ActionInterdite, IdDejaUtilise, Introuvable
from core.events import on
from core.ids import uuid7
from core.tenancy import contexte
from distribution.domain.caisse import SessionFermee
from distribution.domain.encaissement import Paiement
from distribution.domain.remise import (
    ClientsDifferents,
    Garantie,
    Preuve,
    RemiseDone,
    Retirant,
    SignatureRefusee,
    SoldeDu,
    code_subject,
)
from distribution.models import Encaissement, Remise
from distribution.services.preuve import send_code
from tests.cast import NOW, Distribution
from tests.factories.argent import open_till
from tests.factories.colis import make_colis
from tests.factories.depot import PIECE, ask, fresh, give, make_available, make_paid, pay, png
from tests.factories.vols import make_departed, statuts

pytestmark = pytest.mark.django_db


def test_paid_cartons_leave_together_on_a_document(cast: Distribution) -> None:
    done: list[RemiseDone] = []
    on(RemiseDone)(done.append)
    colis_list = make_paid(cast)
    remise, created = give(cast.agent_mali, ask(colis_list))
    assert (created, remise.conflit, remise.preuve_type) == (True, "", "piece")
    assert {c.statut for c in fresh(cast.agent_mali, colis_list)} == {"remis"}
    assert {c.remis_le for c in fresh(cast.agent_mali, colis_list)} == {NOW}
    assert set(done[-1].colis_ids) == {c.id for c in colis_list}


def test_a_document_s_number_is_kept_encrypted(cast: Distribution) -> None:
    colis_list = make_paid(cast, nombre=1)
    remise, _ = give(cast.agent_mali, ask(colis_list))
    assert remise.piece_numero_chiffre is not None
    assert PIECE.numero.encode() not in bytes(remise.piece_numero_chiffre)
    assert decrypt(remise.piece_numero_chiffre) == PIECE.numero


def test_a_balance_keeps_the_carton_and_says_what_is_due(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW)
    with pytest.raises(SoldeDu) as refusal:
        give(cast.agent_mali, ask(colis_list))
    assert refusal.value.details["du"] == {"montant": 60_000, "devise": "XOF"}
    assert {line["colis_id"] for line in refusal.value.details["colis"]} == {
        str(c.id) for c in colis_list
    }
    assert {c.statut for c in fresh(cast.agent_mali, colis_list)} == {"disponible"}


def test_an_admin_may_release_on_a_named_guarantee(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW)
    garantie = Garantie(garant="Moussa Keïta", motif="client connu depuis 2019")
    remise, _ = give(cast.admin_mali, ask(colis_list, garantie=garantie))
    assert (remise.garant, remise.solde_garanti, remise.conflit) == ("Moussa Keïta", 60_000, "")
    assert {c.du for c in fresh(cast.agent_mali, colis_list)} == {30_000}


def test_an_agent_may_not_release_on_guarantee(cast: Distribution) -> None:
    _, colis_list = make_available(cast, NOW)
    garantie = Garantie(garant="Moussa Keïta", motif="client connu")
    with pytest.raises(ActionInterdite):
        give(cast.agent_mali, ask(colis_list, garantie=garantie))


def test_only_an_admin_gives_their_word_for_a_proof(cast: Distribution) -> None:
    colis_list = make_paid(cast)
    preuve = Preuve(type="derogation", motif="client âgé, connu du quartier")
    with pytest.raises(ActionInterdite):
        give(cast.agent_mali, ask(colis_list, preuve))
    remise, _ = give(cast.admin_mali, ask(colis_list, preuve))
    assert remise.derogation_motif == preuve.motif


def test_a_blocked_carton_stays(cast: Distribution) -> None:
    colis_list = make_paid(cast)
    with contexte(cast.admin_mali):
        Colis.objects.filter(id=colis_list[0].id).update(blocage="litige", blocage_motif="contenu")
    with pytest.raises(ColisBloque):
        give(cast.agent_mali, ask(colis_list))
    assert {c.statut for c in fresh(cast.agent_mali, colis_list)} == {"disponible"}


@pytest.mark.parametrize("statut", ["expedie", "manquant", "perdu", "remis", "retourne"])
def test_only_an_arrived_or_available_carton_is_handed_over(
    cast: Distribution, statut: str
) -> None:
    colis = make_colis(cast.agent_chine, NOW, "ML", statut, regle=30_000)
    with pytest.raises(TransitionInterdite) as refusal:
        give(cast.agent_mali, ask([colis]))
    assert refusal.value.details["etat"] == statut


def test_cartons_of_two_clients_are_two_hand_overs(cast: Distribution) -> None:
    one = make_colis(cast.agent_chine, NOW, "ML", "disponible", regle=30_000)
    two = make_colis(cast.agent_chine, NOW, "ML", "disponible", regle=30_000)
    with pytest.raises(ClientsDifferents):
        give(cast.agent_mali, ask([one, two]))


def test_another_country_s_carton_does_not_exist(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW, "CI", "disponible", regle=30_000)
    with pytest.raises(Introuvable):
        give(cast.agent_mali, ask([colis]))


def test_a_client_at_the_hangar_passes_through_available_in_the_same_act(
    cast: Distribution,
) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1, close=False)
    pay(cast.agent_mali, colis_list)
    give(cast.agent_mali, ask(colis_list))
    with contexte(cast.agent_mali):
        steps = EvenementColis.objects.filter(colis_id=colis_list[0].id).order_by("id")
        last = list(steps.values_list("type", "de", "vers"))[-2:]
    assert last == [("mise_a_dispo", "arrive", "disponible"), ("remise", "disponible", "remis")]


def test_the_same_hand_over_again_answers_as_the_first_did(cast: Distribution) -> None:
    colis_list = make_paid(cast)
    demande = ask(colis_list)
    first, _ = give(cast.agent_mali, demande)
    again, created = give(cast.agent_mali, demande)
    assert (again.id, created) == (first.id, False)


def test_a_hand_over_s_id_never_serves_for_other_cartons(cast: Distribution) -> None:
    colis_list = make_paid(cast)
    demande = ask(colis_list[:1])
    give(cast.agent_mali, demande)
    with pytest.raises(IdDejaUtilise):
        give(cast.agent_mali, ask(colis_list[1:], id=demande.id))


def _code(cast: Distribution, colis_list: list[Colis]) -> str:
    with contexte(cast.agent_mali):
        code = send_code(
            acteur=cast.agent_mali, now=NOW, colis_ids=[colis.id for colis in colis_list]
        )
        text = read_code_text(code_id=code.id, now=NOW)
    assert text is not None
    return text


def test_the_client_s_code_opens_exactly_its_cartons_once(cast: Distribution) -> None:
    colis_list = make_paid(cast)
    text = _code(cast, colis_list)
    with pytest.raises(CodeInvalide):
        give(cast.agent_mali, ask(colis_list[:1], Preuve(type="code", code=text)))
    demande = ask(colis_list, Preuve(type="code", code=text))
    _, created = give(cast.agent_mali, demande)
    assert created
    _, again = give(cast.agent_mali, demande)
    assert not again
    with contexte(cast.agent_mali):
        assert CodeUnique.objects.get(sujet=code_subject(demande.colis_ids)).consomme_le == NOW


def test_a_wrong_code_is_counted_through_the_api_and_changes_nothing_else(
    cast: Distribution, api: Callable[..., Any]
) -> None:
    colis_list = make_paid(cast, nombre=1)
    agent = api(cast.agent_mali)
    sent = agent.post("/remises/codes", {"colis_ids": [str(colis_list[0].id)]})
    assert sent.status_code == 202
    assert "code" not in sent.json()
    body = {
        "id": str(uuid7()),
        "colis_ids": [str(colis_list[0].id)],
        "preuve": {"type": "code", "code": "000000"},
    }
    with contexte(cast.agent_mali):
        right = read_code_text(code_id=CodeUnique.objects.get().id, now=NOW)
    if right == "000000":
        body["preuve"] = {"type": "code", "code": "111111"}
    response = agent.post("/remises", body)
    assert (response.status_code, response.json()["code"]) == (409, "code_invalide")
    with contexte(cast.agent_mali):
        assert CodeUnique.objects.get().essais == 1
        assert Remise.objects.count() == 0


def test_a_code_is_not_sent_for_a_carton_that_cannot_leave(cast: Distribution) -> None:
    _, colis_list = make_departed(cast, NOW)
    with contexte(cast.agent_mali), pytest.raises(TransitionInterdite):
        send_code(acteur=cast.agent_mali, now=NOW, colis_ids=[colis_list[0].id])


def test_a_signature_is_decoded_and_encoded_again_before_it_is_kept(cast: Distribution) -> None:
    colis_list = make_paid(cast, nombre=1)
    given = png()
    remise, _ = give(cast.agent_mali, ask(colis_list, signature_png=given))
    with default_storage.open(remise.signature_cle) as stored:
        kept = stored.read()
    assert Image.open(io.BytesIO(kept)).size == (40, 40)
    assert kept != base64.b64decode(given)
    assert len(remise.signature_sha256) == 64


@pytest.mark.parametrize(
    "given",
    [
        "pas du base64 !",
        base64.b64encode(b"<svg onload=alert(1)/>").decode(),
        base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40).decode(),
        png(side=2001),
    ],
)
def test_what_is_not_a_small_png_is_no_signature(cast: Distribution, given: str) -> None:
    colis_list = make_paid(cast, nombre=1)
    with pytest.raises(SignatureRefusee):
        give(cast.agent_mali, ask(colis_list, signature_png=given))
    assert statuts(cast.agent_mali, [colis_list[0].id]) == {"disponible"}


def test_a_third_party_collector_is_named(cast: Distribution) -> None:
    colis_list = make_paid(cast, nombre=1)
    retirant = Retirant(nom="Fanta Diarra", telephone="+22370000000", piece="NINA 42")
    preuve = Preuve(type="code", code=_code(cast, colis_list))
    remise, _ = give(cast.agent_mali, ask(colis_list, preuve, retirant=retirant))
    assert (remise.retirant_nom, remise.piece_nature) == ("Fanta Diarra", "retirant")
    assert decrypt(bytes(remise.piece_numero_chiffre or b"")) == "NINA 42"


def test_the_payment_that_comes_along_lives_or_dies_with_the_hand_over(
    cast: Distribution,
) -> None:
    _, colis_list = make_available(cast, NOW, nombre=1)
    paiement = Paiement(
        id=uuid7(), client_id=colis_list[0].client_id, moyen="especes",
        lignes=((colis_list[0].id, 30_000),),
    )  # fmt: skip
    with pytest.raises(SessionFermee):
        give(cast.agent_mali, ask(colis_list, encaissement=paiement))
    with contexte(cast.agent_mali):
        assert Encaissement.objects.count() == 0
        assert Remise.objects.count() == 0


def test_every_carton_of_a_hand_over_is_locked_before_its_payment_takes_a_receipt_number(
    cast: Distribution,
) -> None:
    _, colis_list = make_available(cast, NOW, nombre=2)
    open_till(cast.agent_mali, NOW)
    pay(cast.agent_mali, colis_list[:1])
    last = colis_list[1]
    paiement = Paiement(
        id=uuid7(), client_id=last.client_id, moyen="especes", lignes=((last.id, 30_000),)
    )
    with CaptureQueriesContext(connection) as captured:
        give(cast.agent_mali, ask(colis_list, encaissement=paiement))
    locks = [
        query["sql"]
        for query in captured.captured_queries
        if "FOR UPDATE" in query["sql"] and '"colis_colis"' in query["sql"]
    ]
    assert [colis for colis in colis_list if colis.id.hex not in locks[0]] == []
