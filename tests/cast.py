"""One cast for every test: two agents and admins per country, direction, a client, one place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client as HttpClient
from django.test import TestCase

from accounts.jetons import access_token
from accounts.models import Agence, Emplacement, Pays, User
from accounts.selectors.personnes import acteur_of_user
from core.ids import uuid7
from core.tenancy import Acteur, contexte, transverse
from tests.factories.reference import make_reference

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
MOT_DE_PASSE = "chaloupe-verte-42"
ANCIENNETE = timedelta(days=60)
"""Old enough an account to count as a second person."""


@dataclass
class Distribution:
    """Everybody and every place a story needs."""

    agent_chine: Acteur
    admin_chine: Acteur
    agent_mali: Acteur
    agent_mali_2: Acteur
    admin_mali: Acteur
    agent_rci: Acteur
    admin_rci: Acteur
    direction: Acteur
    client: Acteur
    agences: dict[str, Agence] = field(default_factory=dict)
    emplacements: dict[str, Emplacement] = field(default_factory=dict)

    def role(self, name: str) -> Acteur:
        acteur: Acteur = getattr(self, name)
        return acteur


def _person(
    identifiant: str, fonction: str, pays: Pays | None, agence: Agence | None, telephone: str = ""
) -> Acteur:
    user = User(
        identifiant=identifiant,
        nom=identifiant.replace("_", " ").title(),
        fonction=fonction,
        pays=pays,
        agence=agence,
        telephone=telephone,
        cree_le=NOW - ANCIENNETE,
    )
    user.set_password(MOT_DE_PASSE)
    user.save(force_insert=True)
    return acteur_of_user(user)


@pytest.fixture
def cast(db: None) -> Distribution:
    """The people and places, created as direction would see them."""
    with transverse():
        places = make_reference(NOW)
        pays = {p.code: p for p in Pays.objects.all()}
        cn, ml, ci = pays["CN"], pays["ML"], pays["CI"]
        ag = places.agences
        return Distribution(
            agent_chine=_person("agent_chine", "agent", cn, ag["CN"]),
            admin_chine=_person("admin_chine", "admin", cn, ag["CN"]),
            agent_mali=_person("agent_mali", "agent", ml, ag["ML"]),
            agent_mali_2=_person("agent_mali_2", "agent", ml, ag["ML"]),
            admin_mali=_person("admin_mali", "admin", ml, ag["ML"]),
            agent_rci=_person("agent_rci", "agent", ci, ag["CI"]),
            admin_rci=_person("admin_rci", "admin", ci, ag["CI"]),
            direction=_person("direction", "direction", None, None),
            client=_person("client_awa", "client", None, None, telephone="+22376999999"),
            agences=ag,
            emplacements=places.emplacements,
        )


def reset_contexte() -> None:
    """Forget who acted last: tests share one transaction, requests must not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.user_id', '', true), set_config('app.fonction', '', true),"
            " set_config('app.pays', '', true), set_config('app.telephone', '', true),"
            " set_config('role', 'none', true)"
        )


class Api:
    """The API as one person's device sees it: JSON in, (status, body) out."""

    def __init__(self, acteur: Acteur | None, langue: str = "fr", *, commit: bool = False) -> None:
        self.commit = commit
        self.http = HttpClient(raise_request_exception=False)
        self.headers = {"Accept-Language": langue}
        if acteur is not None:
            token = access_token(acteur, session_id=uuid7(), jti=uuid7(), now=datetime.now(UTC))
            self.headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, body: Any = None, **extra: Any) -> Any:
        kwargs: dict[str, Any] = {"headers": {**self.headers, **extra.pop("headers", {})}}
        if body is not None:
            kwargs |= {"data": body, "content_type": "application/json"}
        with TestCase.captureOnCommitCallbacks(execute=self.commit):
            response = getattr(self.http, method)(f"/api/v1{path}", **kwargs, **extra)
        if connection.in_atomic_block:
            reset_contexte()
        return response

    def get(self, path: str, **extra: Any) -> Any:
        return self.call("get", path, **extra)

    def post(self, path: str, body: Any = None, **extra: Any) -> Any:
        return self.call("post", path, {} if body is None else body, **extra)

    def patch(self, path: str, body: Any, **extra: Any) -> Any:
        return self.call("patch", path, body, **extra)

    def put(self, path: str, body: Any, **extra: Any) -> Any:
        return self.call("put", path, body, **extra)

    def delete(self, path: str, body: Any = None, **extra: Any) -> Any:
        return self.call("delete", path, body, **extra)


@pytest.fixture
def api() -> Callable[..., Api]:
    """``api(acteur)`` is that person's client; ``api(None)`` an anonymous one."""
    return Api


@pytest.fixture
def api_commit() -> Callable[..., Api]:
    """Like ``api``, running what waits for the commit at the end of each request."""
    return partial(Api, commit=True)


@pytest.fixture
def as_acteur() -> Callable[[Acteur], Any]:
    """``with as_acteur(x):`` runs services and queries under x's rows."""
    return contexte


def new_id() -> UUID:
    """A device-made id."""
    return uuid7()
