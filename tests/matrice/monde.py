"""The matrix's world: Mali and Côte d'Ivoire each live the whole journey, committed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from core.models import Creation
from core.tenancy import Acteur, transverse
from tests.cast import Api, Distribution
from tests.matrice.complements import complete, mark
from tests.matrice.operations import Operation, call
from tests.parcours.parcours import TELEPHONES, Journee, walk

ROLES = (
    "agent_chine", "admin_chine", "agent_mali", "admin_mali", "agent_rci", "admin_rci",
    "direction", "client",
)  # fmt: skip
ETRANGERS = {"agent_rci": "ML", "admin_rci": "ML", "agent_mali": "CI", "admin_mali": "CI"}
# What a destination keeps to itself, even from the origin.
CHEZ_SOI = (
    "session", "encaissement", "remise", "rapport", "emplacement", "caisse",
    "abonnement", "appareil", "avis", "ligne", "notification", "op", "quarantaine", "utilisateur",
    "visa",
)  # fmt: skip


@dataclass
class Monde:
    """Everybody, and what each destination's journey left behind."""

    cast: Distribution
    journees: dict[str, Journee]
    complements: dict[str, dict[str, str]]
    riens: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)

    def hidden(self, role: str) -> list[tuple[str, str, str]]:
        """(country, kind, id) of every object this role must not know of."""
        found = []
        for pays in self.journees:
            for kind, id_ in self.objects(pays).items():
                if self._is_hidden(role, pays, kind):
                    found.append((pays, kind, id_))
        return found

    def _is_hidden(self, role: str, pays: str, kind: str) -> bool:
        if role == "direction":
            return False
        if role == "client":
            return True
        return kind in CHEZ_SOI if role.endswith("chine") else ETRANGERS[role] == pays

    def own(self, role: str) -> list[tuple[str, str, str]]:
        """(country, kind, id) of what this role may know of."""
        secret = set(self.hidden(role))
        every = [
            (pays, kind, id_) for pays in self.journees for kind, id_ in self.objects(pays).items()
        ]
        return [one for one in every if one not in secret]

    def secrets(self, role: str) -> list[str]:
        """Strings this role must never read."""
        found = [id_ for _, kind, id_ in self.hidden(role) if kind not in ("emplacement", "caisse")]
        countries = set(self.journees) if role == "client" else {ETRANGERS.get(role, "")}
        for pays in countries & set(self.journees):
            found += [TELEPHONES[pays], *(c["code_suivi"] for c in self.journees[pays].colis)]
            found += [str(c["id"]) for c in self.journees[pays].colis]
            found.append(mark(pays))
        return found

    def objects(self, pays: str) -> dict[str, str]:
        """One object of each kind that country has."""
        return objects(self.journees[pays]) | self.complements[pays]

    def code(self, pays: str) -> str:
        """A tracking code of that country's journey."""
        return str(self.journees[pays].colis[0]["code_suivi"])


def objects(journee: Journee) -> dict[str, str]:
    """One object of each kind."""
    return {
        "colis": journee.colis[0]["id"], "vol": journee.vol_id, "client": journee.client_id,
        "photo": journee.photo_id, "session": journee.session_id,
        "encaissement": journee.encaissement_ids[0], "remise": journee.remise_id,
        "rapport": journee.rapport_id, "emplacement": journee.emplacement_id,
        "caisse": journee.caisse_id,
    }  # fmt: skip


def build(cast: Distribution, api: Callable[..., Api], *pays: str) -> Monde:
    """The journeys, one country after the other."""
    journees = {code: walk(api, cast, code) for code in pays}
    agents = {"ML": cast.agent_mali_2, "CI": cast.agent_rci}
    filled = {code: complete(agents[code], journee) for code, journee in journees.items()}
    return Monde(cast, journees, filled)


def claimed_ids() -> set[str]:
    """Every id a creation has taken, whoever made it."""
    with transverse():
        return {str(id_) for id_ in Creation.objects.values_list("id", flat=True)}


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves no trace in the database, whoever commits."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(acteur: Acteur | None, op: Operation, values: dict[str, str], **more: Any) -> Any:
    """One call, undone."""
    with undone():
        response = call(Api(acteur), op, values, **more)
        response.lu = body_of(response)
    return response


class SansCompter:
    """Stands in for the cache of request budgets: the matrix makes thousands of calls."""

    def add(self, *_args: Any, **_kwargs: Any) -> bool:
        return True

    def incr(self, _key: str) -> int:
        return 1


def body_of(response: Any) -> bytes:
    """The answer's bytes, streamed or not; a file is closed."""
    if not response.streaming:
        return bytes(response.content)
    read = b"".join(response.streaming_content)
    response.close()
    return read


def outcome(response: Any) -> tuple[int, str]:
    """What a stranger can tell one refusal from another by."""
    kind = response.get("Content-Type", "")
    code = response.json().get("code", "") if "problem+json" in kind else ""
    return response.status_code, code
