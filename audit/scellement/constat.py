"""What a verification says: how much was checked, and what is wrong, first things first."""

from dataclasses import dataclass, field
from enum import StrEnum

DEFAUTS_MAX = 20


class Nature(StrEnum):
    """Kinds of defect, in the words of the report."""

    MODIFIEE = "ligne_modifiee"
    SUPPRIMEE = "ligne_supprimee"
    INSEREE = "ligne_inseree"
    DEPLACEE = "ligne_deplacee"
    SCEAU_REECRIT = "sceau_reecrit"
    SCEAU_MANQUANT = "sceau_manquant"
    ANCRE_TROUEE = "ancre_trouee"
    ANCRE_EN_RETARD = "ancre_en_retard"
    GARDE = "garde"


@dataclass(frozen=True, kw_only=True)
class Defaut:
    """One thing wrong: a row by its table and id, a seal by its chain and number, or a guard."""

    nature: Nature
    chaine: str = ""
    numero: int | None = None
    table: str = ""
    ligne_id: str = ""
    detail: str = ""

    def __str__(self) -> str:
        sceau = f"{self.chaine} nº {self.numero}" if self.numero is not None else self.chaine
        parts = (str(self.nature), self.table, self.ligne_id, sceau, self.detail)
        return " · ".join(part for part in parts if part)


@dataclass(kw_only=True)
class Bilan:
    """The whole answer. ``scelles`` counts rows under checked seals; nothing is claimed of
    ``non_scelles``. ``complet`` is false when only a part was read."""

    scelles: int = 0
    sceaux: int = 0
    non_scelles: int = 0
    ancres: int = 0
    complet: bool = True
    defauts: list[Defaut] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """Nothing wrong in what was read."""
        return not self.defauts

    @property
    def premier_defaut(self) -> Defaut | None:
        """The first thing wrong, rows before guards."""
        return self.defauts[0] if self.defauts else None

    @property
    def plein(self) -> bool:
        """Enough defects were named."""
        return len(self.defauts) >= DEFAUTS_MAX

    def blame(self, *defauts: Defaut) -> None:
        """Add defects, up to twenty."""
        self.defauts.extend(defauts[: DEFAUTS_MAX - len(self.defauts)])
