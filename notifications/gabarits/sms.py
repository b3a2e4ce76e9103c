"""The two things an SMS tells, short, without pictures or stars."""

from notifications.domain import Etape

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
