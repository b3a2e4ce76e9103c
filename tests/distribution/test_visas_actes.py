"""Each act that takes effect with its reason and waits for a second person."""

from datetime import timedelta

import pytest

from accounts.domain.personnes import TelephoneRecent
from accounts.domain.seconde import (
    Genre,
)
from accounts.models import Concession
from colis.domain import NegocieSaisi
from colis.services.blocage import block_colis, unblock_colis
from colis.services.clients import update_client
from colis.services.correction import update_colis, weigh_colis
from core.errors import Introuvable
from core.tenancy import contexte
from distribution.domain.remise import Preuve
from distribution.services.anomalies import correct_colis
from distribution.services.preuve import send_code
from notifications.models import MessageDu
from tests.cast import NOW, Distribution
from tests.factories.colis import make_colis
from tests.factories.depot import ask, give, make_paid
from tests.factories.visas import colleague, last, sign
from tests.factories.vols import make_loaded
from vols.services.cloture import close_vol

pytestmark = pytest.mark.django_db


def test_a_proof_set_aside_waits_for_a_visa(cast: Distribution) -> None:
    colis_list = make_paid(cast)
    give(cast.admin_mali, ask(colis_list, preuve=Preuve(type="derogation", motif="sans papiers")))
    assert last(Genre.DEROGATION, cast.admin_mali).visa.statut == "en_attente"


def test_a_flight_closed_beyond_capacity_leaves_and_another_admin_signs(
    cast: Distribution,
) -> None:
    vol, _ = make_loaded(cast, NOW, capacite_kg=1)
    with contexte(cast.admin_chine):
        close_vol(acteur=cast.admin_chine, now=NOW, vol_id=vol.id, outrepasser="accord compagnie")
    excess = last(Genre.CAPACITE, cast.admin_chine)
    assert (excess.sujet_id, excess.motif) == (vol.id, "accord compagnie")
    assert excess.visa.echeance_le == NOW + timedelta(hours=48)
    with pytest.raises(Introuvable):
        sign(cast.admin_mali, excess.visa)
    assert sign(colleague(cast, pays="CN"), excess.visa).statut == "accorde"


@pytest.mark.parametrize(
    ("nature", "placer", "genre", "waits"),
    [
        ("dg", "agent_chine", Genre.BLOCAGE_DG, True),
        ("litige", "agent_chine", Genre.BLOCAGE, False),
        ("litige", "admin_chine", Genre.BLOCAGE, True),
    ],
)
def test_a_hold_is_lifted_at_once_and_its_own_placer_or_dangerous_goods_wait(
    cast: Distribution, nature: str, placer: str, genre: Genre, waits: bool
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    with contexte(cast.role(placer)):
        block_colis(
            acteur=cast.role(placer), now=NOW, colis_id=colis.id, motif="doute", nature=nature
        )
    with contexte(cast.admin_chine):
        freed = unblock_colis(acteur=cast.admin_chine, now=NOW, colis_id=colis.id, motif="vérifié")
    assert freed.blocage == ""
    assert hasattr(last(genre, cast.admin_chine), "visa") is waits


def test_a_weight_taken_down_beyond_a_step_waits(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    pas = int(colis.tarif_fige["pas_g"] or 0)
    with contexte(cast.agent_chine):
        weigh_colis(
            acteur=cast.agent_chine, now=NOW, colis_id=colis.id,
            poids_g=colis.poids_g - pas, source_poids="manuel",
        )  # fmt: skip
        assert not Concession.objects.filter(genre=Genre.POIDS).exists()
        update_colis(
            acteur=cast.agent_chine, now=NOW, colis_id=colis.id,
            champs={"poids_g": colis.poids_g - 2 * pas - 1_000}, motif="erreur de balance",
        )  # fmt: skip
    lowered = last(Genre.POIDS, cast.admin_chine)
    assert lowered.visa.statut == "en_attente"
    assert lowered.montant > 0


def test_a_price_beyond_the_band_waits_and_is_counted(cast: Distribution) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    tarif = int(colis.tarif_fige["prix"])
    unite = str(colis.tarif_fige["unite"])
    for montant, waits in ((tarif * 95 // 100, False), (tarif // 2, True)):
        negocie = NegocieSaisi(montant=montant, unite=unite, motif="gros client")
        with contexte(cast.admin_chine):
            update_colis(
                acteur=cast.admin_chine, now=NOW, colis_id=colis.id,
                champs={"negocie": negocie}, motif="accord",
            )  # fmt: skip
        row = last(Genre.PRIX_NEGOCIE, cast.admin_chine)
        assert (row.montant > 0, hasattr(row, "visa")) == (True, waits)


def test_a_correction_after_departure_waits(cast: Distribution) -> None:
    colis_list = make_paid(cast, nombre=1)
    give(cast.agent_mali, ask(colis_list))
    with contexte(cast.admin_mali):
        correct_colis(
            acteur=cast.admin_mali, now=NOW, colis_id=colis_list[0].id, vers="disponible",
            motif="mauvais carton",
        )  # fmt: skip
    assert last(Genre.CORRECTION, cast.admin_mali).visa.statut == "en_attente"


def test_a_changed_number_opens_nothing_for_a_day_unless_signed(cast: Distribution) -> None:
    colis_list = make_paid(cast, nombre=1)
    colis = colis_list[0]
    with contexte(cast.admin_mali):
        update_client(
            acteur=cast.admin_mali, now=NOW, id=colis.client_id,
            champs={"telephone": "76000999"}, version=None,
        )  # fmt: skip
        assert MessageDu.objects.filter(etape="alerte").count() == 1
        with pytest.raises(TelephoneRecent):
            send_code(acteur=cast.agent_mali, now=NOW, colis_ids=[colis.id])
    change = last(Genre.TELEPHONE, cast.admin_mali)
    assert "76000999" not in str(change.details)
    sign(cast.direction, change.visa)
    with contexte(cast.agent_mali):
        code = send_code(acteur=cast.agent_mali, now=NOW, colis_ids=[colis.id])
    assert code.telephone == "+22376000999"


def test_a_refused_change_of_number_opens_nothing_ever(cast: Distribution) -> None:
    colis = make_paid(cast, nombre=1)[0]
    with contexte(cast.agent_mali):
        update_client(
            acteur=cast.agent_mali, now=NOW, id=colis.client_id,
            champs={"telephone": "76000998"}, version=None,
        )  # fmt: skip
    sign(cast.direction, last(Genre.TELEPHONE, cast.admin_mali).visa, accorder=False)
    with contexte(cast.agent_mali), pytest.raises(TelephoneRecent):
        send_code(acteur=cast.agent_mali, now=NOW + timedelta(days=3), colis_ids=[colis.id])
