"""What a device says of itself in headers."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from accounts.models import User
from accounts.selectors.personnes import personal_acteur
from accounts.services.appareils import record_contact
from core.tenancy import Acteur, contexte

_SEQ_MAX = 2**53 - 1


def journal_of(request: HttpRequest) -> tuple[UUID, int] | None:
    """X-Appareil and X-Appareil-Seq: the journal and the last number it captured."""
    seq = request.headers.get("X-Appareil-Seq", "")
    try:
        appareil_id = UUID(request.headers.get("X-Appareil", ""))
    except ValueError:
        return None
    if not (seq.isascii() and seq.isdigit() and len(seq) <= 16) or int(seq) > _SEQ_MAX:
        return None
    return appareil_id, int(seq)


def seq_of(request: HttpRequest, appareil_id: UUID) -> int | None:
    """What the request's journal captured, when it is this one."""
    journal = journal_of(request)
    return journal[1] if journal is not None and journal[0] == appareil_id else None


def note_contact(request: HttpRequest, acteur: Acteur, now: datetime) -> None:
    """Keep what the request's journal says it captured; another person's changes nothing."""
    journal = journal_of(request)
    if journal is not None:
        record_contact(acteur=acteur, now=now, id=journal[0], seq_declaree=journal[1])


def note_sign_in(request: HttpRequest, user: User, now: datetime) -> None:
    """The same at a log-in or a refresh, where nobody acts yet."""
    if journal_of(request) is not None:
        acteur = personal_acteur(user.id, user.pays_id)
        with contexte(acteur):
            note_contact(request, acteur, now)
