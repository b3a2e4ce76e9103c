"""An agent's day (or a country's, all agents together) read from the journal and the acts."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import Agence, User
from accounts.selectors.lieux import main_agence
from core.errors import Introuvable
from core.money import format_argent
from distribution.domain.caisse import DEPENSE, ESPECES, TRANSFERT, VERSEMENT
from distribution.models import Annulation, Encaissement, LigneEcriture, RemiseColis, SessionCaisse
from distribution.recu_contenu import MOYENS
from distribution.selectors.encaissement import names_of
from distribution.selectors.figures import (
    HORS_SESSION,
    Figures,
    Perimetre,
    agent_sessions,
    money_figures,
    receivable_of_cartons,
    tills_balance,
)
from rapports.journee_contenu import (
    ContenuJournee,
    EncaisseMoyen,
    Mouvement,
    Recette,
    RemisesMode,
)
from rapports.selectors.synchronisation import unsynchronised

LIBELLES = {**MOYENS, "avoir": "Avoirs des clients", HORS_SESSION: "Hors session, à reporter"}
TOUS = "Tous les agents"


def load_journee(*, perimetre: Perimetre, now: datetime) -> ContenuJournee:
    """The day's content under the caller's rows; one local day (``debut`` of the perimeter)."""
    figures = money_figures(perimetre)
    agence, agent = _who(perimetre)
    encaissements = _encaissements(perimetre)
    handed = _handed_over(perimetre)
    sessions = agent_sessions(perimetre) if perimetre.caissier_id else []
    attendu = unsynchronised(
        pays=perimetre.pays.code, devise=figures.devise, agent_id=perimetre.caissier_id
    )
    return ContenuJournee(
        jour=perimetre.debut,
        agence=agence.nom,
        adresse_agence=agence.adresse,
        fuseau=perimetre.pays.fuseau,
        agent=agent,
        devise=figures.devise,
        etabli_le=now,
        remises=_par_mode(handed),
        encaissements=_par_moyen(figures, encaissements),
        report_veille=figures.report_veille,
        solde_journal=tills_balance(perimetre),
        facture=figures.facture,
        reste_a_payer=_reste(perimetre, figures, _touched(handed, encaissements)),
        tout_le_pays=perimetre.caissier_id is None,
        recettes=_recettes(encaissements),
        jetons=_concessions(encaissements, "jeton_cede"),
        rabais=_concessions(encaissements, "rabais"),
        depenses=_sorties(perimetre, DEPENSE),
        transferts=_sorties(perimetre, TRANSFERT),
        versements=_sorties(perimetre, VERSEMENT),
        compte=_counted(sessions),
        observations=attendu + _observations(perimetre, figures, encaissements, sessions),
        provisoire=bool(attendu),
    )


def _reste(perimetre: Perimetre, figures: Figures, touched: set[UUID]) -> int:
    """The country's balance due; for one agent, what is left on the cartons of their day."""
    if perimetre.caissier_id is None:
        return figures.reste_a_payer
    return receivable_of_cartons(touched, perimetre.bounds[1])


def _who(perimetre: Perimetre) -> tuple[Agence, str]:
    user = (
        User.objects.select_related("agence").filter(id=perimetre.caissier_id).first()
        if perimetre.caissier_id
        else None
    )
    agence = (user.agence if user else None) or main_agence(perimetre.pays.code)
    if agence is None or (perimetre.caissier_id and user is None):
        raise Introuvable
    return agence, user.nom if user else TOUS


def _encaissements(perimetre: Perimetre) -> list[Encaissement]:
    debut, fin = perimetre.bounds
    rows = Encaissement.objects.filter(
        pays=perimetre.pays, enregistre_le__gte=debut, enregistre_le__lt=fin
    )
    if perimetre.caissier_id is not None:
        rows = rows.filter(caissier_id=perimetre.caissier_id)
    return list(rows.select_related("annulation").prefetch_related("lignes__colis").order_by("id"))


def _handed_over(perimetre: Perimetre) -> QuerySet[RemiseColis]:
    debut, fin = perimetre.bounds
    rows = RemiseColis.objects.filter(
        remise__pays=perimetre.pays,
        remise__enregistre_le__gte=debut,
        remise__enregistre_le__lt=fin,
        annulee_le__isnull=True,
    )
    if perimetre.caissier_id is not None:
        rows = rows.filter(remise__acteur_id=perimetre.caissier_id)
    return rows


def _par_mode(handed: QuerySet[RemiseColis]) -> tuple[RemisesMode, ...]:
    rows = (
        handed.values_list("colis__mode")
        .annotate(n=Count("id"), poids=Sum("colis__poids_g"), recettes=Sum("colis__prix"))
        .order_by("colis__mode")
    )
    return tuple(
        RemisesMode(mode, n, poids or 0, recettes or 0) for mode, n, poids, recettes in rows
    )


def _par_moyen(
    figures: Figures, encaissements: Iterable[Encaissement]
) -> tuple[EncaisseMoyen, ...]:
    waiting: dict[str, int] = {}
    for row in encaissements:
        if row.rapprochement == "a_rapprocher":
            waiting[row.moyen] = waiting.get(row.moyen, 0) + row.montant
    order = [*LIBELLES]
    return tuple(
        EncaisseMoyen(
            moyen=moyen,
            libelle=LIBELLES.get(moyen, moyen),
            nombre=figures.nombre_par_moyen.get(moyen, 0),
            montant=montant,
            a_rapprocher=waiting.get(moyen, 0),
        )
        for moyen, montant in sorted(figures.par_moyen.items(), key=lambda kv: order.index(kv[0]))
    )


def _touched(handed: QuerySet[RemiseColis], encaissements: Iterable[Encaissement]) -> set[UUID]:
    paid = {ligne.colis_id for row in encaissements for ligne in row.lignes.all()}
    return paid | set(handed.values_list("colis_id", flat=True))


def _recettes(encaissements: list[Encaissement]) -> tuple[Recette, ...]:
    noms = names_of(encaissements)
    return tuple(
        Recette(
            numero=row.recu_numero,
            encaisse_le=row.survenu_le,
            client_nom=noms.clients.get(row.client_id, ("—", ""))[0],
            colis=len(row.lignes.all()),
            moyen=MOYENS.get(row.moyen, row.moyen),
            montant=row.montant,
            annule=hasattr(row, "annulation"),
        )
        for row in encaissements
    )


def _concessions(encaissements: Iterable[Encaissement], nature: str) -> tuple[Mouvement, ...]:
    """Discounts or jetons granted and not taken back."""
    return tuple(
        Mouvement(
            survenu_le=row.survenu_le,
            libelle=row.recu_numero,
            detail=row.rabais_motif if nature == "rabais" else "",
            montant=getattr(row, nature),
        )
        for row in encaissements
        if getattr(row, nature) and not hasattr(row, "annulation")
    )


def _sorties(perimetre: Perimetre, type: str) -> tuple[Mouvement, ...]:
    """Cash that left tills in entries of one type."""
    debut, fin = perimetre.bounds
    rows = LigneEcriture.objects.filter(
        ecriture__type=type,
        ecriture__pays=perimetre.pays,
        compte__type="caisse",
        enregistre_le__gte=debut,
        enregistre_le__lt=fin,
    )
    if perimetre.caissier_id is not None:
        rows = rows.filter(ecriture__session__caissier_id=perimetre.caissier_id)
    return tuple(
        Mouvement(
            survenu_le=row.ecriture.survenu_le,
            libelle=type.capitalize(),
            detail="",
            montant=-row.montant,
        )
        for row in rows.select_related("ecriture").order_by("ecriture_id")
    )


def _counted(sessions: list[SessionCaisse]) -> int | None:
    """The cash counted at the agent's last session."""
    if not sessions or sessions[-1].compte is None:
        return None
    return int(sessions[-1].compte.get(ESPECES, 0))


def _observations(
    perimetre: Perimetre,
    figures: Figures,
    encaissements: list[Encaissement],
    sessions: list[SessionCaisse],
) -> tuple[str, ...]:
    tardifs = sum(row.tardif for row in encaissements)
    exces = sum(row.avoir for row in encaissements)
    waiting = sum(row.rapprochement == "a_rapprocher" for row in encaissements)
    found = [
        f"{tardifs} encaissement(s) arrivé(s) après le comptage de leur session" if tardifs else "",
        f"{_money(figures, exces)} de trop-perçu gardés en avoir" if exces else "",
        f"{waiting} paiement(s) à rapprocher du relevé de l'opérateur" if waiting else "",
        *(f"Annulé : {line}" for line in _reversals(perimetre)),
        *(
            f"Écart de la session de {session.caisse.nom} : {session.validation_motif}"
            for session in sessions
            if session.validation_motif
        ),
    ]
    return tuple(line for line in found if line)


def _reversals(perimetre: Perimetre) -> list[str]:
    debut, fin = perimetre.bounds
    rows = Annulation.objects.filter(
        pays=perimetre.pays, enregistre_le__gte=debut, enregistre_le__lt=fin
    ).select_related("encaissement")
    if perimetre.caissier_id is not None:
        rows = rows.filter(
            Q(encaissement__caissier_id=perimetre.caissier_id) | Q(acteur_id=perimetre.caissier_id)
        )
    return [f"{row.encaissement.recu_numero}, {row.motif}" for row in rows.order_by("id")]


def _money(figures: Figures, montant: int) -> str:
    return format_argent(montant, figures.devise)
