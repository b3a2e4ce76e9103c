"""Fault rules: what may go wrong at a provider, when, for whom, how often; drawn from one seed."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

AVANT = frozenset(
    {"refuse", "400", "401", "402", "403", "404", "429", "500", "502", "503", "504", "lent"}
    | {"malforme", "success_false", "bloque"}
)
"""Faults before the message is accepted: the phone sees nothing (`lent` accepts in the end)."""

APRES = frozenset({"bloque", "coupe", "tronque", "malforme", "502", "504"})
"""Faults after it was accepted: the phone sees the message, the caller never learns it."""

RECUS = frozenset({"normal", "aucun", "tardif", "double", "desordre", "avant_reponse", "echec"})
LIGNES = frozenset({"deconnecter", "reconnecter", "expirer", "bannir"})
CODES = {
    "400": "BAD_REQUEST",
    "401": "INVALID_SECRET_KEY",
    "402": "SUBSCRIPTION_EXPIRED",
    "403": "FORBIDDEN",
    "404": "ACCOUNT_NOT_FOUND",
    "429": "RATE_LIMITED",
}


def seeded(graine: int) -> Random:
    """A generator whose draws a test can repeat."""
    return Random(graine)  # noqa: S311 - faults are drawn, not secrets


class PanneInvalide(ValueError):
    """A rule this simulator does not know; the text says which word."""


@dataclass
class Regle:
    """One fault: `fois` times at most (None: for ever), after `apres_n` untouched sends.

    `attente_s` makes the caller wait before a fault that answers (a slow 500).
    """

    quand: str
    faute: str
    probabilite: float = 1.0
    fois: int | None = None
    apres_n: int = 0
    compte: str = ""
    telephone: str = ""
    code: str = ""
    message: str = ""
    retry_after_s: int | None = None
    duree_s: float = 60.0
    attente_s: float = 0.0
    vues: int = field(default=0, compare=False)

    def applies(self, compte: str, telephone: str, hasard: Random) -> bool:
        """Draw for one send; counts it."""
        if self.compte and self.compte != compte:
            return False
        if self.telephone and not telephone.startswith(self.telephone):
            return False
        self.vues += 1
        if self.vues <= self.apres_n or self.fois == 0:
            return False
        if self.probabilite < 1 and hasard.random() >= self.probabilite:
            return False
        if self.fois is not None:
            self.fois -= 1
        return True


@dataclass
class Recus:
    """How receipts come; delays in seconds, before the clock multiplier.

    `echec`: accepted, then told to have failed, for the reason `code` (the provider's own word).
    """

    mode: str = "normal"
    livre_s: float = 0.8
    lu_s: float = 4.0
    tardif_s: float = 120.0
    code: str = ""


@dataclass
class Pannes:
    """All rules in force, and the seed they are drawn from."""

    graine: int = 1
    regles: list[Regle] = field(default_factory=list)
    recus: Recus = field(default_factory=Recus)
    absents: list[str] = field(default_factory=list)
    horloge: float = 1.0
    hasard: Random = field(default_factory=lambda: seeded(1), repr=False, compare=False)

    def draw(self, quand: str, compte: str, telephone: str) -> Regle | None:
        """The first rule of that moment which strikes this send."""
        for regle in self.regles:
            if regle.quand == quand and regle.applies(compte, telephone, self.hasard):
                return regle
        return None

    def is_absent(self, telephone: str) -> bool:
        """Whether the number is one of those declared not on WhatsApp (by prefix)."""
        return any(telephone.startswith(debut) for debut in self.absents)

    def as_dict(self) -> dict[str, Any]:
        return {
            "graine": self.graine,
            "regles": [vars(regle) for regle in self.regles],
            "recus": vars(self.recus),
            "absents": self.absents,
            "horloge": self.horloge,
        }


def read_pannes(corps: dict[str, Any]) -> Pannes:
    """The rules of a POST /_pannes body; they replace those in force. Raises PanneInvalide."""
    graine = int(corps.get("graine", 1))
    regles = [_read_regle(brute) for brute in corps.get("regles", [])]
    recus = _build(Recus, corps.get("recus", {}))
    if recus.mode not in RECUS:
        raise PanneInvalide(f"recus.mode: {recus.mode} (connus : {sorted(RECUS)})")
    return Pannes(
        graine=graine,
        regles=regles,
        recus=recus,
        absents=[str(numero) for numero in corps.get("absents", [])],
        horloge=max(0.01, float(corps.get("horloge", 1.0))),
        hasard=seeded(graine),
    )


def _read_regle(brute: dict[str, Any]) -> Regle:
    regle: Regle = _build(Regle, brute | {"faute": str(brute.get("faute", ""))})
    connues = {"avant": AVANT, "apres": APRES}.get(regle.quand)
    if connues is None:
        raise PanneInvalide("regles[].quand : avant ou apres")
    if regle.faute not in connues:
        raise PanneInvalide(f"faute « {regle.faute} » {regle.quand} (connues : {sorted(connues)})")
    return regle


def _build(classe: Any, brute: dict[str, Any]) -> Any:
    try:
        return classe(**brute)
    except TypeError as erreur:
        raise PanneInvalide(str(erreur)) from erreur
