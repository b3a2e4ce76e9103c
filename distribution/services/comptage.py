"""A till's one blind count: who may make it, and what it writes on the session."""

from collections.abc import Mapping
from datetime import datetime

from accounts.policies import Action, allowed
from core.errors import Introuvable, SaisieInvalide
from core.tenancy import Acteur
from distribution.domain.caisse import ESPECES, check_coupures, count_coupures
from distribution.domain.comptage import CaissierEnPoste, ComptageAMotiver
from distribution.models import SessionCaisse
from distribution.selectors.caisse import cashier_on_duty
from distribution.selectors.journal import expected_by_moyen


def name_counter(*, acteur: Acteur, session: SessionCaisse, motif: str) -> None:
    """Let the cashier count, or an admin in the place of one who can no longer log in there.

    Counting approves nothing: whoever counted is an author, and another person signs. Raises
    Introuvable, :class:`CaissierEnPoste`, :class:`ComptageAMotiver`.
    """
    if session.caissier_id == acteur.id:
        return
    if not allowed(acteur, Action.SIGN_SESSION):
        raise Introuvable
    caissier = cashier_on_duty(session)
    if caissier is not None:
        raise CaissierEnPoste(caissier=caissier.nom)
    if not motif:
        raise ComptageAMotiver(errors={"motif": ["dites pourquoi vous comptez à sa place"]})
    session.comptee_par, session.comptage_motif = acteur.id, motif


def write_count(
    *,
    session: SessionCaisse,
    now: datetime,
    coupures: Mapping[str, int],
    par_moyen: Mapping[str, int],
) -> None:
    """Counted, expected and difference by method; a method used and not counted is zero."""
    check_coupures(coupures, session.devise, "coupures")
    especes = count_coupures(dict(coupures))
    if par_moyen.get(ESPECES, especes) != especes:
        raise SaisieInvalide(errors={"par_moyen.especes": ["diffère du total des coupures"]})
    compte = {**par_moyen, ESPECES: especes}
    attendu = expected_by_moyen(session)
    moyens = sorted(compte.keys() | attendu.keys())
    session.comptee_le = now
    session.compte_coupures = dict(coupures)
    session.compte = {moyen: compte.get(moyen, 0) for moyen in moyens}
    session.attendu = {moyen: attendu.get(moyen, 0) for moyen in moyens}
    session.ecart = {moyen: compte.get(moyen, 0) - attendu.get(moyen, 0) for moyen in moyens}
