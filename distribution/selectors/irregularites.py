"""What a closed check-in found wrong, as its report says it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from accounts.models import Agence
from accounts.policies import Action, require
from accounts.selectors.lieux import main_agence
from colis.domain import Cause, Etat
from colis.models import EvenementColis, Photo
from colis.selectors.colis import names_of
from core.errors import Introuvable
from core.tenancy import Acteur
from distribution.selectors.pointage import EtatPointage, Ligne, read_pointage
from vols.domain import ActeVol
from vols.irregularites_pdf import ColisIrregulier, ContenuIrregularites
from vols.models import EvenementVol, Vol


def load_irregularites(acteur: Acteur, vol_id: UUID) -> ContenuIrregularites:
    """The report of a closed check-in; :class:`Introuvable` before it is closed."""
    require(acteur, Action.READ_POINTAGE)
    etat = read_pointage(acteur, vol_id)
    vol = etat.vol
    closing = EvenementVol.objects.filter(vol_id=vol.id, type=ActeVol.CLOTURE_POINTAGE).first()
    if vol.pointe_le is None or closing is None:
        raise Introuvable
    agence = main_agence(vol.pays_destination_id)
    missed = _missed(etat)
    photos = _photos(etat)
    missing = [x for x in etat.lignes if x.colis.id in missed and not x.surplus]
    return ContenuIrregularites(
        numero=vol.numero,
        lta=vol.lta,
        compagnie=vol.compagnie.nom if vol.compagnie else "",
        aeroport_depart=vol.aeroport_depart_id or "",
        aeroport_arrivee=vol.aeroport_arrivee_id or "",
        agence=_place(agence, vol),
        adresse_agence=agence.adresse if agence else "",
        fuseau=vol.pays_destination.fuseau,
        arrive_le=vol.arrive_le,
        cloture_le=vol.pointe_le,
        cloture_par=names_of([closing.acteur_id]).get(closing.acteur_id, closing.acteur_role),
        attendus=etat.attendus,
        pointes=etat.attendus - len(missing),
        manquants=tuple(_irregular(x, photos, missed) for x in missing),
        surplus=tuple(_irregular(x, photos) for x in etat.lignes if x.surplus),
        endommages=tuple(_irregular(x, photos) for x in etat.lignes if x.colis.endommage),
        version_manifeste=vol.version_manifeste,
    )


def _place(agence: Agence | None, vol: Vol) -> str:
    return agence.nom if agence else vol.pays_destination.nom


def _missed(etat: EtatPointage) -> dict[UUID, EvenementColis]:
    """Cartons the closing found missing, also those found since."""
    events = EvenementColis.objects.filter(
        colis_id__in=[ligne.colis.id for ligne in etat.lignes], type=Cause.MANQUE
    )
    return {event.colis_id: event for event in events}


def _photos(etat: EtatPointage) -> Counter[UUID]:
    """Pictures taken of these cartons since the flight arrived."""
    wrong = [x.colis.id for x in etat.lignes if x.colis.endommage or x.surplus]
    taken: Iterable[UUID] = Photo.objects.filter(
        colis_id__in=wrong, enregistre_le__gte=etat.vol.arrive_le
    ).values_list("colis_id", flat=True)
    return Counter(taken) if wrong else Counter()


def _irregular(
    ligne: Ligne,
    photos: Mapping[UUID, int],
    missed: Mapping[UUID, EvenementColis] | None = None,
) -> ColisIrregulier:
    colis, pointage = ligne.colis, ligne.pointage
    event = (missed or {}).get(colis.id)
    note = pointage.note if pointage else ""
    if event is not None and colis.statut not in (Etat.MANQUANT, Etat.PERDU):
        note = f"Retrouvé depuis. {note}".strip()
    moment = event.survenu_le if event else pointage.survenu_le if pointage else None
    return ColisIrregulier(
        code_suivi=colis.code_suivi,
        client_nom=colis.destinataire_nom,
        contenu=colis.contenu,
        poids_g=colis.poids_g,
        observation=note,
        constate_le=moment,
        photos=photos.get(colis.id, 0),
    )
