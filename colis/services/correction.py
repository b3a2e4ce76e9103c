"""Corrections of a carton before its flight closes: content, weight, cancellation.

Closing shows the carton to the destination; from then on contents and weights are frozen.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from accounts.models import Pays
from accounts.policies import Action, require
from accounts.selectors.reglages import get_reglages
from audit.services import record
from colis.domain import (
    ArgentSurColis,
    Cause,
    ContenuFige,
    DelaiDepasse,
    Etat,
    Fait,
    NegocieSaisi,
    TransitionInterdite,
    next_etat,
)
from colis.models import Colis, Pesee, ReferenceExterne
from colis.selectors.reglages import survenu_of
from colis.services.clients import resolve_client
from colis.services.concessions import tell_change
from colis.services.enregistrement import addressee
from colis.services.matieres import COLONNES as MATIERES
from colis.services.matieres import figures_of, put_avis_again, tell_hold
from colis.services.mouvement import lock_colis, move_colis, record_fait
from colis.services.prix import (
    PRIX_COLONNES,
    check_negocie,
    mesures_of,
    price_again,
    price_new,
    put_price,
)
from core.creations import claim
from core.errors import ActionInterdite, ConflitVersion, Introuvable, SaisieInvalide
from core.ids import uuid7
from core.tenancy import Acteur

DIMENSIONS = ("longueur_mm", "largeur_mm", "hauteur_mm")
SIMPLES = (
    "contenu", "categorie", "mode", "poids_g", "source_poids", "trame_balance", "volume_cm3",
    "nombre_pieces", "valeur_declaree", "valeur_devise",
)  # fmt: skip
MESURES = frozenset({"poids_g", "volume_cm3", "nombre_pieces", "dimensions_mm"})
TARIFAIRES = frozenset({"categorie", "mode", "client"})
OUVERTS = frozenset({Etat.RECU, Etat.GROUPE})


def update_colis(
    *,
    acteur: Acteur,
    now: datetime,
    colis_id: UUID,
    champs: Mapping[str, Any],
    motif: str,
    version: int | None = None,
) -> Colis:
    """Correct what was captured; the price follows, by the frozen tariff or the new one.

    ``champs`` holds SIMPLES, ``dimensions_mm``, ``references``, ``negocie``, ``batterie``,
    ``client_id`` or ``client``. Raises ContenuFige after closing, ArgentSurColis when the price
    of a settled carton would change, ConflitVersion, TransitionInterdite for a cancelled one.
    """
    require(acteur, Action.UPDATE_COLIS)
    colis = _lock(colis_id)
    if version is not None and version != colis.version:
        raise ConflitVersion(version=colis.version)
    check_open(colis, sorted(set(champs) - {"references"}))
    if not champs:
        return colis
    avant = _snapshot(colis)
    fields = _apply(acteur, now, colis, champs)
    _reprice(acteur, now, colis, champs)
    libre = not colis.blocage
    if put_avis_again(colis, champs, avant["contenu"]) is not None:
        fields.extend(MATIERES)
    apres = _snapshot(colis)
    changes = {name: value for name, value in apres.items() if avant[name] != value}
    if "references" in champs:
        _replace_references(now, colis, champs["references"])
        changes["references"] = list(champs["references"])
    _save(colis, fields)
    if libre and colis.blocage:
        tell_hold(acteur=acteur, now=now, colis=colis)
    before = {name: avant.get(name) for name in changes}
    record_fait(
        acteur=acteur, now=now, colis=colis, fait=Fait.MODIFICATION, motif=motif,
        details={"avant": before, "apres": changes},
    )  # fmt: skip
    _audit(acteur, now, Action.UPDATE_COLIS, colis, motif=motif, avant=before, apres=changes)
    tell_change(acteur, now, colis, avant, motif=motif, negocie=champs.get("negocie"))
    return colis


def weigh_colis(
    *,
    acteur: Acteur,
    now: datetime,
    colis_id: UUID,
    poids_g: int,
    source_poids: str,
    id: UUID | None = None,
    trame_balance: str = "",
    dimensions_mm: tuple[int, int, int] | None = None,
    survenu_le: datetime | None = None,
) -> tuple[Colis, bool]:
    """Weigh again (append-only): the latest receipt is current. False for a replay.

    Raises ContenuFige once the flight closed, ArgentSurColis once something is settled.
    """
    require(acteur, Action.WEIGH_COLIS)
    colis = _lock(colis_id)
    contenu = {
        "colis_id": colis_id, "poids_g": poids_g, "source": source_poids, "trame": trame_balance,
        "dimensions_mm": dimensions_mm,
    }  # fmt: skip
    if id is not None and not claim(acteur=acteur, now=now, id=id, type="pesee", contenu=contenu):
        return colis, False
    check_open(colis, ["poids_g"])
    check_unsettled(colis)
    avant = _snapshot(colis)
    survenu = survenu_of(acteur, survenu_le, now)
    Pesee(
        id=id or uuid7(), colis=colis, poids_g=poids_g, source=source_poids, trame=trame_balance,
        dimensions_mm=list(dimensions_mm) if dimensions_mm else None, acteur_id=acteur.id,
        pays=acteur.pays_audit, survenu_le=survenu, enregistre_le=now,
    ).save(force_insert=True)  # fmt: skip
    champs: dict[str, Any] = {
        "poids_g": poids_g, "source_poids": source_poids, "trame_balance": trame_balance,
    }  # fmt: skip
    if dimensions_mm is not None:
        champs["dimensions_mm"] = dimensions_mm
    fields = _apply(acteur, now, colis, champs)
    put_price(colis, price_again(colis=colis, mesures=mesures_of(colis)))
    _save(colis, fields)
    changes = {name: v for name, v in _snapshot(colis).items() if avant[name] != v}
    before = {name: avant[name] for name in changes}
    record_fait(
        acteur=acteur, now=now, colis=colis, fait=Fait.PESEE, survenu_le=survenu,
        details={"avant": before, "apres": changes, "source": source_poids},
    )  # fmt: skip
    _audit(acteur, now, Action.WEIGH_COLIS, colis, avant=before, apres=changes)
    tell_change(acteur, now, colis, avant)
    return colis, True


def cancel_colis(*, acteur: Acteur, now: datetime, colis_id: UUID, motif: str) -> Colis:
    """Cancel a carton still at the origin.

    An agent cancels what they registered, within the country's ``annulation_minutes`` of its
    recording; an admin any.
    Raises TransitionInterdite, ArgentSurColis, DelaiDepasse.
    """
    require(acteur, Action.CANCEL_COLIS)
    colis = _lock(colis_id)
    next_etat(Etat(colis.statut), Cause.ANNULATION)
    if acteur.fonction == "agent":
        if colis.enregistre_par != acteur.id:
            raise ActionInterdite(action=str(Action.CANCEL_COLIS))
        fenetre = get_reglages(acteur.pays, now).annulation_minutes
        if now - colis.enregistre_le > timedelta(minutes=fenetre):
            raise DelaiDepasse(minutes=fenetre)
    check_unsettled(colis)
    move_colis(acteur=acteur, now=now, colis_list=[colis], cause=Cause.ANNULATION, motif=motif)
    _audit(
        acteur, now, Action.CANCEL_COLIS, colis, motif=motif,
        avant={"statut": str(Etat.RECU)}, apres={"statut": colis.statut},
    )  # fmt: skip
    return colis


def check_open(colis: Colis, champs: list[str]) -> None:
    """Contents and weights may still change: the carton is here, its flight not closed."""
    if colis.statut == Etat.ANNULE:
        raise TransitionInterdite(etat=colis.statut, cause="modification")
    if champs and (colis.visible_destination or colis.statut not in OUVERTS):
        raise ContenuFige(champs=", ".join(champs))


def check_unsettled(colis: Colis) -> None:
    """No money, discount or jeton stands on the carton."""
    if colis.regle or colis.rabais or colis.jeton_cede:
        raise ArgentSurColis


def _lock(colis_id: UUID) -> Colis:
    found = lock_colis([colis_id])
    if not found:
        raise Introuvable
    return found[0]


def _apply(acteur: Acteur, now: datetime, colis: Colis, champs: Mapping[str, Any]) -> list[str]:
    """Set the columns given; answers which."""
    fields = [name for name in SIMPLES if name in champs]
    if champs.get("mode", colis.mode) != colis.mode and colis.statut != Etat.RECU:
        raise TransitionInterdite(etat=colis.statut, cause="changement de mode")
    for name in fields:
        setattr(colis, name, champs[name])
    if "dimensions_mm" in champs:
        for name, value in zip(DIMENSIONS, champs["dimensions_mm"] or (None,) * 3, strict=True):
            setattr(colis, name, value)
        fields.extend(DIMENSIONS)
    if champs.get("client_id") or champs.get("client"):
        fields.extend(_readdress(acteur, now, colis, champs))
    return fields


def _readdress(acteur: Acteur, now: datetime, colis: Colis, champs: Mapping[str, Any]) -> list[str]:
    contact, _ = resolve_client(
        acteur=acteur, now=now, client_id=champs.get("client_id"), saisi=champs.get("client")
    )
    if contact.pays_id != colis.pays_destination_id:
        raise SaisieInvalide(
            errors={"client": ["ce client est d'un autre pays que la destination"]}
        )
    colis.client_id = contact.id
    columns = addressee(contact)
    for name, value in columns.items():
        setattr(colis, name, value)
    return ["client", *columns]


def _reprice(acteur: Acteur, now: datetime, colis: Colis, champs: Mapping[str, Any]) -> None:
    names = {"client" if name == "client_id" else name for name in champs}
    negocie: NegocieSaisi | None = champs.get("negocie")
    if not names & (MESURES | TARIFAIRES | {"negocie"}):
        return
    before = colis.prix
    mesures = mesures_of(colis)
    if names & TARIFAIRES:
        if "categorie" in names and "nombre_pieces" not in names and colis.nombre_pieces == 1:
            mesures = replace(mesures, nombre_pieces=None)
        prix = price_new(
            acteur=acteur, now=now, pays_origine=colis.pays_origine_id,
            devise_origine=Pays.objects.get(code=colis.pays_origine_id).devise,
            pays_destination=colis.pays_destination_id, mode=colis.mode,
            categorie=colis.categorie, mesures=mesures, client_id=colis.client_id,
            vol_id=colis.vol_id, negocie=negocie,
        )  # fmt: skip
    else:
        if negocie is not None:
            check_negocie(
                acteur=acteur, now=now, negocie=negocie, unite=colis.tarif_fige["unite"],
                prix=colis.tarif_fige["prix"],
            )  # fmt: skip
        prix = price_again(colis=colis, mesures=mesures, negocie=negocie)
    if prix.devis.montant != before or prix.devis.devise != colis.devise:
        check_unsettled(colis)
    put_price(colis, prix)


def _replace_references(now: datetime, colis: Colis, valeurs: tuple[str, ...]) -> None:
    """Aliases only grow: a number once scanned stays searchable."""
    known = set(colis.references.values_list("valeur", flat=True))
    ReferenceExterne.objects.bulk_create(
        ReferenceExterne(id=uuid7(), colis=colis, valeur=valeur, enregistre_le=now)
        for valeur in valeurs
        if valeur not in known
    )


def _snapshot(colis: Colis) -> dict[str, Any]:
    """The figures a correction may change, JSON types only."""
    names = [*SIMPLES, *DIMENSIONS, "prix", "du", "poids_taxable_g", "poids_volumetrique_g"]
    return {name: getattr(colis, name) for name in names} | {
        "client_id": str(colis.client_id), "batterie": figures_of(colis),
    }  # fmt: skip


def _save(colis: Colis, fields: list[str]) -> None:
    colis.version += 1
    colis.save(update_fields=[*fields, *PRIX_COLONNES, "version"])


def _audit(
    acteur: Acteur,
    now: datetime,
    action: Action,
    colis: Colis,
    *,
    avant: Mapping[str, Any],
    apres: Mapping[str, Any],
    motif: str = "",
) -> None:
    record(
        acteur=acteur, now=now, action=action, sujet_type="colis", sujet_id=colis.id,
        pays=acteur.pays or colis.pays_origine_id, avant=avant, apres=apres, motif=motif,
    )  # fmt: skip
