"""The secrets of a local run: made once, kept in var/secrets.json (0600), never in git.

Outside local mode every one of them comes from the environment and this file is not read.
"""

import base64
import fcntl
import json
import os
import secrets
from pathlib import Path

DEMO_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def _demo_password() -> str:
    """Three groups of four unambiguous symbols (59 bits), easy to copy from a terminal."""
    return "-".join("".join(secrets.choice(DEMO_ALPHABET) for _ in range(4)) for _ in range(3))


MAKERS = {
    "django": lambda: secrets.token_urlsafe(48),
    "jwt": lambda: secrets.token_urlsafe(48),
    "otp_hmac": lambda: secrets.token_urlsafe(48),
    "chiffrement": lambda: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    "pg_admin": lambda: secrets.token_urlsafe(24),
    "pg_owner": lambda: secrets.token_urlsafe(24),
    "pg_app": lambda: secrets.token_urlsafe(24),
    "wachap_secret": lambda: "sk_" + secrets.token_urlsafe(24),
    "wachap_webhook": lambda: secrets.token_urlsafe(24),
    "mot_de_passe_demo": _demo_password,
}


def load_secrets(var: Path) -> dict[str, str]:
    """Read the vault of this data directory, adding what is missing.

    Several processes may start at once: an exclusive lock makes them agree on one set.
    """
    var.mkdir(parents=True, exist_ok=True)
    path = var / "secrets.json"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept: dict[str, str] = json.loads(file.read() or "{}")
        missing = {name: make() for name, make in MAKERS.items() if name not in kept}
        if missing:
            kept |= missing
            file.seek(0)
            file.write(json.dumps(kept, indent=1))
            file.truncate()
    return kept
