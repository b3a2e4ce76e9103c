"""One run of the simulated days: news fall, workers work, things go wrong, and time goes by."""

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import redis
from django.db import InterfaceError, OperationalError, connections
from django.db.models import Min

from core.tenancy import transverse
from notifications.domain import REGROUPEMENT_S, Etape, Motif, Statut
from notifications.models import Ligne, MessageDu, Notification
from notifications.selectors import A_ENVOYER
from notifications.services import store_receipt
from tests.preuve_notifications.accidents import RALENTIR, Accident, plan, rules
from tests.preuve_notifications.equipe import OUVRIERS, Equipe
from tests.preuve_notifications.horloge import Horloge
from tests.preuve_notifications.juge import Verdict, judge
from tests.preuve_notifications.lieux import Lieux
from tests.preuve_notifications.monde import DEBUT, Histoire, Monde
from tests.preuve_notifications.telephones import Telephones

FIN = timedelta(days=9)
PAS_MIN, PAS_MAX = timedelta(seconds=120), timedelta(hours=6)
PASSAGERES = (OperationalError, InterfaceError, redis.RedisError, ConnectionError)
ENTRE_VERDICTS = 25
FIN_TOURS = 4
DORMEUR_S = 3.0
ENTRE_NOUVELLES = 200


class Conduite:
    """The conductor: the only one who moves the clock."""

    def __init__(
        self, lieux: Lieux, telephones: Telephones, equipe: Equipe, histoire: Histoire
    ) -> None:
        self.lieux, self.telephones, self.equipe = lieux, telephones, equipe
        self.histoire = histoire
        self.hasard = Random(histoire.graine)
        self.horloge: Horloge = equipe.horloge
        self.horloge.set(DEBUT)
        self.monde = Monde(histoire, self.hasard)
        self.accidents = plan(histoire, self.hasard)
        self.recus = "normal"
        self.coupes: dict[str, int] = {}
        self.tours = self.envois = self.engourdis = 0
        self.a_engourdir = 0
        self.retours: list[datetime] = []
        self.vidange_s = 0.0

    def run(self, *, au_premier_defaut: bool = False) -> Verdict:
        """Until nothing is left to send; a mutant's run stops at its first visible fault."""
        while not self._over():
            self._turn()
            if au_premier_defaut and self.tours % ENTRE_VERDICTS == 0:
                verdict = self.verdict()
                if verdict.already():
                    return verdict
        for rang in range(OUVRIERS):
            if self.horloge.condemned(rang):
                self.horloge.condemn(rang, "apres_tout")
        for _ in range(FIN_TOURS):
            self.equipe.wake(OUVRIERS)
            self._turn()
        return self.verdict()

    def verdict(self) -> Verdict:
        return judge(self.telephones.ledger(), self.monde.codes, self.equipe.plaintes)

    def _turn(self) -> None:
        """What is due happens, the workers work, then time jumps to the next thing."""
        now = self.horloge()
        self.tours += 1
        self.telephones.post("/_horloge", le=now.isoformat())
        while self.accidents and self.accidents[0].le <= now:
            self._strike(self.accidents.pop(0))
        self.insist(lambda: self.monde.happen(now))
        for corps in self.telephones.receipts():
            self.insist(partial(store_receipt, now=now, fournisseur="wachap", corps=corps))
        if self.a_engourdir and self._numb():
            self.a_engourdir -= 1
            return
        self.equipe.wake(2 if self.hasard.random() < 0.3 else 1)
        envois = self.equipe.settle()
        self.envois += envois
        self._watch_drain(now)
        if self.tours % ENTRE_NOUVELLES == 0:
            sys.stderr.write(
                f"  {self.tours} tours, {now:%d/%m %H:%M} simulé, {self.envois} envois,"
                f" {self.equipe.morts} ouvriers tués\n"
            )
        self.horloge.advance(self._jump(now, envois))

    def _jump(self, now: datetime, envois: int) -> timedelta:
        """A few seconds while there is work, at random: gaps are what the lines must keep."""
        a_faire, prochains = self.insist(lambda: self._due(now))
        if envois or a_faire:
            return timedelta(seconds=self.hasard.uniform(2, 9))
        prochains += [a.le for a in self.accidents[:1]] + [n.le for n in self.monde.nouvelles[:1]]
        utiles = [moment for moment in prochains if moment > now]
        return min(max(min(utiles, default=now) - now, PAS_MIN), PAS_MAX)

    def _due(self, now: datetime) -> tuple[bool, list[datetime]]:
        """Whether rows wait for a line to be free, and the moments the rows themselves name."""
        with transverse():
            ouverts = Notification.objects.filter(
                statut__in=[*A_ENVOYER, Statut.EN_COURS, Statut.SUSPENDU, Statut.INCERTAIN]
            )
            a_faire = ouverts.filter(
                statut__in=A_ENVOYER, prochaine_tentative_le__lte=now, echeance_le__gt=now
            ).exists()
            moments = ouverts.filter(prochaine_tentative_le__gt=now).aggregate(
                reprise=Min("prochaine_tentative_le")
            ) | ouverts.aggregate(bail=Min("bail_le"))
            a_grouper = MessageDu.objects.filter(notification_message__isnull=True).exists()
        prochains = [moment for moment in moments.values() if moment is not None]
        return a_faire, prochains + ([now + PAS_MIN] if a_grouper else [])

    def _over(self) -> bool:
        if self.monde.nouvelles or self.accidents:
            return False
        if self.horloge() > DEBUT + FIN:
            return True
        with transverse():
            ouverts = Notification.objects.filter(
                statut__in=[*A_ENVOYER, Statut.EN_COURS, Statut.SUSPENDU]
            ).exists()
            incertains = Notification.objects.filter(
                statut=Statut.INCERTAIN, code_motif=Motif.SANS_REPONSE
            ).exists()
            a_grouper = MessageDu.objects.filter(notification_message__isnull=True).exists()
        return not (ouverts or incertains or a_grouper)

    def insist(self, faire: Callable[[], Any]) -> Any:
        """Do it; again when the database was restarting."""
        for _ in range(100):
            try:
                return faire()
            except PASSAGERES:
                connections.close_all()
                time.sleep(0.1)
        raise RuntimeError("la base ne revient pas")

    def _strike(self, accident: Accident) -> None:
        getattr(self, f"_strike_{accident.quoi}")(accident.detail)

    def _strike_recus(self, mode: str) -> None:
        self.recus = mode
        self._faults()

    def _strike_ralentir(self, _detail: str) -> None:
        self._faults(RALENTIR)

    def _strike_engourdir(self, _detail: str) -> None:
        self.a_engourdir += 1

    def _strike_mort(self, point: str) -> None:
        """At its point, one worker; later when all are already under sentence."""
        libres = [rang for rang in range(OUVRIERS) if not self.horloge.condemned(rang)]
        if libres:
            self.horloge.condemn(self.hasard.choice(libres), point)
        else:
            suite = Accident(self.horloge() + timedelta(minutes=20), "mort", point)
            self.accidents = sorted([*self.accidents, suite], key=lambda a: a.le)

    def _strike_redis(self, _detail: str) -> None:
        """Emptied while tasks wait in it: the cache, the broker, everything."""
        self.equipe.wake(3)
        time.sleep(0.03)
        self.lieux.flush_redis()
        self.equipe.forget()
        self._count("redis vidé")

    def _strike_postgres(self, _detail: str) -> None:
        """The database goes while everybody works, and comes back."""
        self.equipe.wake(3)
        time.sleep(0.03)
        self.lieux.restart_postgres()
        connections.close_all()
        self.equipe.settle()
        self._count("PostgreSQL relancé")

    def _strike_ligne(self, detail: str) -> None:
        pays, action = detail.split(":")
        with transverse():
            comptes = list(
                Ligne.objects.filter(pays_id=pays.upper()).values_list("compte", flat=True)
            )
        self.telephones.post(
            "/_pannes", lignes=[{"compte": compte, "action": action} for compte in comptes]
        )
        self._count(f"lignes {pays.upper()} : {action}")
        if action == "reconnecter":
            self.retours.append(self.horloge())

    def _count(self, quoi: str) -> None:
        self.coupes[quoi] = self.coupes.get(quoi, 0) + 1

    def _faults(self, *avant: dict[str, Any]) -> None:
        self.telephones.post(
            "/_pannes",
            graine=self.hasard.randrange(10**6),
            regles=[*avant, *rules(self.histoire.pannes_pour_cent)],
            recus={"mode": self.recus, "livre_s": 0.01, "lu_s": 0.03},
        )

    def _watch_drain(self, now: datetime) -> None:
        """How long, once its lines are back, a country takes to send what the outage parked."""
        if not self.retours:
            return
        retour = self.retours[0]
        with transverse():
            reste = Notification.objects.filter(
                statut__in=[*A_ENVOYER, Statut.SUSPENDU], cree_le__lt=retour, tentatives=0
            ).exists()
        if not reste:
            self.vidange_s = max(self.vidange_s, (now - retour).total_seconds())
            self.retours.pop(0)

    def _numb(self) -> bool:
        """A worker falls asleep in its call; its lease lapses and another sends its row.

        When it wakes up its answer is a refusal, and the row is no longer its own. False when no
        such row is due just now.
        """
        telephone = self._drowsy()
        if telephone is None:
            return False
        vise = {"telephone": telephone, "fois": 1}
        endormi = {"quand": "avant", "faute": "500", "attente_s": DORMEUR_S} | vise
        self._faults(endormi)
        self.equipe.wake()
        endormie = self.equipe.last_held(lambda: self._is_held(telephone))
        if not endormie:
            self._faults()
            self.equipe.settle()
            self.horloge.advance(timedelta(seconds=5))
            return False
        self._faults()
        self._pass(timedelta(minutes=2))
        self.equipe.settle(sauf=endormie)
        self._faults({"quand": "avant", "faute": "lent", "duree_s": DORMEUR_S + 1} | vise)
        self._pass(timedelta(minutes=16))
        self.equipe.settle()
        self._faults()
        self.engourdis += 1
        self.horloge.advance(timedelta(seconds=10))
        return True

    def _pass(self, duree: timedelta) -> None:
        """Time goes by, and a sweep is woken."""
        now = self.horloge.advance(duree)
        self.telephones.post("/_horloge", le=now.isoformat())
        self.equipe.wake()

    def _drowsy(self) -> str | None:
        """A phone whose `disponible` the next sweep will send: grouped, or about to be."""
        now = self.horloge()
        with transverse():
            pret = Notification.objects.filter(
                etape="disponible", statut=Statut.EN_ATTENTE, tentatives=0,
                prochaine_tentative_le__lte=now,
            )  # fmt: skip
            a_grouper = MessageDu.objects.filter(
                etape="disponible", notification_message__isnull=True,
                cree_le__lte=now - timedelta(seconds=REGROUPEMENT_S[Etape.DISPONIBLE]),
            )  # fmt: skip
            ordre = ("priorite", "prochaine_tentative_le", "id")
            du: str | None = pret.order_by(*ordre).values_list("telephone", flat=True).first()
            return du or a_grouper.order_by("id").values_list("telephone", flat=True).first()

    def _is_held(self, telephone: str) -> bool:
        with transverse():
            return Notification.objects.filter(
                telephone=telephone, etape="disponible", statut=Statut.EN_COURS
            ).exists()
