"""Identifiers: made without asking anyone, checked before anyone relies on them.

A carton's code is drawn by the device or the server (60 random bits), so that an offline bench
can label cartons; everything a person may type or scan at a counter goes through `read_saisie`.
Numbers of others (AWB: IATA resolution 600a, S10: UPU standard S10) are searchable aliases only.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit
from uuid import UUID

_RAND_B_BITS = 62
_lock = threading.Lock()
_last_tick = 0


def uuid7() -> UUID:
    """A UUIDv7 (RFC 9562, method 3), strictly increasing within this process.

    48 bits of Unix milliseconds, then 12 bits of the millisecond's fraction, so that rows made in
    the same millisecond still sort by creation; 62 bits are random.
    """
    global _last_tick
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    tick = (milliseconds << 12) | (rest << 12) // 1_000_000
    with _lock:
        tick = max(tick, _last_tick + 1)
        _last_tick = tick
    high = ((tick >> 12) << 16) | (0x7 << 12) | (tick & 0xFFF)
    low = (0b10 << _RAND_B_BITS) | secrets.randbits(_RAND_B_BITS)
    return UUID(int=(high << 64) | low)


# --- code de suivi ------------------------------------------------------------------------------

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 13
PAYLOAD_LENGTH = 12
_PAYLOAD_BITS = 60
_CHECK_MODULUS = 37
_SEPARATORS = re.compile(r"[\s\-_.\u2010-\u2015\u00a0]+")
_FORGIVEN = str.maketrans({"I": "1", "L": "1", "O": "0"})
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}


class CodeSuiviInvalide(ValueError):
    """The text is not a tracking code: wrong length, foreign symbol, or wrong check symbol."""


def generate_code_suivi() -> str:
    """A new code, 12 random symbols and their check, without separators.

    Redrawn until the check fits the alphabet, and never of a courier's shape: a code that a
    scanner could take for a postal number would be looked up in the wrong place.
    """
    while True:
        payload = secrets.randbits(_PAYLOAD_BITS)
        check = payload % _CHECK_MODULUS
        if check >= len(ALPHABET):
            continue
        code = _encode(payload) + ALPHABET[check]
        if not code.isdigit() and not _S10.fullmatch(code):
            return code


def normalise_code_suivi(text: str) -> str:
    """The 13-symbol code a person meant: case, spaces, dashes, i/l and o are forgiven.

    Raises CodeSuiviInvalide, also when only the check symbol is wrong.
    """
    symbols = fold_symbols(text)
    if len(symbols) != CODE_LENGTH or any(symbol not in _VALUES for symbol in symbols):
        raise CodeSuiviInvalide(text)
    payload = 0
    for symbol in symbols[:PAYLOAD_LENGTH]:
        payload = payload * len(ALPHABET) + _VALUES[symbol]
    if payload % _CHECK_MODULUS != _VALUES[symbols[PAYLOAD_LENGTH]]:
        raise CodeSuiviInvalide(text)
    return symbols


def parse_code_suivi(text: str) -> str | None:
    """Like `normalise_code_suivi`, None instead of a refusal."""
    try:
        return normalise_code_suivi(text)
    except CodeSuiviInvalide:
        return None


def format_code_suivi(code: str) -> str:
    """`YAKMVS9EDD1R3` as it is printed and read aloud: `YAKM-VS9E-DD1R3`."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def fold_symbols(text: str) -> str:
    """Upper case, no separators, i/l→1, o→0: how codes and their endings are compared."""
    return _SEPARATORS.sub("", text).upper().translate(_FORGIVEN)


def _encode(payload: int) -> str:
    symbols = []
    for _ in range(PAYLOAD_LENGTH):
        payload, value = divmod(payload, len(ALPHABET))
        symbols.append(ALPHABET[value])
    return "".join(reversed(symbols))


# --- numbers of others --------------------------------------------------------------------------

_AWB = re.compile(r"(\d{3})(\d{7})(\d)", re.ASCII)
_S10 = re.compile(r"[A-Z]{2}(\d{8})(\d)[A-Z]{2}", re.ASCII)
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_COURIER = re.compile(
    r"SF\d{12,15}"  # SF Express
    r"|JD[A-Z0-9]{11,18}"  # JD Logistics
    r"|1Z[A-Z0-9]{16}"  # UPS
    r"|[A-Z]{1,4}\d{9,18}"  # YT, JT, LP, DPK, ...
    r"|\d{12,20}",  # ZTO, STO, Yunda, EMS
    re.ASCII,
)


class AwbInvalide(ValueError):
    """Not an air waybill number: wrong shape, or the 8th serial digit is not serial mod 7."""


def normalise_awb(text: str) -> str:
    """An air waybill number as `123-12345675` (IATA: check digit = 7-digit serial mod 7)."""
    match = _AWB.fullmatch(compact_reference(text))
    if match is None or int(match[2]) % 7 != int(match[3]):
        raise AwbInvalide(text)
    return f"{match[1]}-{match[2]}{match[3]}"


def is_awb(text: str) -> bool:
    """Whether the text is an air waybill number with a right check digit."""
    match = _AWB.fullmatch(compact_reference(text))
    return match is not None and int(match[2]) % 7 == int(match[3])


def is_s10(text: str) -> bool:
    """Whether the text is a postal item number with a right check digit (UPU S10)."""
    match = _S10.fullmatch(compact_reference(text))
    if match is None:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_S10_WEIGHTS, match[1], strict=True))
    check = {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)
    return check == int(match[2])


def is_courier(text: str) -> bool:
    """Whether the text has the shape of a known courier's number (no check digit to rely on)."""
    return _COURIER.fullmatch(compact_reference(text)) is not None


def compact_reference(text: str) -> str:
    """How references of others are stored and compared: upper case, no separators."""
    return _SEPARATORS.sub("", text).upper()


# --- what was typed or scanned ------------------------------------------------------------------

SUFFIX_MIN = 5
_AIM_PREFIX = re.compile(r"^\][A-Za-z][0-9A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\ufeff]")


class NatureSaisie(StrEnum):
    CODE = "code"
    FIN_DE_CODE = "fin_de_code"
    AWB = "awb"
    S10 = "s10"
    COURRIER = "courrier"
    INCONNU = "inconnu"


@dataclass(frozen=True)
class Saisie:
    """What a typed or scanned text is.

    `valeur` is canonical for its nature: the 13-symbol code, the folded ending, `123-12345675`,
    or the compact number. `code` is set whenever the text also reads as a tracking code: one in
    37 of the 13-digit courier numbers does, so a search tries `code` first, then `reference`.
    """

    nature: NatureSaisie
    valeur: str
    reference: str
    code: str | None = None


def read_saisie(text: str) -> Saisie:
    """Recognise a code, a tracking URL, a code's last 5+ symbols, an AWB, an S10 or a courier."""
    clean = _AIM_PREFIX.sub("", _CONTROL.sub("", text.strip()))
    tail = _last_segment(clean)
    code = parse_code_suivi(tail)
    reference = compact_reference(tail if code else clean)
    if is_awb(reference):
        return Saisie(NatureSaisie.AWB, normalise_awb(reference), reference, code)
    if is_s10(reference):
        return Saisie(NatureSaisie.S10, reference, reference, code)
    if code is not None and ("/" in clean or not reference.isdigit()):
        return Saisie(NatureSaisie.CODE, code, reference, code)
    if is_courier(reference):
        return Saisie(NatureSaisie.COURRIER, reference, reference, code)
    ending = fold_symbols(clean)
    if SUFFIX_MIN <= len(ending) < CODE_LENGTH and all(symbol in _VALUES for symbol in ending):
        return Saisie(NatureSaisie.FIN_DE_CODE, ending, reference)
    return Saisie(NatureSaisie.INCONNU, reference, reference)


def _last_segment(text: str) -> str:
    """The last path segment of an address; the text itself when it is not one."""
    if "/" not in text:
        return text
    try:
        path = urlsplit(text).path
    except ValueError:
        return text
    return unquote(path).rstrip("/").rsplit("/", 1)[-1]
