"""Reads of cartons: lists, one by id, one by whatever was scanned or typed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from accounts.policies import Action, require
from colis.domain import BLOCAGES, CodeAmbigu, Etat, fold_nom, phone_digits
from colis.models import Colis, EvenementColis, ReferenceExterne
from core.errors import Introuvable, SaisieInvalide
from core.ids import NatureSaisie, compact_reference, fold_symbols, read_saisie
from core.tenancy import Acteur

Q_MIN = 2
CHIFFRES_TELEPHONE = 6
CANDIDATS_MAX = 10
TRIS = ("enregistre_le", "statut_le")

VolsParLta = Callable[[str], Iterable[UUID]]
_vols_par_lta: list[VolsParLta] = []


def by_lta(source: VolsParLta) -> VolsParLta:
    """Let the floor that owns flights say which of them fly under an air waybill."""
    if source not in _vols_par_lta:
        _vols_par_lta.append(source)
    return source


@dataclass(frozen=True, kw_only=True)
class FiltreColis:
    """What a list of cartons is narrowed by; every field is optional."""

    statut: Sequence[str] = ()
    vol: UUID | None = None
    client: UUID | None = None
    q: str | None = None
    depuis: datetime | None = None
    emplacement: UUID | None = None
    pays_destination: str | None = None
    blocage: str | None = None


def visible_colis() -> QuerySet[Colis]:
    """The cartons of the present rows, with what a list shows. One query.

    The client is read from the frozen addressee: its own row may be another country's, and an
    inner join under row security would hide the carton.
    """
    return Colis.objects.select_related("emplacement")


def list_colis(*, acteur: Acteur, filtre: FiltreColis) -> QuerySet[Colis]:
    """Cartons narrowed by ``filtre``. Raises SaisieInvalide for an unknown state or a vague q."""
    require(acteur, Action.READ_COLIS)
    colis = visible_colis().defer("tarif_fige", "trame_balance", "blocage_motif")
    if filtre.statut:
        colis = colis.filter(statut__in=_states(filtre.statut))
    given = {
        "vol_id": filtre.vol,
        "client_id": filtre.client,
        "enregistre_le__gte": filtre.depuis,
        "emplacement_id": filtre.emplacement,
        "pays_destination_id": filtre.pays_destination,
    }
    colis = colis.filter(**{name: value for name, value in given.items() if value is not None})
    if filtre.blocage:
        colis = colis.filter(_blocked(filtre.blocage))
    if filtre.q is not None:
        colis = colis.filter(_matching(filtre.q))
    return colis


def get_colis(*, acteur: Acteur, id: UUID) -> Colis:
    """One carton with its aliases; :class:`core.errors.Introuvable` outside one's rows."""
    require(acteur, Action.READ_COLIS)
    return load_colis_row(id)


def load_colis_row(id: UUID) -> Colis:
    """The carton as shown, for a caller that has already asked the policy table."""
    colis = _detailed().filter(id=id).first()
    if colis is None:
        raise Introuvable
    return colis


def find_by_saisie(*, acteur: Acteur, saisie: str) -> Colis:
    """The one carton meant by a code, an address, a code's last 5+ symbols or another's number.

    An air waybill means the cartons flying under it.
    Raises CodeAmbigu with the candidates, or Introuvable: unknown, malformed and hidden alike.
    """
    require(acteur, Action.READ_COLIS)
    lu = read_saisie(saisie)
    if lu.code is not None:
        found = list(_detailed().filter(code_suivi=lu.code)[:1])
        if found:
            return found[0]
    aliases = ReferenceExterne.objects.filter(valeur=lu.reference).values("colis_id")
    wanted = Q(id__in=aliases)
    if lu.nature is NatureSaisie.FIN_DE_CODE:
        wanted |= Q(code_inverse__debut=lu.valeur[::-1])
    if lu.nature is NatureSaisie.AWB:
        vols = [vol for source in _vols_par_lta for vol in source(lu.valeur)]
        wanted |= Q(vol_id__in=vols)
    found = list(_detailed().filter(wanted).order_by("-id")[: CANDIDATS_MAX + 1])
    if not found:
        raise Introuvable
    if len(found) > 1:
        raise CodeAmbigu(saisie=saisie[:60], candidats=[_candidate(c) for c in found])
    return found[0]


def search_colis(*, acteur: Acteur, q: str, limite: int = 8) -> list[Colis]:
    """The search box's cartons: code, ending, alias, phone or name; newest first; no refusal."""
    require(acteur, Action.SEARCH)
    try:
        wanted = _matching(q)
    except SaisieInvalide:
        return []
    return list(visible_colis().defer("tarif_fige").filter(wanted).order_by("-id")[:limite])


def references_seen(valeurs: Iterable[str]) -> list[dict[str, str]]:
    """Which of these aliases visible cartons already bear."""
    rows = ReferenceExterne.objects.filter(valeur__in=list(valeurs)).values_list(
        "valeur", "colis_id", "colis__code_suivi"
    )
    return [
        {"valeur": valeur, "colis_id": str(colis_id), "code_suivi": code}
        for valeur, colis_id, code in rows[:20]
    ]


def list_evenements(*, acteur: Acteur, colis_id: UUID) -> QuerySet[EvenementColis]:
    """A carton's life; Introuvable outside one's rows."""
    require(acteur, Action.READ_COLIS)
    if not Colis.objects.filter(id=colis_id).exists():
        raise Introuvable
    return EvenementColis.objects.filter(colis_id=colis_id)


def names_of(acteur_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of one's own country's staff only: another's are known by role and place."""
    return dict(User.objects.filter(id__in=set(acteur_ids)).values_list("id", "nom"))


def _detailed() -> QuerySet[Colis]:
    return visible_colis().prefetch_related(
        Prefetch("references", queryset=ReferenceExterne.objects.order_by("id"))
    )


def _states(statuts: Sequence[str]) -> list[str]:
    wanted = [part for statut in statuts for part in statut.split(",") if part]
    if not wanted or any(statut not in set(Etat) for statut in wanted):
        raise SaisieInvalide(errors={"statut": [f"valeurs possibles : {', '.join(Etat)}"]})
    return wanted


def _blocked(blocage: str) -> Q:
    if blocage in ("true", "false"):
        return ~Q(blocage="") if blocage == "true" else Q(blocage="")
    if blocage not in BLOCAGES:
        raise SaisieInvalide(
            errors={"blocage": [f"valeurs possibles : true, false, {', '.join(BLOCAGES)}"]}
        )
    return Q(blocage=blocage)


def _matching(q: str) -> Q:
    """Code, its ending, alias prefix, phone ending, or words of the addressee's name."""
    reference, nom = compact_reference(q), fold_nom(q)
    if len(reference) < Q_MIN:
        raise SaisieInvalide(errors={"q": [f"tapez au moins {Q_MIN} caractères"]})
    lu = read_saisie(q)
    if lu.code is not None:
        return Q(code_suivi=lu.code) | _aliased(lu.reference)
    found = _aliased(reference) | _named(nom)
    ending = fold_symbols(q)
    if lu.nature is NatureSaisie.FIN_DE_CODE:
        found |= Q(code_inverse__debut=ending[::-1])
    digits = phone_digits(q)
    if digits is not None and len(digits) >= CHIFFRES_TELEPHONE:
        found |= Q(destinataire_telephone__endswith=digits)
    return found


def _aliased(reference: str) -> Q:
    aliases = ReferenceExterne.objects.filter(colis_id=OuterRef("id"), valeur__debut=reference)
    return Q(Exists(aliases))


def _named(nom: str) -> Q:
    found = Q()
    for mot in nom.split():
        found &= Q(destinataire_recherche__debut=mot) | Q(
            destinataire_recherche__contains=f" {mot}"
        )
    return found if nom else Q(pk__in=[])


def _candidate(colis: Colis) -> dict[str, str]:
    return {
        "id": str(colis.id),
        "code_suivi": colis.code_suivi,
        "statut": colis.statut,
        "client": colis.destinataire_nom,
    }
