"""Two devices that only read: while the schedules play they follow the feed, page after page, and
what they hold at the end is compared with the tables. "The feed equals the table"."""

import json
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import requests

from tests.preuve_hors_ligne.equipe import MOT_DE_PASSE, Chantier

RYTHME_S = 0.5
FIN_S = 60

VOL: LiteralString = "SELECT id, statut, poids_g, du FROM colis_colis WHERE vol_id = %s"
STATION: LiteralString = (
    "SELECT id, statut, poids_g, du FROM colis_colis WHERE agence_origine_id = %s"
    " AND statut IN ('recu', 'groupe')"
)
Etat = dict[str, tuple[str, int, int]]


@dataclass
class Copie:
    """What one person's device holds of a scope."""

    adresse: str
    identifiant: str
    jeton: str = ""
    portee: str = ""
    curseur: str = ""
    pages: int = 0
    lignes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def sign_in(self) -> dict[str, Any]:
        """A token; the person's own description."""
        lu = requests.post(
            f"{self.adresse}/api/v1/auth/connexion",
            json={"identifiant": self.identifiant, "mot_de_passe": MOT_DE_PASSE},
            timeout=30,
        )
        lu.raise_for_status()
        self.jeton = lu.json()["access_token"]
        personne: dict[str, Any] = lu.json()["utilisateur"]
        return personne

    def step(self) -> bool:
        """One page; True when nothing is left to read for now."""
        params = {"portee": self.portee, "limite": "200"}
        if self.curseur:
            params["curseur"] = self.curseur
        lu = requests.get(
            f"{self.adresse}/api/v1/sync/flux",
            params=params,
            headers={"Authorization": f"Bearer {self.jeton}"},
            timeout=30,
        )
        if lu.status_code == 401:
            self.sign_in()
            return False
        lu.raise_for_status()
        page = lu.json()
        for un in page["items"]:
            if un["genre"] != "colis":
                continue
            if un["supprime"]:
                self.lignes.pop(un["id"], None)
            else:
                self.lignes[un["id"]] = un["donnees"]
        self.curseur = page["curseur"]
        self.pages += 1
        return bool(page["complet"])

    def etat(self) -> Etat:
        """Of each carton, what the tables must say too."""
        return {
            id: (colis["statut"], colis["poids_g"], colis["du"]["montant"])
            for id, colis in self.lignes.items()
        }


class Suiveur:
    """Follows one flight and one station from the first schedule to the last."""

    def __init__(self, chantier: Chantier) -> None:
        self.chantier = chantier
        self.fin = threading.Event()
        self.copies: list[tuple[Copie, LiteralString, str]] = []
        self.panne = ""
        self.fil = threading.Thread(target=self._follow, daemon=True)
        self.fil.start()

    def _open(self) -> None:
        """The first lot's flight at Bamako, the station at Guangzhou."""
        chemin = self.chantier.decor / "lot-sain-0.json"
        while not chemin.exists() and not self.fin.wait(0.2):
            pass
        lot = json.loads(Path(chemin).read_text())
        adresse = self.chantier.systeme.http
        vol, station = (
            Copie(adresse, lot["agents"][1][0]["identifiant"]),
            Copie(adresse, lot["agents"][0][0]["identifiant"]),
        )
        vol.sign_in()
        vol.portee = f"vol:{lot['arrive']['vol_id']}"
        agence = station.sign_in()["agence"]["id"]
        station.portee = f"station:{agence}"
        self.copies = [(vol, VOL, lot["arrive"]["vol_id"]), (station, STATION, agence)]

    def _follow(self) -> None:
        try:
            self._open()
            while not self.fin.wait(RYTHME_S):
                for copie, _, _ in self.copies:
                    try:
                        copie.step()
                    except requests.Timeout:
                        continue  # a busy machine: the same cursor is asked again
        except (OSError, KeyError, requests.RequestException) as erreur:
            self.panne = f"flux : {erreur!r}"

    def compare(self) -> list[str]:
        """Once the schedules are over: read to the end, then both must say the same."""
        self.fin.set()
        self.fil.join(60)
        if self.panne or not self.copies:
            return [self.panne or "flux : jamais ouvert"]
        ecarts = []
        with psycopg.connect(self.chantier.base) as base:
            for copie, requete, cle in self.copies:
                ecart = self._settle(base, copie, requete, cle)
                if ecart:
                    ecarts.append(f"flux {copie.portee} : {ecart}")
        return ecarts

    def _settle(
        self,
        base: "psycopg.Connection[tuple[Any, ...]]",
        copie: Copie,
        requete: LiteralString,
        cle: str,
    ) -> str:
        """The last changes may still wait behind the fence of a transaction under way."""
        fin = time.monotonic() + FIN_S
        while True:
            while not copie.step():
                pass
            table: Etat = {
                str(id): (statut, poids, du)
                for id, statut, poids, du in base.execute(requete, [cle]).fetchall()
            }
            base.rollback()
            vu = copie.etat()
            if vu == table:
                return ""
            if time.monotonic() > fin:
                differents = [id for id in vu.keys() | table.keys() if vu.get(id) != table.get(id)]
                return f"{len(differents)} cartons diffèrent, dont {differents[0]}"
            time.sleep(0.3)

    def figures(self) -> str:
        return ", ".join(
            f"{copie.portee.partition(':')[0]} {len(copie.lignes)} cartons en {copie.pages} pages"
            for copie, _, _ in self.copies
        )
