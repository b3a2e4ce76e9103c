"""The judge: what the phones saw, held against what was owed and what the rows say."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from core.ids import format_code_suivi
from core.tenancy import transverse
from notifications.domain import RANGS, RENVOYEES_SI_INCERTAIN, Etape, Motif, Statut
from notifications.models import MessageDu, Notification, NotificationMessage, Tentative
from tests.preuve_notifications.monde import ECART_MIN_S

ZONE = ZoneInfo("Africa/Bamako")
SIGNES = {"📦": "recu", "✈": "parti", "🛬": "arrive", "✅": "disponible", "🤝": "remis"}
ALERTE = "🚨"
PARTIS = frozenset({Statut.ENVOYE, Statut.LIVRE, Statut.LU})
SANS_ESSAI = frozenset({"ligne_basse", "ralenti"})
TOLERANCE_S = 0.05
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}\b")
FAUTES_A_LA_FIN = ("lost", "stuck")
FAUTES = (
    "duplicates_undeclared", "pacing_violations", "order_violations", "quiet_violations",
    "tries_violations", "untraced", "errors",
)  # fmt: skip

Copie = tuple[str, str]
"""What a phone was told: whom or what of (a carton's code, else the phone), and which step."""


@dataclass
class Verdict:
    """Counts; every fault must be zero. `exemples` says what the first of each looks like."""

    compte: dict[str, int] = field(default_factory=dict)
    exemples: dict[str, str] = field(default_factory=dict)

    def already(self) -> dict[str, int]:
        """The faults that nothing to come can mend."""
        return {nom: self.compte[nom] for nom in FAUTES if self.compte[nom]}

    def faults(self) -> dict[str, int]:
        """All of them, once the story is over."""
        noms = (*FAUTES_A_LA_FIN, *FAUTES)
        return {nom: self.compte[nom] for nom in noms if self.compte[nom]}


class Dossier:
    """The ledger and the tables, read once."""

    def __init__(self, livre: Mapping[str, Any], codes: Mapping[UUID, str]) -> None:
        self.messages = [m for m in livre["messages"] if m["sens"] == "sortant"]
        self.appels = livre["tentatives"]
        self.codes = {colis: format_code_suivi(code) for colis, code in codes.items()}
        self.copies: Counter[Copie] = Counter()
        for message in self.messages:
            self.copies.update(told(message))
        with transverse():
            self.notifications = {n.id: n for n in Notification.objects.all()}
            self.essais: dict[UUID, list[Tentative]] = defaultdict(list)
            for essai in Tentative.objects.order_by("id"):
                self.essais[essai.notification_id].append(essai)
            self.dus = list(MessageDu.objects.order_by("id"))
            liens = NotificationMessage.objects.values_list("message_id", "notification_id")
            self.dites = dict(liens)
        self.par_colis: dict[UUID | None, list[MessageDu]] = defaultdict(list)
        self.par_notification: dict[UUID, list[MessageDu]] = defaultdict(list)
        for du in self.dus:
            self.par_colis[du.colis_id].append(du)
            if du.id in self.dites:
                self.par_notification[self.dites[du.id]].append(du)

    def copy_of(self, du: MessageDu) -> Copie:
        colis = du.colis_id
        return (self.codes[colis] if colis is not None else du.telephone, du.etape)


def told(message: Mapping[str, Any]) -> set[Copie]:
    """What one message on a phone tells, read from its text alone."""
    texte = message["contenu"]
    if texte.startswith(ALERTE):
        return {(message["telephone"], Etape.ALERTE.value)}
    etape = next((e for signe, e in SIGNES.items() if texte.startswith(signe)), "?")
    return {(code, etape) for code in CODE.findall(texte)}


def judge(livre: Mapping[str, Any], codes: Mapping[UUID, str], plaintes: Sequence[str]) -> Verdict:
    """Every invariant as a count."""
    dossier = Dossier(livre, codes)
    verdict = Verdict()
    _note(verdict, "lost", [str(d.id) for d in dossier.dus if _lost(dossier, d)])
    _judge_duplicates(dossier, verdict)
    _note(verdict, "pacing_violations", _pacing(dossier.messages))
    _note(verdict, "order_violations", _order(dossier.messages))
    nuit = [m for m in dossier.messages if _asleep(m["le"])]
    jour = [m["le"] for m in nuit if not m["contenu"].startswith(ALERTE)]
    _note(verdict, "quiet_violations", jour)
    _note(verdict, "tries_violations", _tries(dossier))
    _note(verdict, "untraced", _untraced(dossier))
    _note(verdict, "errors", plaintes)
    statuts = Counter(n.statut for n in dossier.notifications.values())
    ouverts = (Statut.EN_ATTENTE, Statut.ECHEC, Statut.EN_COURS)
    _note(
        verdict,
        "stuck",
        [
            f"{n.id} {n.statut} {n.code_motif}"
            for n in dossier.notifications.values()
            if n.statut in ouverts or (n.statut not in PARTIS and not n.code_motif)
        ],
    )
    verdict.compte |= {
        "night_alerts": len(nuit) - len(jour),
        "uncertain": statuts[Statut.INCERTAIN],
        "parked": statuts[Statut.ECHEC_PERMANENT] + statuts[Statut.SUSPENDU],
        "superseded": statuts[Statut.ANNULE],
        "notifications": len(dossier.notifications),
        "on_phones": len(dossier.messages),
        "calls": len(dossier.appels),
    }
    return verdict


def _note(verdict: Verdict, nom: str, cas: Sequence[str]) -> None:
    verdict.compte[nom] = len(cas)
    if cas:
        verdict.exemples[nom] = cas[0]


def _lost(dossier: Dossier, du: MessageDu) -> bool:
    """Owed, and neither told, nor overtaken by a later step, nor parked with a reason."""
    dite = dossier.dites.get(du.id)
    notification = None if dite is None else dossier.notifications.get(dite)
    if notification is None:
        return True
    if notification.statut in PARTIS:
        return not dossier.copies[dossier.copy_of(du)] and not _overtaken(
            dossier, du, notification.modifie_le
        )
    if notification.statut == Statut.ANNULE:
        return notification.code_motif != Motif.REMPLACE or not _overtaken(
            dossier, du, notification.modifie_le
        )
    return not notification.code_motif


def _overtaken(dossier: Dossier, du: MessageDu, avant: datetime) -> bool:
    """Whether a later step of the same carton was owed by then."""
    return du.colis_id is not None and any(
        RANGS[Etape(autre.etape)] > RANGS[Etape(du.etape)] and autre.cree_le <= avant
        for autre in dossier.par_colis[du.colis_id]
    )


def _judge_duplicates(dossier: Dossier, verdict: Verdict) -> None:
    """Copies too many: declared when an uncertain try of a step resent by rule explains them."""
    declares, caches = 0, []
    for notification in dossier.notifications.values():
        dus = dossier.par_notification[notification.id]
        de_trop = max([dossier.copies[dossier.copy_of(du)] - 1 for du in dus] or [0])
        essais = dossier.essais[notification.id]
        connus = 0
        if Etape(notification.etape) in RENVOYEES_SI_INCERTAIN and de_trop > 0:
            connus = min(de_trop, sum(essai.issue == "incertain" for essai in essais))
        declares += connus
        if de_trop > connus:
            caches.append(f"{notification.etape} {de_trop + 1} copies, {_said(essais)}")
        acceptes = [e.terminee_le for e in essais if e.issue == "accepte" and e.terminee_le]
        if acceptes and any(e.commencee_le > min(acceptes) for e in essais):
            caches.append(f"{notification.etape} renvoyé après une acceptation, {_said(essais)}")
    connues = {dossier.copy_of(du) for du in dossier.dus}
    caches += [f"inconnu de nous : {copie}" for copie in dossier.copies if copie not in connues]
    verdict.compte["duplicates_declared"] = declares
    _note(verdict, "duplicates_undeclared", caches)


def _said(essais: Sequence[Tentative]) -> str:
    return "essais " + (" + ".join(essai.issue or "ouvert" for essai in essais) or "aucun")


def _pacing(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    par_compte: dict[str, list[float]] = defaultdict(list)
    for message in messages:
        par_compte[message["compte"]].append(datetime.fromisoformat(message["le"]).timestamp())
    return [
        f"{compte} : {apres - avant:.2f} s"
        for compte, moments in par_compte.items()
        for avant, apres in pairwise(sorted(moments))
        if apres - avant < ECART_MIN_S - TOLERANCE_S
    ]


def _order(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    """A carton's step told for the first time after a later one had been."""
    vus: dict[str, list[str]] = defaultdict(list)
    for message in sorted(messages, key=lambda m: str(m["le"])):
        for colis, etape in told(message):
            if etape != Etape.ALERTE and etape not in vus[colis]:
                vus[colis].append(etape)
    return [
        f"{colis} : {avant} puis {apres}"
        for colis, suite in vus.items()
        for avant, apres in pairwise(suite)
        if RANGS[Etape(avant)] > RANGS[Etape(apres)]
    ]


def _asleep(le: str) -> bool:
    heure = datetime.fromisoformat(le).astimezone(ZONE).hour
    return heure >= 21 or heure < 7


def _tries(dossier: Dossier) -> list[str]:
    """Rows whose count of tries is not that of their tries, a line's own troubles excepted."""
    return [
        f"{n.etape} : {n.tentatives} comptés, {_said(dossier.essais[n.id])}"
        for n in dossier.notifications.values()
        if n.tentatives != sum(e.issue not in SANS_ESSAI for e in dossier.essais[n.id])
    ]


def _untraced(dossier: Dossier) -> list[str]:
    """Calls that reached the provider without a try written before them."""
    recus = Counter(appel["telephone"] for appel in dossier.appels)
    ecrits: Counter[str] = Counter()
    for notification in dossier.notifications.values():
        ecrits[notification.telephone] += len(dossier.essais[notification.id])
    return [
        f"{telephone} : {nombre} appels, {ecrits[telephone]} essais écrits"
        for telephone, nombre in recus.items()
        if nombre > ecrits[telephone]
    ]
