"""The acts of the proof: the real code under the long story, then each mutant under a short one."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.infra import ROOT
from tests.preuve_audit.base import point
from tests.preuve_notifications.conduite import Conduite
from tests.preuve_notifications.equipe import Equipe
from tests.preuve_notifications.horloge import Horloge
from tests.preuve_notifications.juge import Verdict
from tests.preuve_notifications.lieux import Lieux
from tests.preuve_notifications.monde import DEBUT, Histoire
from tests.preuve_notifications.mutants import MUTANTS, Mutant, Perime, copy_tree
from tests.preuve_notifications.rapport import Bilan
from tests.preuve_notifications.telephones import Telephones

PAR_MUTANT = 90
MORTS_PAR_MUTANT = 10
PANNES_PAR_MUTANT = 20.0


class Deroule:
    """One simulator for all the acts; a database, a clock and a team for each."""

    def __init__(
        self, lieux: Lieux, nombre: int, lignes: int, graine: int, say: Callable[[str], None]
    ) -> None:
        self.lieux, self.say = lieux, say
        self.nombre, self.lignes, self.graine = nombre, lignes, graine
        self.bilan = Bilan(graine, lignes)
        self.telephones = Telephones()
        self.actes = 0

    def play(self, morts: int) -> None:
        """The real code, the whole story."""
        histoire = Histoire(self.nombre, self.lignes, morts, self.graine)
        debut = time.monotonic()
        conduite = self._act(histoire, ROOT)
        try:
            verdict = conduite.run()
        finally:
            conduite.equipe.end()
        bilan = self.bilan
        bilan.secondes = time.monotonic() - debut
        bilan.messages = conduite.monde.messages
        bilan.compte = verdict.compte
        bilan.defauts = {nom: verdict.exemples[nom] for nom in verdict.faults()}
        bilan.coupes = conduite.coupes
        bilan.morts, bilan.engourdis = conduite.equipe.morts, conduite.engourdis
        bilan.vidange_s = conduite.vidange_s
        bilan.simule_h = (conduite.horloge() - DEBUT).total_seconds() / 3600
        self.say(
            f"  {bilan.messages} messages : {conduite.tours} tours, {bilan.secondes:.0f} s,"
            f" {verdict.compte}"
        )

    def hunt_all(self) -> None:
        """The short story: the real code must pass it, each mutant must not."""
        self.bilan.temoin = self._hunt(ROOT)
        for mutant in MUTANTS:
            debut = time.monotonic()
            self.bilan.fautes[mutant.nom] = mutant.faute
            self.bilan.mutants[mutant.nom] = tue = self._try(mutant)
            self.say(f"  {mutant.nom} : {tue or 'SURVIT'} ({time.monotonic() - debut:.0f} s)")

    def _try(self, mutant: Mutant) -> str:
        try:
            arbre = copy_tree(mutant, self.lieux.place)
        except Perime as perime:
            self.say(f"  PÉRIMÉ {perime}")
            return ""
        return self._hunt(arbre)

    def _hunt(self, arbre: Path) -> str:
        """What the judge holds against this tree; "" for nothing."""
        histoire = Histoire(
            PAR_MUTANT, 2, MORTS_PAR_MUTANT, self.graine, compacte=True,
            pannes_pour_cent=PANNES_PAR_MUTANT,
        )  # fmt: skip
        conduite = self._act(histoire, arbre)
        try:
            verdict = conduite.run(au_premier_defaut=arbre != ROOT)
        finally:
            conduite.equipe.end()
        self.say(
            f"    {conduite.tours} tours, {conduite.envois} envois, {conduite.equipe.morts} tués,"
            f" {conduite.engourdis} endormis, {verdict.compte}"
        )
        return describe(verdict)

    def _act(self, histoire: Histoire, arbre: Path) -> Conduite:
        """A new database, an empty Redis, forgetful phones, a new team."""
        self.actes += 1
        place = self.lieux.place / f"acte{self.actes}"
        place.mkdir()
        nom = self.lieux.new_database()
        point("default", self.lieux.base.app_url(nom))
        self.lieux.flush_redis()
        equipe = Equipe(place, Horloge(place / "horloge"), arbre)
        self.telephones.wait_ready()
        self.telephones.forget()
        conduite = Conduite(self.lieux, self.telephones, equipe, histoire)
        equipe.wait_ready()
        return conduite

    def end(self) -> None:
        self.telephones.end()


def describe(verdict: Verdict) -> str:
    """The faults and what the first looks like, in one line."""
    fautes = verdict.already() or verdict.faults()
    premier = next(iter(fautes), "")
    dernier = verdict.exemples[premier].strip().splitlines()[-1] if premier else ""
    exemple = dernier.rpartition("Wrapper: ")[2][-200:]
    return ", ".join(f"{nom}={n}" for nom, n in fautes.items()) + (f" ({exemple})" * bool(premier))
