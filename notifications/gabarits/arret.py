"""The words of the page a client stops our messages on; French for a language nobody filled in."""

NOMS = {"fr": "Français", "en": "English", "zh": "中文"}

TEXTES: dict[str, dict[str, str]] = {
    "fr": {
        "langues": "Langue",
        "titre": "Arrêter nos messages ?",
        "detail": "Nous écrivons au {telephone} quand un colis est reçu, part, arrive ou attend. "
        "Si vous arrêtez, vous ne recevrez plus rien, sauf un code que vous demandez vous-même.",
        "arreter": "Arrêter les messages",
        "suivi": "Vos colis continuent : le lien de suivi et l'agence vous renseignent toujours.",
        "arrete": "C'est fait",
        "arrete_detail": "Nous n'écrirons plus au {telephone}.",
        "reprendre": "Recevoir de nouveau les messages",
        "inconnu": "Ce lien ne marche pas",
        "inconnu_detail": "Reprenez-le dans le message reçu, ou répondez STOP sur WhatsApp.",
        "trop": "Trop de demandes",
        "trop_detail": "Attendez une minute puis rechargez la page.",
    },
    "en": {
        "langues": "Language",
        "titre": "Stop our messages?",
        "detail": "We write to {telephone} when a carton is received, leaves, arrives or waits for "
        "you. If you stop, you will get nothing more, except a code you ask for yourself.",
        "arreter": "Stop the messages",
        "suivi": "Your cartons go on: the tracking link and the agency still tell you all.",
        "arrete": "Done",
        "arrete_detail": "We will not write to {telephone} any more.",
        "reprendre": "Get the messages again",
        "inconnu": "This link does not work",
        "inconnu_detail": "Take it from the message again, or reply STOP on WhatsApp.",
        "trop": "Too many requests",
        "trop_detail": "Wait a minute, then reload the page.",
    },
    "zh": {
        "langues": "语言",
        "titre": "停止接收消息？",
        "detail": "货物收货、起飞、到达或可提取时，我们会发消息到 {telephone}。"
        "停止后将不再收到任何消息，您本人申请的验证码除外。",
        "arreter": "停止接收消息",
        "suivi": "您的货物照常运输：仍可通过查询链接或营业点了解进度。",
        "arrete": "已停止",
        "arrete_detail": "我们不会再发消息到 {telephone}。",
        "reprendre": "重新接收消息",
        "inconnu": "此链接无效",
        "inconnu_detail": "请从收到的消息中重新打开，或在 WhatsApp 回复 STOP。",
        "trop": "请求过多",
        "trop_detail": "请稍等一分钟后刷新页面。",
    },
}


def page_words(langue: str, telephone: str = "") -> dict[str, str]:
    """Every word of the page, the number's end in it."""
    mots = TEXTES.get(langue, TEXTES["fr"])
    return {cle: mot.format(telephone=telephone) for cle, mot in mots.items()}
