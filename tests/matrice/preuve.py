"""The whole matrix, then the planted leaks (`make matrice`; not collected by `make test`)."""

import os
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Api, Distribution
from tests.matrice.direct import check_addresses, check_sockets
from tests.matrice.fuites import FUITES, find
from tests.matrice.lignes import check_functions, check_lines, missing
from tests.matrice.monde import SansCompter, build
from tests.matrice.operations import IDS
from tests.matrice.points import check_creations, check_points, check_rights
from tests.matrice.releve import Releve
from tests.matrice.table import TABLE

RESULTAT: dict[str, Any] = {}


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_whole_matrix(
    cast: Distribution, api_commit: Callable[..., Api], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.debit.cache", SansCompter())
    monde = build(cast, api_commit, "ML", "CI")
    releve = Releve()
    wanted = os.environ.get("SECTIONS", "")
    sections: tuple[tuple[str, Callable[[], None]], ...] = (
        ("lignes", lambda: check_lines(monde, releve)),
        ("fonctions", lambda: check_functions(monde, releve)),
        ("WebSocket", lambda: check_sockets(monde, releve)),
        ("adresses signées", lambda: check_addresses(releve)),
        ("droits", lambda: check_rights(monde, releve)),
        ("identifiants pris", lambda: check_creations(monde, releve)),
        ("points d'accès", lambda: check_points(monde, releve)),
    )
    for what, check in sections:
        if wanted and what not in wanted.split(","):
            continue
        began, before, known = time.monotonic(), releve.total, len(releve.fuites)
        check()
        print(f"{what} : {releve.total - before} cas en {time.monotonic() - began:.0f} s,"
              f" {len(releve.fuites) - known} fuites", flush=True)  # fmt: skip
        for leak in releve.fuites[known : known + 40]:
            print(f"FUITE {leak}", flush=True)
    absent = {"operations": set(IDS) ^ set(TABLE), **missing()}
    for section, count in sorted(releve.cas.items()):
        print(f"  {section} : {count}")
    found = 0
    planted = FUITES if not wanted or "fuites" in wanted.split(",") else ()
    for fuite in planted:
        seen = find(monde, fuite)
        found += bool(seen.fuites)
        said = "trouvée" if seen.fuites else "MANQUÉE"
        first = seen.fuites[0] if seen.fuites else ""
        print(f"{said} | {fuite.nom} | {len(seen.fuites)} sur {seen.total} cas | {first}",
              flush=True)  # fmt: skip
    RESULTAT.update(cases=releve.total, leaks=len(releve.fuites), planted=len(planted),
                    planted_found=found)  # fmt: skip
    assert absent == {"operations": set(), "tables": set(), "fonctions": set()}
    assert releve.fuites == []
    assert found == len(planted)
