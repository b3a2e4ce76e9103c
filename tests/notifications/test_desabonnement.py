"""The link that stops our messages: nobody else's, and never by merely being opened."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest
from django.test import Client as Navigateur

from audit.models import Entree
from colis.domain import Cause
from colis.models import Client
from core.tenancy import transverse
from notifications.models import Ligne
from notifications.services import opt_out_token
from tests.notifications.conftest import Monde, Simulateur

pytestmark = pytest.mark.django_db


def address(client: Client) -> str:
    return f"/arret/{opt_out_token(client.id)}"


def consents(telephone: str) -> list[tuple[str, bool | None, str]]:
    with transverse():
        fiches = Client.objects.filter(telephone=telephone).order_by("pays_id")
        return [(f.pays_id, f.consentement_whatsapp, f.consentement_source) for f in fiches]


def test_opening_the_link_changes_nothing(monde: Monde) -> None:
    client = monde.client()
    for method in ("get", "head"):
        reponse = getattr(Navigateur(), method)(address(client))
        assert reponse.status_code == 200
    assert consents(client.telephone) == [("ML", None, "")]


def test_the_page_is_private_and_needs_no_script(monde: Monde) -> None:
    client = monde.client()
    reponse = Navigateur().get(address(client))
    html = reponse.content.decode()
    assert "<script" not in html
    assert client.telephone not in html
    assert client.nom not in html
    assert f"…{client.telephone[-4:]}" in html
    assert "script-src" not in reponse["Content-Security-Policy"]
    assert "default-src 'none'" in reponse["Content-Security-Policy"]
    assert (reponse["Referrer-Policy"], reponse["Cache-Control"]) == (
        "no-referrer",
        "private, no-store",
    )
    assert "noindex" in reponse["X-Robots-Tag"]


def test_the_button_stops_the_number_in_every_country_with_time_and_source(monde: Monde) -> None:
    client = monde.client()
    monde.client("CI", telephone=client.telephone)
    reponse = Navigateur().post(address(client), {"choix": "arreter"})
    assert reponse.status_code == 303
    assert consents(client.telephone) == [
        ("CI", False, "client:lien"),
        ("ML", False, "client:lien"),
    ]
    with transverse():
        assert Client.objects.get(id=client.id).consentement_le is not None
        assert Entree.objects.filter(sujet_id=str(client.id)).count() == 1
    suite = Navigateur().get(reponse["Location"]).content.decode()
    assert "C&#x27;est fait" in suite


def test_who_stopped_may_take_it_back_and_no_word_is_made_up(monde: Monde) -> None:
    client = monde.client()
    Navigateur().post(address(client), {"choix": "reprendre"})
    assert consents(client.telephone) == [("ML", None, "")]
    Navigateur().post(address(client), {"choix": "arreter"})
    Navigateur().post(address(client), {"choix": "reprendre"})
    assert consents(client.telephone) == [("ML", True, "client:lien")]


@pytest.mark.parametrize("alteration", [slice(0, -1), slice(1, None), slice(0, 0)])
def test_a_forged_or_cut_link_is_nobody_s(monde: Monde, alteration: slice) -> None:
    client = monde.client()
    jeton = opt_out_token(client.id)
    faux = jeton[alteration] or "x"
    assert Navigateur().get(f"/arret/{faux}").status_code == 404
    assert Navigateur().post(f"/arret/{faux}", {"choix": "arreter"}).status_code == 404
    assert consents(client.telephone) == [("ML", None, "")]


def test_another_client_s_id_under_one_s_own_signature_is_refused(monde: Monde) -> None:
    awa, binta = monde.client(), monde.client()
    signature = urlsafe_b64decode(opt_out_token(awa.id) + "=")[16:]
    melange = urlsafe_b64encode(binta.id.bytes + signature).decode().rstrip("=")
    assert Navigateur().post(f"/arret/{melange}", {"choix": "arreter"}).status_code == 404


@pytest.mark.parametrize(
    ("demande", "mot"), [("", "停止接收消息"), ("?lang=en", "Stop the messages")]
)
def test_the_page_speaks_the_client_s_language_or_the_one_asked_for(
    monde: Monde, demande: str, mot: str
) -> None:
    client = monde.client(langue="zh")
    assert mot in Navigateur().get(address(client) + demande).content.decode()


def test_the_received_message_carries_the_client_s_own_link(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    colis = monde.colis()
    monde.moved(Cause.ENREGISTREMENT, colis, groupe="essai")
    monde.sweep()
    monde.sweep(minutes=3)
    (recu,) = simulateur.recus_par(colis.client.telephone)
    assert f"/arret/{opt_out_token(colis.client_id)}" in recu["contenu"]


def test_after_the_link_nothing_leaves_any_more(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    client = monde.client()
    Navigateur().post(address(client), {"choix": "arreter"})
    notification = monde.owed(client=client)
    assert (notification.statut, notification.code_motif) == ("suspendu", "desabonne")
    assert simulateur.recus_par(client.telephone) == []


def test_opening_links_without_end_is_slowed(monde: Monde, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notifications.pages.PAR_MINUTE", 2)
    codes = [Navigateur().get("/arret/devine").status_code for _ in range(3)]
    assert codes == [404, 404, 429]
