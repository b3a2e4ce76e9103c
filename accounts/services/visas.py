"""Concessions and the second persons who sign them.

An act that needs somebody else and finds nobody takes effect with its reason, is recorded here by
the floor that did it, and waits for a visa that admins and direction see ageing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from accounts.domain.personnes import AvisEmis, VisaChanged
from accounts.domain.seconde import (
    DELAI_VISA,
    Cumul,
    Genre,
    Personne,
    Plafonds,
    VisaDejaDecide,
    check_plafonds,
    refusal_of,
)
from accounts.models import Concession, ContactChange, Pays, Visa
from accounts.policies import Action, require
from accounts.selectors.personnes import get_own_user, held_by
from accounts.selectors.reglages import get_reglages
from accounts.selectors.visas import postes_of, postes_of_acte, postes_seen, unsigned_sums
from accounts.services.avis import tell_refusal
from audit.services import record
from core.errors import Introuvable, NonAuthentifie
from core.events import publish
from core.ids import uuid7
from core.tenancy import SYSTEME, Acteur
from core.verrous import lock_name

EN_ATTENTE, ACCORDE, REFUSE = "en_attente", "accorde", "refuse"
DECISIONS = {True: ACCORDE, False: REFUSE}


@dataclass(frozen=True, kw_only=True)
class Acte:
    """What was given up or overridden, on which subject; money in minor units of ``devise``.

    ``libelle`` is how a person names the subject (a carton's code, a flight's number). ``borne``
    is ``montant`` in the country's currency where ``devise`` is another; None without a rate.
    """

    genre: Genre
    pays: str
    sujet_type: str
    sujet_id: UUID
    libelle: str = ""
    client_id: UUID | None = None
    colis_ids: Sequence[UUID] = ()
    montant: int = 0
    devise: str = ""
    borne: int | None = None
    motif: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def record_concession(
    *, acteur: Acteur, now: datetime, acte: Acte, visa: bool, constat: bool = False
) -> Visa | None:
    """Write what was given up, and the visa it waits for; call it last, after the act's locks.

    With ``visa`` the sums nobody has signed yet are bounded per carton, per client over 30 days
    and per actor and day (:class:`accounts.domain.seconde.ConcessionHorsLimite`), unless it already
    happened (``constat``, or captured offline). One lock per country: two racing concessions
    cannot both fit.
    """
    if visa and acte.montant and not (constat or acteur.hors_ligne):
        lock_name(f"concessions:{acte.pays}")
        _check(acteur, now, acte)
    concession = Concession(
        pays_id=acte.pays,
        genre=acte.genre,
        acteur_id=acteur.id,
        acteur_nom=acteur.nom or _name_of(acteur),
        acteur_role=acteur.role or acteur.fonction,
        appareil_id=acteur.appareil_id,
        sujet_type=acte.sujet_type,
        sujet_id=acte.sujet_id,
        libelle=acte.libelle[:120],
        client_id=acte.client_id,
        colis_ids=[str(colis_id) for colis_id in acte.colis_ids],
        montant=acte.montant,
        devise=acte.devise,
        borne=acte.borne,
        motif=acte.motif,
        details=dict(acte.details),
        enregistre_le=now,
    )
    concession.save(force_insert=True)
    if not visa:
        return None
    row = Visa(
        pays_id=acte.pays,
        concession=concession,
        auteur_id=acteur.id,
        cree_le=now,
        echeance_le=now + DELAI_VISA,
    )
    row.save(force_insert=True)
    publish(VisaChanged(visa_id=row.id, pays=acte.pays, statut=row.statut, now=now))
    return row


def decide_visa(
    *, acteur: Acteur, now: datetime, id: UUID, accorder: bool, motif: str = ""
) -> Visa:
    """A second person signs, or refuses, what already took effect; once.

    A refusal undoes nothing by itself: the list says what to do (``SUITES``), the author is told.

    Raises a :class:`accounts.domain.seconde.SecondePersonne` when the signer does not count,
    :class:`accounts.domain.seconde.VisaDejaDecide`.
    """
    require(acteur, Action.SIGN_VISA)
    visa = (
        Visa.objects.select_for_update(of=("self",))
        .select_related("concession")
        .filter(id=id)
        .first()
    )
    if visa is None:
        raise Introuvable
    if visa.statut != EN_ATTENTE:
        raise VisaDejaDecide(decide_nom=visa.decide_nom, statut=visa.statut)
    concession = visa.concession
    require_second_person(
        acteur=acteur,
        now=now,
        auteur_id=concession.acteur_id,
        fait_le=concession.enregistre_le,
        appareils=[concession.appareil_id] if concession.appareil_id else [],
    )
    visa.statut = DECISIONS[accorder]
    visa.decide_le, visa.decide_par, visa.decision_motif = now, acteur.id, motif
    visa.decide_nom, visa.decide_appareil_id = _name_of(acteur), acteur.appareil_id
    visa.save()
    record(
        acteur=acteur,
        now=now,
        action=Action.SIGN_VISA,
        sujet_type="visa",
        sujet_id=visa.id,
        pays=visa.pays_id,
        avant={"statut": EN_ATTENTE},
        apres={"statut": visa.statut, "genre": concession.genre, "montant": concession.montant},
        motif=motif,
    )
    if not accorder:
        tell_refusal(
            now=now,
            auteur_id=concession.acteur_id,
            genre=concession.genre,
            libelle=concession.libelle,
            par=visa.decide_nom,
        )
    publish(VisaChanged(visa_id=visa.id, pays=visa.pays_id, statut=visa.statut, now=now))
    return visa


def require_second_person(
    *,
    acteur: Acteur,
    now: datetime,
    auteur_id: UUID,
    fait_le: datetime,
    appareils: Sequence[UUID] = (),
    sujet: tuple[str, UUID] | None = None,
) -> None:
    """Refuse whoever does not count as another person for an act of ``auteur_id``.

    Its devices are ``appareils`` and those its author's audit rows on ``sujet`` name. The system
    acts for a person already checked.
    """
    if acteur.id == SYSTEME:
        return
    own = get_own_user(acteur.id)
    if own is None:
        raise NonAuthentifie
    refusal = refusal_of(
        Personne(
            id=own.id,
            cree_le=own.cree_le,
            mains=own.mains,
            postes=postes_of(acteur.appareil_id) | postes_seen(own.id, fait_le),
            tient=held_by(own.id, now),
        ),
        auteur_id=auteur_id,
        postes_acte=postes_of_acte(auteur_id, fait_le, appareils, sujet),
        now=now,
    )
    if refusal is not None:
        raise refusal


def record_phone_change(
    *, acteur: Acteur, now: datetime, client_id: UUID, pays: str, nom: str,
    telephone: str, ancien: str, langue: str,
) -> None:  # fmt: skip
    """A client's number was changed: the old one is told, and for 24 h the new one opens nothing
    until a second person has signed the change.
    """
    signataires = acteur.pays or pays
    visa = record_concession(
        acteur=acteur,
        now=now,
        acte=Acte(
            genre=Genre.TELEPHONE,
            pays=signataires,
            sujet_type="client",
            sujet_id=client_id,
            libelle=nom,
            client_id=client_id,
            details={"ancien_fin": ancien[-4:], "nouveau_fin": telephone[-4:]},
        ),
        visa=True,
    )
    change = ContactChange(
        id=uuid7(),
        pays_id=signataires,
        telephone=telephone,
        sujet_id=client_id,
        visa=visa,
        change_le=now,
    )
    change.save(force_insert=True)
    publish(
        AvisEmis(
            avis_id=change.id,
            pays=pays,
            telephone=ancien,
            langue=langue,
            genre="numero_client_change",
            sujet_nom=nom,
            now=now,
        )
    )


def _check(acteur: Acteur, now: datetime, acte: Acte) -> None:
    pays = Pays.objects.get(code=acte.pays)
    montant = acte.montant if pays.devise == acte.devise else acte.borne
    if montant is None:
        return
    reglages = get_reglages(acte.pays, now)
    par_colis, par_client, par_jour = unsigned_sums(
        pays=pays,
        acteur_id=acteur.id,
        client_id=acte.client_id,
        colis_ids=acte.colis_ids,
        depuis=now - timedelta(days=30),
        now=now,
    )
    check_plafonds(
        Cumul(montant=montant, par_colis=par_colis, par_client=par_client, par_jour=par_jour),
        Plafonds(
            par_colis=reglages.visa_colis_limite,
            par_client=reglages.visa_client_limite,
            par_jour=reglages.visa_jour_limite,
        ),
        pays.devise,
    )


def _name_of(acteur: Acteur) -> str:
    if acteur.nom:
        return acteur.nom
    own = get_own_user(acteur.id)
    return own.nom if own else ""
