"""Taking the seals outside, where the database's owner cannot rewrite them.

Format of an anchor: one JSON object a line.
`{"type": "sceau", "v": 1, chaine, numero, empreinte, precedent, tx_debut, tx_fin, tables, total,
scelle_le, feuilles}`: hashes in hexadecimal; `feuilles` is base64 of 24 bytes a row (16 of id, 8
of hash), so that a row can be named even when the database was sealed again after an edit.
`{"type": "garde", "v": 1, emis_le, empreinte, elements}`: triggers, policies, rights and roles.
"""

import base64
import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import boto3
import orjson
import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Max

from audit.models import Emission, Sceau
from audit.scellement.forme import FEUILLE_OCTETS, ID_OCTETS
from audit.scellement.garde import Garde
from core.clock import rfc3339
from core.ids import uuid7
from core.tenancy import transverse

log = structlog.get_logger(__name__)

COURT_OCTETS = ID_OCTETS + 8


class Ancre(Protocol):
    """One place outside; ``journaliere``: the last seal of each chain, once a day."""

    nom: str
    journaliere: bool

    def emit(self, lignes: list[dict[str, Any]], now: datetime) -> None:
        """Take the lines outside, durably, or raise."""


class AncreFichier:
    """A file, appended to and flushed to disk; keep it on another machine (or a WORM mount)."""

    nom, journaliere = "fichier", False

    def __init__(self, chemin: Path) -> None:
        self.chemin = chemin

    def emit(self, lignes: list[dict[str, Any]], now: datetime) -> None:  # noqa: ARG002 - Ancre's
        self.chemin.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        file = os.open(self.chemin, flags, 0o600)
        try:
            for ligne in lignes:
                os.write(file, orjson.dumps(ligne) + b"\n")
            os.fsync(file)
        finally:
            os.close(file)


class AncreCourriel:
    """The day's last seal of each chain, by e-mail to one address."""

    nom, journaliere = "courriel", True

    def __init__(self, adresse: str) -> None:
        self.adresse = adresse

    def emit(self, lignes: list[dict[str, Any]], now: datetime) -> None:
        body = "\n".join(orjson.dumps(_short(ligne)).decode() for ligne in lignes)
        EmailMessage(
            subject=f"Sceaux du journal, {now:%Y-%m-%d}",
            body=f"{body}\n",
            to=[self.adresse],
        ).send(fail_silently=False)


class AncreSeau:
    """The day's last seal of each chain as one object kept by the bucket's lock."""

    nom, journaliere = "seau", True

    def __init__(self, seau: str) -> None:
        self.seau = seau

    def emit(self, lignes: list[dict[str, Any]], now: datetime) -> None:
        client = boto3.client("s3", **settings.ANCRE_S3)
        client.put_object(
            Bucket=self.seau,
            Key=f"ancres/{now:%Y/%m/%d}.jsonl",
            Body=b"\n".join(orjson.dumps(_short(ligne)) for ligne in lignes) + b"\n",
            ObjectLockMode="COMPLIANCE",
            ObjectLockRetainUntilDate=_in_ten_years(now),
        )


def anchors() -> list[Ancre]:
    """The places configured by TS_ANCRE_FICHIER, TS_ANCRE_COURRIEL and TS_ANCRE_SEAU."""
    found: list[Ancre] = []
    if settings.ANCRE_FICHIER:
        found.append(AncreFichier(Path(settings.ANCRE_FICHIER)))
    if settings.ANCRE_COURRIEL:
        found.append(AncreCourriel(settings.ANCRE_COURRIEL))
    if settings.ANCRE_SEAU:
        found.append(AncreSeau(settings.ANCRE_SEAU))
    return found


def emit_all(*, now: datetime) -> int:
    """Take to each place what it has not had yet; one that fails is tried again next time."""
    count = 0
    for ancre in anchors():
        try:
            count += _emit_to(ancre, now)
        except Exception as error:
            log.exception("ancre_impossible", ancre=ancre.nom, erreur=type(error).__name__)
    return count


def emit_guards(*, now: datetime) -> bool:
    """Write the guards as they stand to the file, when they differ from the last written.

    Run at deployment, after the migrations: what changes later without it is a defect.
    """
    if not settings.ANCRE_FICHIER:
        return False
    ligne = guard_line(Garde(), now)
    chemin = Path(settings.ANCRE_FICHIER)
    last = last_guard(chemin)
    if last is not None and last["empreinte"] == ligne["empreinte"]:
        return False
    AncreFichier(chemin).emit([ligne], now)
    return True


def last_guard(chemin: Path) -> dict[str, Any] | None:
    """The last guards an anchor file holds."""
    found = None
    if chemin.exists():
        for ligne in read_anchor(chemin):
            if ligne["type"] == "garde":
                found = ligne
    return found


def read_anchor(chemin: Path) -> Iterator[dict[str, Any]]:
    """An anchor's lines, one at a time."""
    with chemin.open("rb") as file:
        for ligne in file:
            if ligne.strip():
                yield orjson.loads(ligne)


def guard_line(garde: Garde, now: datetime) -> dict[str, Any]:
    """The guards as an anchor's line."""
    elements = sorted(garde.describe())
    digest = hashlib.sha256("\n".join(elements).encode()).hexdigest()
    return {"type": "garde", "v": 1, "emis_le": rfc3339(now), "empreinte": digest,
            "elements": elements}  # fmt: skip


def seal_line(sceau: Sceau) -> dict[str, Any]:
    """A seal as an anchor's line."""
    raw = bytes(sceau.feuilles)
    short = b"".join(raw[at : at + COURT_OCTETS] for at in range(0, len(raw), FEUILLE_OCTETS))
    return {
        "type": "sceau",
        "v": 1,
        "chaine": sceau.chaine,
        "numero": sceau.numero,
        "empreinte": bytes(sceau.empreinte).hex(),
        "precedent": bytes(sceau.precedent).hex(),
        "tx_debut": sceau.tx_debut,
        "tx_fin": sceau.tx_fin,
        "tables": sceau.tables,
        "total": sceau.total,
        "scelle_le": rfc3339(sceau.scelle_le),
        "feuilles": base64.b64encode(short).decode(),
    }


def _emit_to(ancre: Ancre, now: datetime) -> int:
    with transverse():
        sent = dict(
            Emission.objects.filter(adaptateur=ancre.nom)
            .values_list("chaine")
            .annotate(Max("numero"))
        )
        last = Emission.objects.filter(adaptateur=ancre.nom).aggregate(le=Max("emis_le"))["le"]
        chaines = sorted(Sceau.objects.values_list("chaine", flat=True).distinct())
    if not ancre.journaliere:
        return sum(_emit_chain(ancre, chaine, sent.get(chaine, 0), now) for chaine in chaines)
    if last is not None and last.date() >= now.date():
        return 0
    return _emit_day(ancre, {c: sent.get(c, 0) for c in chaines}, now)


def _emit_chain(ancre: Ancre, chaine: str, after: int, now: datetime) -> int:
    """Seal by seal, each marked once out: a stop in between costs one line written twice."""
    count = 0
    while True:
        with transverse():
            seals = Sceau.objects.filter(chaine=chaine, numero__gt=after)
            sceau = seals.order_by("numero").first()
            if sceau is None:
                return count
            ancre.emit([seal_line(sceau)], now)
            _mark(ancre, sceau, now)
        after, count = sceau.numero, count + 1


def _emit_day(ancre: Ancre, sent: dict[str, int], now: datetime) -> int:
    """The last seal of every chain that moved since the last day, in one message."""
    with transverse():
        heads = [head for chaine, after in sent.items() if (head := _head(chaine, after))]
        if heads:
            ancre.emit([seal_line(head) for head in heads], now)
        for head in heads:
            _mark(ancre, head, now)
    return len(heads)


def _head(chaine: str, after: int) -> Sceau | None:
    return Sceau.objects.filter(chaine=chaine, numero__gt=after).order_by("-numero").first()


def _mark(ancre: Ancre, sceau: Sceau, now: datetime) -> None:
    Emission(
        id=uuid7(), adaptateur=ancre.nom, chaine=sceau.chaine, numero=sceau.numero, emis_le=now
    ).save(force_insert=True)


def _short(ligne: dict[str, Any]) -> dict[str, Any]:
    """A seal's line without its leaves, for places that hold only the heads."""
    return {name: value for name, value in ligne.items() if name != "feuilles"}


def _in_ten_years(now: datetime) -> datetime:
    return now.replace(year=now.year + 10, day=min(now.day, 28))
