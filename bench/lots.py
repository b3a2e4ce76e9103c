"""The offline push as a device sends it: fifty signed cartons a request, one log a thread."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from typing import Any
from uuid import UUID

import orjson
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from accounts.services.appareils import insert_appareil
from bench.charge import Requete
from bench.reglages import LOT, THREADS
from core.ids import uuid7
from core.signature import canonical, chain_hash
from core.tenancy import Acteur, contexte


@dataclass
class Journal:
    """One device of the agent: its key, and where its chain is."""

    acteur: Acteur
    id: UUID = field(default_factory=uuid7)
    cle: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    seq: int = 0
    dernier: str | None = None

    def enrol(self) -> None:
        point = self.cle.public_key().public_numbers()
        jwk = {"kty": "EC", "crv": "P-256", "x": _b64(point.x), "y": _b64(point.y)}
        with contexte(self.acteur):
            insert_appareil(acteur=self.acteur, now=datetime.now(UTC), id=self.id, cle_publique=jwk)

    def capture(self, payload: dict[str, Any]) -> dict[str, Any]:
        """The next envelope, chained and signed."""
        self.seq += 1
        envelope: dict[str, Any] = {
            "op_id": str(uuid7()),
            "device_id": str(self.id),
            "seq": self.seq,
            "prev_hash": self.dernier,
            "actor_id": str(self.acteur.id),
            "type": "colis.enregistrer",
            "schema_v": 1,
            "entity_id": payload["id"],
            "depends_on": [],
            "captured_at": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
            "clock_offset_ms": 0,
            "payload": payload,
        }
        r, s = decode_dss_signature(self.cle.sign(canonical(envelope), ec.ECDSA(hashes.SHA256())))
        envelope["signature"] = _b64(r << 256 | s, 64)
        self.dernier = chain_hash(envelope)
        return envelope


def pushes(
    acteur: Acteur, entetes: dict[str, str], cartons: Iterator[dict[str, Any]]
) -> Iterator[Requete]:
    """Batches dealt to as many devices as there are threads, so that each log stays in order."""
    journaux = [Journal(acteur) for _ in range(THREADS)]
    for journal in journaux:
        journal.enrol()
    for journal in cycle(journaux):
        operations = [journal.capture(next(cartons)) for _ in range(LOT)]
        corps = {
            "operations": operations,
            "declaration": {"seq": journal.seq, "especes": None, "en_attente": LOT, "photos": 0},
        }
        yield Requete("POST", "/api/v1/sync/operations", 200, entetes, orjson.dumps(corps))


def _b64(number: int, length: int = 32) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(length, "big")).rstrip(b"=").decode()
