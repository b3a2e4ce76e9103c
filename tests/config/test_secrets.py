"""No secret is ever committed: a scan of every file git knows or would add."""

import re
import subprocess

import pytest

from tests.infra import ROOT

SECRETS = {
    "clé privée": re.compile(rb"-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY-----\s*[A-Za-z0-9+/]"),
    "clé AWS": re.compile(rb"\bAKIA[0-9A-Z]{16}\b"),
    "clé de fournisseur": re.compile(rb"\bsk_(?:live_)?[A-Za-z0-9]{24,}\b"),
    "jeton signé": re.compile(rb"\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}"),
    "adresse avec mot de passe": re.compile(rb"postgres(?:ql)?://\w+:[\w-]{12,}@"),
}
LOCKS = {"package-lock.json", "requirements.lock", "requirements-dev.lock"}


def committed_files() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    return [name for name in listed.stdout.decode().split("\0") if name]


def test_no_committed_file_holds_a_secret() -> None:
    files = committed_files()
    if not files:
        pytest.skip("copie sans git")
    found = []
    for name in files:
        path = ROOT / name
        if path.name in LOCKS or not path.is_file() or path.stat().st_size > 2_000_000:
            continue
        content = path.read_bytes()
        found += [f"{name} : {what}" for what, sign in SECRETS.items() if sign.search(content)]
    assert found == []


@pytest.mark.parametrize(
    ("what", "sample"),
    [
        ("clé AWS", b"AKIA" + b"ABCDEFGHIJKLMNOP"),
        ("clé privée", b"-----BEGIN PRIVATE KEY-----" + b"\nMIIEvQ"),
        ("adresse avec mot de passe", b"postgresql://ts_app:" + b"abcdefghijkl@hote"),
    ],
)
def test_the_scan_knows_a_secret_when_it_sees_one(what: str, sample: bytes) -> None:
    assert SECRETS[what].search(sample)
