"""The money figures, with the one meaning they have on every screen, document and message.

All are sums of the journal by posting date, over the local days of the country's zone (domaine.md):

- ``facture``: prices of cartons made due in the period, corrections included;
- ``encaisse``: collections − reversals, by method. A reversal gives the client a credit, not
  cash, so it stands on the line ``avoir`` (negative; positive when a credit pays), and an excess
  kept as credit too: the sum of the lines is what was settled on cartons, the line ``especes`` is
  what entered the tills; ``hors_session`` waits for its cashier's next session;
- ``paye_en_chine``: prepayments matched at arrival; ``avances``: paid here before arrival;
- ``reste_a_payer``: what stands on ``creances`` at the end
  = facturé − payé en Chine − encaissé − rabais − jetons cédés (+ avances not yet matched);
- ``solde_caisse``: report veille + encaissé en espèces − dépenses − transferts − versements.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from accounts.domain.jours import day_bounds
from accounts.models import Pays
from distribution.domain.caisse import (
    ANNULATION,
    AVOIR,
    DEPENSE,
    ECART,
    ENCAISSEMENT,
    ESPECES,
    FONDS,
    TRANSFERT,
    VERSEMENT,
)
from distribution.models import Encaissement, LigneEcriture, SessionCaisse

FACTURATION = ("facturation", "facturation_annulee", "ajustement")
SORTIES = (DEPENSE, TRANSFERT, VERSEMENT)
HORS_SESSION = "hors_session"


@dataclass(frozen=True, kw_only=True)
class Perimetre:
    """Whose figures, over which local days; ``caissier_id`` and ``agence_id`` narrow."""

    pays: Pays
    debut: date
    fin: date
    agence_id: UUID | None = None
    caissier_id: UUID | None = None

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """[start, end) in UTC."""
        return day_bounds(self.debut, self.fin, self.pays.fuseau)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One perimeter's money, minor units of ``devise``; ``reste_a_payer`` is the country's."""

    devise: str
    facture: int
    par_moyen: dict[str, int] = field(default_factory=dict)
    nombre_par_moyen: dict[str, int] = field(default_factory=dict)
    paye_en_chine: int
    rabais: int
    jetons_cedes: int
    reste_a_payer: int
    avances: int
    report_veille: int
    depenses: int
    transferts: int
    versements: int
    ecarts: int

    @property
    def encaisse(self) -> int:
        """Collections minus reversals, every method."""
        return sum(self.par_moyen.values())

    @property
    def especes(self) -> int:
        """Cash that entered the tills."""
        return self.par_moyen.get(ESPECES, 0)

    @property
    def solde_caisse(self) -> int:
        """Report veille + cash collected − expenses − transfers − deposits."""
        sorties = self.depenses + self.transferts + self.versements
        return self.report_veille + self.especes - sorties


def money_figures(perimetre: Perimetre) -> Figures:
    """Every figure of a perimeter: a bounded number of queries whatever the journal holds."""
    sums = _Sums(perimetre)
    depenses, transferts, versements = (
        -sums.of("caisse", types=(type,)) for type in (DEPENSE, TRANSFERT, VERSEMENT)
    )
    return Figures(
        devise=perimetre.pays.devise,
        facture=-sums.of("revenus", types=FACTURATION),
        par_moyen=sums.par_moyen(),
        nombre_par_moyen=_counts(perimetre),
        paye_en_chine=0 if perimetre.pays.origine else sums.of("liaison"),
        rabais=sums.of("rabais"),
        jetons_cedes=sums.of("jetons_cedes"),
        reste_a_payer=_balance(perimetre, "creances"),
        avances=-_balance(perimetre, "avoirs_clients", colis__isnull=False),
        report_veille=_report(perimetre),
        depenses=depenses,
        transferts=transferts,
        versements=versements,
        ecarts=-sums.of("ecarts"),
    )


class _Sums:
    """The period's legs summed once by entry type, account type, method and kind of credit."""

    def __init__(self, perimetre: Perimetre) -> None:
        self.rows: list[tuple[str, str, str, bool, int]] = [
            (type, compte, moyen, libre, total)
            for type, compte, moyen, libre, total in _legs(perimetre)
            .annotate(libre=Q(colis__isnull=True))
            .values_list("ecriture__type", "compte__type", "compte__moyen", "libre")
            .annotate(total=Sum("montant"))
        ]

    def of(self, compte: str, *, types: tuple[str, ...] = ()) -> int:
        """Sum of an account type's legs, in some entry types or all."""
        return sum(
            row[4] for row in self.rows if row[1] == compte and (not types or row[0] in types)
        )

    def par_moyen(self) -> dict[str, int]:
        """Collections by method, credits given and used on their own line."""
        found: dict[str, int] = {}
        for type, compte, moyen, libre, total in self.rows:
            if type == ENCAISSEMENT and compte in ("caisse", "a_rapprocher"):
                ligne = moyen
            elif type == ENCAISSEMENT and compte == "transit":
                ligne = HORS_SESSION
            elif type in (ENCAISSEMENT, ANNULATION) and compte == "avoirs_clients" and libre:
                ligne = AVOIR
            else:
                continue
            found[ligne] = found.get(ligne, 0) + total
        return found


def _legs(perimetre: Perimetre) -> QuerySet[LigneEcriture]:
    debut, fin = perimetre.bounds
    rows = LigneEcriture.objects.filter(
        ecriture__pays=perimetre.pays,
        ecriture__enregistre_le__gte=debut,
        ecriture__enregistre_le__lt=fin,
    )
    if perimetre.agence_id is not None:
        rows = rows.filter(ecriture__agence_id=perimetre.agence_id)
    if perimetre.caissier_id is not None:
        rows = rows.filter(_of_agent(perimetre.caissier_id))
    return rows


def _of_agent(caissier_id: UUID) -> Q:
    """An agent's day: their collections (and the reversals of these), sessions and arrivals."""
    own = Encaissement.objects.filter(caissier_id=caissier_id).values("id")
    return (
        Q(ecriture__sujet_type="encaissement", ecriture__sujet_id__in=own)
        | Q(ecriture__session__caissier_id=caissier_id)
        | Q(ecriture__type__in=FACTURATION, ecriture__acteur_id=caissier_id)
    )


def _counts(perimetre: Perimetre) -> dict[str, int]:
    debut, fin = perimetre.bounds
    rows = Encaissement.objects.filter(
        pays=perimetre.pays, enregistre_le__gte=debut, enregistre_le__lt=fin
    )
    if perimetre.agence_id is not None:
        rows = rows.filter(agence_id=perimetre.agence_id)
    if perimetre.caissier_id is not None:
        rows = rows.filter(caissier_id=perimetre.caissier_id)
    return dict(rows.values_list("moyen").annotate(n=Count("id")))


def _balance(perimetre: Perimetre, compte: str, **filters: object) -> int:
    """A country's account at the end of the period."""
    total = LigneEcriture.objects.filter(
        compte__pays=perimetre.pays,
        compte__type=compte,
        enregistre_le__lt=perimetre.bounds[1],
        **filters,
    ).aggregate(total=Sum("montant"))["total"]
    return int(total or 0)


def _report(perimetre: Perimetre) -> int:
    """What the tills held before the period's movements, floats put in meanwhile included."""
    if perimetre.caissier_id is not None:
        return _agent_report(perimetre, perimetre.caissier_id)
    rows = LigneEcriture.objects.filter(compte__type="caisse", compte__pays=perimetre.pays)
    if perimetre.agence_id is not None:
        rows = rows.filter(compte__caisse__agence_id=perimetre.agence_id)
    debut, fin = perimetre.bounds
    inside = Q(enregistre_le__gte=debut, enregistre_le__lt=fin)
    moved = Q(ecriture__type__in=(ENCAISSEMENT, ECART, *SORTIES))
    total = rows.filter(Q(enregistre_le__lt=debut) | (inside & ~moved)).aggregate(
        total=Sum("montant")
    )["total"]
    return int(total or 0)


def agent_sessions(perimetre: Perimetre) -> list[SessionCaisse]:
    """The sessions an agent held during the period, in order of opening."""
    debut, fin = perimetre.bounds
    rows = SessionCaisse.objects.filter(
        Q(comptee_le__isnull=True) | Q(comptee_le__gte=debut),
        caissier_id=perimetre.caissier_id,
        ouverte_le__lt=fin,
    )
    return list(rows.select_related("caisse").order_by("ouverte_le", "id"))


def session_balance(session: SessionCaisse, fin: datetime) -> int:
    """What a session's till should have held before ``fin``, by the journal, differences aside."""
    total = (
        LigneEcriture.objects.filter(
            Q(ecriture__session=session) | Q(enregistre_le__lt=session.ouverte_le),
            compte__type="caisse",
            compte__caisse_id=session.caisse_id,
            enregistre_le__lt=fin,
        )
        .exclude(ecriture__session=session, ecriture__type=ECART)
        .aggregate(total=Sum("montant"))["total"]
    )
    return int(total or 0)


def _agent_report(perimetre: Perimetre, caissier_id: UUID) -> int:
    """The last session's till minus what the agent's sessions moved in the period.

    With one session it is its float; with several, cash is not counted twice.
    """
    sessions = agent_sessions(perimetre)
    if not sessions:
        return 0
    debut, fin = perimetre.bounds
    last = sessions[-1]
    moved = (ENCAISSEMENT, *SORTIES)
    own = LigneEcriture.objects.filter(
        ecriture__session__caissier_id=caissier_id, compte__type="caisse", enregistre_le__lt=fin
    )
    since_open = own.filter(ecriture__session=last).exclude(ecriture__type__in=(FONDS, ECART))
    in_period = own.filter(enregistre_le__gte=debut, ecriture__type__in=moved)
    return last.fonds + _total(since_open) - _total(in_period)


def _total(rows: QuerySet[LigneEcriture]) -> int:
    return int(rows.aggregate(total=Sum("montant"))["total"] or 0)


def tills_balance(perimetre: Perimetre) -> int:
    """What the tills should have held at the period's end by the journal, its differences aside.

    An agent's last session, or every till of the agency or country. A figure of its own, to be
    compared with ``Figures.solde_caisse``: a report never quietly disagrees with the books.
    """
    debut, fin = perimetre.bounds
    if perimetre.caissier_id is not None:
        sessions = agent_sessions(perimetre)
        return session_balance(sessions[-1], fin) if sessions else 0
    rows = LigneEcriture.objects.filter(
        compte__type="caisse", compte__pays=perimetre.pays, enregistre_le__lt=fin
    ).exclude(ecriture__type=ECART, enregistre_le__gte=debut)
    if perimetre.agence_id is not None:
        rows = rows.filter(compte__caisse__agence_id=perimetre.agence_id)
    return _total(rows)


def receivable_of_cartons(colis_ids: Collection[UUID], fin: datetime) -> int:
    """What stood on these cartons' receivables before ``fin``."""
    return _total(
        LigneEcriture.objects.filter(
            compte__type="creances", colis_id__in=colis_ids, enregistre_le__lt=fin
        )
    )
