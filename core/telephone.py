"""Telephone numbers: one form, E.164, since a client is found by it at a counter on 3G.

Validity is Google's libphonenumber's (numbering plans of the ITU): a number that no network could
ring would silently swallow every message, so it is refused at the counter.
"""

from __future__ import annotations

import re

import phonenumbers

_LETTERS = re.compile(r"[^\W\d_]")
_MAX_LENGTH = 32


class TelephoneInvalide(ValueError):
    """No network could ring this number."""


def normalise_telephone(text: str, pays: str | None = None) -> str:
    """E.164 (`+22376123456`) of a number typed in country `pays` (ISO 3166-1 alpha-2).

    A leading `00` is the international prefix everywhere. Without `pays` only international
    numbers are understood. Raises TelephoneInvalide.
    """
    clean = text.strip()
    if len(clean) > _MAX_LENGTH or _LETTERS.search(clean):
        raise TelephoneInvalide(text)
    if clean.startswith("00"):
        clean = f"+{clean[2:]}"
    try:
        number = phonenumbers.parse(clean, pays)
    except phonenumbers.NumberParseException as error:
        raise TelephoneInvalide(text) from error
    if number.extension or not phonenumbers.is_valid_number(number):
        raise TelephoneInvalide(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_telephone(text: str, pays: str | None = None) -> bool:
    """Whether `normalise_telephone` would accept the text."""
    try:
        normalise_telephone(text, pays)
    except TelephoneInvalide:
        return False
    return True


def pays_telephone(telephone: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) an E.164 number belongs to, None when unknown."""
    try:
        number = phonenumbers.parse(telephone)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.region_code_for_number(number)


def format_telephone(telephone: str) -> str:
    """`+223 76 12 34 56`: how a person reads an E.164 number; any other text comes back as is."""
    try:
        number = phonenumbers.parse(telephone)
    except phonenumbers.NumberParseException:
        return telephone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def mask_telephone(telephone: str) -> str:
    """`…3456`: the last four digits, all that logs and labels may show."""
    return f"…{telephone[-4:]}"
