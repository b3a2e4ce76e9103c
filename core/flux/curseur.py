"""Where a device is in the feed: opaque to it, checked here."""

import base64
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson

from core.errors import BusinessError, SaisieInvalide

DUREE = timedelta(days=90)


class CurseurPerime(BusinessError):
    """Older than the tombstones kept, or of a database restored since."""

    code = "curseur_perime"
    status = 410
    title = "Lecture à reprendre"
    fr = "Cette copie locale est trop ancienne. Rechargez-la : rien de saisi n'est perdu."
    en = "This local copy is too old. Load it again: nothing captured is lost."
    zh = "本地副本过旧，请重新加载；已录入的内容不会丢失。"


@dataclass(frozen=True, kw_only=True)
class Curseur:
    """After change (``xid``, ``seq``) of ``portee``; while ``rang`` is set, still in the snapshot.

    A snapshot remembers the fence it began at (``xid``), the source it is in (``rang``) and the
    last id shown (``apres``). ``le`` is when everything before it had been read. ``base`` names
    the database whose transaction numbers these are.
    """

    portee: str
    base: str
    le: datetime
    xid: int
    seq: int = 0
    rang: int | None = None
    apres: UUID | None = None

    def encode(self) -> str:
        """As the device keeps it."""
        values = [
            self.portee, self.base, int(self.le.timestamp()), self.xid, self.seq, self.rang,
            str(self.apres) if self.apres else None,
        ]  # fmt: skip
        return base64.urlsafe_b64encode(orjson.dumps(values)).decode().rstrip("=")

    def next_source(self, rang: int) -> "Curseur":
        return replace(self, rang=rang, apres=None)


def decode(texte: str, *, portee: str, base: str, now: datetime) -> Curseur:
    """A cursor given back. Raises SaisieInvalide when it is not of this scope, CurseurPerime when
    it is over 90 days old or from before a restoration.
    """
    try:
        curseur = _read(texte)
    except (ValueError, TypeError, OverflowError, OSError) as error:
        raise SaisieInvalide(errors={"curseur": ["curseur illisible"]}) from error
    if curseur.portee != portee:
        raise SaisieInvalide(errors={"curseur": ["ce curseur est d'une autre portée"]})
    if curseur.base != base or curseur.le < now - DUREE:
        raise CurseurPerime
    return curseur


def _read(texte: str) -> Curseur:
    given = orjson.loads(base64.urlsafe_b64decode(texte + "=" * (-len(texte) % 4)))
    portee, base, le, xid, seq, rang, apres = given
    if not (isinstance(portee, str) and isinstance(base, str)):
        raise TypeError("text expected")
    if any(type(n) is not int or not 0 <= n < 2**63 for n in (le, xid, seq, rang or 0)):
        raise TypeError("positive integers expected")
    return Curseur(
        portee=portee,
        base=base,
        le=datetime.fromtimestamp(le, UTC),
        xid=xid,
        seq=seq,
        rang=rang,
        apres=UUID(apres) if apres is not None else None,
    )
