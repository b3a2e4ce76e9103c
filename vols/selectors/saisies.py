"""Many scanned or typed texts to cartons at once, in two queries however many they are."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from colis.models import Colis, ReferenceExterne
from core.ids import NatureSaisie, Saisie, read_saisie


def find_by_saisies(textes: Iterable[str]) -> dict[str, list[UUID]]:
    """The visible cartons each text may mean: its code first, else a courier's number, else an end.

    A text that means nothing here maps to an empty list; several ids are for the caller to choose.
    """
    lues = {texte: read_saisie(texte) for texte in textes}
    codes, fins = _by_code(lues.values())
    references = _by_reference(lues.values())
    return {
        texte: codes.get(lue.code or "")
        or references.get(lue.reference)
        or fins.get(lue.valeur, [])
        for texte, lue in lues.items()
    }


def _by_code(lues: Iterable[Saisie]) -> tuple[dict[str, list[UUID]], dict[str, list[UUID]]]:
    codes = {lue.code for lue in lues if lue.code}
    fins = {lue.valeur for lue in lues if lue.nature is NatureSaisie.FIN_DE_CODE}
    conditions = [Q(code_suivi__in=codes)] if codes else []
    conditions += [Q(code_inverse__debut=fin[::-1]) for fin in sorted(fins)]
    if not conditions:
        return {}, {}
    rows = Colis.objects.filter(reduce(or_, conditions)).values_list("id", "code_suivi")
    by_code: dict[str, list[UUID]] = {}
    by_fin: dict[str, list[UUID]] = {}
    for colis_id, code in rows:
        by_code[code] = [colis_id]
        for length in range(1, len(code)):
            if code[-length:] in fins:
                by_fin.setdefault(code[-length:], []).append(colis_id)
    return by_code, by_fin


def _by_reference(lues: Iterable[Saisie]) -> dict[str, list[UUID]]:
    references = {lue.reference for lue in lues if lue.reference}
    if not references:
        return {}
    found: dict[str, list[UUID]] = {}
    rows = ReferenceExterne.objects.filter(valeur__in=references).values_list("valeur", "colis_id")
    for valeur, colis_id in rows:
        found.setdefault(valeur, []).append(colis_id)
    return found
