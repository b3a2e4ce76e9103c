"""What the simulated provider knows: its lines, its ledger of what phones saw, every try."""

import json
import threading
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from notifications.simulateur.pannes import LIGNES, PanneInvalide, Pannes

GARDES = 60_000
ETATS = {
    "deconnecter": "disconnected",
    "reconnecter": "connected",
    "expirer": "expired",
    "bannir": "banned",
}
REFUS_LIGNE = {
    "disconnected": (400, "SEND_ERROR", "Account is not connected"),
    "connecting": (400, "SEND_ERROR", "Account is not connected"),
    "error": (400, "SEND_ERROR", "Account in error"),
    "expired": (403, "SUBSCRIPTION_EXPIRED", "Subscription has expired"),
    "banned": (403, "ACCOUNT_BANNED", "Account has been banned"),
}


@dataclass
class Message:
    """A message on a phone. `recus` are the receipts sent about it, with their moments."""

    id: str
    compte: str
    telephone: str
    type: str
    contenu: str
    le: str
    sens: str = "sortant"
    image_url: str = ""
    document_url: str = ""
    nom_fichier: str = ""
    statut: str = "sent"
    cloud: bool = False
    recus: list[dict[str, str]] = field(default_factory=list)


@dataclass
class Ligne:
    """An account; `ban_dans` counts accepted messages down to a ban."""

    statut: str = "connected"
    ban_dans: int | None = None


def moment() -> str:
    """Now, RFC 3339 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Etat:
    """Thread-safe; kept in memory, and in `journal` (JSON lines) when given, across restarts."""

    def __init__(self, comptes: list[str], secret: str = "", journal: Path | None = None) -> None:
        self.verrou = threading.RLock()
        self.secret = secret
        self.journal = journal
        self.pannes = Pannes()
        self.lignes = {compte: Ligne() for compte in comptes}
        self.messages: dict[str, Message] = {}
        self.tentatives: list[dict[str, Any]] = []
        self.instant = ""
        self.ecrits: dict[tuple[str, str], float] = {}
        self.version = time.time_ns()
        self._reload()

    def moment(self) -> str:
        """The simulator's time: the one imposed on it (`POST /_horloge`), else the real one."""
        return self.instant or moment()

    def line_refusal(self, compte: str) -> tuple[int, str, str] | None:
        """Why this account may not send now (HTTP status, code, message), if it may not."""
        with self.verrou:
            ligne = self.lignes.setdefault(compte, Ligne())
            return REFUS_LIGNE.get(ligne.statut)

    def act_on_line(self, compte: str, action: str, apres: int | None = None) -> None:
        """Disconnect, reconnect, lapse or ban an account, a ban possibly after N messages."""
        if action not in LIGNES:
            raise PanneInvalide(f"ligne : {action} (connues : {sorted(LIGNES)})")
        with self.verrou:
            ligne = self.lignes.setdefault(compte, Ligne())
            if action == "bannir" and apres:
                ligne.ban_dans = apres
                return
            ligne.statut = ETATS[action]
            ligne.ban_dans = None

    def accept(self, compte: str, donnees: dict[str, Any], *, cloud: bool = False) -> Message:
        """Put the message on the phone: from here on it has been seen."""
        message = Message(
            id=f"{'wamid.' if cloud else 'wc_'}{uuid4().hex[:24]}",
            cloud=cloud,
            compte=compte,
            telephone=str(donnees["to"]),
            type=str(donnees.get("type", "text")),
            contenu=str(donnees.get("content") or donnees.get("caption") or ""),
            le=self.moment(),
            image_url=str(donnees.get("imageUrl", "")),
            document_url=str(donnees.get("documentUrl", "")),
            nom_fichier=str(donnees.get("fileName", "")),
        )
        with self.verrou:
            self._keep(message)
            ligne = self.lignes.setdefault(compte, Ligne())
            if ligne.ban_dans is not None:
                ligne.ban_dans -= 1
                if ligne.ban_dans <= 0:
                    ligne.statut, ligne.ban_dans = "banned", None
        return message

    def reply(self, telephone: str, texte: str, compte: str = "") -> Message:
        """What the phone's owner writes back; to a Cloud line when `compte` names one."""
        message = Message(
            id=f"in_{uuid4().hex[:24]}",
            compte=compte,
            cloud=bool(compte),
            telephone=telephone,
            type="text",
            contenu=texte,
            le=self.moment(),
            sens="entrant",
        )
        with self.verrou:
            self._keep(message)
            self.ecrits[compte, telephone] = time.monotonic()
        return message

    def wrote_lately(self, compte: str, telephone: str) -> bool:
        """Whether the owner of this phone wrote to this line in the last 24 h of our clock."""
        ecrit = self.ecrits.get((compte, telephone))
        return ecrit is not None and time.monotonic() - ecrit < 86_400 / self.pannes.horloge

    def note_receipt(self, identifiant: str, statut: str) -> None:
        """Remember a receipt that was sent, for the ledger and the ticks on the page."""
        rang = {"sent": 0, "delivered": 1, "read": 2}
        with self.verrou:
            message = self.messages.get(identifiant)
            if message is None:
                return
            message.recus.append({"statut": statut, "le": self.moment()})
            if statut == "failed" or rang.get(statut, 0) > rang.get(message.statut, 0):
                message.statut = statut
            self.version += 1
            self._write({"recu": identifiant, "statut": statut, "le": self.moment()})

    def note_try(self, compte: str, telephone: str, issue: str, message_id: str = "") -> None:
        """Remember one call to send and how it ended here."""
        with self.verrou:
            self.tentatives.append(
                {
                    "le": self.moment(),
                    "compte": compte,
                    "telephone": telephone,
                    "issue": issue,
                    "message_id": message_id,
                }
            )
            del self.tentatives[:-GARDES]

    def ledger(self, telephone: str = "", depuis: str = "") -> dict[str, Any]:
        """What phones saw, oldest first, and the tries behind it."""
        with self.verrou:
            messages = [
                asdict(message)
                for message in self.messages.values()
                if (not telephone or message.telephone == telephone) and message.le >= depuis
            ]
            tentatives = [
                essai
                for essai in self.tentatives
                if (not telephone or essai["telephone"] == telephone) and essai["le"] >= depuis
            ]
            return {
                "version": self.version,
                "total": sum(1 for message in messages if message["sens"] == "sortant"),
                "messages": messages,
                "tentatives": tentatives,
                "lignes": {compte: ligne.statut for compte, ligne in self.lignes.items()},
            }

    def reset(self) -> None:
        """Forget messages, tries, faults; every line connected."""
        with self.verrou:
            self.pannes = Pannes()
            self.messages.clear()
            self.tentatives.clear()
            self.ecrits.clear()
            self.lignes = {compte: Ligne() for compte in self.lignes}
            self.version += 1
            if self.journal is not None:
                self.journal.write_text("", encoding="utf-8")

    def _keep(self, message: Message) -> None:
        self.messages[message.id] = message
        while len(self.messages) > GARDES:
            del self.messages[next(iter(self.messages))]
        self.version += 1
        self._write({"message": asdict(message)})

    def _write(self, ligne: dict[str, Any]) -> None:
        if self.journal is not None:
            with self.journal.open("a", encoding="utf-8") as fichier:
                fichier.write(json.dumps(ligne, ensure_ascii=False) + "\n")

    def _reload(self) -> None:
        if self.journal is None:
            return
        self.journal.parent.mkdir(parents=True, exist_ok=True)
        self.journal.touch(mode=0o600)
        for brut in self.journal.read_text(encoding="utf-8").splitlines()[-2 * GARDES :]:
            self._replay(brut)

    def _replay(self, brut: str) -> None:
        try:
            ligne = json.loads(brut)
        except ValueError:
            return
        if "message" in ligne:
            message = Message(**ligne["message"])
            self.messages[message.id] = message
        elif ligne.get("recu") in self.messages:
            connu = self.messages[ligne["recu"]]
            connu.recus.append({"statut": ligne["statut"], "le": ligne["le"]})
            connu.statut = ligne["statut"]
