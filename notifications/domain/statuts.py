"""A notification's life: the one table of its moves, and how far a receipt may push it."""

from enum import StrEnum

from notifications.domain.refus import StatutNotificationInterdit


class Statut(StrEnum):
    """Where a message stands; what is `suspendu` or `echec_permanent` is parked, never lost."""

    EN_ATTENTE = "en_attente"
    EN_COURS = "en_cours"
    ENVOYE = "envoye"
    LIVRE = "livre"
    LU = "lu"
    ECHEC = "echec"
    INCERTAIN = "incertain"
    ECHEC_PERMANENT = "echec_permanent"
    ANNULE = "annule"
    SUSPENDU = "suspendu"


class Motif(StrEnum):
    """Why a message is parked or stopped: the reason an operator reads beside it."""

    LIGNE_BASSE = "ligne_basse"
    AUCUNE_LIGNE = "aucune_ligne"
    SILENCE = "silence"
    DESABONNE = "desabonne"
    NUMERO_INVALIDE = "numero_invalide"
    NON_INSCRIT = "non_inscrit_whatsapp"
    REFUSE = "refuse_par_le_fournisseur"
    NON_REMIS = "non_remis"
    INCOMPOSABLE = "incomposable"
    ECHEANCE = "echeance_depassee"
    TROP_D_ESSAIS = "trop_d_essais"
    SANS_REPONSE = "reponse_perdue"
    A_DECIDER = "incertain_a_decider"
    REMPLACE = "remplace_par_une_etape"
    ANNULE_PAR_AGENT = "annule_par_un_admin"
    CODE_MORT = "code_mort"
    MODELE_ABSENT = "modele_absent"


TRANSITIONS: dict[Statut, frozenset[Statut]] = {
    Statut.EN_ATTENTE: frozenset(
        {Statut.EN_COURS, Statut.SUSPENDU, Statut.ECHEC_PERMANENT, Statut.ANNULE}
    ),
    Statut.EN_COURS: frozenset(
        {
            Statut.EN_ATTENTE,
            Statut.ENVOYE,
            Statut.ECHEC,
            Statut.INCERTAIN,
            Statut.ECHEC_PERMANENT,
            Statut.SUSPENDU,
        }
    ),
    Statut.ENVOYE: frozenset({Statut.LIVRE, Statut.LU, Statut.ECHEC_PERMANENT}),
    Statut.LIVRE: frozenset({Statut.LU}),
    Statut.LU: frozenset(),
    Statut.ECHEC: frozenset(
        {Statut.EN_COURS, Statut.SUSPENDU, Statut.ECHEC_PERMANENT, Statut.ANNULE}
    ),
    Statut.INCERTAIN: frozenset({Statut.EN_ATTENTE, Statut.ECHEC_PERMANENT, Statut.ANNULE}),
    Statut.SUSPENDU: frozenset({Statut.EN_ATTENTE, Statut.ECHEC_PERMANENT, Statut.ANNULE}),
    Statut.ECHEC_PERMANENT: frozenset({Statut.EN_ATTENTE, Statut.ANNULE}),
    Statut.ANNULE: frozenset(),
}
"""Moves made by us; a receipt's moves are in `advance_by_recu`."""

RANG_RECU: dict[Statut, int] = {Statut.ENVOYE: 1, Statut.LIVRE: 2, Statut.LU: 3}

RELANCABLES = frozenset({Statut.ECHEC, Statut.ECHEC_PERMANENT, Statut.SUSPENDU, Statut.INCERTAIN})
"""What an operator may send again by hand."""

ANNULABLES = frozenset(etat for etat, suites in TRANSITIONS.items() if Statut.ANNULE in suites)

NON_ENVOYES = frozenset({Statut.EN_ATTENTE, Statut.ECHEC, Statut.SUSPENDU})
"""Certainly not on the phone, and still due: what a later step may replace."""

FINALS = frozenset({Statut.ENVOYE, Statut.LIVRE, Statut.LU, Statut.ANNULE})


def require_transition(de: Statut, vers: Statut) -> None:
    """Refuse a move the table does not hold (StatutNotificationInterdit, 409)."""
    if vers not in TRANSITIONS[de]:
        raise StatutNotificationInterdit(statut=de.value, vers=vers.value)


def advance_by_recu(actuel: Statut, recu: Statut) -> Statut | None:
    """The status after a provider's receipt, or None when it brings nothing new.

    Receipts come late, twice and out of order: they only move forward. One that says the phone has
    the message is a fact, and wins over whatever we believed, a cancellation included.
    """
    if recu is Statut.ECHEC_PERMANENT:
        return recu if actuel in {Statut.ENVOYE, Statut.INCERTAIN, Statut.EN_COURS} else None
    rang = RANG_RECU.get(recu)
    if rang is None or rang <= RANG_RECU.get(actuel, 0):
        return None
    return recu
