"""Devices: enrolment with proof of the key, contacts, revocation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models.functions import Greatest

from accounts.domain.journal import (
    AppareilDeplace,
    AppareilRefuse,
    AutrePersonneExigee,
    CleExigee,
    PreuveDeCleInvalide,
    draw_serie,
    preuve_message,
)
from accounts.models import Appareil
from accounts.policies import Action, require
from accounts.selectors.appareils import get_appareil
from accounts.selectors.contacts import forget_appareil
from audit.services import record
from core.errors import IdDejaUtilise
from core.signature import CleInvalide, read_key, verify
from core.tenancy import Acteur

_ESSAIS = 5


def enrol_appareil(
    *,
    acteur: Acteur,
    now: datetime,
    id: UUID,
    nom: str = "",
    poste_id: UUID | None = None,
    cle: Mapping[str, Any] | None = None,
    preuve: str = "",
    seq: int = 0,
) -> tuple[Appareil, bool]:
    """Enrol a journal to the person acting; (the device, False) when it was already theirs.

    ``seq`` is what it captured before it could enrol.

    The key comes with a signature made by it (``preuve``). A device first met without a key may
    bring one later, never change it. Somebody else's id, or another key, is IdDejaUtilise; a
    revoked or lost device AppareilRefuse. Leases the series of its provisional receipts.
    """
    require(acteur, Action.ENROL_APPAREIL)
    if acteur.pays is None:
        raise AppareilRefuse
    jwk = _checked_key(acteur, id, cle, preuve)
    known = Appareil.objects.select_for_update().filter(id=id, user_id=acteur.id).first()
    if known is not None:
        return _enrol_again(acteur, now, known, jwk, poste_id, nom), False
    appareil = insert_appareil(
        acteur=acteur, now=now, id=id, nom=nom, poste_id=poste_id, cle_publique=jwk
    )
    record_contact(acteur=acteur, now=now, id=id, seq_declaree=seq)
    _trace(acteur, now, appareil, Action.ENROL_APPAREIL, {"nom": nom, "serie": appareil.serie})
    return appareil, True


def _checked_key(
    acteur: Acteur, id: UUID, cle: Mapping[str, Any] | None, preuve: str
) -> dict[str, str] | None:
    if cle is None:
        if not settings.APPAREILS_SANS_CLE:
            raise CleExigee
        return None
    try:
        public = read_key(cle)
    except CleInvalide as error:
        raise PreuveDeCleInvalide(errors={"cle_publique": ["clé EC P-256 attendue"]}) from error
    if not verify(public, preuve, preuve_message(id, acteur.id)):
        raise PreuveDeCleInvalide(errors={"preuve": ["la signature ne vient pas de cette clé"]})
    return {name: str(cle[name]) for name in ("kty", "crv", "x", "y")}


def _enrol_again(
    acteur: Acteur,
    now: datetime,
    known: Appareil,
    jwk: dict[str, str] | None,
    poste_id: UUID | None,
    nom: str,
) -> Appareil:
    if known.revoque_le is not None or known.perdu_le is not None:
        raise AppareilRefuse
    if (known.pays, known.fonction) != (acteur.pays, acteur.fonction):
        raise AppareilDeplace
    if jwk is not None and known.cle_publique not in (None, jwk):
        raise IdDejaUtilise(id=str(known.id))
    if jwk is not None and known.cle_publique is None:
        known.cle_publique = jwk
        known.poste_id = known.poste_id or poste_id
        known.nom = known.nom or nom
        known.save(update_fields=["cle_publique", "poste_id", "nom"])
        _trace(acteur, now, known, Action.ENROL_APPAREIL, {"cle": "ajoutée"})
    return known


def insert_appareil(*, acteur: Acteur, now: datetime, id: UUID, **fields: Any) -> Appareil:
    """One row, with a series nobody else has; a taken id is IdDejaUtilise, hidden or not."""
    for _ in range(_ESSAIS):
        appareil = Appareil(
            id=id,
            pays=acteur.pays or "",
            user_id=acteur.id,
            fonction=acteur.fonction,
            serie=draw_serie(),
            enrole_le=now,
            contact_le=now,
            **fields,
        )
        Appareil.objects.bulk_create([appareil], ignore_conflicts=True)
        written = Appareil.objects.filter(id=id, user_id=acteur.id).first()
        if written is not None:
            return written
    raise IdDejaUtilise(id=str(id))


def rename_appareil(*, acteur: Acteur, now: datetime, id: UUID, nom: str) -> Appareil:
    """Another name for a device one manages."""
    appareil = _lock_managed(acteur, id)
    avant = appareil.nom
    appareil.nom = nom
    appareil.save(update_fields=["nom"])
    record(
        acteur=acteur,
        now=now,
        action=Action.ENROL_APPAREIL,
        sujet_type="appareil",
        sujet_id=id,
        pays=appareil.pays,
        avant={"nom": avant},
        apres={"nom": nom},
    )
    return appareil


def revoke_appareil(*, acteur: Acteur, now: datetime, id: UUID, motif: str) -> Appareil:
    """Close a device: what it still sends is kept aside. Twice is once."""
    require(acteur, Action.MANAGE_APPAREIL)
    appareil = _lock_managed(acteur, id)
    if appareil.revoque_le is None:
        appareil.revoque_le, appareil.revoque_par, appareil.motif = now, acteur.id, motif
        appareil.save(update_fields=["revoque_le", "revoque_par", "motif"])
        forget_appareil(appareil)
        _trace(acteur, now, appareil, Action.MANAGE_APPAREIL, {"etat": "revoque"}, motif)
    return appareil


def lose_appareil(
    *, acteur: Acteur, now: datetime, appareil: Appareil, especes: int, motif: str
) -> None:
    """Mark a LOCKED device lost, by another person than its user; its gaps block nothing more.

    The caller books ``especes`` (minor units) in the same transaction.
    """
    require(acteur, Action.MANAGE_APPAREIL)
    if appareil.user_id == acteur.id:
        raise AutrePersonneExigee
    appareil.perdu_le, appareil.perdu_par = now, acteur.id
    appareil.especes_perdues, appareil.especes_en_attente = especes, 0
    appareil.motif = motif
    appareil.revoque_le = appareil.revoque_le or now
    appareil.revoque_par = appareil.revoque_par or acteur.id
    appareil.save(
        update_fields=[
            "perdu_le",
            "perdu_par",
            "especes_perdues",
            "especes_en_attente",
            "motif",
            "revoque_le",
            "revoque_par",
        ]
    )
    forget_appareil(appareil)
    apres = {"etat": "perdu", "especes": especes, "seq_contigue": appareil.seq_contigue}
    _trace(acteur, now, appareil, Action.MANAGE_APPAREIL, apres, motif)


def admit_bilan(*, acteur: Acteur, now: datetime, appareil: Appareil, motif: str) -> None:
    """Take what a LOCKED device says to hold as it is, by another person than its user.

    The caller books the cash that never came in the same transaction.
    """
    require(acteur, Action.MANAGE_APPAREIL)
    if appareil.user_id == acteur.id:
        raise AutrePersonneExigee
    avant, appareil.bilan_admis = appareil.bilan_admis, appareil.bilan
    appareil.save(update_fields=["bilan_admis"])
    apres = {"bilan_admis": appareil.bilan_admis, "avant": avant}
    _trace(acteur, now, appareil, Action.MANAGE_APPAREIL, apres, motif)


def record_contact(
    *,
    acteur: Acteur,
    now: datetime,
    id: UUID,
    seq_declaree: int,
    seq_contigue: int = 0,
) -> None:
    """A journal of the person acting spoke, having captured up to ``seq_declaree``.

    None of what is known goes back; a request overtaken on its way, which declares less than is
    known, dates nothing. The contact's own row bounds when later operations may have happened
    (see :class:`accounts.models.ContactAppareil`).
    """
    changed = Appareil.objects.filter(id=id, user_id=acteur.id).update(
        contact_le=Greatest("contact_le", now),
        seq_contigue=Greatest("seq_contigue", seq_contigue),
        seq_declaree=Greatest("seq_declaree", seq_declaree),
    )
    if not changed:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_contact_appareil AS c (appareil_id, seq_declaree, le)"
            " SELECT id, %s, %s FROM accounts_appareil WHERE id = %s AND seq_declaree <= %s"
            " ON CONFLICT (appareil_id, seq_declaree)"
            " DO UPDATE SET le = greatest(c.le, excluded.le)",
            [seq_declaree, now, id, seq_declaree],
        )


def _lock_managed(acteur: Acteur, id: UUID) -> Appareil:
    """A device one sees, locked: one's own, or of one's country for those who manage them."""
    appareil = get_appareil(acteur, id)
    return Appareil.objects.select_for_update(of=("self",)).get(id=appareil.id)


def _trace(
    acteur: Acteur,
    now: datetime,
    appareil: Appareil,
    action: Action,
    apres: Mapping[str, object],
    motif: str = "",
) -> None:
    record(
        acteur=acteur,
        now=now,
        action=action,
        sujet_type="appareil",
        sujet_id=appareil.id,
        pays=appareil.pays,
        apres={**apres, "utilisateur": str(appareil.user_id)},
        motif=motif,
    )
