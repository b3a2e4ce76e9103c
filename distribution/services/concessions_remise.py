"""What a hand-over gave up: goods out with a balance, or without the client's own proof."""

from collections.abc import Sequence
from datetime import datetime

from accounts.domain.seconde import Genre
from accounts.policies import Action, allowed
from accounts.selectors.reglages import get_reglages
from accounts.services.visas import Acte, record_concession
from colis.models import Colis
from core.ids import format_code_suivi
from core.tenancy import Acteur
from distribution.models import Remise

SANS_PREUVE = frozenset({"preuve_non_verifiee", "derogation_sans_droit"})


def tell_remise(
    *, acteur: Acteur, now: datetime, remise: Remise, colis_list: Sequence[Colis], constat: bool
) -> None:
    """Record its guarantee, its balance nobody guaranteed, or its proof set aside; each awaits
    another person. Under the client's credit limit a balance needs none.
    """
    if not colis_list:
        return
    solde = remise.solde_garanti
    if solde:
        guaranteed = bool(remise.garant) and allowed(acteur, Action.RELEASE_ON_GUARANTEE)
        limite = get_reglages(remise.pays_id, now).credit_client
        _record(
            acteur, now, remise, colis_list,
            genre=Genre.GARANTIE if guaranteed else Genre.REMISE_DUE,
            montant=solde, motif=remise.garantie_motif, visa=solde > limite, constat=constat,
        )  # fmt: skip
    if remise.preuve_type == "derogation" or remise.conflit in SANS_PREUVE:
        _record(
            acteur, now, remise, colis_list,
            genre=Genre.DEROGATION, montant=0, motif=remise.derogation_motif, visa=True,
            constat=constat,
        )  # fmt: skip


def _record(
    acteur: Acteur,
    now: datetime,
    remise: Remise,
    colis_list: Sequence[Colis],
    *,
    genre: Genre,
    montant: int,
    motif: str,
    visa: bool,
    constat: bool,
) -> None:
    first = colis_list[0]
    autres = f" +{len(colis_list) - 1}" if len(colis_list) > 1 else ""
    record_concession(
        acteur=acteur,
        now=now,
        acte=Acte(
            genre=genre,
            pays=remise.pays_id,
            sujet_type="remise",
            sujet_id=remise.id,
            libelle=f"{first.destinataire_nom} · {format_code_suivi(first.code_suivi)}{autres}",
            client_id=remise.client_id,
            colis_ids=[colis.id for colis in colis_list],
            montant=montant,
            devise=first.devise if montant else "",
            motif=motif,
            details={"garant": remise.garant} if remise.garant else {},
        ),
        visa=visa,
        constat=constat,
    )
