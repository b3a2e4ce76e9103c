"""What is wrong now, country by country, among the rows the caller sees: each alarm's facts."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from accounts.models import User
from notifications.domain import EtatLigne, Motif, Statut
from notifications.domain.veille import (
    ATTENTE_MAX,
    ECHECS_PAR_HEURE,
    LIGNE_BASSE_APRES,
    PERMANENTS_PAR_JOUR,
    REPOS,
    SANS_ACCUSE_APRES,
    SANS_RUPTURE,
    Alarme,
    Nature,
    failing,
    unheard,
)
from notifications.models import Alerte, Ligne, Notification, Tentative
from notifications.selectors.envoi import A_ENVOYER

HEURE, JOUR = timedelta(hours=1), timedelta(days=1)
PARTIS = (Statut.ENVOYE, Statut.LIVRE, Statut.LU)


def alarms(now: datetime) -> list[Alarme]:
    """Everything that should call somebody at `now`."""
    return [
        *_tries(now),
        *_permanents(now),
        *_lines(now),
        *_waiting(now),
        *_unheard(now),
        *_templates(now),
    ]


def _tries(now: datetime) -> Iterator[Alarme]:
    essais = Tentative.objects.filter(commencee_le__gte=now - HEURE, terminee_le__isnull=False)
    comptes = essais.values("ligne__pays_id").annotate(
        tous=Count("id"), rates=Count("id", filter=~Q(issue="accepte"))
    )
    for compte in comptes.order_by("ligne__pays_id"):
        pays, rates, tous = compte["ligne__pays_id"], compte["rates"], compte["tous"]
        if rates >= ECHECS_PAR_HEURE:
            detail = f"{rates} envois ratés depuis une heure"
            yield Alarme(
                pays=pays, nature=Nature.ECHECS, cle="echecs", detail=detail,
                valeurs={"nombre": rates},
            )  # fmt: skip
        if failing(rates, tous):
            detail = f"{rates} envois sur {tous} ratés depuis une heure"
            yield Alarme(
                pays=pays, nature=Nature.TAUX, cle="taux", detail=detail,
                valeurs={"nombre": rates, "total": tous},
            )  # fmt: skip


def _permanents(now: datetime) -> Iterator[Alarme]:
    arretes = Notification.objects.filter(statut=Statut.ECHEC_PERMANENT, modifie_le__gte=now - JOUR)
    comptes = arretes.values("pays_id").annotate(nombre=Count("id")).order_by("pays_id")
    for compte in comptes:
        if compte["nombre"] >= PERMANENTS_PAR_JOUR:
            detail = f"{compte['nombre']} messages arrêtés pour de bon depuis 24 h"
            yield Alarme(
                pays=compte["pays_id"], nature=Nature.PERMANENTS, cle="permanents", detail=detail,
                valeurs={"nombre": compte["nombre"]},
            )  # fmt: skip


def _lines(now: datetime) -> Iterator[Alarme]:
    basses = Ligne.objects.filter(
        actif=True, etat=EtatLigne.EN_PANNE, etat_le__lte=now - LIGNE_BASSE_APRES
    )
    for ligne in basses.order_by("pays_id", "ordre"):
        yield Alarme(
            pays=ligne.pays_id,
            nature=Nature.LIGNE,
            cle=f"ligne:{ligne.id}",
            detail=f"La ligne {ligne.nom} ne répond plus : vérifiez le téléphone et l'abonnement",
            valeurs={"ligne": ligne.nom},
        )


def _waiting(now: datetime) -> Iterator[Alarme]:
    retard = Notification.objects.filter(
        statut__in=A_ENVOYER, prochaine_tentative_le__lt=now - ATTENTE_MAX
    )
    comptes = retard.values("pays_id").annotate(
        nombre=Count("id"), premiere=Min("prochaine_tentative_le")
    )
    for compte in comptes.order_by("pays_id"):
        minutes = int((now - compte["premiere"]).total_seconds() // 60)
        detail = f"{compte['nombre']} messages attendent, le plus ancien depuis {minutes} min"
        yield Alarme(
            pays=compte["pays_id"], nature=Nature.ATTENTE, cle="attente", detail=detail,
            valeurs={"nombre": compte["nombre"], "minutes": minutes},
        )  # fmt: skip


def _unheard(now: datetime) -> Iterator[Alarme]:
    """Receipts that stopped: the messages may leave, nobody can tell any more."""
    partis = Notification.objects.filter(
        statut__in=PARTIS, envoye_le__range=(now - JOUR, now - SANS_ACCUSE_APRES)
    )
    comptes = partis.values("pays_id", "ligne_id", "ligne__nom").annotate(
        tous=Count("id"), sans=Count("id", filter=Q(statut=Statut.ENVOYE))
    )
    for compte in comptes.order_by("pays_id", "ligne_id"):
        if unheard(compte["sans"], compte["tous"]):
            yield Alarme(
                pays=compte["pays_id"],
                nature=Nature.SANS_ACCUSE,
                cle=f"sans_accuse:{compte['ligne_id']}",
                detail=(
                    f"{compte['sans']} messages de la ligne {compte['ligne__nom']} sur"
                    f" {compte['tous']} sans accusé de réception"
                ),
                valeurs={
                    "nombre": compte["sans"],
                    "total": compte["tous"],
                    "ligne": compte["ligne__nom"] or "",
                },
            )


def _templates(now: datetime) -> Iterator[Alarme]:
    refuses = Notification.objects.filter(
        statut=Statut.ECHEC_PERMANENT, code_motif=Motif.REFUSE, modifie_le__gte=now - JOUR
    )
    comptes = refuses.values("pays_id", "etape", "langue", "gabarit_id").annotate(
        nombre=Count("id")
    )
    for compte in comptes.order_by("pays_id", "etape", "langue", "gabarit_id"):
        etape, langue = compte["etape"], compte["langue"]
        yield Alarme(
            pays=compte["pays_id"],
            nature=Nature.GABARIT,
            cle=f"gabarit:{etape}:{langue}:{compte['gabarit_id'] or 'maison'}",
            detail=f"Le fournisseur refuse le texte « {etape} » ({langue})",
            une_fois=True,
            valeurs={"etape": etape, "langue": langue, "nombre": compte["nombre"]},
        )


def open_alerts(now: datetime) -> list[dict[str, Any]]:
    """What is wrong now in the caller's countries, with what the watch knows of each."""
    constats = alarms(now)
    connues = {(alerte.pays_id, alerte.cle): alerte for alerte in Alerte.objects.all()}
    return [_open_alert(un, connues.get((un.pays, un.cle)), now) for un in constats]


def _open_alert(alarme: Alarme, connue: Alerte | None, now: datetime) -> dict[str, Any]:
    dit = {nom: getattr(alarme, nom) for nom in ("pays", "nature", "cle", "detail", "valeurs")}
    vue = connue is not None and connue.vue_le is not None and connue.vue_le > now - SANS_RUPTURE
    sonnee = connue.sonnee_le if connue is not None and connue.fois else None
    return dit | {
        "depuis_le": connue.depuis_le if connue is not None and vue else None,
        "sonnee_le": sonnee,
        "silence_jusqu_le": sonnee + REPOS if sonnee and not alarme.une_fois else None,
        "fois": connue.fois if connue is not None else 0,
    }


def operators_of(pays: str) -> list[tuple[str, str]]:
    """(phone, language) of a country's admins: who is called on WhatsApp."""
    admins = User.objects.filter(pays_id=pays, fonction="admin", actif=True).exclude(telephone="")
    return list(admins.order_by("id").values_list("telephone", "langue"))
