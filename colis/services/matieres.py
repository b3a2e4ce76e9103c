"""The dangerous goods screen applied to a carton: a doubt holds it, a person lifts it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.policies import Action
from audit.services import record
from colis.domain import Fait
from colis.matieres import Avis, Batterie, code_of_question, read_energies, screen_contenu
from colis.models import Colis
from colis.services.mouvement import record_fait
from core.tenancy import Acteur

COLONNES = ("blocage", "blocage_motif", "blocage_pays", "marque_dg", "matieres")


def put_avis(colis: Colis, batterie: Batterie | None = None) -> Avis:
    """Write what the screen sees of the carton's words on its columns, unsaved.

    A hold already there stays, whatever its nature; nothing here ever lifts one. What an admin
    has already answered for does not hold the carton a second time.
    """
    avis = screen_contenu(colis.contenu, colis.categorie, batterie)
    avant = colis.matieres or {}
    colis.marque_dg = avis.marque
    colis.matieres = avis.as_json() | _figures(batterie) if avis.familles else None
    if not avis.bloque:
        return avis
    if colis.blocage == "dg" and code_of_question(colis.blocage_motif):
        # Whoever answers must answer for the goods as they are described now.
        colis.blocage_motif = avis.question
    elif not colis.blocage and not _is_answered(avis, avant):
        colis.blocage, colis.blocage_motif = "dg", avis.question
        colis.blocage_pays = colis.pays_origine_id
    return avis


def put_avis_again(colis: Colis, champs: Mapping[str, Any], contenu_avant: str) -> Avis | None:
    """The same after a correction: the battery typed at intake stays the carton's own.

    Only ``batterie`` (None: there is none) or an energy newly written in the contents takes the
    place of its figures. None when nothing the screen looks at was corrected.
    """
    if "batterie" in champs:
        return put_avis(colis, champs["batterie"])
    if not {"contenu", "categorie"} & set(champs):
        return None
    figures = figures_of(colis)
    if figures is None or read_energies(colis.contenu) != read_energies(contenu_avant):
        return put_avis(colis)
    return put_avis(colis, Batterie(mah=figures["mah"], mv=figures["mv"]))


def figures_of(colis: Colis) -> dict[str, int] | None:
    """The battery's figures as they were typed, JSON types only."""
    figures: dict[str, int] | None = (colis.matieres or {}).get("batterie")
    return figures


def _figures(batterie: Batterie | None) -> dict[str, dict[str, int]]:
    """The figures typed from the battery's label, kept beside what the screen made of them."""
    return {"batterie": {"mah": batterie.mah, "mv": batterie.mv}} if batterie else {}


def _is_answered(avis: Avis, avant: Mapping[str, Any]) -> bool:
    """The hold lifted before was for these families, this question and this much energy."""
    return (
        bool(avant.get("bloque"))
        and set(avis.familles) <= set(avant.get("familles", []))
        and avis.question_code == avant.get("question_code")
        and avis.tranche == avant.get("tranche")
    )


def tell_hold(*, acteur: Acteur, now: datetime, colis: Colis) -> None:
    """The event and the audit row of a hold the screen has just placed."""
    details = {"blocage": colis.blocage, "pays": colis.blocage_pays, "matieres": colis.matieres}
    record_fait(
        acteur=acteur, now=now, colis=colis, fait=Fait.BLOCAGE, motif=colis.blocage_motif,
        details=details,
    )  # fmt: skip
    record(
        acteur=acteur, now=now, action=Action.BLOCK_COLIS, sujet_type="colis", sujet_id=colis.id,
        apres=details, motif=colis.blocage_motif,
    )  # fmt: skip
