"""A carton that lands without ever having been registered: weighed and priced where it is found."""

from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import Pays
from colis.domain import Cause, CodeSuiviPris, ColisSaisi, next_etat
from colis.models import Colis, EvenementColis
from colis.selectors.clients import Contact
from colis.selectors.reglages import survenu_of
from colis.services.clients import resolve_client
from colis.services.enregistrement import addressee
from colis.services.mouvement import publish_moves
from colis.services.prix import price_new, put_price
from core.creations import claim
from core.errors import SaisieInvalide
from core.ids import CodeSuiviInvalide, generate_code_suivi, normalise_code_suivi, uuid7
from core.tenancy import Acteur


def register_arrival(
    *, acteur: Acteur, now: datetime, saisie: ColisSaisi, motif: str
) -> tuple[Colis, bool]:
    """An ``origine_inconnue`` carton, ``arrive`` in the actor's country; False when a replay.

    The caller has checked the action, posts the receivable and writes the audit row. Refusals:
    SaisieInvalide, TarifAbsent, CodeSuiviPris, IdDejaUtilise.
    """
    id = saisie.id or uuid7()
    if not claim(acteur=acteur, now=now, id=id, type="colis", contenu=asdict(saisie)):
        return Colis.objects.get(id=id), False
    origine = Pays.objects.filter(origine=True).order_by("ordre").first()
    contact, _ = resolve_client(
        acteur=acteur, now=now, client_id=saisie.client_id, saisi=saisie.client
    )
    if origine is None or contact.pays_id != acteur.pays:
        raise SaisieInvalide(errors={"client_id": ["ce client est d'un autre pays"]})
    colis = _build(acteur, now, saisie, origine=origine, contact=contact)
    colis.id = id
    prix = price_new(
        acteur=acteur,
        now=now,
        pays_origine=origine.code,
        devise_origine=origine.devise,
        pays_destination=acteur.pays,
        mode=saisie.mode,
        categorie=saisie.categorie,
        mesures=saisie.mesures,
        client_id=contact.id,
        vol_id=saisie.vol_id,
        negocie=saisie.negocie,
    )
    put_price(colis, prix)
    _save(colis)
    _tell(acteur, now, colis, saisie, motif)
    return colis, True


def _build(
    acteur: Acteur, now: datetime, saisie: ColisSaisi, *, origine: Pays, contact: Contact
) -> Colis:
    longueur, largeur, hauteur = saisie.dimensions_mm or (None, None, None)
    moment = survenu_of(acteur, saisie.survenu_le, now)
    return Colis(
        code_suivi=_code(saisie.code_suivi),
        pays_origine=origine,
        pays_destination_id=acteur.pays or "",
        visible_destination=True,
        statut=next_etat(None, Cause.ARRIVEE_INCONNUE),
        statut_le=moment,
        mode=saisie.mode,
        categorie=saisie.categorie,
        contenu=saisie.contenu,
        client_id=contact.id,
        **addressee(contact),
        poids_g=saisie.poids_g,
        source_poids=saisie.source_poids,
        longueur_mm=longueur,
        largeur_mm=largeur,
        hauteur_mm=hauteur,
        volume_cm3=saisie.volume_cm3,
        nombre_pieces=saisie.nombre_pieces or 1,
        origine_inconnue=True,
        arrive_le=moment,
        enregistre_par=acteur.id,
        survenu_le=moment,
        enregistre_le=now,
    )


def _code(given: str | None) -> str:
    if given is None:
        return generate_code_suivi()
    try:
        return normalise_code_suivi(given)
    except CodeSuiviInvalide as error:
        raise SaisieInvalide(errors={"code_suivi": ["code de suivi mal formé"]}) from error


def _save(colis: Colis) -> None:
    try:
        with transaction.atomic():
            colis.save(force_insert=True)
    except IntegrityError as error:
        constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if "code_suivi" in constraint:
            raise CodeSuiviPris from error
        raise


def _tell(acteur: Acteur, now: datetime, colis: Colis, saisie: ColisSaisi, motif: str) -> None:
    evenement = EvenementColis(
        id=uuid7(),
        colis=colis,
        type=Cause.ARRIVEE_INCONNUE,
        vers=colis.statut,
        motif=motif,
        details={"vol_id": str(saisie.vol_id)} if saisie.vol_id else {},
        acteur_id=acteur.id,
        acteur_role=acteur.role or acteur.fonction,
        pays=acteur.pays_audit,
        agence_id=acteur.agence_id,
        survenu_le=colis.survenu_le,
        enregistre_le=now,
    )
    evenement.save(force_insert=True)
    publish_moves(acteur=acteur, now=now, cause=Cause.ARRIVEE_INCONNUE, evenements=[evenement])
