"""How one payment splits over cartons: pure, integers only, exact to the unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from core.money import allocate, divide_half_up, divide_up


@dataclass(frozen=True, kw_only=True)
class Paiement:
    """What a cashier says was received; amounts in minor units of the till's currency.

    Either ``lignes`` (carton, amount) or ``somme``, allocated oldest first.
    """

    id: UUID
    client_id: UUID
    moyen: str
    lignes: tuple[tuple[UUID, int], ...] = ()
    somme: int | None = None
    reference_operateur: str = ""
    rabais: int = 0
    rabais_motif: str = ""
    jeton_cede: int = 0
    recu_provisoire: str = ""
    survenu_le: datetime | None = None


@dataclass(frozen=True)
class Taux:
    """A dated rate: carton's minor units = till's minor units × numerateur / denominateur."""

    numerateur: int = 1
    denominateur: int = 1

    def settle(self, montant: int) -> int:
        """What a sum in the till's currency settles in the carton's, half up."""
        return divide_half_up(montant * self.numerateur, self.denominateur)

    def price(self, du: int) -> int:
        """The smallest sum in the till's currency that settles ``du`` entirely."""
        return divide_up(du * self.denominateur, self.numerateur)


@dataclass
class Part:
    """One carton's share: ``montant`` in the till's currency, the rest in the carton's."""

    colis_id: UUID
    du: int
    taux: Taux = field(default_factory=Taux)
    montant: int = 0
    regle: int = 0
    rabais: int = 0
    jeton_cede: int = 0

    @property
    def reste(self) -> int:
        """What is still due after this share."""
        return self.du - self.regle - self.rabais - self.jeton_cede

    @property
    def montant_du(self) -> int:
        """What this share settles, discount and jeton included."""
        return self.regle + self.rabais + self.jeton_cede


def pay_lignes(parts: Sequence[Part], montants: dict[UUID, int]) -> int:
    """Put the given amounts on their cartons; returns the excess in the till's currency."""
    excess = 0
    for part in parts:
        excess += _pay(part, montants.get(part.colis_id, 0))
    return excess


def pay_somme(parts: Sequence[Part], somme: int) -> int:
    """Fill the cartons in the order given (oldest first); returns the excess, exactly."""
    repartition = allocate(somme, [(part.colis_id, part.taux.price(part.reste)) for part in parts])
    return repartition.reste + pay_lignes(parts, dict(repartition.parts))


def _pay(part: Part, montant: int) -> int:
    """Settle one carton and return what it could not take (till's currency)."""
    taken = min(montant, part.taux.price(part.reste))
    settled = min(part.taux.settle(taken), part.reste)
    part.montant += taken
    part.regle += settled
    return montant - taken


def concede(parts: Sequence[Part], montant: int, nature: str) -> int:
    """Spread a ``rabais`` or ``jeton_cede`` (carton's currency) over what remains due.

    In the order given; returns what no carton could take.
    """
    left = montant
    for part in parts:
        share = min(left, part.reste)
        setattr(part, nature, getattr(part, nature) + share)
        left -= share
    return left
