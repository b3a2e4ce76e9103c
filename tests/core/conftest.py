"""An operation that needs no world: it notes its text, once per effect."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest
from ninja import Schema

from core.errors import Introuvable
from core.operations.registry import OPERATIONS, Somme, operation
from core.tenancy import Acteur


class NoteIn(Schema):
    texte: str
    especes: int = 0


@pytest.fixture
def effets() -> Iterator[list[tuple[Acteur, str]]]:
    """What ``test.noter`` and ``test.caisse`` did: (as whom, text); "refus" and "panne" fail."""
    done: list[tuple[Acteur, str]] = []

    def note(acteur: Acteur, now: datetime, payload: NoteIn) -> dict[str, Any]:
        if payload.texte == "refus":
            raise Introuvable
        if payload.texte == "panne":
            raise RuntimeError("boom")
        done.append((acteur, payload.texte))
        return {"texte": payload.texte}

    def amount(payload: Mapping[str, Any]) -> Somme:
        return Somme(montant=payload["especes"], especes=payload["especes"])

    operation("test.noter", NoteIn)(note)
    operation("test.caisse", NoteIn, argent=amount)(note)
    yield done
    del OPERATIONS["test.noter"], OPERATIONS["test.caisse"]
