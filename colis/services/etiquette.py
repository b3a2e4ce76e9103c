"""Printing a carton's label: the same figures as everywhere, and a trace of every print."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import Agence, Pays
from accounts.policies import Action, require
from accounts.selectors.lieux import main_agence
from audit.services import record
from colis.domain import Fait
from colis.etiquettes import Etiquette, FormatEtiquette, Taille, render_etiquette
from colis.models import Colis, EvenementColis
from colis.selectors.colis import load_colis_row
from colis.selectors.reglages import survenu_of
from colis.services.mouvement import record_fait
from core.money import Argent
from core.tenancy import Acteur


def print_etiquette(
    *,
    acteur: Acteur,
    now: datetime,
    colis_id: UUID,
    format_: FormatEtiquette,
    taille: Taille,
    survenu_le: datetime | None = None,
) -> tuple[Colis, bytes]:
    """The label's bytes; the first print and every reprint are events of the carton."""
    colis = record_print(
        acteur=acteur, now=now, colis_id=colis_id, format_=format_, taille=taille,
        survenu_le=survenu_le,
    )  # fmt: skip
    return colis, render_etiquette(build_etiquette(colis), format_, taille)


def record_print(
    *,
    acteur: Acteur,
    now: datetime,
    colis_id: UUID,
    format_: FormatEtiquette,
    taille: Taille,
    survenu_le: datetime | None = None,
) -> Colis:
    """Note a print made by the station itself. Raises Introuvable."""
    require(acteur, Action.PRINT_LABEL)
    colis = load_colis_row(colis_id)
    already = EvenementColis.objects.filter(colis=colis, type=Fait.ETIQUETTE).exists()
    details = {"format": str(format_), "taille": str(taille), "reimpression": already}
    record_fait(
        acteur=acteur, now=now, colis=colis, fait=Fait.ETIQUETTE, details=details,
        survenu_le=survenu_of(acteur, survenu_le, now),
    )  # fmt: skip
    record(
        acteur=acteur, now=now, action=Action.PRINT_LABEL, sujet_type="colis", sujet_id=colis.id,
        apres=details,
    )  # fmt: skip
    return colis


def build_etiquette(colis: Colis) -> Etiquette:
    """What the label says; the day is the origin's own."""
    agence = Agence.objects.filter(id__in=[colis.agence_origine_id]).first()
    destination = main_agence(colis.pays_destination_id)
    fuseau = Pays.objects.values_list("fuseau", flat=True).get(code=colis.pays_origine_id)
    return Etiquette(
        code_suivi=colis.code_suivi,
        url=tracking_url(colis.code_suivi),
        pays=colis.pays_destination_id,
        ville=destination.ville if destination else colis.pays_destination_id,
        client_nom=colis.destinataire_nom,
        client_telephone_fin=colis.destinataire_telephone[-4:],
        rang=colis.rang,
        total=colis.total,
        poids_g=colis.poids_g,
        mode=colis.mode,
        categorie=colis.categorie,
        agence=agence.nom if agence else "",
        enregistre_le=colis.enregistre_le.astimezone(ZoneInfo(fuseau)).date(),
        montant=Argent(colis.prix, colis.devise),
        paye_en_chine=colis.regle_origine > 0,
        danger=colis.marque_dg or ("DG ?" if colis.blocage == "dg" else None),
        nombre_pieces=colis.nombre_pieces if colis.nombre_pieces > 1 else None,
    )


def tracking_url(code_suivi: str) -> str:
    """The public address printed in the QR code."""
    return f"{settings.PUBLIC_ORIGIN}/suivi/{code_suivi}"
