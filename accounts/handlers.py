"""Facts of people that owe somebody a notice."""

from accounts.domain.personnes import SessionVolee
from accounts.services.avis import tell_theft
from core.events import on


@on(SessionVolee)
def on_theft(fait: SessionVolee) -> None:
    """A refresh token came back: the family is over, its owner and their admins know."""
    tell_theft(now=fait.now, user_id=fait.user_id, session_id=fait.session_id)
