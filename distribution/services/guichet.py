"""Where a payment is taken: country, agency, currency, open session; and its receipt number."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from accounts.domain.jours import local_day
from accounts.models import Agence, Pays
from accounts.selectors.lieux import main_agence
from core.errors import Introuvable
from core.tenancy import Acteur
from distribution.domain.caisse import AVOIR, ESPECES
from distribution.models import SessionCaisse
from distribution.services.ecritures import AVOIRS, CleCompte, till


@dataclass(frozen=True, kw_only=True)
class Guichet:
    """A cashier's counter now; ``session`` is None only for a fact that waits for the next one."""

    acteur: Acteur
    now: datetime
    pays: Pays
    agence: Agence
    devise: str
    session: SessionCaisse | None

    @property
    def origine(self) -> bool:
        """Prepayments, in the origin's currency."""
        return self.pays.origine

    def entering(self, moyen: str) -> CleCompte:
        """The account a payment is debited to: till, clearing, transit, or the client's credit."""
        if moyen == AVOIR:
            return AVOIRS
        if self.session is None:
            return CleCompte("transit", moyen)
        return account_of(self.session, moyen)


def account_of(session: SessionCaisse, moyen: str) -> CleCompte:
    """Cash is in the till; anything else stands ``a_rapprocher`` until someone matches it."""
    return till(session.caisse_id) if moyen == ESPECES else CleCompte("a_rapprocher", moyen)


def lock_own_session(acteur: Acteur) -> SessionCaisse | None:
    """The cashier's open session, locked: the first lock of every act of money."""
    return (
        SessionCaisse.objects.select_for_update(of=("self",))
        .select_related("agence", "caisse")
        .filter(caissier_id=acteur.id, statut="ouverte")
        .first()
    )


def open_guichet(acteur: Acteur, now: datetime, session: SessionCaisse | None) -> Guichet:
    """The counter of an actor; without a session, that of the last one, else of the agency."""
    pays = Pays.objects.get(code=acteur.pays)
    agence = session.agence if session else _last_agence(acteur)
    if agence is None:
        raise Introuvable
    return Guichet(
        acteur=acteur,
        now=now,
        pays=pays,
        agence=agence,
        devise=session.devise if session else pays.devise,
        session=session,
    )


def _last_agence(acteur: Acteur) -> Agence | None:
    last = (
        SessionCaisse.objects.select_related("agence")
        .filter(caissier_id=acteur.id)
        .order_by("-id")
        .first()
    )
    if last is not None:
        return last.agence
    own = Agence.objects.filter(pk__in=[acteur.agence_id], pays_id=acteur.pays).first()
    return own or main_agence(acteur.pays or "")


def next_recu(guichet: Guichet) -> str:
    """The next receipt number, gapless per agency and fiscal year: the last lock of all.

    The year is that of the posting date where the agency is. OHADA (AUDCIF): receipts form one
    continuous series; a rolled-back payment gives its number back.
    """
    exercice = local_day(guichet.now, guichet.pays.fuseau).year
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO distribution_compteur_recu AS c (agence_id, pays, exercice, dernier)"
            " VALUES (%s, %s, %s, 1) ON CONFLICT (agence_id, exercice)"
            " DO UPDATE SET dernier = c.dernier + 1 RETURNING dernier",
            [guichet.agence.id, guichet.pays.code, exercice],
        )
        (numero,) = cursor.fetchone()
    return f"{guichet.agence.code}-{exercice}-{numero:06d}"
