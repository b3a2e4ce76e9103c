import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colis.tarification import (
    Bareme,
    BaremeInvalide,
    CodeLigne,
    Devis,
    MesureManquante,
    Mesures,
    Palier,
    PrixNegocie,
    Unite,
    build_paliers,
    compute_devis,
    compute_taxable_g,
    compute_volumetrique_g,
)

VECTORS = json.loads(
    (Path(__file__).resolve().parents[3] / "shared/vectors/taxation.json").read_text("utf-8")
)
CARGO = Bareme(Unite.KG, "XOF", build_paliers(10_000), minimum=1_000, pas_g=500, diviseur=6000)
TELEPHONES = Bareme(Unite.PIECE, "XOF", build_paliers(5_000), minimum=1_000)
MER = Bareme(Unite.M3, "XOF", build_paliers(250_000))

EDGES = st.tuples(*[st.integers(1, 3000)] * 3)
MESURES = st.builds(
    Mesures,
    poids_g=st.integers(1, 1_000_000),
    dimensions_mm=st.none() | EDGES,
    volume_cm3=st.none() | st.integers(1, 10**7),
    nombre_pieces=st.integers(1, 5000),
)
PALIERS = st.dictionaries(st.integers(1, 10**6), st.integers(0, 10**6), max_size=4).flatmap(
    lambda seuils: st.integers(0, 10**6).map(lambda prix: build_paliers(prix, seuils.items()))
)
BAREMES = st.builds(
    Bareme,
    unite=st.sampled_from(Unite),
    devise=st.just("XOF"),
    paliers=PALIERS,
    minimum=st.integers(0, 10**6),
    pas_g=st.sampled_from([1, 10, 500, 1000]),
    diviseur=st.none() | st.sampled_from([5000, 6000]),
)


def price(mesures: Mesures, bareme: Bareme, negocie: PrixNegocie | None = None) -> Devis | None:
    try:
        return compute_devis(mesures, bareme, negocie)
    except MesureManquante:
        return None


@pytest.mark.parametrize("case", VECTORS["taxable"])
def test_the_chargeable_weight_is_the_vectors(case: dict[str, int]) -> None:
    mesures = Mesures(case["poids_g"], tuple(case["dimensions_mm"]))  # type: ignore[arg-type]
    devis = compute_devis(mesures, replace(CARGO, diviseur=case["diviseur"], pas_g=case["pas_g"]))
    assert devis.poids_volumetrique_g == case["volumetrique_g"]
    assert devis.poids_taxable_g == case["taxable_g"]


@pytest.mark.parametrize("case", VECTORS["paliers"])
def test_the_price_by_breaks_is_the_vectors(case: dict[str, int]) -> None:
    paliers = tuple(Palier(*pair) for pair in case["paliers"])  # type: ignore[attr-defined]
    bareme = Bareme(Unite.KG, "XOF", paliers, minimum=case.get("minimum", 0))
    assert compute_devis(Mesures(case["poids_taxable_g"]), bareme).montant == case["du"]


@given(MESURES, BAREMES)
def test_a_price_is_an_integer_never_below_the_minimum_and_its_lines_add_up(
    mesures: Mesures, bareme: Bareme
) -> None:
    devis = price(mesures, bareme)
    if devis is None:
        assert bareme.unite is Unite.M3
        return
    assert type(devis.montant) is int
    assert devis.montant >= bareme.minimum
    assert sum(ligne.montant for ligne in devis.lignes) == devis.montant
    assert devis.poids_taxable_g % bareme.pas_g == 0
    assert devis.poids_g <= devis.poids_taxable_g
    assert devis.poids_taxable_g - max(mesures.poids_g, devis.poids_volumetrique_g or 0) < (
        bareme.pas_g
    )


@given(MESURES, BAREMES, st.integers(0, 10**6), st.integers(0, 2000), st.integers(0, 10**6))
def test_more_weight_pieces_or_volume_never_costs_less(
    mesures: Mesures, bareme: Bareme, poids_g: int, pieces: int, volume_cm3: int
) -> None:
    larger = replace(
        mesures,
        poids_g=mesures.poids_g + poids_g,
        nombre_pieces=(mesures.nombre_pieces or 0) + pieces,
        volume_cm3=(mesures.volume_cm3 or 0) + volume_cm3,
    )
    devis = price(mesures, bareme)
    if devis is not None:
        assert compute_devis(larger, bareme).montant >= devis.montant


@given(MESURES, BAREMES, st.integers(0, 10**6), st.sampled_from(Unite))
def test_a_negotiated_price_replaces_the_breaks_but_not_the_minimum(
    mesures: Mesures, bareme: Bareme, montant: int, unite: Unite
) -> None:
    devis = price(mesures, bareme, PrixNegocie(montant, unite))
    if devis is not None:
        assert (devis.negocie, devis.unite, devis.prix_unitaire) == (True, unite, montant)
        assert devis.montant >= bareme.minimum


@given(st.integers(0, 10**12), st.integers(1, 10**6), st.integers(1, 10**4))
def test_rounding_up_never_loses_a_gram(poids_g: int, diviseur: int, pas_g: int) -> None:
    assert compute_volumetrique_g(poids_g, diviseur) * diviseur >= poids_g
    taxable = compute_taxable_g(poids_g, None, pas_g)
    assert poids_g <= taxable < poids_g + pas_g


def test_paying_as_the_next_break_is_its_own_line() -> None:
    bareme = Bareme(Unite.KG, "XOF", build_paliers(500, [(100_000, 400)]))
    devis = compute_devis(Mesures(85_000), bareme)
    assert [(ligne.code, ligne.montant, ligne.quantite) for ligne in devis.lignes] == [
        (CodeLigne.TRANSPORT, 42_500, 85_000),
        (CodeLigne.PALIER_SUIVANT, -2_500, 100_000),
    ]
    assert devis.prix_unitaire == 400


def test_the_minimum_is_its_own_line() -> None:
    devis = compute_devis(Mesures(50), replace(CARGO, pas_g=10))
    assert [ligne.montant for ligne in devis.lignes] == [500, 500]
    assert (devis.montant, devis.minimum_applique) == (1_000, True)


def test_pieces_and_volume_bill_by_what_they_are() -> None:
    assert compute_devis(Mesures(900, nombre_pieces=7), TELEPHONES).montant == 35_000
    assert compute_devis(Mesures(9000, (1000, 500, 500)), MER).montant == 62_500
    assert compute_devis(Mesures(9000, volume_cm3=250_001), MER).montant == 62_500


def test_half_a_unit_rounds_up_once() -> None:
    bareme = Bareme(Unite.KG, "CNY", build_paliers(101))
    assert [compute_devis(Mesures(g), bareme).montant for g in (495, 500, 1500)] == [50, 51, 152]


@pytest.mark.parametrize(("bareme", "champ"), [(TELEPHONES, "nombre_pieces"), (MER, "volume_cm3")])
def test_what_was_not_measured_is_named(bareme: Bareme, champ: str) -> None:
    with pytest.raises(MesureManquante) as refusal:
        compute_devis(Mesures(900), bareme)
    assert refusal.value.champ == champ


def test_without_divisor_or_volume_the_weight_is_exact() -> None:
    assert compute_devis(Mesures(900, (500, 500, 500)), replace(CARGO, diviseur=None)) == (
        replace(compute_devis(Mesures(900), replace(CARGO, diviseur=None)), volume_cm3=125_000)
    )
    assert compute_devis(Mesures(900), CARGO).poids_volumetrique_g is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"paliers": ()},
        {"paliers": (Palier(1, 5),)},
        {"paliers": (Palier(0, 5), Palier(0, 4))},
        {"paliers": (Palier(0, -5),)},
        {"minimum": -1},
        {"pas_g": 0},
        {"diviseur": 0},
    ],
)
def test_a_tariff_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BaremeInvalide):
        replace(CARGO, **wrong)  # type: ignore[arg-type]
