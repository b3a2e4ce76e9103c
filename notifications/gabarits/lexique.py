"""The words a value is told by, in each language: how many, how it was paid, where it is."""

NOMBRES: dict[str, tuple[str, str]] = {
    "fr": ("1 carton", "{n} cartons"),
    "en": ("1 carton", "{n} cartons"),
    "zh": ("1 件货物", "{n} 件货物"),
}
AUTRES: dict[str, str] = {
    "fr": "… et {n} autres cartons",
    "en": "… and {n} more cartons",
    "zh": "……另有 {n} 件",
}
CONSIGNES: dict[str, dict[str, str]] = {
    "fr": {
        "connexion": "Ne le donnez à personne, même à nous.",
        "remise": "Donnez-le à l'agent quand vous retirez vos cartons, à personne d'autre.",
        "contact": "Tapez-le vous-même dans « Ma sécurité », ne le donnez à personne.",
    },
    "en": {
        "connexion": "Do not give it to anyone, not even us.",
        "remise": "Give it to the agent when you collect your cartons, to nobody else.",
        "contact": "Type it yourself in “My security”, give it to nobody.",
    },
    "zh": {
        "connexion": "请勿告知任何人，包括我们的员工。",
        "remise": "仅在提货时告知工作人员，请勿告知他人。",
        "contact": "请本人在“我的安全”中输入，切勿告知他人。",
    },
}
_MARQUES = {
    "orange_money": "Orange Money",
    "wave": "Wave",
    "moov": "Moov Money",
    "sarali": "Sarali",
}
MOYENS: dict[str, dict[str, str]] = {
    "fr": {"especes": "espèces", "carte": "carte"} | _MARQUES,
    "en": {"especes": "cash", "carte": "card"} | _MARQUES,
    "zh": {"especes": "现金", "carte": "银行卡"} | _MARQUES,
}
MENTIONS: dict[str, dict[str, str]] = {
    "fr": {
        "provisoire": "Provisoire : tout n'est pas arrivé ou réglé, les chiffres peuvent changer",
        "definitif": "Définitif : remplace le rapport provisoire de cette journée",
    },
    "en": {
        "provisoire": "Provisional: not everything has arrived or been settled, figures may change",
        "definitif": "Final: replaces this day’s provisional report",
    },
    "zh": {
        "provisoire": "暂定：部分录入尚未到达或处理，数字可能变动",
        "definitif": "最终版：取代当日的暂定报告",
    },
}
ETATS: dict[str, dict[str, str]] = {
    "fr": {"arrive": "arrivé", "disponible": "disponible", "expedie": "en route"}
    | {"manquant": "recherché", "recu": "reçu", "remis": "remis"},
    "en": {"arrive": "arrived", "disponible": "ready to collect", "expedie": "on the way"}
    | {"manquant": "being searched for", "recu": "received", "remis": "handed over"},
    "zh": {"arrive": "已到达", "disponible": "可提取", "expedie": "运输中"}
    | {"manquant": "查找中", "recu": "已收货", "remis": "已交付"},
}
