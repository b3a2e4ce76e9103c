"""Uploads that no operation attached: kept a while for devices still offline, then erased."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.storage import default_storage

from accounts.models import User
from accounts.selectors.reglages import get_reglages
from core.tenancy import contexte, systeme, transverse

RACINE = "televersements"


def purge_uploads(*, now: datetime) -> int:
    """Erase uploads older than their country's ``televersement_jours``; how many.

    Attaching copies the picture, so what is erased here is a copy or was never named.
    """
    delais: dict[str | None, timedelta] = {}
    erased = 0
    for acteur_id, noms in _uploads():
        with transverse():
            pays = User.objects.filter(id=acteur_id).values_list("pays_id", flat=True).first()
        if pays not in delais:
            delais[pays] = _delay(pays, now)
        for nom in noms:
            erased += _erase(nom, before=now - delais[pays])
    return erased


def _erase(nom: str, *, before: datetime) -> bool:
    try:
        if default_storage.get_modified_time(nom) >= before:
            return False
    except FileNotFoundError:
        # One being written: its part has just taken its own name.
        return False
    default_storage.delete(nom)
    return True


def _uploads() -> Iterator[tuple[UUID, list[str]]]:
    """Each person's waiting uploads; a stray folder is left alone."""
    try:
        folders, _ = default_storage.listdir(RACINE)
    except FileNotFoundError:
        return
    for folder in folders:
        try:
            acteur_id = UUID(folder)
        except ValueError:
            continue
        _, noms = default_storage.listdir(f"{RACINE}/{folder}")
        yield acteur_id, [f"{RACINE}/{folder}/{nom}" for nom in noms]


def _delay(pays: str | None, now: datetime) -> timedelta:
    if pays is None:
        return timedelta(days=get_reglages(None, now).televersement_jours)
    with contexte(systeme(pays)):
        return timedelta(days=get_reglages(pays, now).televersement_jours)
