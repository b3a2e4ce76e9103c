"""What every edge shares: who asks, in which language, and lists by cursor."""

import base64
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import orjson
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from core.errors import LANGUES, SaisieInvalide
from core.tenancy import Acteur

M = TypeVar("M", bound=Model)


class ListeParams(Schema):
    """``limite`` ≤ 200 (never clamped), ``curseur`` as given by the previous page, ``tri``."""

    limite: Annotated[int, Field(ge=1, le=200)] = 50
    curseur: Annotated[str | None, Field(max_length=400)] = None
    tri: Annotated[str | None, Field(max_length=30)] = None


Liste = Annotated[ListeParams, Query()]


def acteur_of(request: HttpRequest) -> Acteur:
    """The authenticated actor put there by the bearer check."""
    acteur: Acteur = request.acteur  # type: ignore[attr-defined]
    return acteur


def langue_of(request: HttpRequest) -> str:
    """fr | en | zh from Accept-Language; French by default."""
    for part in request.headers.get("Accept-Language", "").lower().split(","):
        tag = part.split(";")[0].strip()[:2]
        if tag in LANGUES:
            return tag
    return "fr"


def page(
    queryset: QuerySet[M],
    liste: ListeParams,
    to_item: Callable[[M], Any],
    *,
    tris: tuple[str, ...] = (),
    defaut: str = "-id",
) -> dict[str, Any]:
    """One page by keyset: constant work however long the list; one query.

    ``tris`` are the sortable columns (not null). The cursor holds the last row's value and id.
    """
    tri = liste.tri or defaut
    champ = tri.removeprefix("-")
    if champ != "id" and champ not in tris:
        raise SaisieInvalide(errors={"tri": [f"valeurs possibles : {', '.join(('id', *tris))}"]})
    descendant = tri.startswith("-")
    ordre = [tri] if champ == "id" else [tri, "-id" if descendant else "id"]
    if liste.curseur:
        queryset = _continue(queryset, liste.curseur, champ, descendant)
    rows = list(queryset.order_by(*ordre)[: liste.limite + 1])
    suivant = None
    if len(rows) > liste.limite:
        rows.pop()
        suivant = _cursor(rows[-1], champ)
    return {"items": [to_item(row) for row in rows], "suivant": suivant}


def _cursor(row: Model, champ: str) -> str:
    value = getattr(row, champ)
    return base64.urlsafe_b64encode(orjson.dumps([value, str(row.pk)])).decode().rstrip("=")


def _continue(queryset: QuerySet[M], curseur: str, champ: str, descendant: bool) -> QuerySet[M]:
    try:
        return queryset.filter(_after(curseur, champ, descendant))
    except (ValidationError, ValueError, TypeError) as error:
        raise SaisieInvalide(
            errors={"curseur": ["reprenez le curseur de la page précédente"]}
        ) from error


def _after(curseur: str, champ: str, descendant: bool) -> Q:
    value, pk = orjson.loads(base64.urlsafe_b64decode(curseur + "=" * (-len(curseur) % 4)))
    if not isinstance(pk, str):
        raise TypeError("a cursor's key is text")
    if not isinstance(pk, str):
        raise TypeError("a key is text")
    op = "lt" if descendant else "gt"
    if champ == "id":
        return Q(**{f"id__{op}": pk})
    return Q(**{f"{champ}__{op}": value}) | Q(**{champ: value, f"id__{op}": pk})


def as_json(data: Any, *, status: int = 200) -> HttpResponse:
    """An answer already of its schema's exact shape, written as it is.

    For hot paths: ninja validates a dictionary again before writing it, which costs more than
    reading it did. Every operation answering so is held to its schema by a test.
    """
    contenu = orjson.dumps(data, option=orjson.OPT_UTC_Z)
    return HttpResponse(contenu, status=status, content_type="application/json; charset=utf-8")


def fichier(
    contenu: bytes, *, type_mime: str, nom: str, sha256: str | None = None, inline: bool = True
) -> HttpResponse:
    """A file response; ``sha256`` becomes X-Content-SHA256 (hex digest of this very body)."""
    response = HttpResponse(contenu, content_type=type_mime)
    disposition = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{nom}"'
    response["Cache-Control"] = "private, no-store"
    if sha256:
        response["X-Content-SHA256"] = sha256
    return response
