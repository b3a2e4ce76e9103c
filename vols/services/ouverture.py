"""Open a flight, complete it, note its costs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Pays
from accounts.policies import Action, require
from colis.domain import MODES
from core.clock import rfc3339
from core.creations import claim
from core.errors import SaisieInvalide
from core.events import publish
from core.ids import AwbInvalide, compact_reference, normalise_awb, uuid7
from core.money import Argent
from core.tenancy import Acteur
from vols.domain import (
    MODIFIABLES,
    ActeVol,
    ChampFige,
    EtatVol,
    LtaDejaUtilisee,
    VolOpened,
    VolUpdated,
)
from vols.models import Aeroport, Compagnie, Vol
from vols.selectors import find_vol
from vols.services.etapes import lock_vol, make_fait, pass_vol, record_etape


@dataclass(frozen=True, kw_only=True)
class NouveauVol:
    """What opening needs (destination and mode) and may already know (the rest)."""

    pays_destination: str
    mode: str
    details: Mapping[str, Any]


def open_vol(
    *, acteur: Acteur, now: datetime, id: UUID | None, nouveau: NouveauVol
) -> tuple[Vol, bool]:
    """Open a flight; the same id and content again returns the first one and False."""
    require(acteur, Action.OPEN_VOL)
    vol_id = id or uuid7()
    if not claim(acteur=acteur, now=now, id=vol_id, type="vol", contenu=asdict(nouveau)):
        return find_vol(vol_id), False
    destination = Pays.objects.filter(code=nouveau.pays_destination, origine=False).first()
    if destination is None:
        raise SaisieInvalide(errors={"pays_destination": ["destination inconnue"]})
    if nouveau.mode not in MODES:
        raise SaisieInvalide(errors={"mode": [f"valeurs possibles : {', '.join(MODES)}"]})
    vol = Vol(
        id=vol_id,
        pays_origine_id=acteur.pays or "",
        pays_destination=destination,
        mode=nouveau.mode,
        statut=EtatVol.OUVERT,
        cree_par=acteur.id,
        cree_le=now,
        **_columns(nouveau.details),
    )
    _save(vol)
    record_etape(
        acteur=acteur, now=now, vol=vol, acte=ActeVol.OUVERTURE, action=Action.OPEN_VOL, de="",
        avant={}, details={"pays_destination": destination.code, "mode": vol.mode},
    )  # fmt: skip
    publish(make_fait(VolOpened, acteur=acteur, now=now, vol=vol))
    return find_vol(vol_id), True


def update_vol(
    *, acteur: Acteur, now: datetime, vol_id: UUID, changements: Mapping[str, Any]
) -> Vol:
    """Complete or correct a flight; what its state has frozen raises :class:`ChampFige`."""
    require(acteur, Action.UPDATE_VOL)
    vol = lock_vol(vol_id)
    frozen = set(changements) - MODIFIABLES.get(EtatVol(vol.statut), frozenset())
    if frozen:
        raise ChampFige(etat=vol.statut, liste=", ".join(sorted(frozen)), champs=sorted(frozen))
    columns = _columns(changements)
    avant = {name: _text(getattr(vol, name)) for name in columns}
    for name, value in columns.items():
        setattr(vol, name, value)
    apres = {name: _text(getattr(vol, name)) for name in columns}
    changed = {name: value for name, value in apres.items() if avant[name] != value}
    if not changed:
        return find_vol(vol_id)
    vol.version += 1
    _save(vol, update_fields=[*columns, "version"])
    record_etape(
        acteur=acteur, now=now, vol=vol, acte=ActeVol.MODIFICATION, action=Action.UPDATE_VOL,
        de=vol.statut, avant={name: avant[name] for name in changed}, details=changed,
    )  # fmt: skip
    publish(make_fait(VolUpdated, acteur=acteur, now=now, vol=vol))
    return find_vol(vol_id)


def record_frais(
    *,
    acteur: Acteur,
    now: datetime,
    vol_id: UUID,
    fret: Argent | None = None,
    douane: Argent | None = None,
) -> Vol:
    """Freight and customs of a flight, each in its own currency; absent ones are left alone."""
    require(acteur, Action.WRITE_FRAIS)
    vol = lock_vol(vol_id)
    columns: dict[str, Any] = {}
    if fret is not None:
        columns |= {"fret": fret.montant, "fret_devise": fret.devise}
    if douane is not None:
        columns |= {"douane": douane.montant, "douane_devise": douane.devise}
    avant = {name: getattr(vol, name) for name in columns}
    de = pass_vol(vol, ActeVol.FRAIS, **columns)
    record_etape(
        acteur=acteur, now=now, vol=vol, acte=ActeVol.FRAIS, action=Action.WRITE_FRAIS, de=de,
        avant=avant, details=columns,
    )  # fmt: skip
    publish(make_fait(VolUpdated, acteur=acteur, now=now, vol=vol))
    return find_vol(vol_id)


def _columns(details: Mapping[str, Any]) -> dict[str, Any]:
    """The API's words to the table's columns; refuses a bad air waybill or an unknown code."""
    columns: dict[str, Any] = {}
    for champ, value in details.items():
        if champ in _COLONNES:
            column, convert = _COLONNES[champ]
            columns[column] = convert(champ, value)
    return columns


def _numero(_champ: str, value: str | None) -> str:
    return compact_reference(value or "")[:10]


def _lta(champ: str, value: str | None) -> str:
    if not value:
        return ""
    try:
        return normalise_awb(value)
    except AwbInvalide as error:
        raise SaisieInvalide(
            errors={champ: ["numéro de LTA invalide : vérifiez les 11 chiffres"]}
        ) from error


def _compagnie(champ: str, code: str | None) -> Compagnie | None:
    if not code:
        return None
    compagnie = Compagnie.objects.filter(code=code.upper()).first()
    if compagnie is None:
        raise SaisieInvalide(errors={champ: ["compagnie inconnue : code IATA de la liste"]})
    return compagnie


def _aeroport(champ: str, code: str | None) -> Aeroport | None:
    if not code:
        return None
    aeroport = Aeroport.objects.filter(code=code.upper()).first()
    if aeroport is None:
        raise SaisieInvalide(errors={champ: ["aéroport inconnu : code IATA de la liste"]})
    return aeroport


def _grammes(_champ: str, kg: Decimal | None) -> int | None:
    return None if kg is None else int((Decimal(kg) * 1000).to_integral_value(ROUND_HALF_UP))


def _cm3(_champ: str, m3: Decimal | None) -> int | None:
    return None if m3 is None else int((Decimal(m3) * 1_000_000).to_integral_value(ROUND_HALF_UP))


def _same(_champ: str, value: Any) -> Any:
    return value


_COLONNES: dict[str, tuple[str, Any]] = {
    "numero": ("numero", _numero),
    "lta": ("lta", _lta),
    "compagnie": ("compagnie", _compagnie),
    "aeroport_depart": ("aeroport_depart", _aeroport),
    "aeroport_arrivee": ("aeroport_arrivee", _aeroport),
    "depart_prevu": ("depart_prevu_le", _same),
    "arrivee_prevue": ("arrivee_prevue_le", _same),
    "capacite_kg": ("capacite_g", _grammes),
    "capacite_m3": ("capacite_cm3", _cm3),
}


def _text(value: object) -> object:
    if isinstance(value, Compagnie | Aeroport):
        return value.code
    return rfc3339(value) if isinstance(value, datetime) else value


def _check_horaires(vol: Vol) -> None:
    if (
        vol.depart_prevu_le
        and vol.arrivee_prevue_le
        and vol.arrivee_prevue_le < vol.depart_prevu_le
    ):
        raise SaisieInvalide(errors={"arrivee_prevue": ["l'arrivée prévue précède le départ"]})


def _save(vol: Vol, *, update_fields: list[str] | None = None) -> None:
    _check_horaires(vol)
    try:
        with transaction.atomic():
            vol.save(force_insert=update_fields is None, update_fields=update_fields)
    except IntegrityError as error:
        constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if constraint == "vol_lta_unique":
            raise LtaDejaUtilisee(lta=vol.lta) from error
        raise
