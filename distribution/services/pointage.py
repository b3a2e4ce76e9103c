"""Check a flight in, scan by scan: one answer per scan, however often it is sent."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from accounts.policies import Action, require
from accounts.selectors.contacts import earliest_moment
from accounts.selectors.reglages import get_reglages
from audit.services import record
from colis.domain import Cause, Fait, clamp_survenu
from colis.models import Colis
from colis.services.mouvement import lock_colis, record_fait
from colis.services.reglement import flag_endommage
from core.errors import IdDejaUtilise
from core.events import publish
from core.ids import read_saisie
from core.tenancy import Acteur
from distribution.domain.pointage import (
    VOL_ANNULE,
    ColisObserved,
    PointageRecorded,
    Resultat,
    Scan,
    Verdict,
    judge_scan,
)
from distribution.models import Pointage
from distribution.services.reception import receive_colis
from distribution.services.surplus import claim_surplus, take_surplus_off
from distribution.services.vol_pointe import lock_scanned
from vols.domain import EtatVol
from vols.models import Vol
from vols.selectors import find_by_saisies
from vols.services.etapes import active_colis_ids
from vols.services.trajet import land_vol

_CODE_LU = 80


@dataclass(frozen=True)
class ScanResult:
    """One scan's answer; ``rejoue`` when it was already known, ``conflit`` what it went against."""

    pointage: Pointage
    colis: Colis | None
    alerte: str = ""
    conflit: str = ""
    rejoue: bool = False


@dataclass(frozen=True)
class _Lecture:
    """One scan with the carton it meant and what follows."""

    scan: Scan
    moment: datetime
    verdict: Verdict
    colis: Colis | None = None


def scan_colis(
    *,
    acteur: Acteur,
    now: datetime,
    vol_id: UUID,
    scans: Sequence[Scan],
    constat: bool = False,
) -> list[ScanResult]:
    """Record scans of one flight, one result each in order; the queries do not grow with them.

    The first scan that names a carton marks a ``cloture`` or ``parti`` flight arrived. A carton
    not of this manifest is surplus; another country's is ``inconnu`` and kept as an observation.
    With ``constat`` (a device's log: it already happened) a scan of a flight cancelled meanwhile is
    kept all the same, of one reopened it waits (VolRouvert). Raises IdDejaUtilise when an id comes
    back with other content.
    """
    require(acteur, Action.SCAN_POINTAGE)
    vol = lock_scanned(vol_id, constat=constat)
    known = {p.id: p for p in Pointage.objects.filter(id__in=[scan.id for scan in scans])}
    fresh: dict[UUID, Scan] = {}
    for scan in scans:
        if scan.id in known:
            _check_same(acteur, vol, known[scan.id], scan)
        elif fresh.setdefault(scan.id, scan) != scan:
            raise IdDejaUtilise(id=str(scan.id))
    recorded = _record(acteur, now, vol, list(fresh.values())) if fresh else {}
    replayed = _replayed(known)
    conflit = VOL_ANNULE if vol.statut == EtatVol.ANNULE else ""
    results = [recorded.get(scan.id) or replayed[scan.id] for scan in scans]
    return [replace(result, conflit=conflit) for result in results]


def _check_same(acteur: Acteur, vol: Vol, known: Pointage, scan: Scan) -> None:
    same = (known.acteur_id, known.vol_id, known.code_lu, known.etat, known.note) == (
        acteur.id, vol.id, scan.code[:_CODE_LU], scan.etat, scan.note,
    )  # fmt: skip
    if not same:
        raise IdDejaUtilise(id=str(scan.id))


def _replayed(known: Mapping[UUID, Pointage]) -> dict[UUID, ScanResult]:
    wanted = [p.colis_id for p in known.values() if p.colis_id]
    colis = Colis.objects.in_bulk(wanted) if wanted else {}
    return {
        p.id: ScanResult(p, colis.get(p.colis_id) if p.colis_id else None, rejoue=True)
        for p in known.values()
    }


def _record(
    acteur: Acteur, now: datetime, vol: Vol, scans: Sequence[Scan]
) -> dict[UUID, ScanResult]:
    candidates = _find(scans)
    contact_le = earliest_moment(acteur)
    everything = {colis_id for ids in candidates.values() for colis_id in ids}
    if everything and vol.statut in (EtatVol.CLOTURE, EtatVol.PARTI):
        lock_colis(everything | set(active_colis_ids(vol)))
        land_vol(acteur=acteur, now=now, vol=vol, survenu_le=_earliest(scans, now, contact_le))
    locked = {colis.id: colis for colis in lock_colis(everything)}
    lectures = _read(vol, scans, candidates, locked, now=now, contact_le=contact_le)
    _receive(acteur, now, vol, lectures)
    _flag_damage(acteur, now, lectures)
    pointages = _save(acteur, now, vol, lectures)
    _tell(acteur, now, vol, lectures)
    return {
        lecture.scan.id: ScanResult(pointage, lecture.colis, lecture.verdict.alerte)
        for lecture, pointage in zip(lectures, pointages, strict=True)
    }


def _find(scans: Sequence[Scan]) -> dict[str, list[UUID]]:
    """The cartons each text may mean, those the origin had not shown yet included."""
    found = find_by_saisies([scan.code for scan in scans])
    unknown = [code for code, ids in found.items() if not ids]
    claimed = claim_surplus(unknown) if unknown else {}
    return {code: ids or claimed.get(code, []) for code, ids in found.items()}


def _earliest(scans: Iterable[Scan], now: datetime, contact_le: datetime | None) -> datetime | None:
    moments = [scan.survenu_le for scan in scans if scan.survenu_le]
    return clamp_survenu(min(moments), now=now, contact_le=contact_le) if moments else None


def _read(
    vol: Vol,
    scans: Sequence[Scan],
    candidates: Mapping[str, list[UUID]],
    locked: Mapping[UUID, Colis],
    *,
    now: datetime,
    contact_le: datetime | None,
) -> list[_Lecture]:
    """Each scan's verdict, in order: the second scan of one carton in a batch is a duplicate."""
    taken: set[UUID] = set()
    lectures = []
    for scan in scans:
        moment = clamp_survenu(scan.survenu_le, now=now, contact_le=contact_le)
        colis = _meant(vol, [locked[i] for i in candidates[scan.code] if i in locked])
        if colis is None:
            ours = read_saisie(scan.code).code is not None
            verdict = Verdict(Resultat.INCONNU, alerte=Resultat.INCONNU.value if ours else "")
        elif colis.id in taken:
            verdict = Verdict(Resultat.DEJA_POINTE)
        else:
            verdict = judge_scan(
                colis.statut, du_vol=colis.vol_id == vol.id, endommage=scan.endommage
            )
            taken.add(colis.id)
        lectures.append(_Lecture(scan, moment, verdict, colis))
    return lectures


def _meant(vol: Vol, candidates: list[Colis]) -> Colis | None:
    """The end of a code may fit several cartons: the flight's own one is meant."""
    if len(candidates) > 1:
        candidates = [colis for colis in candidates if colis.vol_id == vol.id]
    return candidates[0] if len(candidates) == 1 else None


def _flag_damage(acteur: Acteur, now: datetime, lectures: Sequence[_Lecture]) -> None:
    """Damage seen only at a later scan is noted on the carton all the same."""
    for lecture in lectures:
        colis = lecture.colis
        if colis is None or not lecture.scan.endommage:
            continue
        if lecture.verdict.resultat is Resultat.DEJA_POINTE and not lecture.verdict.alerte:
            flag_endommage(
                acteur=acteur,
                now=now,
                colis=colis,
                note=lecture.scan.note,
                survenu_le=lecture.moment,
            )


def _receive(acteur: Acteur, now: datetime, vol: Vol, lectures: Sequence[_Lecture]) -> None:
    moved = [lecture for lecture in lectures if lecture.verdict.cause is not None]
    if not moved:
        return
    disponible = get_reglages(acteur.pays, now).disponible_au_pointage
    for cause in (Cause.POINTAGE, Cause.SURPLUS, Cause.RETROUVE):
        group = [x for x in moved if x.verdict.cause is cause]
        colis_list = [x.colis for x in group if x.colis is not None]
        for lecture in group:
            if lecture.colis is not None and lecture.scan.endommage:
                lecture.colis.endommage = True
        if cause is Cause.SURPLUS and colis_list:
            take_surplus_off(acteur=acteur, now=now, colis_list=colis_list)
        receive_colis(
            acteur=acteur,
            now=now,
            colis_list=colis_list,
            cause=cause,
            survenus={x.colis.id: x.moment for x in group if x.colis is not None},
            details={"vol_id": str(vol.id), "numero": vol.numero},
            groupe=str(vol.id),
            modifies=("endommage", "surplus", "vol_id", "visible_destination"),
            disponible=disponible,
        )


def _save(acteur: Acteur, now: datetime, vol: Vol, lectures: Sequence[_Lecture]) -> list[Pointage]:
    pointages = [
        Pointage(
            id=lecture.scan.id,
            pays_id=acteur.pays or "",
            vol_id=vol.id,
            colis_id=lecture.colis.id if lecture.colis else None,
            code_lu=lecture.scan.code[:_CODE_LU],
            etat=lecture.scan.etat,
            resultat=lecture.verdict.resultat,
            compte=lecture.verdict.cause is not None,
            note=lecture.scan.note,
            acteur_id=acteur.id,
            survenu_le=lecture.moment,
            enregistre_le=now,
        )
        for lecture in lectures
    ]
    return Pointage.objects.bulk_create(pointages, batch_size=500)


def _tell(acteur: Acteur, now: datetime, vol: Vol, lectures: Sequence[_Lecture]) -> None:
    counts = Counter(str(lecture.verdict.resultat) for lecture in lectures)
    record(
        acteur=acteur,
        now=now,
        action=Action.SCAN_POINTAGE,
        sujet_type="vol",
        sujet_id=vol.id,
        apres={"resultats": dict(counts), "colis": [str(x.colis.id) for x in lectures if x.colis]},
        survenu_le=min(lecture.moment for lecture in lectures),
    )
    for lecture in lectures:
        if lecture.verdict.alerte:
            _observe(acteur, now, vol, lecture)
    publish(
        PointageRecorded(
            vol_id=vol.id,
            pays=acteur.pays or "",
            pays_origine=vol.pays_origine_id,
            pointage_ids=tuple(lecture.scan.id for lecture in lectures),
            acteur_id=acteur.id,
            now=now,
        )
    )


def _observe(acteur: Acteur, now: datetime, vol: Vol, lecture: _Lecture) -> None:
    colis = lecture.colis
    if colis is not None:
        record_fait(
            acteur=acteur, now=now, colis=colis, fait=Fait.OBSERVATION, motif=lecture.scan.note,
            details={"vol_id": str(vol.id), "etat": colis.statut}, survenu_le=lecture.moment,
        )  # fmt: skip
    publish(
        ColisObserved(
            pointage_id=lecture.scan.id,
            vol_id=vol.id,
            colis_id=colis.id if colis else None,
            raison=lecture.verdict.alerte,
            pays=acteur.pays or "",
            pays_origine=vol.pays_origine_id,
            now=now,
        )
    )
