"""The words of the messages, by step and language; a country's own versions come before these.

A line that names `{colis.…}` is repeated for each carton, neighbouring ones together; a line whose
value is absent is left out. Stars are WhatsApp's bold.
"""

from notifications.domain import Etape

_COLIS = "• *{colis.code}* · {colis.poids} · {colis.prix}\n   {colis.lien}"
_COLIS_COURT = "• {colis.code} · {colis.poids}"
_COLIS_DU = "• {colis.code} · {colis.poids} · {colis.prix}"

FR: dict[Etape, str] = {
    Etape.RECU: (
        "📦 *TS Air Cargo*\nBonjour {client},\n"
        "nous avons reçu {nombre} pour vous à {ville_origine} :\n"
        f"{_COLIS}\n"
        "Total : {poids_total} · *{prix_total}*\n"
        "Déjà payé : {paye}\n"
        "Nous vous écrirons au départ du vol.\n"
        "Ne plus recevoir de messages : {lien_arret}"
    ),
    Etape.PARTI: (
        "✈️ *TS Air Cargo*\nBonjour {client},\n"
        "{nombre} en route vers {ville} :\n"
        f"{_COLIS}\n"
        "Vol {vol}, arrivée prévue le {arrivee}\n"
        "Total : {poids_total} · *{prix_total}*\n"
        "Reste à payer : *{reste}*"
    ),
    Etape.ARRIVE: (
        "🛬 *TS Air Cargo*\nBonjour {client},\n"
        "{nombre} à {ville} :\n"
        f"{_COLIS_COURT}\n"
        "Total : {poids_total}\n"
        "Nous vous écrirons dès que vous pourrez venir les retirer."
    ),
    Etape.DISPONIBLE: (
        "✅ *TS Air Cargo*\nBonjour {client},\n"
        "à retirer dès maintenant, {nombre} :\n"
        f"{_COLIS_DU}\n"
        "Total : {poids_total} · {prix_total}\n"
        "Reste à payer : *{reste}*\n"
        "📍 {agence}, {adresse}\n"
        "🕘 {horaires}\n"
        "Suivi : {lien}"
    ),
    Etape.REMIS: (
        "🤝 *TS Air Cargo*\nBonjour {client},\n"
        "{nombre} remis le {date} :\n"
        f"{_COLIS_COURT}\n"
        "Retiré par : {retirant}\n"
        "Reste à payer : *{reste}*\n"
        "Merci de votre confiance. Si ce n'est pas vous, appelez-nous : {telephone_agence}"
    ),
    Etape.PAIEMENT: (
        "🧾 *TS Air Cargo*\nReçu *{recu}*\n"
        "Bonjour {client}, nous avons reçu *{montant}* ({moyen}) le {date}.\n"
        "• {colis.code} : {colis.montant}\n"
        "Remise accordée : {rabais}\n"
        "Monnaie laissée (jeton cédé) : {jeton_cede}\n"
        "Avoir : {avoir}\n"
        "Reste à payer : *{reste}*"
    ),
    Etape.ANNULATION: (
        "↩️ *TS Air Cargo*\nBonjour {client},\n"
        "le paiement *{recu}* de *{montant}* a été annulé le {date}.\n"
        "Motif : {motif}\n"
        "Reste à payer : *{reste}*\n"
        "Une question ? {telephone_agence}"
    ),
    Etape.CORRECTION: (
        "✏️ *TS Air Cargo*\nBonjour {client},\n"
        "une information donnée par erreur est corrigée ({nombre}) :\n"
        "• {colis.code} : {colis.etat}\n"
        "Suivi : {lien}\n"
        "Une question ? {telephone_agence}"
    ),
    Etape.PERDU: (
        "⚠️ *TS Air Cargo*\nBonjour {client},\n"
        "malgré nos recherches nous n'avons pas retrouvé {nombre} :\n"
        f"{_COLIS_COURT}\n"
        "Notre agence vous contacte pour la suite : {telephone_agence}"
    ),
    Etape.RAPPEL: (
        "⏰ *TS Air Cargo*\nBonjour {client},\n"
        "{nombre} vous attend(ent) toujours :\n"
        f"{_COLIS_DU}\n"
        "Reste à payer : *{reste}*\n"
        "📍 {agence}, {adresse}\n"
        "🕘 {horaires}\n"
        "Ne plus recevoir de messages : {lien_arret}"
    ),
    Etape.OTP: "*{code}* est votre code TS Air Cargo.\n{consigne}\nValable 10 minutes.",
    Etape.ALERTE: "🚨 *TS Air Cargo*\n{texte}",
    Etape.RAPPORT: "📊 *TS Air Cargo*\n{texte}\n{lien}",
}

EN: dict[Etape, str] = {
    Etape.RECU: (
        "📦 *TS Air Cargo*\nHello {client},\n"
        "we have received {nombre} for you in {ville_origine}:\n"
        f"{_COLIS}\n"
        "Total: {poids_total} · *{prix_total}*\n"
        "Already paid: {paye}\n"
        "We will write when the flight leaves.\n"
        "To stop these messages: {lien_arret}"
    ),
    Etape.PARTI: (
        "✈️ *TS Air Cargo*\nHello {client},\n"
        "{nombre} on the way to {ville}:\n"
        f"{_COLIS}\n"
        "Flight {vol}, expected on {arrivee}\n"
        "Total: {poids_total} · *{prix_total}*\n"
        "To pay: *{reste}*"
    ),
    Etape.ARRIVE: (
        "🛬 *TS Air Cargo*\nHello {client},\n"
        "{nombre} in {ville}:\n"
        f"{_COLIS_COURT}\n"
        "Total: {poids_total}\n"
        "We will write as soon as you can collect."
    ),
    Etape.DISPONIBLE: (
        "✅ *TS Air Cargo*\nHello {client},\n"
        "ready to collect, {nombre}:\n"
        f"{_COLIS_DU}\n"
        "Total: {poids_total} · {prix_total}\n"
        "To pay: *{reste}*\n"
        "📍 {agence}, {adresse}\n"
        "🕘 {horaires}\n"
        "Tracking: {lien}"
    ),
    Etape.REMIS: (
        "🤝 *TS Air Cargo*\nHello {client},\n"
        "{nombre} handed over on {date}:\n"
        f"{_COLIS_COURT}\n"
        "Collected by: {retirant}\n"
        "To pay: *{reste}*\n"
        "Thank you. If this was not you, call us: {telephone_agence}"
    ),
    Etape.PAIEMENT: (
        "🧾 *TS Air Cargo*\nReceipt *{recu}*\n"
        "Hello {client}, we have received *{montant}* ({moyen}) on {date}.\n"
        "• {colis.code}: {colis.montant}\n"
        "Discount: {rabais}\n"
        "Change left (jeton cédé): {jeton_cede}\n"
        "Credit: {avoir}\n"
        "To pay: *{reste}*"
    ),
    Etape.ANNULATION: (
        "↩️ *TS Air Cargo*\nHello {client},\n"
        "payment *{recu}* of *{montant}* was reversed on {date}.\n"
        "Reason: {motif}\n"
        "To pay: *{reste}*\n"
        "A question? {telephone_agence}"
    ),
    Etape.CORRECTION: (
        "✏️ *TS Air Cargo*\nHello {client},\n"
        "something we told you by mistake is corrected ({nombre}):\n"
        "• {colis.code}: {colis.etat}\n"
        "Tracking: {lien}\n"
        "A question? {telephone_agence}"
    ),
    Etape.PERDU: (
        "⚠️ *TS Air Cargo*\nHello {client},\n"
        "in spite of our search we could not find {nombre}:\n"
        f"{_COLIS_COURT}\n"
        "Our agency will contact you: {telephone_agence}"
    ),
    Etape.RAPPEL: (
        "⏰ *TS Air Cargo*\nHello {client},\n"
        "{nombre} still waiting for you:\n"
        f"{_COLIS_DU}\n"
        "To pay: *{reste}*\n"
        "📍 {agence}, {adresse}\n"
        "🕘 {horaires}\n"
        "To stop these messages: {lien_arret}"
    ),
    Etape.OTP: "*{code}* is your TS Air Cargo code.\n{consigne}\nValid for 10 minutes.",
    Etape.ALERTE: "🚨 *TS Air Cargo*\n{texte}",
    Etape.RAPPORT: "📊 *TS Air Cargo*\n{texte}\n{lien}",
}

ZH: dict[Etape, str] = {
    Etape.RECU: (
        "📦 *TS Air Cargo*\n{client} 您好：\n我们已在{ville_origine}收到您的{nombre}：\n"
        f"{_COLIS}\n合计：{{poids_total}} · *{{prix_total}}*\n"
        "已付：{paye}\n航班起飞时将再通知您。\n不再接收消息：{lien_arret}"
    ),
    Etape.PARTI: (
        "✈️ *TS Air Cargo*\n{client} 您好：\n{nombre}已发往{ville}：\n"
        f"{_COLIS}\n航班 {{vol}}，预计 {{arrivee}} 到达\n"
        "合计：{poids_total} · *{prix_total}*\n待付：*{reste}*"
    ),
    Etape.ARRIVE: (
        "🛬 *TS Air Cargo*\n{client} 您好：\n{nombre}已到达{ville}：\n"
        f"{_COLIS_COURT}\n合计：{{poids_total}}\n可提货时将再通知您。"
    ),
    Etape.DISPONIBLE: (
        "✅ *TS Air Cargo*\n{client} 您好：\n{nombre}可以提取：\n"
        f"{_COLIS_DU}\n合计：{{poids_total}} · {{prix_total}}\n待付：*{{reste}}*\n"
        "📍 {agence}，{adresse}\n🕘 {horaires}\n查询：{lien}"
    ),
    Etape.REMIS: (
        "🤝 *TS Air Cargo*\n{client} 您好：\n{nombre}已于 {date} 交付：\n"
        f"{_COLIS_COURT}\n提货人：{{retirant}}\n待付：*{{reste}}*\n"
        "谢谢！如非本人提货，请致电：{telephone_agence}"
    ),
    Etape.PAIEMENT: (
        "🧾 *TS Air Cargo*\n收据 *{recu}*\n"
        "{client} 您好，已于 {date} 收到 *{montant}*（{moyen}）。\n"
        "• {colis.code}：{colis.montant}\n优惠：{rabais}\n未找零：{jeton_cede}\n"
        "余额：{avoir}\n待付：*{reste}*"
    ),
    Etape.ANNULATION: (
        "↩️ *TS Air Cargo*\n{client} 您好：\n付款 *{recu}*（*{montant}*）已于 {date} 撤销。\n"
        "原因：{motif}\n待付：*{reste}*\n咨询：{telephone_agence}"
    ),
    Etape.CORRECTION: (
        "✏️ *TS Air Cargo*\n{client} 您好：\n更正此前的错误通知（{nombre}）：\n"
        "• {colis.code}：{colis.etat}\n查询：{lien}\n咨询：{telephone_agence}"
    ),
    Etape.PERDU: (
        "⚠️ *TS Air Cargo*\n{client} 您好：\n很抱歉，经查找仍未找到{nombre}：\n"
        f"{_COLIS_COURT}\n我们的网点将与您联系：{{telephone_agence}}"
    ),
    Etape.RAPPEL: (
        "⏰ *TS Air Cargo*\n{client} 您好：\n{nombre}仍待提取：\n"
        f"{_COLIS_DU}\n待付：*{{reste}}*\n📍 {{agence}}，{{adresse}}\n🕘 {{horaires}}\n"
        "不再接收消息：{lien_arret}"
    ),
    Etape.OTP: "*{code}* 是您的 TS Air Cargo 验证码。\n{consigne}\n10 分钟内有效。",
    Etape.ALERTE: "🚨 *TS Air Cargo*\n{texte}",
    Etape.RAPPORT: "📊 *TS Air Cargo*\n{texte}\n{lien}",
}

DEFAUTS: dict[str, dict[Etape, str]] = {"fr": FR, "en": EN, "zh": ZH}
"""Languages filled in; any other (bm) falls back to French until somebody writes it."""

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
ETATS: dict[str, dict[str, str]] = {
    "fr": {"arrive": "arrivé", "disponible": "disponible", "expedie": "en route"}
    | {"manquant": "recherché", "recu": "reçu", "remis": "remis"},
    "en": {"arrive": "arrived", "disponible": "ready to collect", "expedie": "on the way"}
    | {"manquant": "being searched for", "recu": "received", "remis": "handed over"},
    "zh": {"arrive": "已到达", "disponible": "可提取", "expedie": "运输中"}
    | {"manquant": "查找中", "recu": "已收货", "remis": "已交付"},
}
