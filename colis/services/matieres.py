"""The dangerous goods screen applied to a carton: a doubt holds it, a person lifts it."""

from datetime import datetime

from accounts.policies import Action
from audit.services import record
from colis.domain import Fait
from colis.matieres import Avis, Batterie, screen_contenu
from colis.models import Colis
from colis.services.mouvement import record_fait
from core.tenancy import Acteur

COLONNES = ("blocage", "blocage_motif", "blocage_pays", "marque_dg", "matieres")


def put_avis(colis: Colis, batterie: Batterie | None = None) -> Avis:
    """Write what the screen sees of the carton's words on its columns, unsaved.

    A hold already there stays, whatever its nature; nothing here ever lifts one. A family of
    goods an admin has already answered for does not hold the carton a second time.
    """
    avis = screen_contenu(colis.contenu, colis.categorie, batterie)
    avant = colis.matieres or {}
    repondues = set(avant.get("familles", []) if avant.get("bloque") else [])
    colis.marque_dg = avis.marque
    colis.matieres = avis.as_json() if avis.familles else None
    if avis.bloque and not colis.blocage and not set(avis.familles) <= repondues:
        colis.blocage, colis.blocage_motif = "dg", avis.question
        colis.blocage_pays = colis.pays_origine_id
    return avis


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
