"""An exported queue, brought back: what can be vouched for is applied, the rest is declared.

Signed, unbroken operations of an active person who did not move, on a device that was neither
revoked nor lost, are applied as that person. All else is the importer's declaration: set aside,
taking neither the operation's id nor its number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from pydantic import ValidationError

from accounts.models import Appareil, User
from accounts.policies import Action, require
from accounts.selectors.personnes import acteur_of_user
from accounts.services.envois import acknowledge_import, cash_of, doubt_of
from audit.services import record
from core.models import Operation
from core.operations.schemas import Enveloppe, Recue
from core.operations.selectors import neighbours
from core.operations.services import Entree, content_hash, insert_operations, receive
from core.operations.verification import Chaine, Journal, Maillon, Motif, judge, link_of
from core.tenancy import Acteur, contexte

LIGNES_MAX = 20_000
LIGNE_OCTETS_MAX = 16 * 1024 * 1024
"""A picture of 10 MB in base64, and its line."""
LOT = 50


@dataclass(frozen=True)
class Ligne:
    """One operation of the file and the JSON it was written as."""

    enveloppe: Enveloppe
    brute: Mapping[str, Any]


@dataclass
class Bilan:
    """What became of a file; ``illisibles`` names the lines nothing could be made of."""

    recues: int = 0
    deja_connues: int = 0
    appliquees: int = 0
    en_quarantaine: int = 0
    rejetees: int = 0
    photos: int = 0
    illisibles: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, ligne: int, motif: str) -> None:
        """Name one line and why it was left."""
        self.illisibles.append({"ligne": ligne, "motif": motif})


def read_lines(lignes: Iterable[bytes], bilan: Bilan) -> Iterator[tuple[int, dict[str, Any]]]:
    """(number, object) of each line that is a JSON object; the others go to ``illisibles``."""
    for numero, brute in enumerate(lignes, 1):
        if numero > LIGNES_MAX:
            bilan.refuse(numero, "trop_de_lignes")
            return
        if not brute.strip():
            continue
        if len(brute) > LIGNE_OCTETS_MAX:
            bilan.refuse(numero, "ligne_trop_longue")
            continue
        try:
            document = orjson.loads(brute)
        except orjson.JSONDecodeError:
            document = None
        if isinstance(document, dict):
            yield numero, document
        else:
            bilan.refuse(numero, "json_invalide")


def read_operation(numero: int, document: Mapping[str, Any], bilan: Bilan) -> Ligne | None:
    """The envelope of one line, without the file's own ``genre``."""
    brute = {name: value for name, value in document.items() if name != "genre"}
    try:
        return Ligne(Enveloppe.model_validate(brute), brute)
    except ValidationError:
        bilan.refuse(numero, "enveloppe_invalide")
        return None


@dataclass(frozen=True)
class _Apport:
    """One journal of the file: who brings it, whose it is, what it is worth."""

    importateur: Acteur
    auteur: Acteur
    journal: Journal
    now: datetime
    langue: str
    bilan: Bilan


def import_operations(
    *, acteur: Acteur, now: datetime, lignes: Sequence[Ligne], bilan: Bilan, langue: str
) -> None:
    """Bring back a file's operations, journal by journal, in their order; counts in ``bilan``.

    By the person themself, or an admin of the country for its people. Each operation has its own
    transaction, as in a push; the import itself is one line of the audit.
    """
    require(acteur, Action.IMPORT_SYNC)
    bilan.recues += len(lignes)
    journaux: dict[tuple[UUID, UUID], list[Ligne]] = defaultdict(list)
    for ligne in lignes:
        journaux[ligne.enveloppe.actor_id, ligne.enveloppe.device_id].append(ligne)
    for (acteur_id, appareil_id), suite in journaux.items():
        with contexte(acteur):
            auteur, journal = _open(acteur, acteur_id, appareil_id)
        if auteur is None:
            bilan.rejetees += len(suite)
            continue
        suite.sort(key=lambda ligne: ligne.enveloppe.seq)
        _import_journal(_Apport(acteur, auteur, journal, now, langue, bilan), suite)
    with contexte(acteur):
        _trace(acteur, now, bilan, {str(device) for _, device in journaux})


def _author(acteur: Acteur, acteur_id: UUID) -> tuple[User, Acteur] | None:
    """Whose operations the importer may bring: their own, or an admin's people's."""
    user = User.objects.select_related("pays", "agence").filter(id=acteur_id).first()
    if user is None or (acteur.fonction != "admin" and acteur_id != acteur.id):
        return None
    return user, acteur_of_user(user)


def whose(acteur: Acteur, lignes: Iterable[Ligne]) -> dict[str, set[Acteur]]:
    """SHA-256 of each picture the file's operations attach → the people they belong to."""
    require(acteur, Action.IMPORT_SYNC)
    wanted: dict[UUID, set[str]] = defaultdict(set)
    for ligne in lignes:
        sha256 = ligne.enveloppe.payload.get("sha256")
        if isinstance(sha256, str) and ligne.enveloppe.type == "photo.attach":
            wanted[ligne.enveloppe.actor_id].add(sha256)
    owners: dict[str, set[Acteur]] = defaultdict(set)
    for acteur_id, hashes in wanted.items():
        found = _author(acteur, acteur_id)
        if found is not None:
            for sha256 in hashes:
                owners[sha256].add(found[1])
    return owners


def _open(acteur: Acteur, acteur_id: UUID, appareil_id: UUID) -> tuple[Acteur | None, Journal]:
    """Whose journal it is and what it is worth; nobody when it is not the importer's to bring."""
    unknown = Journal(
        appareil_id=appareil_id,
        pays=acteur.pays_audit,
        motif=Motif.APPAREIL_NON_ENROLE,
        importe_par=acteur.id,
    )
    found = _author(acteur, acteur_id)
    if found is None:
        return None, unknown
    user, auteur = found
    appareil = Appareil.objects.filter(id=appareil_id, user_id=acteur_id).first()
    if appareil is None:
        return auteur, unknown
    motif = doubt_of(appareil, auteur) if user.actif else Motif.ACTEUR_INACTIF
    if appareil.cle_publique is None:
        motif = motif or Motif.SANS_SIGNATURE
    journal = replace(
        unknown,
        pays=appareil.pays,
        cle=appareil.cle_publique,
        motif=motif,
        contigue=appareil.seq_contigue,
    )
    return auteur, journal


def _import_journal(apport: _Apport, suite: Sequence[Ligne]) -> None:
    auteur, journal = apport.auteur, apport.journal
    recues: list[tuple[int, int]] = []
    for start in range(0, len(suite), LOT):
        with contexte(auteur):
            nouvelles, aside = _unknown(apport, suite[start : start + LOT])
            motifs = _doubts(apport, nouvelles)
        douteuses = [ligne for ligne in nouvelles if ligne.enveloppe.op_id in motifs]
        _declare(apport, [li for li in douteuses if li.enveloppe.op_id not in aside], motifs)
        sures = [ligne for ligne in nouvelles if ligne.enveloppe.op_id not in motifs]
        if sures:
            results = receive(
                acteur=auteur,
                now=apport.now,
                enveloppes=[ligne.enveloppe for ligne in sures],
                langue=apport.langue,
                brutes=[ligne.brute for ligne in sures],
                journal=journal,
            )
            _count(apport.bilan, results)
            recues += [
                (li.enveloppe.seq, cash_of(li.enveloppe))
                for li in sures
                if li.enveloppe.op_id not in aside
            ]
    with contexte(auteur):
        acknowledge_import(appareil_id=journal.appareil_id, user_id=auteur.id, operations=recues)


def _unknown(apport: _Apport, lot: Sequence[Ligne]) -> tuple[list[Ligne], set[UUID]]:
    """What the server has not ended, and of it what it already holds aside or waiting.

    The same id with other content is an edited file: refused, the first stays.
    """
    rows = Operation.objects.filter(
        acteur_id=apport.auteur.id, op_id__in=[li.enveloppe.op_id for li in lot], declaree=False
    )
    known = {op_id: (h, s) for op_id, h, s in rows.values_list("op_id", "empreinte", "statut")}
    kept, aside = [], set()
    for ligne in lot:
        op_id = ligne.enveloppe.op_id
        empreinte, statut = known.get(op_id, (None, ""))
        if empreinte not in (None, content_hash(ligne.enveloppe)):
            apport.bilan.rejetees += 1
        elif statut in Recue.FINALES:
            apport.bilan.deja_connues += 1
        else:
            kept.append(ligne)
            if empreinte is not None:
                aside.add(op_id)
    return kept, aside


def _doubts(apport: _Apport, lot: Iterable[Ligne]) -> dict[UUID, Motif]:
    links = [(_link(ligne), ligne.brute) for ligne in lot]
    chaine = Chaine.of(
        neighbours(
            appareil_id=apport.journal.appareil_id,
            acteur_id=apport.auteur.id,
            seqs=[link.seq for link, _ in links],
        )
    )
    return judge(apport.journal, chaine, links)


def _link(ligne: Ligne) -> Maillon:
    return link_of(ligne.brute, ligne.enveloppe.op_id, ligne.enveloppe.seq)


def _declare(apport: _Apport, lot: Sequence[Ligne], motifs: Mapping[UUID, Motif]) -> None:
    """Keep aside, under the importer's name, what nobody can vouch for."""
    entrees = [
        Entree(
            apport.auteur.id,
            apport.journal,
            ligne.enveloppe,
            ligne.brute,
            _link(ligne),
            motifs[ligne.enveloppe.op_id],
            declaree=True,
        )
        for ligne in lot
    ]
    with contexte(apport.importateur):
        insert_operations(apport.now, entrees)
    apport.bilan.en_quarantaine += len(lot)


def _count(bilan: Bilan, results: Iterable[Mapping[str, Any]]) -> None:
    by_status = Counter(result["status"] for result in results)
    bilan.appliquees += by_status[Recue.APPLIQUEE] + by_status[Recue.CONFLIT]
    bilan.deja_connues += by_status["duplicate"]
    bilan.rejetees += by_status[Recue.REJETEE]
    bilan.en_quarantaine += by_status[Recue.DIFFEREE]


def _trace(acteur: Acteur, now: datetime, bilan: Bilan, appareils: Iterable[str]) -> None:
    record(
        acteur=acteur,
        now=now,
        action=Action.IMPORT_SYNC,
        sujet_type="import",
        sujet_id=acteur.id,
        apres={
            "appareils": sorted(appareils),
            "recues": bilan.recues,
            "deja_connues": bilan.deja_connues,
            "appliquees": bilan.appliquees,
            "en_quarantaine": bilan.en_quarantaine,
            "rejetees": bilan.rejetees,
            "illisibles": len(bilan.illisibles),
        },
    )
