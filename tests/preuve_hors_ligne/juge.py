"""The judge: what a device was told "Enregistré" for, against the rows of PostgreSQL.

It connects as the superuser of the embedded server, behind every row-level policy. The device's
own log (``ops``) is judged too: what is in it left the hands of a person, told or not.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, LiteralString

import psycopg

Ligne = dict[str, Any]

PAR_ID: dict[str, LiteralString] = {
    "colis.enregistrer": "SELECT id FROM colis_colis WHERE id = ANY(%s::uuid[])",
    "colis.peser": "SELECT id FROM colis_pesee WHERE id = ANY(%s::uuid[])",
    "photo.attach": "SELECT id FROM colis_photo WHERE id = ANY(%s::uuid[])",
    "pointage.scanner": "SELECT id FROM distribution_pointage WHERE id = ANY(%s::uuid[])",
    "remise.effectuer": "SELECT id FROM distribution_remise WHERE id = ANY(%s::uuid[])",
    "encaissement.enregistrer": (
        "SELECT id FROM distribution_encaissement WHERE id = ANY(%s::uuid[])"
    ),
    "caisse.ouvrir": "SELECT id FROM distribution_session_caisse WHERE id = ANY(%s::uuid[])",
}
"""Effects whose row carries the id the device made."""

EVENEMENTS = {
    "colis.enregistrer": "enregistrement",
    "etiquette.reimprimer": "etiquette",
    "vol.charger": "chargement",
    "vol.decharger": "dechargement",
    "rangement.placer": "rangement",
    "colis.annuler": "annulation",
}
"""Effects told by one event of the carton each."""

FINALES = {"applied", "applied_with_conflict"}


@dataclass
class Verdict:
    """What is wrong with one schedule; empty lists are a pass."""

    operations: int = 0
    bases_perdues: int = 0
    perdues: list[str] = field(default_factory=list)
    doublees: list[str] = field(default_factory=list)
    coincees: list[str] = field(default_factory=list)
    serveur: list[str] = field(default_factory=list)

    @property
    def sain(self) -> bool:
        return not (self.perdues or self.doublees or self.coincees or self.serveur)

    def premier(self) -> str:
        """The first fault found, in words."""
        for nom in ("perdues", "doublees", "coincees", "serveur"):
            trouve = getattr(self, nom)
            if trouve:
                return f"{nom} : {trouve[0]}"
        return ""


class Juge:
    """Reads the tables once a schedule; remembers each device's log from one to the next."""

    def __init__(self, url: str) -> None:
        self.base = psycopg.connect(url, autocommit=True)
        self.connues: dict[str, set[str]] = defaultdict(set)
        self.especes: Counter[str] = Counter()

    def judge(self, joue: Ligne) -> Verdict:
        """One schedule the driver has played to its end."""
        verdict = Verdict()
        journal: list[Ligne] = []
        for appareil in joue["appareils"]:
            journal += appareil["ops"]
            self._stuck(verdict, appareil)
        verdict.bases_perdues = sum(appareil["base_perdue"] for appareil in joue["appareils"])
        if verdict.bases_perdues:
            journal += self._settled_before(joue, journal)
        for coince in joue["coinces"]:
            reste = ", ".join(sorted({a["type"] for a in coince["attente"]}))
            verdict.coincees.append(
                f"{coince['hote']} : {len(coince['attente'])} opérations ({reste}),"
                f" {coince['blobs']} photos"
            )
        verdict.coincees += [f"derrière la tête : {b['type']}" for b in joue["bloquees"]]
        verdict.coincees += joue["gels"]
        verdict.operations = len(journal)
        self._told(verdict, joue, journal)
        self._stored(verdict, journal)
        self._effects(verdict, journal)
        return verdict

    def _settled_before(self, joue: Ligne, journal: Sequence[Ligne]) -> list[Ligne]:
        """What the server had settled when the browser lost its database: its copy was gone too."""
        gardees = {op["op_id"] for op in journal}
        ids = [s["payload"]["id"] for s in joue["saisies"] if "id" in s["payload"]]
        acquises = [s["op_id"] for s in joue["saisies"] if s["etat"] == "acquise"]
        acquises += [p["op_id"] for s in joue["saisies"] for p in s.get("photos", [])]
        agents = [appareil["agent_id"] for appareil in joue["appareils"]]
        lues = self.base.execute(
            "SELECT enveloppe FROM core_operation WHERE acteur_id = ANY(%s::uuid[])"
            " AND (op_id = ANY(%s::uuid[]) OR enveloppe->'payload'->>'id' = ANY(%s))",
            [agents, acquises, ids],
        ).fetchall()
        return [enveloppe for (enveloppe,) in lues if enveloppe["op_id"] not in gardees]

    def _stuck(self, verdict: Verdict, appareil: Ligne) -> None:
        verdict.serveur += appareil["compte"]["serveur5xx"]
        for resultat in appareil["resultats"]:
            if resultat["status"] == "rejected" and not resultat["detail"]:
                verdict.coincees.append(f"refus sans motif : {resultat['op_id']}")

    def _told(self, verdict: Verdict, joue: Ligne, journal: Sequence[Ligne]) -> None:
        """Everything shown as saved is in the log; nothing shown as refused is."""
        gardees = {op["op_id"] for op in journal}
        sujets = {op["payload"].get("id") for op in journal} - {None}
        for saisie in joue["saisies"]:
            if saisie["etat"] == "acquise":
                photos = [photo["op_id"] for photo in saisie["photos"]]
                absentes = {saisie["op_id"], *photos} - gardees
                verdict.perdues += [f"{saisie['type']} absente du journal"] * len(absentes)
            elif saisie["etat"] == "refusee" and saisie["payload"].get("id") in sujets:
                verdict.doublees.append(f"{saisie['type']} refusée mais gardée")

    def _stored(self, verdict: Verdict, journal: Sequence[Ligne]) -> None:
        """One row an operation on the server, and no other row from these devices."""
        ids = [op["op_id"] for op in journal]
        recues: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        for op_id, statut, probleme in self._rows(
            "SELECT op_id, statut, probleme FROM core_operation WHERE op_id = ANY(%s::uuid[])", ids
        ):
            recues[str(op_id)].append((statut, probleme))
        for op in journal:
            self._one(verdict, op, recues[op["op_id"]])
            self.connues[op["device_id"]].add(op["op_id"])
        dernier: dict[str, int] = {}
        for op in journal:
            dernier[op["device_id"]] = max(op["seq"], dernier.get(op["device_id"], 0))
        for device_id, autre, seq in self._rows(
            "SELECT appareil_id, op_id, seq FROM core_operation"
            " WHERE appareil_id = ANY(%s::uuid[])",
            list(dernier),
        ):
            # Later ones belong to the device's next schedule, already under way.
            device = str(device_id)
            if verdict.bases_perdues or str(autre) in self.connues[device]:
                continue
            if seq <= dernier[device]:
                verdict.doublees.append(f"opération que l'appareil n'a pas écrite : {autre}")

    def _one(self, verdict: Verdict, op: Ligne, recues: Sequence[tuple[str, Any]]) -> None:
        if not recues:
            verdict.perdues.append(f"{op['type']} jamais reçue")
            return
        if len(recues) > 1:
            verdict.doublees.append(f"{op['type']} reçue {len(recues)} fois")
        statut, probleme = recues[0]
        if statut == "rejected":
            verdict.perdues.append(f"{op['type']} refusée : {(probleme or {}).get('code')}")
        elif statut not in FINALES and statut != "rejected":
            verdict.coincees.append(f"{op['type']} restée {statut}")

    def _effects(self, verdict: Verdict, journal: Sequence[Ligne]) -> None:
        """Exactly one effect each: a row by its id, an event by its carton, money by its sum."""
        for genre, requete in PAR_ID.items():
            voulus = [op["payload"]["id"] for op in journal if op["type"] == genre]
            faits = {str(ligne[0]) for ligne in self._rows(requete, voulus)}
            verdict.perdues += [f"{genre} sans effet"] * len(set(voulus) - faits)
        self._events(verdict, journal)
        self._money(verdict, journal)
        self._once(verdict, journal)

    def _events(self, verdict: Verdict, journal: Sequence[Ligne]) -> None:
        codes = [op["payload"]["code"] for op in journal if op["type"] == "vol.charger"]
        par_code = {
            code: str(id)
            for id, code in self._rows(
                "SELECT id, code_suivi FROM colis_colis WHERE code_suivi = ANY(%s)", codes
            )
        }
        attendus: Counter[tuple[str, str]] = Counter()
        for op in journal:
            evenement = EVENEMENTS.get(op["type"])
            if evenement is None:
                continue
            contenu = op["payload"]
            sujet = str(
                contenu.get("colis_id") or par_code.get(contenu.get("code", ""), op["entity_id"])
            )
            attendus[(sujet, evenement)] += 1
        cartons = list({sujet for sujet, _ in attendus})
        vus: Counter[tuple[str, str]] = Counter()
        for id, genre in self._rows(
            "SELECT colis_id, type FROM colis_evenement WHERE colis_id = ANY(%s::uuid[])", cartons
        ):
            vus[(str(id), genre)] += 1
        for cle, nombre in attendus.items():
            if vus[cle] < nombre:
                verdict.perdues.append(f"{cle[1]} : {vus[cle]} fait(s) pour {nombre}")
            if vus[cle] > nombre:
                verdict.doublees.append(f"{cle[1]} : {vus[cle]} faits pour {nombre}")

    def _money(self, verdict: Verdict, journal: Sequence[Ligne]) -> None:
        """The sum of each payment, as captured, received and written in the journal."""
        montants: dict[str, int] = {}
        for op in journal:
            paiement = op["payload"]
            if op["type"] == "remise.effectuer":
                paiement = paiement.get("encaissement") or {}
            if "lignes" in paiement:
                montants[paiement["id"]] = sum(ligne["montant"] for ligne in paiement["lignes"])
                self.especes[op["actor_id"]] += montants[paiement["id"]]
        lus = {
            str(id): (montant, ecrit)
            for id, montant, ecrit in self._rows(
                "SELECT e.id, e.montant, (SELECT sum(l.montant) FROM distribution_ecriture c"
                " JOIN distribution_ligne_ecriture l ON l.ecriture_id = c.id"
                " JOIN distribution_compte k ON k.id = l.compte_id"
                " WHERE c.sujet_id = e.id AND c.type = 'encaissement' AND l.montant > 0"
                " AND k.type IN ('caisse', 'a_rapprocher', 'transit', 'avoirs_clients'))"
                " FROM distribution_encaissement e WHERE e.id = ANY(%s::uuid[])",
                list(montants),
            )
        }
        for id, montant in montants.items():
            if id not in lus:
                verdict.perdues.append(f"encaissement de {montant} sans effet")
            elif lus[id] != (montant, montant):
                verdict.doublees.append(f"encaissement de {montant} : {lus[id]} au journal")

    def _once(self, verdict: Verdict, journal: Sequence[Ligne]) -> None:
        """One effective scan a carton and a flight; one carton leaves once."""
        cartons = [
            id for op in journal if op["type"] == "remise.effectuer"
            for id in op["payload"]["colis_ids"]
        ]  # fmt: skip
        for id, nombre in self._rows(
            "SELECT colis_id, count(*) FROM distribution_remise_colis WHERE annulee_le IS NULL"
            " AND colis_id = ANY(%s::uuid[]) GROUP BY colis_id HAVING count(*) <> 1",
            cartons,
        ):
            verdict.doublees.append(f"carton {id} remis {nombre} fois")
        codes = [op["payload"]["code"] for op in journal if op["type"] == "pointage.scanner"]
        for code, nombre in self._rows(
            "SELECT c.code_suivi, count(*) FROM distribution_pointage p"
            " JOIN colis_colis c ON c.id = p.colis_id WHERE p.compte AND c.code_suivi = ANY(%s)"
            " GROUP BY c.code_suivi HAVING count(*) <> 1",
            codes,
        ):
            verdict.doublees.append(f"carton {code} pointé {nombre} fois")

    def cash_gap(self) -> list[str]:
        """At the end, cashier by cashier: captured against received."""
        lus = {
            str(id): int(total)
            for id, total in self._rows(
                "SELECT caissier_id, sum(montant) FROM distribution_encaissement"
                " WHERE caissier_id = ANY(%s::uuid[]) GROUP BY caissier_id",
                list(self.especes),
            )
        }
        return [
            f"caissier {id} : {attendu} saisis, {lus.get(id, 0)} au serveur"
            for id, attendu in self.especes.items()
            if lus.get(id, 0) != attendu
        ]

    def _rows(self, requete: LiteralString, valeurs: Sequence[Any]) -> list[tuple[Any, ...]]:
        if not valeurs:
            return []
        return self.base.execute(requete, [list(valeurs)]).fetchall()
