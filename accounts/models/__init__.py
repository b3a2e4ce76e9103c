"""Countries, agencies, people, their sessions, devices and settings."""

from accounts.models.appareils import Appareil
from accounts.models.lieux import Agence, Emplacement, Pays, Reglage
from accounts.models.personnes import CodeUnique, Session, User, UserManager

__all__ = [
    "Agence",
    "Appareil",
    "CodeUnique",
    "Emplacement",
    "Pays",
    "Reglage",
    "Session",
    "User",
    "UserManager",
]
