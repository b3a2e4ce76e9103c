"""Access and refresh tokens: signed by kid, so that keys rotate without logging people out."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import jwt
from django.conf import settings
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError

from core.errors import NonAuthentifie
from core.tenancy import Acteur

ALGORITHM = "HS256"
ACCESS_S = 900


def _encode(claims: dict[str, Any]) -> str:
    kid: str = settings.JWT_KID
    claims = {**claims, "aud": settings.JWT_AUDIENCE}
    return jwt.encode(claims, settings.JWT_KEYS[kid], algorithm=ALGORITHM, headers={"kid": kid})


def _decode(token: str, typ: str) -> dict[str, Any]:
    """Verified claims of a token of type ``typ``; anything else is 401."""
    try:
        key = settings.JWT_KEYS[str(jwt.get_unverified_header(token).get("kid"))]
        backend = TokenBackend(ALGORITHM, key, audience=settings.JWT_AUDIENCE)
        claims: dict[str, Any] = backend.decode(cast("Any", token))
    except (jwt.InvalidTokenError, KeyError, TypeError, TokenBackendError) as error:
        raise NonAuthentifie from error
    if claims.get("typ") != typ:
        raise NonAuthentifie
    return claims


def access_token(
    acteur: Acteur, *, session_id: UUID, jti: UUID, now: datetime, restriction: str = ""
) -> str:
    """A 15-minute access token: sub, role, pays, exp, iat, jti, typ, and the session it is of.

    With a ``restriction`` it opens only what lifts it: ``totp``, a second factor to turn on;
    ``mot_de_passe``, a password to choose.
    """
    iat = int(now.timestamp())
    return _encode(
        {
            **({"enr": restriction} if restriction else {}),
            "sub": str(acteur.id),
            "role": acteur.role,
            "fonction": acteur.fonction,
            "cote": acteur.cote,
            "pays": acteur.pays,
            "sid": str(session_id),
            "iat": iat,
            "exp": iat + ACCESS_S,
            "jti": str(jti),
            "typ": "access",
        }
    )


def refresh_token(*, session_id: UUID, jti: UUID, emis_le: datetime, duree: timedelta) -> str:
    """The family's current refresh token: the same jti and moment always give the same token."""
    iat = int(emis_le.timestamp())
    return _encode(
        {
            "sid": str(session_id),
            "jti": str(jti),
            "iat": iat,
            "exp": iat + int(duree.total_seconds()),
            "typ": "refresh",
        }
    )


def read_access(token: str) -> tuple[Acteur, dict[str, Any]]:
    """The actor an access token names, by its claims alone (no query)."""
    claims = _decode(token, "access")
    return (
        Acteur(
            id=UUID(claims["sub"]),
            fonction=claims["fonction"],
            pays=claims["pays"],
            cote=claims["cote"],
            role=claims["role"],
        ),
        claims,
    )


def read_refresh(token: str) -> dict[str, Any]:
    """The verified claims of a refresh token."""
    return _decode(token, "refresh")
