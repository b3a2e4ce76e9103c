"""The edges of people and places."""

from accounts.api.appareils import router as appareils
from accounts.api.auth import router as auth
from accounts.api.portes import router as portes
from accounts.api.quarantaine import router as quarantaine
from accounts.api.reference import router as reference
from accounts.api.utilisateurs import router as utilisateurs
from accounts.api.visas import router as visas

__all__ = ["appareils", "auth", "portes", "quarantaine", "reference", "utilisateurs", "visas"]
