"""What the matrix counts: cases tried, leaks seen."""

from dataclasses import dataclass, field


@dataclass
class Releve:
    """Cases by section, and one line for each leak."""

    cas: dict[str, int] = field(default_factory=dict)
    fuites: list[str] = field(default_factory=list)

    def case(self, section: str, ok: bool, what: str) -> None:
        """One case; ``what`` names it when it leaks."""
        self.cas[section] = self.cas.get(section, 0) + 1
        if not ok:
            self.fuites.append(f"{section} : {what}")

    @property
    def total(self) -> int:
        """All cases."""
        return sum(self.cas.values())
