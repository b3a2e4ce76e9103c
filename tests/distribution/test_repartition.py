"""Splitting a payment: exact to the unit, whatever the amounts and rates."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from core.ids import uuid7
from distribution.domain.encaissement import Part, Taux, concede, pay_lignes, pay_somme

DUS = st.lists(st.integers(0, 2_000_000), min_size=1, max_size=15)
TAUX = st.builds(Taux, st.integers(1, 200), st.integers(1, 200))


def parts_of(dus: list[int], taux: Taux) -> list[Part]:
    return [Part(colis_id=uuid7(), du=du, taux=taux) for du in dus]


@given(dus=DUS, taux=TAUX, somme=st.integers(0, 20_000_000))
def test_a_sum_adds_up_with_its_excess(dus: list[int], taux: Taux, somme: int) -> None:
    parts = parts_of(dus, taux)
    excess = pay_somme(parts, somme)
    assert sum(part.montant for part in parts) + excess == somme
    assert all(0 <= part.regle <= part.du for part in parts)
    if excess:
        assert all(part.reste == 0 for part in parts)


@given(dus=DUS, somme=st.integers(0, 20_000_000))
def test_the_oldest_is_filled_before_the_next(dus: list[int], somme: int) -> None:
    parts = parts_of(dus, Taux())
    pay_somme(parts, somme)
    unfinished = [index for index, part in enumerate(parts) if part.reste]
    if unfinished:
        assert all(part.regle == 0 for part in parts[unfinished[0] + 1 :])


@given(dus=DUS, taux=TAUX)
def test_the_price_in_the_tills_currency_settles_the_due(dus: list[int], taux: Taux) -> None:
    parts = parts_of(dus, taux)
    montants: dict[UUID, int] = {part.colis_id: taux.price(part.du) for part in parts}
    assert pay_lignes(parts, montants) == 0
    if taux.numerateur <= taux.denominateur:
        assert all(part.reste == 0 for part in parts)


@given(dus=DUS, rabais=st.integers(0, 5_000_000), jeton=st.sampled_from([25, 50, 100, 250]))
def test_concessions_never_exceed_what_remains(dus: list[int], rabais: int, jeton: int) -> None:
    parts = parts_of(dus, Taux())
    pay_somme(parts, sum(dus) // 3)
    before = sum(part.reste for part in parts)
    unused = concede(parts, rabais, "rabais") + concede(parts, jeton, "jeton_cede")
    assert sum(part.reste for part in parts) == before - (rabais + jeton - unused)
    assert all(part.reste >= 0 for part in parts)
