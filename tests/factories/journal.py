"""A device as the PWA is one: a key, a chained and signed log, an exported queue.

Canonical bytes are made here with the standard library, not with the server's own code.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from django.core.files.uploadedfile import SimpleUploadedFile

from core.ids import uuid7
from core.tenancy import Acteur


def canonical(document: dict[str, Any]) -> bytes:
    """RFC 8785 for what envelopes hold: integers, text, ASCII keys."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def b64u(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class Journal:
    """One person's log on one device."""

    acteur: Acteur
    id: UUID = field(default_factory=uuid7)
    poste_id: UUID = field(default_factory=uuid7)
    cle: ec.EllipticCurvePrivateKey = field(default_factory=_new_key)
    seq: int = 0
    dernier: str | None = None
    log: list[dict[str, Any]] = field(default_factory=list)

    def sign(self, octets: bytes) -> str:
        r, s = decode_dss_signature(self.cle.sign(octets, ec.ECDSA(hashes.SHA256())))
        return b64u(r.to_bytes(32, "big") + s.to_bytes(32, "big"))

    @property
    def jwk(self) -> dict[str, str]:
        point = self.cle.public_key().public_numbers()
        return {
            "kty": "EC",
            "crv": "P-256",
            "x": b64u(point.x.to_bytes(32, "big")),
            "y": b64u(point.y.to_bytes(32, "big")),
        }

    def enrolment(self, **over: Any) -> dict[str, Any]:
        message = f"ts-appareil:v1:{self.id}:{self.acteur.id}".encode()
        return {
            "id": str(self.id),
            "poste_id": str(self.poste_id),
            "nom": "Comptoir 1",
            "cle_publique": self.jwk,
            "preuve": self.sign(message),
            **over,
        }

    def enrol(self, api: Any) -> "Journal":
        response = api(self.acteur).post("/appareils", self.enrolment())
        assert response.status_code == 201, response.content
        return self

    def capture(self, type: str, payload: dict[str, Any], **over: Any) -> dict[str, Any]:
        """The next envelope of the log, chained and signed."""
        self.seq += 1
        envelope: dict[str, Any] = {
            "op_id": str(uuid7()),
            "device_id": str(self.id),
            "seq": self.seq,
            "prev_hash": self.dernier,
            "actor_id": str(self.acteur.id),
            "type": type,
            "schema_v": 1,
            "entity_id": None,
            "depends_on": [],
            "captured_at": "2026-03-10T08:00:00.000Z",
            "clock_offset_ms": 0,
            "payload": payload,
            **over,
        }
        envelope["signature"] = self.sign(canonical(envelope))
        self.dernier = hashlib.sha256(canonical(envelope)).hexdigest()
        self.log.append(envelope)
        return envelope

    def declaration(self, especes: int | None = None, devise: str = "XOF") -> dict[str, Any]:
        money = None if especes is None else {"montant": especes, "devise": devise}
        return {"seq": self.seq, "especes": money, "en_attente": 0, "photos": 0}

    def totals(self, **over: tuple[int, int]) -> list[dict[str, Any]]:
        """Per type, what the log holds; ``over`` lies about one (dots written __)."""
        counted: dict[str, tuple[int, int]] = {}
        for envelope in self.log:
            paiement = envelope["payload"].get("encaissement") or envelope["payload"]
            lignes = paiement.get("lignes") or ()
            especes = sum(ligne["montant"] for ligne in lignes)
            if paiement.get("moyen") != "especes":
                especes = 0
            nombre, somme = counted.get(envelope["type"], (0, 0))
            counted[envelope["type"]] = (nombre + 1, somme + especes)
        counted |= {name.replace("__", "."): total for name, total in over.items()}
        return [
            {"type": type, "nombre": nombre, "especes": especes}
            for type, (nombre, especes) in counted.items()
        ]

    def post(self, api: Any, *operations: dict[str, Any], **body: Any) -> Any:
        """The raw answer to a push."""
        return api(self.acteur).post("/sync/operations", {"operations": list(operations), **body})

    def push(self, api: Any, *operations: dict[str, Any], **body: Any) -> dict[str, Any]:
        response = self.post(api, *operations, **body)
        assert response.status_code == 200, response.content
        answer: dict[str, Any] = response.json()
        return answer

    def export(self, *lines: dict[str, Any], operations: Any = None) -> SimpleUploadedFile:
        """The exported queue: manifest, operations, then ``lines`` (pictures)."""
        ops = self.log if operations is None else operations
        rows: list[dict[str, Any]] = [
            {"genre": "manifeste", "version": 1, "appareil": str(self.id)},
            *({"genre": "operation", **op} for op in ops),
            *lines,
        ]
        text = "\n".join(json.dumps(row) for row in rows)
        return SimpleUploadedFile("file.jsonl", text.encode(), "application/x-ndjson")


def bring(api: Any, acteur: Acteur, fichier: SimpleUploadedFile) -> dict[str, Any]:
    """POST /sync/import as ``acteur``."""
    person = api(acteur)
    response = person.http.post("/api/v1/sync/import", {"fichier": fichier}, headers=person.headers)
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def verdicts(answer: dict[str, Any]) -> list[tuple[str, str | None]]:
    """(status, why set aside or refused) per operation."""
    return [(r["status"], reason(r)) for r in answer["results"]]


def reason(result: dict[str, Any]) -> str | None:
    problem = result["problem"]
    if problem is None:
        return None
    if problem["code"] == "en_quarantaine":
        return str(problem["details"]["motif"])
    return str(problem["code"])
