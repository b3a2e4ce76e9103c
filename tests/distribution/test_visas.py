"""Concessions take effect with their reason, wait for a second person, and are summed by actor."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.domain import TelephoneRecent
from accounts.models import Appareil, Concession, User, Visa
from accounts.seconde import (
    CompteRecent,
    CompteTenu,
    ConcessionHorsLimite,
    Genre,
    MemePoste,
    ProprePersonne,
    SecondePersonne,
    VisaDejaDecide,
)
from accounts.selectors import acteur_of_user
from accounts.services.reglages import set_reglages
from accounts.services.visas import decide_visa
from colis.domain import NegocieSaisi
from colis.models import Colis
from colis.services.blocage import block_colis, unblock_colis
from colis.services.clients import update_client
from colis.services.correction import update_colis, weigh_colis
from core.errors import ActionInterdite, Introuvable
from core.ids import uuid7
from core.tenancy import Acteur, contexte, transverse
from distribution.domain.remise import Garantie, Preuve
from distribution.services.annulation import reverse_encaissement
from distribution.services.anomalies import correct_colis
from distribution.services.caisse import count_session, sign_session
from distribution.services.preuve import send_code
from notifications.models import MessageDu
from tests.cast import NOW, Api, Distribution
from tests.factories.argent import collect, make_arrived, open_till
from tests.factories.colis import make_colis
from tests.factories.depot import ask, give, make_available, make_paid
from tests.factories.vols import make_loaded
from vols.services.cloture import close_vol

pytestmark = pytest.mark.django_db
GARANTIE = Garantie(garant="Moussa Keïta", motif="client connu depuis 2019")


def colleague(cast: Distribution, *, pays: str = "ML", **over: Any) -> Acteur:
    """Another admin of a country, old enough to count unless told otherwise."""
    values: dict[str, Any] = {
        "identifiant": f"admin-{uuid7().hex[-8:]}",
        "nom": "Autre Admin",
        "fonction": "admin",
        "pays_id": pays,
        "cree_le": NOW - timedelta(days=30),
    }
    with transverse():
        user = User(**(values | over))
        user.set_unusable_password()
        user.save(force_insert=True)
        return acteur_of_user(User.objects.select_related("pays").get(id=user.id))


def last(genre: Genre, acteur: Acteur) -> Concession:
    with contexte(acteur):
        return Concession.objects.select_related("visa").filter(genre=genre).latest("id")


def sign(acteur: Acteur, visa: Visa, *, accorder: bool = True, motif: str = "vu") -> Visa:
    with contexte(acteur):
        return decide_visa(acteur=acteur, now=NOW, id=visa.id, accorder=accorder, motif=motif)


def guaranteed(cast: Distribution) -> Visa:
    """A hand-over with a balance, released by the country's admin."""
    _, colis_list = make_available(cast, NOW)
    give(cast.admin_mali, ask(colis_list, garantie=GARANTIE))
    return last(Genre.GARANTIE, cast.admin_mali).visa


def test_a_guarantee_takes_effect_and_waits_for_another_person(cast: Distribution) -> None:
    visa = guaranteed(cast)
    assert (visa.statut, visa.auteur_id) == ("en_attente", cast.admin_mali.id)
    assert visa.echeance_le == NOW + timedelta(hours=48)
    assert (visa.concession.montant, visa.concession.devise) == (60_000, "XOF")
    with pytest.raises(ProprePersonne):
        sign(cast.admin_mali, visa)
    signed = sign(colleague(cast), visa)
    assert (signed.statut, signed.decide_nom) == ("accorde", "Autre Admin")
    with pytest.raises(VisaDejaDecide):
        sign(cast.direction, visa, accorder=False)


def test_direction_counts_as_the_second_person(cast: Distribution) -> None:
    assert sign(cast.direction, guaranteed(cast), accorder=False).statut == "refuse"


def test_an_account_held_in_hand_or_too_young_does_not_count(cast: Distribution) -> None:
    visa = guaranteed(cast)
    with pytest.raises(CompteTenu):
        sign(colleague(cast, mains=[str(cast.admin_mali.id)]), visa)
    with pytest.raises(CompteRecent):
        sign(colleague(cast, cree_le=NOW - timedelta(days=6)), visa)


def test_agents_and_other_countries_sign_nothing(cast: Distribution) -> None:
    visa = guaranteed(cast)
    with pytest.raises(ActionInterdite):
        sign(cast.agent_mali, visa)
    with pytest.raises(Introuvable):
        sign(cast.admin_rci, visa)


def test_whoever_shares_the_act_s_post_does_not_count(cast: Distribution, settings: Any) -> None:
    settings.POSTE_PARTAGE = False
    poste, autre = uuid7(), colleague(cast)
    device = enrolled(cast.admin_mali, poste)
    _, colis_list = make_available(cast, NOW)
    author = _on(cast.admin_mali, device)
    give(author, ask(colis_list, garantie=GARANTIE))
    visa = last(Genre.GARANTIE, author).visa
    with pytest.raises(MemePoste):
        sign(_on(autre, enrolled(autre, poste)), visa)
    with pytest.raises(MemePoste):
        sign(autre, visa)  # the header left out: the account was seen there today
    other = colleague(cast)
    assert sign(_on(other, enrolled(other, uuid7())), visa).statut == "accorde"


def test_a_till_is_not_signed_off_from_its_own_post(cast: Distribution, settings: Any) -> None:
    settings.POSTE_PARTAGE = False
    poste = uuid7()
    cashier = _on(cast.agent_mali, enrolled(cast.agent_mali, poste))
    session = open_till(cashier, NOW)
    with contexte(cashier):
        count_session(acteur=cashier, now=NOW, id=session.id, coupures={"10000": 5}, par_moyen={})
    same_post = _on(cast.admin_mali, enrolled(cast.admin_mali, poste))
    with contexte(same_post), pytest.raises(MemePoste):
        sign_session(acteur=same_post, now=NOW, id=session.id)
    with contexte(cast.direction):
        sign_session(acteur=cast.direction, now=NOW, id=session.id)


def enrolled(acteur: Acteur, poste: UUID) -> UUID:
    device = Appareil(
        id=uuid7(),
        pays=acteur.pays or "SIEGE",
        user_id=acteur.id,
        poste_id=poste,
        enrole_le=NOW,
        contact_le=NOW,
    )
    with transverse():
        device.save(force_insert=True)
    return device.id


def _on(acteur: Acteur, appareil_id: UUID) -> Acteur:
    return Acteur(**(vars(acteur) | {"appareil_id": appareil_id}))


def test_a_discount_beyond_the_agent_s_limit_waits_and_one_within_does_not(
    cast: Distribution,
) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.admin_mali, NOW)
    collect(cast.admin_mali, NOW, (colis, 5_000), rabais=2_000, rabais_motif="fidèle")
    within = last(Genre.RABAIS, cast.admin_mali)
    assert (within.montant, hasattr(within, "visa")) == (2_000, False)
    other = make_arrived(cast, NOW)
    collect(cast.admin_mali, NOW, (other, 5_000), rabais=9_000, rabais_motif="avarie")
    beyond = last(Genre.RABAIS, cast.admin_mali)
    assert (beyond.montant, beyond.visa.statut) == (9_000, "en_attente")
    assert beyond.colis_ids == [str(other.id)]


def test_unsigned_concessions_add_up_until_somebody_signs(cast: Distribution) -> None:
    with contexte(cast.admin_mali):
        set_reglages(
            acteur=cast.admin_mali, now=NOW, pays=None, valeurs={"visa_jour_limite": 70_000}
        )
    demain = NOW + timedelta(days=1)
    first, second = (make_available(cast, NOW)[1] for _ in range(2))
    give_at(cast.admin_mali, first, demain)
    with pytest.raises(ConcessionHorsLimite) as refused:
        give_at(cast.admin_mali, second, demain)
    assert refused.value.details == {"plafond": 70_000, "devise": "XOF", "portee": "par jour"}
    with contexte(cast.admin_mali):
        assert not Colis.objects.filter(id=second[0].id, statut="remis").exists()
    sign(cast.direction, last(Genre.GARANTIE, cast.admin_mali).visa)
    give_at(cast.admin_mali, second, demain)


def test_a_new_bound_takes_effect_the_next_day_only(cast: Distribution) -> None:
    with contexte(cast.admin_mali):
        set_reglages(acteur=cast.admin_mali, now=NOW, pays=None, valeurs={"visa_colis_limite": 1})
    assert guaranteed(cast).statut == "en_attente"
    _, more = make_available(cast, NOW)
    with pytest.raises(ConcessionHorsLimite):
        give_at(cast.admin_mali, more, NOW + timedelta(days=1))


def give_at(acteur: Acteur, colis_list: list[Colis], moment: Any) -> None:
    from distribution.services.remise import hand_over  # noqa: PLC0415

    demande = ask(colis_list, garantie=GARANTIE)
    with contexte(acteur):
        hand_over(acteur=acteur, now=moment, demande=demande)


def test_a_proof_set_aside_waits_for_a_visa(cast: Distribution) -> None:
    colis_list = make_paid(cast)
    give(cast.admin_mali, ask(colis_list, preuve=Preuve(type="derogation", motif="sans papiers")))
    assert last(Genre.DEROGATION, cast.admin_mali).visa.statut == "en_attente"


def test_what_already_left_with_a_balance_is_recorded_whatever_the_bounds(
    cast: Distribution,
) -> None:
    with contexte(cast.admin_mali):
        set_reglages(
            acteur=cast.admin_mali, now=NOW - timedelta(days=2), pays=None,
            valeurs={"visa_jour_limite": 1},
        )  # fmt: skip
    _, colis_list = make_available(cast, NOW)
    give(cast.agent_mali, ask(colis_list), constat=True)
    due = last(Genre.REMISE_DUE, cast.admin_mali)
    assert (due.montant, due.visa.statut) == (60_000, "en_attente")
    assert due.acteur_id == cast.agent_mali.id


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


def test_a_reversal_is_refused_to_an_account_its_cashier_holds(cast: Distribution) -> None:
    colis = make_arrived(cast, NOW)
    open_till(cast.admin_mali, NOW)
    paid = collect(cast.admin_mali, NOW, (colis, 5_000))
    puppet = colleague(cast, mains=[str(cast.admin_mali.id)])
    with contexte(puppet), pytest.raises(SecondePersonne):
        reverse_encaissement(
            acteur=puppet, now=NOW, id=uuid7(), encaissement_id=paid.id, motif="erreur"
        )
    with contexte(cast.direction):
        reverse_encaissement(
            acteur=cast.direction, now=NOW, id=uuid7(), encaissement_id=paid.id, motif="erreur"
        )
    assert last(Genre.ANNULATION, cast.direction).montant == 5_000


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


def test_the_database_itself_refuses_self_signing_and_second_thoughts(cast: Distribution) -> None:
    visa = guaranteed(cast)
    with transverse():
        own = {"statut": "accorde", "decide_par": cast.admin_mali.id, "decide_le": NOW}
        with pytest.raises(IntegrityError), transaction.atomic():
            Visa.objects.filter(id=visa.id).update(**own)
        Visa.objects.filter(id=visa.id).update(**own | {"decide_par": cast.direction.id})
        with pytest.raises(IntegrityError), transaction.atomic():
            Visa.objects.filter(id=visa.id).update(statut="refuse")
        for table in ("accounts_concession", "accounts_visa"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT has_table_privilege('ts_app', %s, 'DELETE')", [table])
                assert cursor.fetchone() == (False,)


def test_the_list_ages_and_says_who_may_not_sign(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    visa = guaranteed(cast)
    mine = api(cast.admin_mali).get("/visas").json()["items"]
    assert [(one["id"], one["empechement"]) for one in mine] == [
        (str(visa.id), "seconde_personne_soi")
    ]
    assert mine[0]["en_retard"] is True  # the story is of March, the clock is today's
    assert mine[0]["concession"]["montant"] == {"montant": 60_000, "devise": "XOF"}
    assert api(cast.admin_rci).get("/visas").json()["items"] == []
    assert api(cast.agent_mali).get("/visas").status_code == 403
    assert api(cast.direction).get("/visas").json()["items"][0]["empechement"] is None
    path = f"/visas/{visa.id}"
    refused = api(cast.admin_mali).post(path, {"decision": "accorder"})
    assert (refused.status_code, refused.json()["code"]) == (409, "seconde_personne_soi")
    assert api(cast.direction).post(path, {"decision": "refuser"}).status_code == 422
    done = api(cast.direction).post(path, {"decision": "refuser", "motif": "pas d'accord"})
    assert (done.status_code, done.json()["statut"]) == (200, "refuse")
    assert api(cast.admin_mali).get("/visas").json()["items"] == []
    settled = api(cast.admin_mali).get("/visas?statut=refuse").json()["items"]
    assert settled[0]["decide_par"] == "Direction"


def test_one_report_sums_everything_given_up_by_actor(
    cast: Distribution, api: Callable[..., Api]
) -> None:
    guaranteed(cast)
    colis = make_arrived(cast, NOW)
    open_till(cast.agent_mali, NOW)
    collect(cast.agent_mali, NOW, (colis, 5_000), rabais=1_000, rabais_motif="=1+1", jeton_cede=50)
    days = "debut=2026-03-10&fin=2026-03-10"
    report = api(cast.admin_mali).get(f"/concessions/synthese?{days}").json()
    figures = {
        (line["acteur"]["nom"], line["genre"]): (line["montant"]["montant"], line["en_attente"])
        for line in report["lignes"]
    }
    assert figures == {
        ("Admin Mali", "garantie"): (60_000, 1),
        ("Agent Mali", "jeton_cede"): (50, 0),
        ("Agent Mali", "rabais"): (1_000, 0),
    }
    listed = api(cast.admin_mali).get(f"/concessions?{days}&genre=rabais").json()["items"]
    assert [one["auteur"]["nom"] for one in listed] == ["Agent Mali"]
    csv = api(cast.admin_mali).get(f"/concessions/export.csv?{days}").content.decode()
    assert csv.count("\n") == 4
    assert "'=1+1" in csv
    assert api(cast.admin_rci).get(f"/concessions/synthese?{days}").json()["lignes"] == []
    nothing = api(cast.admin_mali).get("/concessions/synthese?debut=2026-03-11&fin=2026-03-11")
    assert nothing.json()["lignes"] == []
