"""Check-in, hand-over, tills and the money journal."""

from distribution.models.caisse import Caisse, CompteurRecu, SessionCaisse
from distribution.models.encaissement import Annulation, Encaissement, LigneEncaissement
from distribution.models.journal import Compte, Ecriture, LigneEcriture
from distribution.models.pointage import Pointage
from distribution.models.remise import Remise, RemiseColis

__all__ = [
    "Annulation",
    "Caisse",
    "Compte",
    "CompteurRecu",
    "Ecriture",
    "Encaissement",
    "LigneEcriture",
    "LigneEncaissement",
    "Pointage",
    "Remise",
    "RemiseColis",
    "SessionCaisse",
]
