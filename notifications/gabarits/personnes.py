"""What the house writes to its own people: links to choose a password, safety notices."""

LIENS: dict[str, str] = {
    "fr": "TS Air Cargo : choisissez un nouveau mot de passe ici, dans les 30 minutes :\n{lien}\n"
    "Si vous n'avez rien demandé, ne l'ouvrez pas et prévenez un admin.",
    "en": "TS Air Cargo: choose a new password here, within 30 minutes:\n{lien}\n"
    "If you did not ask for it, do not open it and tell an admin.",
    "zh": "TS Air Cargo：请在30分钟内通过此链接设置新密码：\n{lien}\n"
    "若非本人申请，请勿打开并通知管理员。",
}

AVIS: dict[str, dict[str, str]] = {
    "session_volee": {
        "fr": "Votre session a servi à deux endroits et a été fermée. Changez votre mot de passe.",
        "en": "Your session was used in two places and was closed. Change your password.",
        "zh": "您的会话在两处被使用，现已关闭。请修改密码。",
    },
    "session_volee_autrui": {
        "fr": "La session de {nom} a servi à deux endroits et a été fermée. Voyez avec lui.",
        "en": "The session of {nom} was used in two places and was closed. Check with them.",
        "zh": "{nom} 的会话在两处被使用，现已关闭，请与本人核实。",
    },
    "reinitialisation": {
        "fr": "Un lien pour changer votre mot de passe vous a été envoyé à la demande d'un admin.",
        "en": "A link to change your password was sent to you at an admin's request.",
        "zh": "应管理员要求，已向您发送修改密码的链接。",
    },
    "numero_change": {
        "fr": "Ce numéro n'est plus celui de votre compte. Si ce n'est pas vous, voyez un admin.",
        "en": "This number is no longer your account's. If it was not you, see an admin.",
        "zh": "此号码已不再是您账号的号码。如非本人操作，请联系管理员。",
    },
    "numero_client_change": {
        "fr": "Votre numéro chez nous a été changé. Si ce n'est pas vous, appelez l'agence.",
        "en": "Your number at TS Air Cargo was changed. If it was not you, call the agency.",
        "zh": "您在 TS Air Cargo 的号码已更改。如非本人操作，请致电营业点。",
    },
}


def lien_template(langue: str) -> str:
    """The message that carries a link; French for a language nobody has filled in."""
    return LIENS.get(langue, LIENS["fr"])


def avis_text(genre: str, langue: str, nom: str) -> str:
    """One safety notice, in its reader's language."""
    phrases = AVIS[genre]
    return phrases.get(langue, phrases["fr"]).format(nom=nom)
