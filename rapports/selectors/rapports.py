"""Reports asked for: an agent's own requests, the country's for admins, all for direction."""

from uuid import UUID

from django.db.models import QuerySet
from pydantic import TypeAdapter

from accounts.policies import Action, require
from core.errors import Introuvable
from core.tenancy import Acteur
from rapports.domain import RapportEnPreparation
from rapports.journee_contenu import ContenuJournee
from rapports.models import Rapport

JOURNEE: TypeAdapter[ContenuJournee] = TypeAdapter(ContenuJournee)


def list_rapports(
    *, acteur: Acteur, type: str | None = None, pays: str | None = None, statut: str | None = None
) -> QuerySet[Rapport]:
    """The reports one may read, newest first."""
    require(acteur, Action.READ_RAPPORT)
    given = {"type": type, "pays": pays, "statut": statut}
    rows = Rapport.objects.filter(
        **{name: value for name, value in given.items() if value is not None}
    ).defer("contenu")
    return rows.filter(demande_par=acteur.id) if acteur.fonction == "agent" else rows


def get_rapport(*, acteur: Acteur, id: UUID) -> Rapport:
    """One report; :class:`core.errors.Introuvable` outside what one may read."""
    require(acteur, Action.READ_RAPPORT)
    rows = Rapport.objects.filter(id=id)
    if acteur.fonction == "agent":
        rows = rows.filter(demande_par=acteur.id)
    found = rows.first()
    if found is None:
        raise Introuvable
    return found


def load_contenu(*, acteur: Acteur, id: UUID) -> ContenuJournee:
    """A ready report's frozen content; its PDF, CSV and XLSX are three papers for it."""
    rapport = get_rapport(acteur=acteur, id=id)
    if rapport.statut != "pret":
        raise RapportEnPreparation(statut=rapport.statut)
    return JOURNEE.validate_python(rapport.contenu)
