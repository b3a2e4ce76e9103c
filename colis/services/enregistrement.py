"""Intake: a carton handed in at the origin is weighed, priced, numbered and owed."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Pays
from accounts.policies import Action, require
from accounts.selectors.lieux import get_own_agence, known_pays
from audit.services import record
from colis.domain import (
    Cause,
    CodeSuiviPris,
    ColisRegistered,
    ColisSaisi,
    Etat,
    fold_nom,
    next_etat,
)
from colis.models import Colis, EvenementColis, Pesee, ReferenceExterne
from colis.selectors.clients import Contact, find_contact
from colis.selectors.colis import references_seen
from colis.selectors.reglages import bande_pct, survenu_of
from colis.services.clients import read_telephone, resolve_client
from colis.services.concessions import tell_negocie
from colis.services.matieres import put_avis, tell_hold
from colis.services.mouvement import publish_moves
from colis.services.prix import Prix, price_new, put_price
from core.creations import claim
from core.errors import Introuvable, SaisieInvalide
from core.events import publish
from core.ids import CodeSuiviInvalide, generate_code_suivi, normalise_code_suivi, uuid7
from core.tenancy import Acteur


def register_colis(*, acteur: Acteur, now: datetime, saisie: ColisSaisi) -> tuple[Colis, bool]:
    """Take a carton in and answer it with True; the same id and content again, with False.

    A carton whose words or category hint at dangerous goods is held and joins no flight.
    Refusals: SaisieInvalide (route, agency, phone, code, measures), TarifAbsent, PrixHorsBande
    (online), CodeSuiviPris, IdDejaUtilise, and whatever loading into ``vol_id`` refuses.
    """
    require(acteur, Action.REGISTER_COLIS)
    id = saisie.id or uuid7()
    if saisie.id is not None and not claim(
        acteur=acteur, now=now, id=id, type="colis", contenu=_contenu(saisie)
    ):
        return Colis.objects.get(id=id), False
    origine = _route(acteur, saisie)
    acteur = _at_bench(acteur, saisie.agence_id)
    code = _code(saisie.code_suivi)
    contact, cree = resolve_client(
        acteur=acteur, now=now, client_id=saisie.client_id, saisi=saisie.client
    )
    _check_contact(contact, saisie)
    prix = _price(acteur, now, origine, saisie, contact.id)
    survenu_le = survenu_of(acteur, saisie.survenu_le, now)
    colis = _build(acteur, now, saisie, id=id, code=code, contact=contact, survenu_le=survenu_le)
    put_price(colis, prix)
    if put_avis(colis, saisie.batterie).bloque:
        # Held goods wait on the shelf: no flight takes them before an admin has answered.
        saisie = saisie.without_vol()
    _save(colis)
    vues = _save_references(colis, saisie)
    _save_pesee(acteur, colis, saisie)
    _tell(acteur, now, colis, saisie, {"client_cree": cree, "references_deja_vues": vues})
    if colis.blocage:
        tell_hold(acteur=acteur, now=now, colis=colis)
    if saisie.negocie is not None:
        tell_negocie(acteur=acteur, now=now, colis=colis, motif=saisie.negocie.motif)
    if saisie.vol_id is not None:
        colis.refresh_from_db()
    return colis, True


def quote_colis(*, acteur: Acteur, now: datetime, saisie: ColisSaisi) -> Prix:
    """The price intake would give, by the same function; nothing is stored."""
    require(acteur, Action.REGISTER_COLIS)
    origine = _route(acteur, saisie)
    client_id = saisie.client_id
    if client_id is None and saisie.client is not None:
        telephone = read_telephone(saisie.client.telephone, saisie.client.pays, "client.telephone")
        known = find_contact(saisie.client.pays, telephone)
        client_id = known.id if known else None
    prix = _price(acteur, now, origine, saisie, client_id)
    libre = acteur.fonction != "agent"
    return replace(prix, bande_pct=None if libre else bande_pct(acteur.pays or "", now))


def _route(acteur: Acteur, saisie: ColisSaisi) -> Pays:
    """The origin's country, once the destination is known to be served from it."""
    pays = known_pays()
    origine, destination = pays.get(acteur.pays or ""), pays.get(saisie.pays_destination)
    if origine is None or destination is None or destination.origine:
        raise SaisieInvalide(errors={"pays_destination": ["destination non desservie"]})
    if saisie.sac_id is not None:
        raise SaisieInvalide(errors={"sac_id": ["ce sac n'existe pas"]})
    return origine


def _contenu(saisie: ColisSaisi) -> dict[str, Any]:
    """What a retry must repeat; devices that name no agency say what they always said."""
    contenu = asdict(saisie)
    if saisie.agence_id is None:
        del contenu["agence_id"]
    return contenu


def _at_bench(acteur: Acteur, agence_id: UUID | None) -> Acteur:
    """The person where the bench stands, which may be another agency of their country."""
    if agence_id is None:
        return acteur
    try:
        return replace(acteur, agence_id=get_own_agence(acteur, agence_id).id)
    except Introuvable as error:
        raise SaisieInvalide(errors={"agence_id": ["agence d'un autre pays"]}) from error


def _code(given: str | None) -> str:
    if given is None:
        return generate_code_suivi()
    try:
        return normalise_code_suivi(given)
    except CodeSuiviInvalide as error:
        raise SaisieInvalide(errors={"code_suivi": ["code de suivi mal formé"]}) from error


def _check_contact(contact: Contact, saisie: ColisSaisi) -> None:
    if contact.pays_id != saisie.pays_destination:
        champ = "client_id" if saisie.client_id else "client.pays"
        raise SaisieInvalide(errors={champ: ["ce client est d'un autre pays que la destination"]})


def _price(
    acteur: Acteur, now: datetime, origine: Pays, saisie: ColisSaisi, client_id: UUID | None
) -> Prix:
    return price_new(
        acteur=acteur,
        now=now,
        pays_origine=origine.code,
        devise_origine=origine.devise,
        pays_destination=saisie.pays_destination,
        mode=saisie.mode,
        categorie=saisie.categorie,
        mesures=saisie.mesures,
        client_id=client_id,
        vol_id=saisie.vol_id,
        negocie=saisie.negocie,
    )


def _build(
    acteur: Acteur,
    now: datetime,
    saisie: ColisSaisi,
    *,
    id: UUID,
    code: str,
    contact: Contact,
    survenu_le: datetime,
) -> Colis:
    longueur, largeur, hauteur = saisie.dimensions_mm or (None, None, None)
    return Colis(
        id=id,
        code_suivi=code,
        pays_origine_id=acteur.pays_audit,
        pays_destination_id=saisie.pays_destination,
        agence_origine_id=acteur.agence_id,
        statut=next_etat(None, Cause.ENREGISTREMENT),
        statut_le=survenu_le,
        mode=saisie.mode,
        categorie=saisie.categorie,
        contenu=saisie.contenu,
        client_id=contact.id,
        **addressee(contact),
        poids_g=saisie.poids_g,
        source_poids=saisie.source_poids,
        trame_balance=saisie.trame_balance,
        longueur_mm=longueur,
        largeur_mm=largeur,
        hauteur_mm=hauteur,
        volume_cm3=saisie.volume_cm3,
        nombre_pieces=saisie.nombre_pieces or 1,
        valeur_declaree=saisie.valeur_declaree,
        valeur_devise=saisie.valeur_devise,
        envoi_id=saisie.envoi_id,
        rang=saisie.rang,
        total=saisie.total,
        enregistre_par=acteur.id,
        survenu_le=survenu_le,
        enregistre_le=now,
    )


def addressee(contact: Contact) -> dict[str, str]:
    """The addressee's columns, frozen on the carton: a later correction of the client's record
    does not rewrite what was promised and printed.
    """
    return {
        "destinataire_nom": contact.nom,
        "destinataire_telephone": contact.telephone,
        "destinataire_recherche": fold_nom(contact.nom),
    }


def _save(colis: Colis) -> None:
    try:
        with transaction.atomic():
            colis.save(force_insert=True)
    except IntegrityError as error:
        constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        if "code_suivi" in constraint:
            raise CodeSuiviPris from error
        raise


def _save_references(colis: Colis, saisie: ColisSaisi) -> list[dict[str, str]]:
    """Store the aliases; answers which of them another carton already bears."""
    if not saisie.references:
        return []
    vues = references_seen(saisie.references)
    ReferenceExterne.objects.bulk_create(
        ReferenceExterne(id=uuid7(), colis=colis, valeur=valeur, enregistre_le=colis.enregistre_le)
        for valeur in saisie.references
    )
    return vues


def _save_pesee(acteur: Acteur, colis: Colis, saisie: ColisSaisi) -> None:
    Pesee(
        colis=colis,
        poids_g=colis.poids_g,
        source=colis.source_poids,
        trame=colis.trame_balance,
        dimensions_mm=list(saisie.dimensions_mm) if saisie.dimensions_mm else None,
        acteur_id=acteur.id,
        pays=acteur.pays_audit,
        survenu_le=colis.survenu_le,
        enregistre_le=colis.enregistre_le,
    ).save(force_insert=True)


def _tell(
    acteur: Acteur, now: datetime, colis: Colis, saisie: ColisSaisi, faits: dict[str, Any]
) -> None:
    """Event, audit, then the higher floors."""
    details = {name: fait for name, fait in faits.items() if fait}
    if saisie.negocie is not None:
        details["prix_negocie"] = asdict(saisie.negocie)
    evenement = EvenementColis(
        colis=colis,
        type=Cause.ENREGISTREMENT,
        vers=Etat.RECU,
        details=details,
        acteur_id=acteur.id,
        acteur_role=acteur.role or acteur.fonction,
        pays=acteur.pays_audit,
        agence_id=acteur.agence_id,
        survenu_le=colis.survenu_le,
        enregistre_le=now,
    )
    evenement.save(force_insert=True)
    record(
        acteur=acteur,
        now=now,
        action=Action.REGISTER_COLIS,
        sujet_type="colis",
        sujet_id=colis.id,
        apres={
            "code_suivi": colis.code_suivi,
            "pays_destination": colis.pays_destination_id,
            "poids_g": colis.poids_g,
            "prix": colis.prix,
            "devise": colis.devise,
        },
        motif=saisie.negocie.motif if saisie.negocie else "",
        survenu_le=colis.survenu_le,
    )
    publish_moves(acteur=acteur, now=now, cause=Cause.ENREGISTREMENT, evenements=[evenement])
    publish(
        ColisRegistered(
            colis_id=colis.id,
            code_suivi=colis.code_suivi,
            vol_id=saisie.vol_id,
            acteur=acteur,
            now=now,
        )
    )
