"""What a message is about, and all that follows from it: rank, urgency, waiting, giving up."""

from enum import StrEnum


class Etape(StrEnum):
    """The steps a client is told of, then the messages that belong to no carton's step."""

    RECU = "recu"
    PARTI = "parti"
    ARRIVE = "arrive"
    DISPONIBLE = "disponible"
    REMIS = "remis"
    PAIEMENT = "paiement"
    ANNULATION = "annulation"
    CORRECTION = "correction"
    PERDU = "perdu"
    RAPPEL = "rappel"
    OTP = "otp"
    ALERTE = "alerte"
    RAPPORT = "rapport"


RANGS: dict[Etape, int] = {
    Etape.RECU: 10,
    Etape.PARTI: 20,
    Etape.ARRIVE: 30,
    Etape.DISPONIBLE: 40,
    Etape.RAPPEL: 45,
    Etape.REMIS: 50,
}
"""Place of a step in a carton's life; a step absent here neither replaces nor is replaced."""

PRIORITES: dict[Etape, int] = dict.fromkeys(Etape, 30) | {
    Etape.OTP: 10,
    Etape.ALERTE: 20,
    Etape.RAPPEL: 40,
}
"""Smaller leaves first: otp > alerte > steps > rappel."""

REGROUPEMENT_S: dict[Etape, int] = dict.fromkeys(Etape, 0) | {
    Etape.RECU: 120,
    Etape.ARRIVE: 300,
    Etape.DISPONIBLE: 300,
}
"""Seconds without a new carton before a client's group is closed (0: at once)."""

REGROUPEMENT_MAX_S = 1800
"""A group that never falls quiet leaves anyway after this many seconds; latecomers make lot 2."""

ECHEANCE_S: dict[Etape, int] = dict.fromkeys(Etape, 72 * 3600) | {
    Etape.OTP: 600,
    Etape.ALERTE: 6 * 3600,
}
"""Seconds after which an unsent message is parked rather than sent."""

ATTENTE_RECU_S: dict[Etape, int] = dict.fromkeys(Etape, 900) | {Etape.OTP: 60}
"""Seconds an uncertain message waits for a receipt before its step's rule applies."""

RENVOYEES_SI_INCERTAIN = frozenset({Etape.DISPONIBLE, Etape.OTP})
"""Better twice than never: resent once; the others wait for an operator."""

AUSSI_PAR_SMS = frozenset({Etape.OTP, Etape.DISPONIBLE})
"""Told by SMS to a phone WhatsApp does not know, where the country has such a line."""

URGENTES = frozenset({Etape.OTP, Etape.ALERTE})
"""Have lines of their own, and any other when those are down."""

SANS_SILENCE = frozenset({Etape.OTP, Etape.ALERTE})
"""Leave during quiet hours."""

MALGRE_DESABONNEMENT = frozenset({Etape.OTP})
"""Still sent to a client who opted out."""

NON_ANNULABLES = frozenset({Etape.PAIEMENT, Etape.ANNULATION})
"""Every receipt and reversal is told to the client: no agent can cancel these."""


def replaces(nouvelle: Etape, ancienne: Etape) -> bool:
    """Whether telling `nouvelle` makes an unsent `ancienne` of the same carton pointless."""
    rang = RANGS.get(nouvelle)
    autre = RANGS.get(ancienne)
    return rang is not None and autre is not None and rang > autre
