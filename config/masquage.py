"""What may not appear in a log or an error report: phones, tokens, secrets, names in paths."""

import re
from collections.abc import MutableMapping
from typing import Any

MASK = "***"
SECRET_NAMES = re.compile(
    r"pass|mot_de_passe|token|jeton|secret|authorization|cookie|api_?key|signature|dsn|otp"
    r"|^code$|^nom$|^sig$",
    re.IGNORECASE,
)
PHONE = re.compile(r"(?<![\w.-])(\+|00)?\d(?:[ .()-]?\d){5,12}(\d{4})(?![\w-])")
LOCAL_PHONE = re.compile(r"(?<![\w.-])[5-9]\d{3}(\d{4})(?![\w-])")
PHONE_IN_PAIRS = re.compile(r"(?<!\d)\d{2}(?:[ .]\d{2}){1,2}[ .](\d{2})[ .](\d{2})(?!\d)")
JWT = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")
SECRET_KEY = re.compile(r"\bsk_[\w-]{8,}")
SECRET_PATH = re.compile(r"(/webhooks/[\w-]+/|/arret/)[^\s/?\"']+")
SECRET_QUERY = re.compile(r"([?&](?:sig|token|jeton|secret|code|q)=)[^&\s\"']+", re.IGNORECASE)
URL_PASSWORD = re.compile(r"(\w+://[^:/@\s]*:)[^@\s]+@")


def mask_text(text: str) -> str:
    """Remove secrets from a sentence; a phone keeps its last 4 digits."""
    text = JWT.sub(MASK, text)
    text = SECRET_KEY.sub(MASK, text)
    text = SECRET_PATH.sub(rf"\1{MASK}", text)
    text = SECRET_QUERY.sub(rf"\1{MASK}", text)
    text = URL_PASSWORD.sub(rf"\1{MASK}@", text)
    text = PHONE.sub(rf"{MASK}\2", text)
    text = LOCAL_PHONE.sub(rf"{MASK}\1", text)
    return PHONE_IN_PAIRS.sub(rf"{MASK}\1\2", text)


def mask(value: Any, name: str = "") -> Any:
    """Same value without secrets, followed into dicts and lists."""
    if name and SECRET_NAMES.search(name) and not isinstance(value, (int, float, type(None))):
        return MASK
    if isinstance(value, str):
        return mask_text(value)
    if isinstance(value, dict):
        return {key: mask(item, str(key)) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [mask(item, name) for item in value]
    return value


OURS = frozenset({"timestamp", "level", "logger", "request_id", "task_id", "code"})


def mask_event(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """structlog processor; leaves its own fields (times, ids, HTTP status) as they are."""
    for name, value in event.items():
        if name not in OURS or (name == "code" and not isinstance(value, int)):
            event[name] = mask(value, name)
    return event
