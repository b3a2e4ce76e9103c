"""Reads of devices: who has which, how far each journal is known, what it still holds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from accounts.domain.journal import (
    HORLOGE_TOLERANCE_MS,
    EcartBilan,
    Total,
    compare_totals,
    etat_of,
)
from accounts.models import Appareil, Pays
from accounts.policies import Action, require
from core.errors import Introuvable
from core.operations.selectors import missing_seqs, quarantined_counts, totals_by_type
from core.tenancy import Acteur


def list_appareils(
    acteur: Acteur, *, user_id: UUID | None = None, pays: str | None = None
) -> QuerySet[Appareil]:
    """The devices of one's country for those who manage its people, else one's own."""
    require(acteur, Action.READ_APPAREIL)
    appareils = Appareil.objects.select_related("user")
    if acteur.fonction == "agent":
        appareils = appareils.filter(user_id=acteur.id)
    if user_id is not None:
        appareils = appareils.filter(user_id=user_id)
    return appareils if pays is None else appareils.filter(pays=pays)


def get_appareil(acteur: Acteur, id: UUID) -> Appareil:
    """One device among those one sees, else ``Introuvable``."""
    appareil = list_appareils(acteur).filter(id=id).first()
    if appareil is None:
        raise Introuvable
    return appareil


def describe_appareils(appareils: Iterable[Appareil], now: datetime) -> list[dict[str, Any]]:
    """Devices as screens show them: gaps, what waits, what differs; four queries for all."""
    rows = list(appareils)
    trous = missing_seqs({row.id: (row.seq_contigue, row.seq_declaree) for row in rows})
    quarantaine = quarantined_counts([row.id for row in rows])
    ecarts = compare_bilans(rows)
    devises = dict(Pays.objects.values_list("code", "devise"))
    return [
        {
            "id": row.id,
            "poste_id": row.poste_id,
            "nom": row.nom,
            "user": {"id": row.user_id, "nom": row.user.nom},
            "pays": row.pays,
            "serie": row.serie,
            "avec_cle": row.cle_publique is not None,
            "enrole_le": row.enrole_le,
            "contact_le": row.contact_le,
            "seq_contigue": row.seq_contigue,
            "seq_declaree": row.seq_declaree,
            "trous": trous.get(row.id, []),
            "en_attente": row.en_attente,
            "photos_en_attente": row.photos_en_attente,
            "especes_en_attente": _money(row.especes_en_attente, devises.get(row.pays)),
            "especes_perdues": _money(row.especes_perdues or None, devises.get(row.pays)),
            "horloge_ecart_ms": row.horloge_ecart_ms,
            "horloge_douteuse": abs(row.horloge_ecart_ms) > HORLOGE_TOLERANCE_MS,
            "quarantaine": quarantaine.get(row.id, 0),
            "ecarts": [present_ecart(ecart, devises.get(row.pays)) for ecart in ecarts[row.id]],
            "etat": etat_of(
                now=now,
                contact_le=row.contact_le,
                revoque_le=row.revoque_le,
                perdu_le=row.perdu_le,
            ),
            "revoque_le": row.revoque_le,
            "perdu_le": row.perdu_le,
            "motif": row.motif,
        }
        for row in rows
    ]


def present_ecart(ecart: EcartBilan, devise: str | None) -> dict[str, Any]:
    """A difference as screens show it."""
    return {
        "type": ecart.type,
        "declare": ecart.declare.nombre,
        "recu": ecart.recu.nombre,
        "especes_declarees": _money(ecart.declare.especes, devise),
        "especes_recues": _money(ecart.recu.especes, devise),
    }


def compare_bilans(appareils: Iterable[Appareil]) -> dict[UUID, tuple[EcartBilan, ...]]:
    """Per device, the types of which it and the server do not hold the same; one query.

    Compared once all it had captured when it declared has come: before, its gaps say it. Counted
    from what both last agreed on, so that a journal of years is not read whole.
    """
    rows = list(appareils)
    bilans = {
        row.id: (row.bilan, row.bilan_admis or {"seq": 0, "types": {}})
        for row in rows
        if row.bilan and row.seq_contigue >= row.bilan["seq"]
    }
    received = totals_by_type(
        {id: (admis["seq"], bilan["seq"]) for id, (bilan, admis) in bilans.items()}
    )
    found: dict[UUID, tuple[EcartBilan, ...]] = {row.id: () for row in rows}
    for id, (bilan, admis) in bilans.items():
        recus = _totals(admis["types"])
        for type, total in _totals(received[id]).items():
            recus[type] = recus.get(type, Total()) + total
        found[id] = compare_totals(_totals(bilan["types"]), recus)
    return found


def _totals(par_type: Mapping[str, Sequence[int]]) -> dict[str, Total]:
    return {type: Total(*total) for type, total in par_type.items()}


def _money(montant: int | None, devise: str | None) -> dict[str, Any] | None:
    return None if montant is None or devise is None else {"montant": montant, "devise": devise}


def journals_of(user_id: UUID) -> list[Appareil]:
    """The journals a person's closing waits for; lost ones are settled.

    A revoked device still counts: revoking must not make its cash disappear, declaring it lost
    books it.
    """
    return list(
        Appareil.objects.filter(user_id=user_id, perdu_le__isnull=True).order_by("enrole_le")
    )


def cash_elsewhere(appareil: Appareil) -> int:
    """Cash the same person declared to hold in other browsers, in minor units; lost ones aside."""
    autres = Appareil.objects.filter(user_id=appareil.user_id, perdu_le__isnull=True)
    autres = autres.exclude(id=appareil.id)
    if appareil.poste_id is not None:
        autres = autres.exclude(poste_id=appareil.poste_id)
    found = autres.aggregate(somme=Sum("especes_en_attente"))
    return found["somme"] or 0


def is_behind(appareil: Appareil) -> bool:
    """Whether it captured more than the server received."""
    return appareil.seq_contigue < appareil.seq_declaree
