"""Reads of the people: lists, one message's whole life, the health of the lines."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from accounts.models import User
from notifications.domain import Etape, EtatLigne, Statut, day_cap, line_capacity
from notifications.gabarits import default_template, sms_template
from notifications.models import (
    Gabarit,
    Ligne,
    MessageDu,
    Notification,
    NotificationMessage,
    Tentative,
)
from notifications.selectors.envoi import (
    A_ENVOYER,
    CANAL_SMS,
    CANAL_WHATSAPP,
    messages_of,
)

FENETRE = timedelta(hours=24)
HEURE, CINQ_MINUTES = timedelta(hours=1), timedelta(minutes=5)
PARTIS = (Statut.ENVOYE, Statut.LIVRE, Statut.LU)


def filter_notifications(
    *,
    statut: str | None = None,
    pays: str | None = None,
    etape: str | None = None,
    motif: str | None = None,
    telephone: str | None = None,
    client: UUID | None = None,
    ids: Collection[UUID] | None = None,
) -> QuerySet[Notification]:
    """The caller's notifications by any of these."""
    criteres = Q()
    donnes: dict[str, Any] = {
        "statut": statut,
        "pays_id": pays,
        "etape": etape,
        "code_motif": motif,
        "telephone": telephone,
        "client_id": client,
        "id__in": ids,
    }
    for champ, valeur in donnes.items():
        if valeur is not None:
            criteres &= Q(**{champ: valeur})
    return Notification.objects.filter(criteres)


def life_of(notification: Notification) -> dict[str, Any]:
    """One message's whole life: what it tells, every try, every receipt."""
    essais = list(
        Tentative.objects.filter(notification=notification).select_related("ligne").order_by("id")
    )
    return {
        "messages": messages_of(notification),
        "essais": essais,
        "ligne": notification.ligne.nom if notification.ligne else None,
    }


def list_lignes() -> list[Ligne]:
    """The caller's lines."""
    return list(Ligne.objects.order_by("pays_id", "usage", "ordre", "id"))


def list_gabarits() -> list[Gabarit]:
    """The latest version of each text the caller's country wrote."""
    return list(
        Gabarit.objects.order_by("pays_id", "etape", "canal", "langue", "-version").distinct(
            "pays_id", "etape", "canal", "langue"
        )
    )


def versions_of(
    pays: str, etape: Etape, langue: str, canal: str = CANAL_WHATSAPP
) -> list[dict[str, Any]]:
    """Every version of one text, latest first, then the one shipped (version 0)."""
    lues = Gabarit.objects.filter(pays_id=pays, etape=etape, canal=canal, langue=langue)
    ecrites = list(lues.order_by("-version"))
    livre = sms_template if canal == CANAL_SMS else default_template
    noms = dict(User.objects.filter(id__in={g.cree_par for g in ecrites}).values_list("id", "nom"))
    commun: dict[str, Any] = {"pays": pays, "etape": etape, "canal": canal, "langue": langue}
    maison: dict[str, Any] = {
        "version": 0,
        "texte": livre(etape, langue),
        "cree_le": None,
        "auteur": None,
    }
    return [
        commun
        | {
            "version": g.version,
            "texte": g.texte,
            "cree_le": g.cree_le,
            "auteur": noms.get(g.cree_par),
        }
        for g in ecrites
    ] + [commun | maison]


def needs(now: datetime) -> list[dict[str, Any]]:
    """What each country's lines carry today, against what its people were owed yesterday.

    A line that is down carries nothing; one that warms up, its cap of the day.
    """
    hier = (now - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    besoins = dict(
        Notification.objects.filter(cree_le__gte=hier, cree_le__lt=hier + timedelta(days=1))
        .values_list("pays_id")
        .annotate(nombre=Count("id"))
    )
    capacites: dict[str, int] = {}
    for ligne in Ligne.objects.filter(actif=True, usage="etapes"):
        plafond = day_cap(ligne.plafond_jour, ligne.chauffe_le, now.date())
        porte = line_capacity(ligne.intervalle_min_ms, ligne.intervalle_max_ms, plafond)
        capacites[ligne.pays_id] = capacites.get(ligne.pays_id, 0) + (
            0 if ligne.etat == EtatLigne.EN_PANNE else porte
        )
    return [
        {"pays": p, "capacite_jour": capacites.get(p, 0), "besoin_hier": besoins.get(p, 0)}
        for p in sorted({*capacites, *besoins})
    ]


def health(now: datetime) -> dict[str, Any]:
    """Lines, rates of the last 24 h, what is parked and why, the oldest message waiting."""
    recentes = Notification.objects.filter(cree_le__gte=now - FENETRE)
    par_statut = list(
        recentes.values("pays_id", "etape", "statut")
        .annotate(nombre=Count("id"))
        .order_by("pays_id", "etape", "statut")
    )
    return {
        "lignes": _lignes(now),
        "debits": rates(now),
        "par_statut_24h": [
            {
                "pays": compte["pays_id"],
                **{nom: compte[nom] for nom in ("etape", "statut", "nombre")},
            }
            for compte in par_statut
        ],
        "en_souffrance": _parked(),
        "capacites": needs(now),
        "incertains": Notification.objects.filter(statut=Statut.INCERTAIN).count(),
        "a_regrouper": ungrouped(now).count(),
        "plus_ancienne_en_attente_le": Notification.objects.filter(statut__in=A_ENVOYER).aggregate(
            plus_ancienne=Min("cree_le")
        )["plus_ancienne"],
        "taux_livraison_24h": _rate(par_statut),
    }


def ungrouped(now: datetime) -> QuerySet[MessageDu]:
    """Owed messages of the last days no notification tells yet."""
    return MessageDu.objects.filter(
        ~Exists(NotificationMessage.objects.filter(message_id=OuterRef("id"))),
        cree_le__gte=now - timedelta(days=8),
    )


def _lignes(now: datetime) -> list[dict[str, Any]]:
    envoyes = Q(issue="accepte", commencee_le__gte=now - FENETRE)
    nombres = dict(
        Tentative.objects.filter(envoyes).values_list("ligne_id").annotate(nombre=Count("id"))
    )
    return [
        {
            "id": ligne.id,
            "nom": ligne.nom,
            "pays": ligne.pays_id,
            "usage": ligne.usage,
            **_state(ligne, now),
            "actif": ligne.actif,
            "capacite_jour": line_capacity(
                ligne.intervalle_min_ms, ligne.intervalle_max_ms, ligne.plafond_jour
            ),
            "plafond_du_jour": day_cap(ligne.plafond_jour, ligne.chauffe_le, now.date()),
            "envois_du_jour": ligne.envois_jour if ligne.jour == now.date() else 0,
            "envoyes_24h": nombres.get(ligne.id, 0),
        }
        for ligne in list_lignes()
    ]


def _state(ligne: Ligne, now: datetime) -> dict[str, Any]:
    """As it is now: a rest that is over is no rest, though nothing has left since."""
    repos = ligne.pause_jusqu_le is not None and ligne.pause_jusqu_le > now
    fini = ligne.etat == EtatLigne.EN_PAUSE and not repos
    return {
        "etat": EtatLigne.CONNECTEE if fini else ligne.etat,
        "etat_le": ligne.pause_jusqu_le if fini and ligne.pause_jusqu_le else ligne.etat_le,
        "pause_jusqu_le": ligne.pause_jusqu_le if repos else None,
        "pause_motif": ligne.pause_motif if repos else "",
    }


def rates(now: datetime) -> list[dict[str, Any]]:
    """What each line sent of each step in the last hour and five minutes, and what failed."""
    parti = Q(issue="accepte")
    comptes = (
        Tentative.objects.filter(commencee_le__gte=now - HEURE)
        .values("ligne__pays_id", "ligne__nom", "notification__etape")
        .annotate(
            heure=Count("id", filter=parti),
            cinq_minutes=Count("id", filter=parti & Q(commencee_le__gte=now - CINQ_MINUTES)),
            rates=Count("id", filter=~parti & Q(terminee_le__isnull=False)),
        )
    )
    return [
        {
            "pays": compte["ligne__pays_id"],
            "ligne": compte["ligne__nom"],
            "etape": compte["notification__etape"],
            **{nom: compte[nom] for nom in ("heure", "cinq_minutes", "rates")},
        }
        for compte in comptes.order_by("ligne__pays_id", "ligne__nom", "notification__etape")
    ]


def _parked() -> list[dict[str, Any]]:
    parkees = Notification.objects.filter(
        Q(statut__in=[Statut.SUSPENDU, Statut.ECHEC_PERMANENT, Statut.INCERTAIN])
    )
    comptes = parkees.values("pays_id", "code_motif").annotate(nombre=Count("id"))
    return [
        {"pays": compte["pays_id"], "motif": compte["code_motif"], "nombre": compte["nombre"]}
        for compte in comptes.order_by("pays_id", "code_motif")
    ]


def _rate(par_statut: Sequence[Mapping[str, Any]]) -> float | None:
    """Share of what left that is known to have reached the phone; None when nothing left."""
    partis = sum(compte["nombre"] for compte in par_statut if compte["statut"] in PARTIS)
    arrives = sum(compte["nombre"] for compte in par_statut if compte["statut"] in PARTIS[1:])
    return round(arrives / partis, 4) if partis else None
