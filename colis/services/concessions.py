"""What was given up on a carton: price, weight, a hold, a mistaken act undone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.domain.seconde import Genre
from accounts.selectors.lieux import known_pays
from accounts.services.visas import Acte, record_concession
from colis.domain import Fait, NegocieSaisi
from colis.models import Colis, EvenementColis
from colis.selectors.reglages import bande_pct
from colis.services.prix import bareme_of, mesures_of
from colis.tarification import MesureManquante, compute_devis
from core.ids import format_code_suivi
from core.money import divide_up
from core.tenancy import Acteur

DG = "dg"


def tell_negocie(*, acteur: Acteur, now: datetime, colis: Colis, motif: str) -> None:
    """A price below the tariff; beyond an agent's band it waits for another person."""
    standard = _standard(colis)
    if standard is not None and standard <= colis.prix:
        return
    cede = (standard or colis.prix) - colis.prix
    bande = bande_pct(acteur.pays or "", now)
    _record(
        acteur, now, colis, Genre.PRIX_NEGOCIE, pays=acteur.pays or colis.pays_origine_id,
        montant=cede, motif=motif,
        visa=standard is None or cede * 100 > standard * bande,
        details={"tarif": standard, "prix": colis.prix},
    )  # fmt: skip


def tell_change(
    acteur: Acteur,
    now: datetime,
    colis: Colis,
    avant: Mapping[str, Any],
    *,
    motif: str = "",
    negocie: NegocieSaisi | None = None,
) -> None:
    """A correction: a weight taken down by more than one step of the tariff waits for another
    person; a negotiated price is told like at intake. ``avant`` holds the figures before it.
    """
    pas_g = int(colis.tarif_fige.get("pas_g") or 0)
    if avant["poids_g"] - colis.poids_g > pas_g:
        _record(
            acteur, now, colis, Genre.POIDS, pays=acteur.pays or colis.pays_origine_id,
            montant=max(0, avant["prix"] - colis.prix), motif=motif, visa=True,
            details={"avant_g": avant["poids_g"], "apres_g": colis.poids_g},
        )  # fmt: skip
    if negocie is not None:
        tell_negocie(acteur=acteur, now=now, colis=colis, motif=negocie.motif)


def _standard(colis: Colis) -> int | None:
    """What the tariff alone would ask; None when a measure it needs was never taken."""
    try:
        return compute_devis(mesures_of(colis), bareme_of(colis.tarif_fige), None).montant
    except MesureManquante:
        return None


def tell_levee(*, acteur: Acteur, now: datetime, colis: Colis, nature: str, motif: str) -> None:
    """A hold lifted. Dangerous goods, and one's own hold, wait for another person's visa."""
    placed = (
        EvenementColis.objects.filter(colis_id=colis.id, type=Fait.BLOCAGE).order_by("-id").first()
    )
    own = placed is not None and placed.acteur_id == acteur.id
    _record(
        acteur, now, colis, Genre.BLOCAGE_DG if nature == DG else Genre.BLOCAGE,
        pays=acteur.pays or colis.pays_origine_id, montant=0, motif=motif,
        visa=own or nature == DG, details={"nature": nature},
    )  # fmt: skip


def tell_correction(
    *, acteur: Acteur, now: datetime, colis: Colis, pays: str, motif: str, vers: str
) -> None:
    """A mistaken act undone after departure: another person signs it."""
    _record(
        acteur, now, colis, Genre.CORRECTION, pays=pays, montant=0, motif=motif, visa=True,
        details={"vers": vers},
    )  # fmt: skip


def _record(
    acteur: Acteur,
    now: datetime,
    colis: Colis,
    genre: Genre,
    *,
    pays: str,
    montant: int,
    motif: str,
    visa: bool,
    details: dict[str, object],
) -> None:
    record_concession(
        acteur=acteur,
        now=now,
        acte=Acte(
            genre=genre,
            pays=pays,
            sujet_type="colis",
            sujet_id=colis.id,
            libelle=format_code_suivi(colis.code_suivi),
            client_id=colis.client_id,
            colis_ids=[colis.id],
            montant=montant,
            devise=colis.devise if montant else "",
            borne=_borne(colis, pays, montant),
            motif=motif,
            details=details,
        ),
        visa=visa,
    )


def _borne(colis: Colis, pays: str, montant: int) -> int | None:
    """The sum in the currency of the country whose limits it counts against, rounded up.

    At the carton's frozen rate; None in that currency already, or where no rate was ever set.
    """
    devise, taux = known_pays()[pays].devise, colis.tarif_fige.get("taux")
    if not montant or devise == colis.devise or not taux or taux["source"] != devise:
        return None
    return divide_up(montant * taux["denominateur"], taux["numerateur"])
