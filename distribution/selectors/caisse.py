"""Reads of tills and sessions; a cashier never reads what their own open till should hold."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum

from accounts.domain.jours import day_bounds
from accounts.models import Pays, User
from accounts.policies import Action, require
from core.errors import Introuvable
from core.tenancy import Acteur
from distribution.models import Caisse, LigneEcriture, SessionCaisse


def list_caisses(*, acteur: Acteur) -> QuerySet[Caisse]:
    """The tills of one's country in use."""
    require(acteur, Action.READ_CAISSE)
    return Caisse.objects.filter(actif=True).select_related("agence")


def open_sessions(caisse_ids: list[UUID]) -> dict[UUID, SessionCaisse]:
    """The open session of each till, if any."""
    rows = SessionCaisse.objects.filter(caisse_id__in=caisse_ids, statut="ouverte")
    return {row.caisse_id: row for row in rows}


def readable_balances(acteur: Acteur, caisse_ids: list[UUID]) -> dict[UUID, int]:
    """What tills hold by the journal, for admins and direction; never one's own open till."""
    if acteur.fonction not in ("admin", "direction"):
        return {}
    own = SessionCaisse.objects.filter(caissier_id=acteur.id, statut="ouverte")
    blind = set(own.values_list("caisse_id", flat=True))
    wanted = [id for id in caisse_ids if id not in blind]
    rows = (
        LigneEcriture.objects.filter(compte__type="caisse", compte__caisse_id__in=wanted)
        .values_list("compte__caisse_id")
        .annotate(total=Sum("montant"))
    )
    known = {id: total for id, total in rows if id is not None}
    return {id: known.get(id, 0) for id in wanted}


def current_session(*, acteur: Acteur) -> SessionCaisse:
    """The caller's open session; :class:`core.errors.Introuvable` without one."""
    require(acteur, Action.READ_CAISSE)
    session = _sessions().filter(caissier_id=acteur.id, statut="ouverte").first()
    if session is None:
        raise Introuvable
    return session


def get_session(*, acteur: Acteur, id: UUID) -> SessionCaisse:
    """One session: an agent's own, any of the country's for admins."""
    require(acteur, Action.READ_CAISSE)
    session = _visible(acteur).filter(id=id).first()
    if session is None:
        raise Introuvable
    return session


def list_sessions(
    *,
    acteur: Acteur,
    statut: str | None = None,
    caisse_id: UUID | None = None,
    caissier_id: UUID | None = None,
    jour: date | None = None,
    pays: str | None = None,
) -> QuerySet[SessionCaisse]:
    """Sessions, newest first: an agent's own, the country's for admins, all for direction."""
    require(acteur, Action.READ_CAISSE)
    given = {
        "statut": statut,
        "caisse_id": caisse_id,
        "caissier_id": caissier_id,
        "pays_id": pays,
    }
    rows = _visible(acteur).filter(**{k: value for k, value in given.items() if value is not None})
    if jour is None:
        return rows
    code = pays or acteur.pays
    fuseau = Pays.objects.filter(code=code).values_list("fuseau", flat=True).first() or "UTC"
    debut, fin = day_bounds(jour, jour, fuseau)
    return rows.filter(ouverte_le__gte=debut, ouverte_le__lt=fin)


def signer_names(sessions: list[SessionCaisse]) -> dict[UUID, str]:
    """Names of those who signed sessions off, or counted them for another."""
    ids = {id for row in sessions for id in (row.validee_par, row.comptee_par) if id}
    return dict(User.objects.filter(id__in=ids).values_list("id", "nom"))


def cashier_on_duty(session: SessionCaisse) -> User | None:
    """Its cashier while they may still count it: an open account, staff of the till's country."""
    return _on_duty().filter(id=session.caissier_id, pays=session.pays_id).first()


def holds_blind_till(acteur: Acteur) -> bool:
    """Whether the actor has an open, uncounted till: sums that tell its content stay hidden."""
    return SessionCaisse.objects.filter(caissier_id=acteur.id, statut="ouverte").exists()


def _visible(acteur: Acteur) -> QuerySet[SessionCaisse]:
    rows = _sessions()
    return rows.filter(caissier_id=acteur.id) if acteur.fonction == "agent" else rows


def _sessions() -> QuerySet[SessionCaisse]:
    caissier = User.objects.filter(id=OuterRef("caissier_id"))
    en_poste = _on_duty().filter(id=OuterRef("caissier_id"), pays=OuterRef("pays"))
    return SessionCaisse.objects.select_related("caisse", "agence").annotate(
        caissier_nom=Subquery(caissier.values("nom")[:1]),
        caissier_actif=Subquery(caissier.values("actif")[:1]),
        caissier_en_poste=Exists(en_poste),
    )


def _on_duty() -> QuerySet[User]:
    return User.objects.filter(actif=True, fonction__in=("agent", "admin"))
