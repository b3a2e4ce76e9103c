"""Countries, agencies, people, their sessions, devices and settings."""

from accounts.models.appareils import Appareil, ContactAppareil
from accounts.models.lieux import Agence, Emplacement, Pays, Reglage
from accounts.models.personnes import CodeUnique, Session, User, UserManager
from accounts.models.visas import Avis, Concession, ContactChange, Visa

__all__ = [
    "Agence",
    "Appareil",
    "Avis",
    "CodeUnique",
    "Concession",
    "ContactAppareil",
    "ContactChange",
    "Emplacement",
    "Pays",
    "Reglage",
    "Session",
    "User",
    "UserManager",
    "Visa",
]
