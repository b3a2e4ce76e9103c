"""The label by HTTP: it says the carton's own figures, and every print is traced."""

from collections.abc import Callable

import pytest

from audit.models import Entree
from colis.models import Colis, EvenementColis
from colis.services.etiquette import build_etiquette
from core.tenancy import contexte
from tests.cast import NOW, Api, Distribution
from tests.colis.corps import corps_colis
from tests.factories.colis import make_colis

pytestmark = pytest.mark.django_db
MakeApi = Callable[..., Api]


@pytest.mark.parametrize(
    ("format_", "start"),
    [("pdf", b"%PDF-"), ("zpl", b"^XA"), ("png", b"\x89PNG"), ("tspl", b""), ("escpos", b"\x1b@")],
)
@pytest.mark.parametrize("taille", ["100x150", "60x40"])
def test_a_label_comes_in_every_format_and_size(
    cast: Distribution, api: MakeApi, format_: str, start: bytes, taille: str
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    query = {"format": format_, "taille": taille}
    response = api(cast.agent_chine).get(f"/colis/{colis.id}/etiquette", data=query)
    assert response.status_code == 200
    assert response.content.startswith(start)
    assert response.content


def test_the_first_print_and_every_reprint_are_events(cast: Distribution, api: MakeApi) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    chine = api(cast.agent_chine)
    for _ in range(2):
        chine.get(f"/colis/{colis.id}/etiquette", data={"format": "png"})
    with contexte(cast.admin_chine):
        prints = EvenementColis.objects.filter(colis=colis, type="etiquette").order_by("id")
        assert [event.details["reimpression"] for event in prints] == [False, True]
        assert Entree.objects.filter(action="etiquette.reimprimer").count() == 2


def test_the_label_says_the_carton_s_own_figures(cast: Distribution, api: MakeApi) -> None:
    made = api(cast.agent_chine).post("/colis", corps_colis(poids_g=12_345, rang=1, total=3)).json()
    with contexte(cast.agent_chine):
        etiquette = build_etiquette(Colis.objects.get(id=made["id"]))
    assert etiquette.montant is not None
    assert {"montant": etiquette.montant.montant, "devise": etiquette.montant.devise} == made["du"]
    assert (etiquette.code_suivi, etiquette.url) == (made["code_suivi"], made["url_suivi"])
    assert (etiquette.ville, etiquette.agence) == ("Bamako", "TS Guangzhou")
    assert (etiquette.rang_texte, etiquette.poids_g) == ("1/3", 12_345)
    assert etiquette.paye_en_chine is False


@pytest.mark.parametrize("query", [{"format": "doc"}, {"taille": "1x1"}])
def test_an_unknown_format_or_size_is_refused(
    cast: Distribution, api: MakeApi, query: dict[str, str]
) -> None:
    colis = make_colis(cast.agent_chine, NOW)
    response = api(cast.agent_chine).get(f"/colis/{colis.id}/etiquette", data=query)
    assert response.status_code == 422
