"""The journal as its readers see it: acts of one's own country, with the names one may know."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.domain.jours import day_bounds, local_day
from accounts.models import Pays, User
from accounts.policies import Action, require
from audit.cles import reveal
from audit.models import Entree
from audit.scellement.bilan import verify
from audit.scellement.etat import anchor_file, places, read_chains, seals_over
from audit.selectors import list_entrees
from core.clock import rfc3339
from core.errors import SaisieInvalide
from core.tenancy import SYSTEME, Acteur

EXPORT_MAX = 50_000
VERIFIEES_MAX = 100_000
VERIFIES_JOURS = 30
ENTETES = (
    "enregistre_le", "survenu_le", "pays", "acteur", "acteur_role", "acteur_id", "action",
    "sujet_type", "sujet_id", "avant", "apres", "motif", "requete_id", "appareil_id", "id",
    "sceau", "sceau_empreinte",
)  # fmt: skip


def read_audit(acteur: Acteur, now: datetime, filtre: Mapping[str, Any]) -> QuerySet[Entree]:
    """Direction's all, an admin's own country's, an agent's own acts of this local day."""
    require(acteur, Action.READ_AUDIT)
    entrees = list_entrees(**filtre)
    if acteur.fonction != "agent":
        return entrees
    fuseau = Pays.objects.get(code=acteur.pays).fuseau
    jour = local_day(now, fuseau)
    debut, fin = day_bounds(jour, jour, fuseau)
    return entrees.filter(acteur_id=acteur.id, enregistre_le__gte=debut, enregistre_le__lt=fin)


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of the people among ``ids`` that the caller's rows show. One query."""
    rows = User.objects.filter(id__in=set(ids)).values_list("id", "nom")
    return {SYSTEME: "Système", **dict(rows)}


def in_clear(rows: Iterable[Entree]) -> list[Entree]:
    """The acts with their clients' personal values readable, where their keys still live."""
    acts = list(rows)
    lecteur = reveal(row.sujet_id for row in acts if row.sujet_type == "client")
    for row in acts:
        if row.sujet_type == "client":
            row.avant = lecteur.read(row.sujet_id, row.avant)
            row.apres = lecteur.read(row.sujet_id, row.apres)
    return acts


def export_rows(acteur: Acteur, now: datetime, filtre: Mapping[str, Any]) -> list[list[str]]:
    """The journal as a table with its header, newest first, each act with its seal.

    Raises ``SaisieInvalide`` beyond 50 000 rows: a shorter period is to be asked for.
    """
    rows = exported(acteur, now, filtre, EXPORT_MAX)
    names = names_of(row.acteur_id for row in rows)
    seals = seals_over(rows)
    return [list(ENTETES), *([_cell(row, name, names, seals) for name in ENTETES] for row in rows)]


def exported(
    acteur: Acteur, now: datetime, filtre: Mapping[str, Any], maximum: int
) -> list[Entree]:
    """The acts to take out, newest first; ``SaisieInvalide`` when there are more."""
    require(acteur, Action.EXPORT_AUDIT)
    rows = list(read_audit(acteur, now, filtre).order_by("-id")[: maximum + 1])
    if len(rows) > maximum:
        raise SaisieInvalide(errors={"depuis": [f"plus de {maximum} lignes : réduisez"]})
    return in_clear(rows)


def seal_state(acteur: Acteur, now: datetime) -> dict[str, Any]:
    """The chains the caller may know of: their country's, or all for direction."""
    require(acteur, Action.VERIFY_AUDIT)
    return {"chaines": read_chains(now, acteur.pays), "ancres": places()}


def verify_journal(
    acteur: Acteur, now: datetime, depuis: datetime | None, maximum: int = VERIFIEES_MAX
) -> dict[str, Any]:
    """Seals made since ``depuis`` (thirty days back by default) checked now, in this request.

    At most 100 000 rows a chain: beyond, ``complet`` is false and the command does it whole.
    The check itself reads under every country's rows; its answer holds the caller's chain only.
    """
    require(acteur, Action.VERIFY_AUDIT)
    since = depuis or now - timedelta(days=VERIFIES_JOURS)
    chemin = Path(anchor_file()) if anchor_file() else None
    ancre = chemin if chemin is not None and chemin.is_file() else None
    bilan = verify(pays=acteur.pays, depuis=since, ancre=ancre, maximum=maximum)
    return {
        "intact": bilan.intact,
        "scelles": bilan.scelles,
        "sceaux": bilan.sceaux,
        "non_scelles": bilan.non_scelles,
        "ancres": bilan.ancres,
        "ancre": ancre is not None,
        "complet": bilan.complet,
        "depuis": since,
        "premier_defaut": bilan.premier_defaut,
    }


def _cell(
    row: Entree,
    name: str,
    names: Mapping[UUID, str],
    seals: Mapping[UUID, tuple[int, str]],
) -> str:
    if name == "acteur":
        return names.get(row.acteur_id, "")
    if name.startswith("sceau"):
        numero, empreinte = seals.get(row.id, ("", ""))
        return str(numero) if name == "sceau" else empreinte
    value = getattr(row, name)
    if name.endswith("_le"):
        return rfc3339(value)
    return fields_text(value) if isinstance(value, dict) else "" if value is None else str(value)


def fields_text(fields: Mapping[str, Any] | None) -> str:
    """Before or after on one line."""
    return "; ".join(f"{key}={item}" for key, item in sorted((fields or {}).items()))
