"""The two things an SMS tells, short, without pictures or stars."""

from dataclasses import dataclass
from math import ceil

from notifications.domain import Etape

_GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM7_ETENDU = frozenset("^{}\\[~]|€")
"""The alphabets of 3GPP TS 23.038, 6.2.1: 7 bits each, the extension costs two places."""

TEXTES: dict[str, dict[Etape, str]] = {
    "fr": {
        Etape.OTP: "TS Air Cargo : votre code est {code}. Valable 10 minutes.",
        Etape.DISPONIBLE: (
            "TS Air Cargo : {nombre} a retirer, {agence} ({adresse}).\n"
            "A payer : {reste}\nSuivi : {lien}"
        ),
    },
    "en": {
        Etape.OTP: "TS Air Cargo: your code is {code}. Valid for 10 minutes.",
        Etape.DISPONIBLE: (
            "TS Air Cargo: {nombre} to collect, {agence} ({adresse}).\n"
            "To pay: {reste}\nTracking: {lien}"
        ),
    },
    "zh": {
        Etape.OTP: "TS Air Cargo：您的验证码为 {code}，10 分钟内有效。",
        Etape.DISPONIBLE: (
            "TS Air Cargo：{nombre}可提取，{agence}（{adresse}）。\n待付：{reste}\n{lien}"
        ),
    },
}


def sms_template(etape: Etape, langue: str) -> str:
    """The text of a step told by SMS; French for a language nobody has filled in."""
    return TEXTES.get(langue, TEXTES["fr"])[etape]


@dataclass(frozen=True, kw_only=True)
class Mesure:
    """What a text costs as SMS. `places` are those of `par_sms` each; `hors_alphabet` are the
    characters that make the whole text count in 16 bits, where one would fit twice as much.
    """

    segments: int
    places: int
    par_sms: int
    hors_alphabet: str


def measure_sms(texte: str) -> Mesure:
    """160 places of 7 bits alone, 153 in parts; 70 and 67 in UCS-2 (3GPP TS 23.038, 23.040)."""
    autres = "".join(sorted(set(texte) - _GSM7 - _GSM7_ETENDU))
    if autres:
        places, seul, partie = len(texte.encode("utf-16-be")) // 2, 70, 67
    else:
        places, seul, partie = len(texte) + sum(c in _GSM7_ETENDU for c in texte), 160, 153
    if places <= seul:
        return Mesure(segments=1, places=places, par_sms=seul, hors_alphabet=autres)
    return Mesure(
        segments=ceil(places / partie), places=places, par_sms=partie, hors_alphabet=autres
    )
