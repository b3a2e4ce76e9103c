"""The scenery of the proof: agents, tills, an open flight, an arrived flight and its cartons.

`python -m tests.preuve_hors_ligne.decor` runs beside the schedules, in a process of its own with
the system's environment (TS_VAR), and writes one file a hundred schedules: `lot-<variante>-<n>`.
"""

import base64
import io
import itertools
import json
import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import SystemRandom
from typing import Any
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth.hashers import make_password  # noqa: E402 - after django.setup()
from PIL import Image  # noqa: E402

from accounts.models import Agence, Emplacement, Pays, User  # noqa: E402
from accounts.selectors.personnes import acteur_of_user  # noqa: E402
from core import clock  # noqa: E402
from core.tenancy import Acteur, contexte, transverse  # noqa: E402
from distribution.models import Caisse  # noqa: E402
from tests.cast import Distribution  # noqa: E402
from tests.factories.colis import make_client, make_colis  # noqa: E402
from tests.factories.reference import make_reference  # noqa: E402
from tests.factories.vols import make_vol  # noqa: E402
from vols.services import chargement, cloture, trajet  # noqa: E402

LOT = 100
CARTONS = 2
ETAGERES = 6
_hasard = SystemRandom()
# In turn from a drawn start: a long run draws thousands, and two alike would end it.
_numeros = itertools.count(_hasard.randrange(10**6))


@dataclass
class Decor:
    """Who and where; made once, shared by every lot."""

    cast: Distribution
    emplacements: list[UUID]
    mot_de_passe: str
    pays: dict[str, Pays]
    agences: dict[str, Agence]

    def hire(self, identifiant: str, code: str, fonction: str = "agent") -> User:
        user = User(
            identifiant=identifiant,
            nom=identifiant.replace("_", " ").title(),
            fonction=fonction,
            pays=self.pays[code],
            agence=self.agences[code],
            cree_le=clock.now(),
            password=self.mot_de_passe,
        )
        user.save(force_insert=True)
        return user


def build(mot_de_passe: str) -> Decor:
    """Places (made when the database is empty), four people who act for the scenery, shelves."""
    now = clock.now()
    with transverse():
        if not Agence.objects.exists():
            make_reference(now)
        pays = {p.code: p for p in Pays.objects.all()}
        agences = {
            code: Agence.objects.filter(pays_id=code).order_by("code").first() for code in pays
        }
        decor = Decor(
            cast=None,  # type: ignore[arg-type]  # the next lines need the rest to make it
            emplacements=[],
            mot_de_passe=make_password(mot_de_passe),
            pays=pays,
            agences={code: agence for code, agence in agences.items() if agence},
        )
        alea = _hasard.randrange(10**8)
        acteurs: dict[str, Acteur] = {
            nom: acteur_of_user(decor.hire(f"decor_{nom}_{alea}", code, fonction))
            for nom, code, fonction in (
                ("agent_chine", "CN", "agent"),
                ("admin_chine", "CN", "admin"),
                ("agent_mali", "ML", "agent"),
                ("admin_mali", "ML", "admin"),
            )
        }
        personne = acteurs["agent_mali"]
        decor.cast = Distribution(
            agent_chine=acteurs["agent_chine"],
            admin_chine=acteurs["admin_chine"],
            agent_mali=personne,
            agent_mali_2=personne,
            admin_mali=acteurs["admin_mali"],
            agent_rci=personne,
            admin_rci=personne,
            direction=personne,
            client=personne,
        )
        decor.emplacements = [
            Emplacement.objects.create(
                pays=pays["ML"], agence=decor.agences["ML"], code=f"P-{alea}-{n}"
            ).id
            for n in range(ETAGERES)
        ]
    return decor


def hire_benches(decor: Decor, variante: str, bancs: int) -> list[list[dict[str, Any]]]:
    """Two agents a bench; in Mali the first has a till of their own."""
    alea = _hasard.randrange(10**8)
    agents = []
    with transverse():
        for n in range(bancs):
            code = "CN" if n % 2 == 0 else "ML"
            paire = []
            for lettre in "ab":
                user = decor.hire(f"preuve_{variante[:16]}_{n}{lettre}_{alea}", code)
                caisse = Caisse.objects.create(
                    pays=decor.pays[code], agence=decor.agences[code],
                    nom=f"Preuve {variante[:16]} {n}{lettre} {alea}",
                    devise=decor.pays[code].devise,
                )  # fmt: skip
                paire.append(
                    {
                        "id": str(user.id),
                        "identifiant": user.identifiant,
                        "caisse_id": str(caisse.id),
                    }
                )
            agents.append(paire)
    return agents


def bring_flight(decor: Decor, now: datetime, rangs: list[int]) -> dict[str, Any]:
    """A flight at Bamako, nothing scanned yet: two cartons of one client a schedule."""
    cast = decor.cast
    vol = make_vol(cast, now, lta=_lta())
    cartons: dict[int, list[Any]] = {}
    for rang in rangs:
        telephone = f"+22390{next(_numeros) % 10**6:06d}"
        client = make_client(cast.agent_chine, now, telephone=telephone)
        cartons[rang] = [make_colis(cast.agent_chine, now, client=client) for _ in range(CARTONS)]
    tous = [colis for paire in cartons.values() for colis in paire]
    for debut in range(0, len(tous), 50):
        with contexte(cast.agent_chine):
            rendus = chargement.load_colis(
                acteur=cast.agent_chine, now=now, vol_id=vol.id,
                codes=[colis.code_suivi for colis in tous[debut : debut + 50]],
            )  # fmt: skip
        if any(rendu.refus for rendu in rendus):
            raise RuntimeError(f"décor : {[str(r.refus) for r in rendus if r.refus][:3]}")
    with contexte(cast.admin_chine):
        cloture.close_vol(acteur=cast.admin_chine, now=now, vol_id=vol.id)
    with contexte(cast.agent_chine):
        trajet.depart_vol(acteur=cast.agent_chine, now=now, vol_id=vol.id)
    with contexte(cast.agent_mali):
        trajet.arrive_vol(acteur=cast.agent_mali, now=now, vol_id=vol.id)
    return {
        "vol_id": str(vol.id),
        "cartons": {
            rang: [
                {
                    "id": str(colis.id),
                    "code_suivi": colis.code_suivi,
                    "client_id": str(colis.client_id),
                    "du": colis.du,
                }
                for colis in paire
            ]
            for rang, paire in cartons.items()
        },
    }


def _lta() -> str:
    serial = _hasard.randrange(1_000_000, 9_999_999)
    return f"071-{serial}{serial % 7}"


def _picture(format_: str, cote: int) -> str:
    target = io.BytesIO()
    Image.new("RGB", (cote, cote), (38, 34, 98)).save(target, format_)
    return base64.b64encode(target.getvalue()).decode()


def main(dossier: Path, demandes: list[dict[str, Any]], mot_de_passe: str, bancs: int) -> None:
    """Every lot of every demand, in turn: the first lots are wanted first."""
    decor = build(mot_de_passe)
    commun = {
        "decor": {"jpeg": _picture("JPEG", 64), "signature": _picture("PNG", 40)},
        "emplacements": [str(un) for un in decor.emplacements],
    }
    agents = {d["variante"]: hire_benches(decor, d["variante"], bancs) for d in demandes}
    for demande in demandes:
        variante, nombre = demande["variante"], demande["nombre"]
        for numero in range((nombre + LOT - 1) // LOT):
            now = clock.now()
            rangs = [r for r in range(LOT * numero, min(LOT * (numero + 1), nombre)) if r % 2 == 1]
            lot = commun | {
                "agents": agents[variante],
                "depart": {"vol_id": str(make_vol(decor.cast, now, lta=_lta()).id)},
                "arrive": bring_flight(decor, now, rangs or [1]),
            }
            chemin = dossier / f"lot-{variante}-{numero}.json"
            brouillon = chemin.with_suffix(".part")
            brouillon.write_text(json.dumps(lot))
            brouillon.rename(chemin)


if __name__ == "__main__":
    given = json.loads(os.environ["TS_PREUVE_DECOR"])
    main(Path(given["dossier"]), given["demandes"], given["mot_de_passe"], given["bancs"])
    sys.exit(0)
