"""The edges of people and places."""

from accounts.api.auth import router as auth
from accounts.api.reference import router as reference
from accounts.api.utilisateurs import router as utilisateurs

__all__ = ["auth", "reference", "utilisateurs"]
