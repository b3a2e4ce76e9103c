"""A line's birth and its secret: encrypted at once, never audited, never shown again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.policies import Action, require
from accounts.selectors.lieux import subject_pays
from audit.services import record
from core.chiffrement import encrypt, keyed_hash
from core.creations import claim
from core.errors import Introuvable, SaisieInvalide
from core.tenancy import Acteur
from notifications.domain import EtatLigne, UsageImpossible, carries_usage
from notifications.models import Ligne


def create_ligne(
    *, acteur: Acteur, now: datetime, id: UUID, pays: str | None, secret: str, chauffe: bool,
    **champs: Any,
) -> tuple[Ligne, bool]:  # fmt: skip
    """A new line of one's country and True, or the replayed one and False.

    It counts as down until its provider said, within seconds, that the account is connected: a
    wrong secret costs no message. Raises UsageImpossible, IdDejaUtilise, SaisieInvalide.
    """
    require(acteur, Action.WRITE_REGLAGE)
    sujet = subject_pays(acteur, pays)
    if not carries_usage(champs["fournisseur"], champs["usage"]):
        raise UsageImpossible(fournisseur=champs["fournisseur"], usage=champs["usage"])
    if champs["intervalle_max_ms"] < champs["intervalle_min_ms"]:
        raise SaisieInvalide(errors={"intervalle_max_ms": ["au moins intervalle_min_ms"]})
    contenu = {**champs, "pays": sujet.code, "secret": keyed_hash(secret), "chauffe": chauffe}
    if not claim(acteur=acteur, now=now, id=id, type="ligne", contenu=contenu):
        return Ligne.objects.get(id=id), False
    ligne = Ligne(
        id=id,
        pays=sujet,
        secret_chiffre=encrypt(secret),
        etat=EtatLigne.EN_PANNE,
        etat_le=now,
        chauffe_le=now.date() if chauffe else None,
        **champs,
    )
    ligne.save(force_insert=True)
    gardes = ("nom", "fournisseur", "compte", "usage", "plafond_jour")
    _record(acteur, now, ligne, {nom: champs[nom] for nom in gardes})
    return ligne, True


def renew_secret(
    *, acteur: Acteur, now: datetime, ligne_id: UUID, secret: str, compte: str | None
) -> Ligne:
    """The secret its provider gave anew; the line is asked how it is within seconds."""
    require(acteur, Action.WRITE_REGLAGE)
    ligne = Ligne.objects.select_for_update().filter(id=ligne_id).first()
    if ligne is None:
        raise Introuvable
    ligne.secret_chiffre = encrypt(secret)
    ligne.compte = compte or ligne.compte
    ligne.sonde_le = None
    ligne.save(update_fields=["secret_chiffre", "compte", "sonde_le"])
    _record(acteur, now, ligne, {"secret": "renouvelé", "compte": ligne.compte})
    return ligne


def _record(acteur: Acteur, now: datetime, ligne: Ligne, apres: dict[str, Any]) -> None:
    record(
        acteur=acteur,
        now=now,
        action=Action.WRITE_REGLAGE,
        sujet_type="ligne",
        sujet_id=ligne.id,
        pays=ligne.pays_id,
        apres=apres,
    )
