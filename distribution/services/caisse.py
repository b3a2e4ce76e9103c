"""A till session: float, blind count, sign-off by another person.

The expected figure is a sum of the journal and is written on the session by the count itself:
before it, nobody at the till can read it.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.policies import Action, require
from audit.services import record
from core.creations import claim
from core.errors import Introuvable
from core.events import publish
from core.tenancy import Acteur
from distribution.domain.caisse import (
    AVOIR,
    ECART,
    ENCAISSEMENT_TARDIF,
    ESPECES,
    FONDS,
    CaisseOccupee,
    EcartAExpliquer,
    PropreActe,
    SessionCaisseChanged,
    SessionDejaComptee,
    SessionDejaOuverte,
    SessionDejaValidee,
    SessionNonComptee,
    check_coupures,
    count_coupures,
)
from distribution.models import Caisse, Encaissement, SessionCaisse
from distribution.selectors.journal import till_balance
from distribution.services.comptage import name_counter, write_count
from distribution.services.concessions import check_signer, tell_ecart
from distribution.services.ecritures import ECARTS, CleCompte, Jambe, Piece, post, till
from distribution.services.ecritures import FONDS as COMPTE_FONDS
from distribution.services.guichet import account_of
from distribution.services.rapprochement import check_synchronised

OUVERTE, COMPTEE, VALIDEE = "ouverte", "comptee", "validee"


def open_session(
    *,
    acteur: Acteur,
    now: datetime,
    id: UUID,
    caisse_id: UUID,
    coupures: Mapping[str, int],
) -> tuple[SessionCaisse, bool]:
    """Open a till with its float; (the session, False) when it is a replay.

    What the float adds to (or takes from) the cash left in the till stands on ``fonds`` until
    another person confirms it; the session works meanwhile. Late facts of the cashier enter here.
    """
    require(acteur, Action.OPEN_SESSION)
    contenu = {"caisse_id": caisse_id, "coupures": dict(coupures)}
    if not claim(acteur=acteur, now=now, id=id, type="session_caisse", contenu=contenu):
        return SessionCaisse.objects.select_related("caisse").get(id=id), False
    caisse = _lock_caisse(caisse_id)
    if not caisse.actif or caisse.pays_id != acteur.pays:
        raise Introuvable
    check_coupures(coupures, caisse.devise, "fonds.coupures")
    session = SessionCaisse(
        id=id,
        pays_id=caisse.pays_id,
        agence_id=caisse.agence_id,
        caisse=caisse,
        caissier_id=acteur.id,
        devise=caisse.devise,
        fonds=count_coupures(dict(coupures)),
        fonds_coupures=dict(coupures),
        ouverte_le=now,
    )
    _insert(session)
    _post_fonds(acteur, now, session)
    _take_late(acteur, now, session)
    _trace(acteur, now, session, Action.OPEN_SESSION, {"fonds": session.fonds})
    return session, True


def _insert(session: SessionCaisse) -> None:
    try:
        with transaction.atomic():
            session.save(force_insert=True)
    except IntegrityError as error:
        if "caissier_une_session_ouverte" in str(error):
            ouverte = SessionCaisse.objects.select_related("caisse").get(
                caissier_id=session.caissier_id, statut=OUVERTE
            )
            raise SessionDejaOuverte(caisse=ouverte.caisse.nom) from error
        if "caisse_une_session_ouverte" in str(error):
            raise CaisseOccupee(caisse=session.caisse.nom) from error
        raise


def _post_fonds(acteur: Acteur, now: datetime, session: SessionCaisse) -> None:
    ajout = session.fonds - till_balance(session.caisse_id)
    _post(
        acteur,
        now,
        session,
        FONDS,
        [Jambe(till(session.caisse_id), ajout), Jambe(COMPTE_FONDS, -ajout)],
    )


def _take_late(acteur: Acteur, now: datetime, session: SessionCaisse) -> None:
    """Money of a closed session goes to its cashier's next one, marked late."""
    waiting = list(
        Encaissement.objects.select_for_update()
        .filter(caissier_id=acteur.id, session__isnull=True)
        .order_by("id")
    )
    for encaissement in waiting:
        encaissement.session = session
        encaissement.save(update_fields=["session"])
        if encaissement.moyen == AVOIR:
            continue
        _post(
            acteur,
            now,
            session,
            ENCAISSEMENT_TARDIF,
            [
                Jambe(account_of(session, encaissement.moyen), encaissement.montant),
                Jambe(CleCompte("transit", encaissement.moyen), -encaissement.montant),
            ],
            sujet=("encaissement", encaissement.id),
        )


def count_session(
    *,
    acteur: Acteur,
    now: datetime,
    id: UUID,
    coupures: Mapping[str, int],
    par_moyen: Mapping[str, int],
    motif: str = "",
) -> SessionCaisse:
    """The one blind count: counted, expected and difference by method, then frozen.

    The cashier's; of one who can no longer log in, an admin's with its reason (see
    :func:`name_counter`). Refused (SynchronisationIncomplete) while the cashier's devices hold, or
    the server keeps aside, what would change the expected figure.
    """
    require(acteur, Action.COUNT_SESSION)
    session = _lock(id)
    name_counter(acteur=acteur, session=session, motif=motif)
    if session.statut != OUVERTE:
        raise SessionDejaComptee
    check_synchronised(session.caissier_id)
    write_count(session=session, now=now, coupures=coupures, par_moyen=par_moyen)
    session.statut = COMPTEE
    session.save()
    apres = {"ecart": session.ecart, "caissier_id": str(session.caissier_id)}
    _trace(acteur, now, session, Action.COUNT_SESSION, apres, motif=session.comptage_motif)
    return session


def sign_session(*, acteur: Acteur, now: datetime, id: UUID, motif: str = "") -> SessionCaisse:
    """Another person signs the count off; a difference needs its reason.

    The cash difference goes to ``ecarts``, so that the till's books hold what was counted; when
    the till was opened again meanwhile, that opening float already took it to ``fonds``. Other
    methods stay as they are in ``a_rapprocher``: the operator's statement settles them.
    """
    require(acteur, Action.SIGN_SESSION)
    session = _lock(id)
    if acteur.id in (session.caissier_id, session.comptee_par):
        raise PropreActe
    if session.statut == OUVERTE:
        raise SessionNonComptee
    if session.statut == VALIDEE:
        raise SessionDejaValidee(validee_le=session.validee_le)
    check_signer(acteur=acteur, now=now, session=session)
    ecarts = {moyen: ecart for moyen, ecart in (session.ecart or {}).items() if ecart}
    if ecarts and not motif:
        raise EcartAExpliquer(
            ecart=", ".join(f"{moyen} {ecart:+d}" for moyen, ecart in ecarts.items()),
            errors={"motif": ["expliquez l'écart"]},
        )
    ecart = ecarts.get(ESPECES, 0)
    held_by = _holder_of_difference(session)
    _post(acteur, now, session, ECART, [Jambe(held_by, ecart), Jambe(ECARTS, -ecart)])
    session.statut = VALIDEE
    session.validee_le = now
    session.validee_par = acteur.id
    session.validation_motif = motif
    session.save(update_fields=["statut", "validee_le", "validee_par", "validation_motif"])
    _trace(acteur, now, session, Action.SIGN_SESSION, {"ecart": ecarts}, motif=motif)
    tell_ecart(acteur=acteur, now=now, session=session, ecarts=ecarts, motif=motif)
    return session


def _holder_of_difference(session: SessionCaisse) -> CleCompte:
    _lock_caisse(session.caisse_id)
    reopened = SessionCaisse.objects.filter(
        caisse_id=session.caisse_id, ouverte_le__gte=session.comptee_le
    )
    return COMPTE_FONDS if reopened.exists() else till(session.caisse_id)


def _lock_caisse(id: UUID) -> Caisse:
    """A till's openings and sign-offs take turns: each reads its balance."""
    caisse = Caisse.objects.select_for_update().filter(id=id).first()
    if caisse is None:
        raise Introuvable
    return caisse


def _lock(id: UUID) -> SessionCaisse:
    session = (
        SessionCaisse.objects.select_for_update(of=("self",))
        .select_related("caisse")
        .filter(id=id)
        .first()
    )
    if session is None:
        raise Introuvable
    return session


def _post(
    acteur: Acteur,
    now: datetime,
    session: SessionCaisse,
    type: str,
    jambes: list[Jambe],
    *,
    sujet: tuple[str, UUID] | None = None,
) -> None:
    sujet_type, sujet_id = sujet or ("session_caisse", session.id)
    post(
        acteur=acteur,
        now=now,
        pays=session.pays_id,
        devise=session.devise,
        piece=Piece(
            type=type,
            sujet_type=sujet_type,
            sujet_id=sujet_id,
            agence_id=session.agence_id,
            session_id=session.id,
            jambes=jambes,
        ),
    )


def _trace(
    acteur: Acteur,
    now: datetime,
    session: SessionCaisse,
    action: Action,
    apres: Mapping[str, object],
    *,
    motif: str = "",
) -> None:
    record(
        acteur=acteur,
        now=now,
        action=action,
        sujet_type="session_caisse",
        sujet_id=session.id,
        pays=session.pays_id,
        apres={"caisse": session.caisse.nom, "statut": session.statut, **apres},
        motif=motif,
    )
    publish(
        SessionCaisseChanged(
            session_id=session.id, pays=session.pays_id, statut=session.statut, now=now
        )
    )
