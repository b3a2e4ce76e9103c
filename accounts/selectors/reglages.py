"""A country's settings: names, types and defaults on one page; the latest in effect counts.

Money is in minor units of the country's currency. Control settings (what bounds or watches the
agents) take effect the next local day, so that nobody raises a limit for one deal.
"""

from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from accounts.models import Reglage
from core.lot import once


def _controle(defaut: Any) -> Any:
    return field(default=defaut, metadata={"controle": True})


@dataclass(frozen=True, kw_only=True)
class Reglages:
    """Every setting with its default.

    vol_cloture_agents: agents of the origin may close, reopen and cancel flights.
    disponible_au_pointage: a carton is available as soon as it is scanned in.
    notifications_fusion_arrive: one message for arrived and available.
    rappel_jours: days after which a carton still here is recalled to its client; [] for never.
    notifications_silence: {"debut": "21:00", "fin": "07:00"}, false for none, null for the house's.
    rabais_limite: discount an agent gives alone, per collection.
    jeton_cede_limite: small change an agent keeps alone, per collection.
    arrondi_caisse: cash rounding step (0, 5 or 25).
    annulation_minutes: how long the agent who registered a carton may cancel it.
    remise_habitue_limite: due value under which a known client needs only photo and signature.
    credit_client: due a client may leave with, until set for that client.
    visa_colis_limite, visa_client_limite, visa_jour_limite: what one person gives up before a
        second one signs: per carton, per client over 30 days, per day; 0 for no bound.
    pesee_controle_pct: share of cartons drawn for a blind re-weighing at check-in.
    prix_negocie_bande_pct: how far from the tariff an agent may negotiate a price alone, percent.
    franchise_stockage_jours: free storage days.
    plafond_hors_ligne: cash one agent may hold unsynchronised before the device stops (0: none).
    televersement_jours: days an uploaded picture waits to be attached before it is erased.
    """

    vol_cloture_agents: bool = _controle(False)
    disponible_au_pointage: bool = False
    notifications_fusion_arrive: bool = False
    notifications_silence: dict[str, str] | bool | None = None
    rappel_jours: list[int] = field(default_factory=lambda: [3, 7, 14])
    rabais_limite: int = _controle(2_000)
    jeton_cede_limite: int = _controle(250)
    arrondi_caisse: int = _controle(0)
    annulation_minutes: int = _controle(30)
    remise_habitue_limite: int = _controle(0)
    credit_client: int = _controle(0)
    visa_colis_limite: int = _controle(2_000_000)
    visa_client_limite: int = _controle(3_000_000)
    visa_jour_limite: int = _controle(10_000_000)
    pesee_controle_pct: int = _controle(3)
    prix_negocie_bande_pct: int = _controle(10)
    franchise_stockage_jours: int = 7
    plafond_hors_ligne: int = _controle(500_000)
    televersement_jours: int = 30

    @property
    def actifs(self) -> frozenset[str]:
        """Names of the settings that are on, as the policy table reads them."""
        return frozenset(name for name, value in asdict(self).items() if value is True)


CLES = tuple(f.name for f in fields(Reglages))
CONTROLES = frozenset(f.name for f in fields(Reglages) if f.metadata.get("controle"))


def get_reglages(pays: str | None, now: datetime) -> Reglages:
    """The settings of a country in effect at ``now``; defaults where unset. One query.

    The caller's rows decide: of another country one reads the defaults only.
    """
    if pays is None:
        return Reglages()
    return once(("reglages", pays, now), lambda: _read_reglages(pays, now))


def _read_reglages(pays: str, now: datetime) -> Reglages:
    rows = (
        Reglage.objects.filter(pays_id=pays, effet_le__lte=now, cle__in=CLES)
        .order_by("cle", "-effet_le", "-id")
        .distinct("cle")
        .values_list("cle", "valeur")
    )
    return Reglages(**dict(rows))


def coming_reglages(pays: str, now: datetime) -> list[Reglage]:
    """Changes already decided that take effect after ``now``, soonest first."""
    rows = Reglage.objects.filter(pays_id=pays, effet_le__gt=now, cle__in=CLES)
    return list(rows.order_by("effet_le", "id"))
