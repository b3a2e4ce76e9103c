"""Templates: the same figures as everywhere else, one message for all the cartons."""

from typing import Any

import pytest

from notifications.domain import Etape
from notifications.gabarits import default_template, render, unknown_words
from notifications.gabarits.textes import DEFAUTS

LIEN = "http://127.0.0.1:8000/suivi/YAKM-VS9E-DD1R3"


def carton(rang: int = 0) -> dict[str, Any]:
    return {
        "code_suivi": "YAKMVS9EDD1R3",
        "poids_g": 3200 + rang,
        "prix": {"montant": 32_000, "devise": "XOF"},
        "reste": {"montant": 32_000, "devise": "XOF"},
        "montant": {"montant": 5_000, "devise": "XOF"},
        "etat": "disponible",
        "lien": LIEN,
    }


def variables(nombre: int = 1, **plus: Any) -> dict[str, Any]:
    return {
        "fuseau": "Africa/Bamako",
        "client": "Awa Traoré",
        "colis": [carton(rang) for rang in range(nombre)],
        "poids_total_g": 3200 * nombre,
        "prix_total": {"montant": 32_000 * nombre, "devise": "XOF"},
        "reste": {"montant": 32_000 * nombre, "devise": "XOF"},
        "paye": {"montant": 0, "devise": "XOF"},
        "montant": {"montant": 100_000, "devise": "XOF"},
        "ville": "Bamako",
        "ville_origine": "Guangzhou",
        "agence": "TS Bamako",
        "adresse": "Hamdallaye",
        "horaires": "8h-18h",
        "telephone_agence": "+22320000000",
        "vol": "ET909",
        "arrivee_le": "2026-03-12T10:00:00+00:00",
        "date_le": "2026-03-10T09:00:00+00:00",
        "lien": LIEN,
        "code": "482913",
        "usage": "remise",
        "recu": "BKO-2026-000123",
        "moyen": "orange_money",
        "motif": "erreur de saisie",
        "texte": "Texte",
    } | plus


@pytest.mark.parametrize("langue", ["fr", "en", "zh", "bm"])
@pytest.mark.parametrize("etape", list(Etape))
def test_every_step_has_words_in_every_language(etape: Etape, langue: str) -> None:
    texte = render(default_template(etape, langue), variables(2), langue)
    assert "TS Air Cargo" in texte
    assert "{" not in texte
    assert len(texte) < 1200


def test_languages_offer_the_same_fields() -> None:
    for etape in Etape:
        for langue in DEFAUTS:
            assert unknown_words(DEFAUTS[langue][etape], etape) == []


def test_twelve_cartons_are_one_message_with_weights_prices_and_total() -> None:
    texte = render(default_template(Etape.RECU, "fr"), variables(12), "fr")
    assert "12 cartons" in texte
    assert texte.count("YAKM-VS9E-DD1R3*") == 12
    assert texte.count("32\u00a0000\u00a0F\u00a0CFA") == 12
    assert "384\u00a0000\u00a0F\u00a0CFA" in texte
    assert "38,40\u00a0kg" in texte
    assert LIEN in texte


def test_a_hundred_cartons_still_fit_and_the_rest_is_counted() -> None:
    texte = render(default_template(Etape.RECU, "fr"), variables(100), "fr")
    assert len(texte) <= 4000
    assert "autres cartons" in texte
    assert "100 cartons" in texte


def test_a_line_whose_value_is_absent_or_nothing_is_left_out() -> None:
    paye = variables(reste={"montant": 0, "devise": "XOF"}, horaires="")
    texte = render(default_template(Etape.DISPONIBLE, "fr"), paye, "fr")
    assert "Reste à payer" not in texte
    assert "🕘" not in texte
    assert "📍 TS Bamako, Hamdallaye" in texte


def test_times_are_the_recipients_and_money_the_locales() -> None:
    chine = variables(fuseau="Asia/Shanghai")
    assert "10 mars 17:00" in render(default_template(Etape.PAIEMENT, "fr"), chine, "fr")
    anglais = render(default_template(Etape.PAIEMENT, "en"), variables(), "en")
    assert "100,000" in anglais
    assert "Orange Money" in anglais


def test_a_client_cannot_write_in_our_name_through_their_own() -> None:
    pirate = variables(client="Awa*\n\nTotal : *0 F*{code}")
    texte = render(default_template(Etape.RECU, "fr"), pirate, "fr")
    assert "Bonjour Awa Total : 0 F {code}," in " ".join(texte.split())
    assert "482913" not in texte


def test_a_template_naming_an_unknown_field_is_found_out() -> None:
    assert unknown_words("Bonjour {client} {solde}", Etape.RECU) == ["solde"]
    assert unknown_words("{code}", Etape.RECU) == ["code"]
    assert unknown_words("{code}", Etape.OTP) == []
