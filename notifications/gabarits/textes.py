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
    Etape.RAPPORT: (
        "📊 *TS Air Cargo* · {agence}\nJournée de {agent}, {jour}\n"
        "*{mention}*\n"
        "Colis remis : {remis}\n"
        "Encaissé : *{encaisse}*\n"
        "Dépenses : {depenses}\n"
        "Transferts : {transferts}\n"
        "Versements : {versements}\n"
        "Report de la veille : {report_veille}\n"
        "Solde de caisse : *{solde}*\n"
        "Écart au comptage : {ecart}\n"
        "{lien}"
    ),
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
    Etape.RAPPORT: (
        "📊 *TS Air Cargo* · {agence}\n{agent}’s day, {jour}\n"
        "*{mention}*\n"
        "Cartons handed over: {remis}\n"
        "Collected: *{encaisse}*\n"
        "Expenses: {depenses}\n"
        "Transfers: {transferts}\n"
        "Deposits: {versements}\n"
        "Brought forward: {report_veille}\n"
        "Till balance: *{solde}*\n"
        "Difference counted: {ecart}\n"
        "{lien}"
    ),
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
    Etape.RAPPORT: (
        "📊 *TS Air Cargo* · {agence}\n{agent} 的日报，{jour}\n*{mention}*\n"
        "交付货物：{remis}\n"
        "收款：*{encaisse}*\n支出：{depenses}\n转账：{transferts}\n缴存：{versements}\n"
        "前日结转：{report_veille}\n收银余额：*{solde}*\n盘点差额：{ecart}\n{lien}"
    ),
}

DEFAUTS: dict[str, dict[Etape, str]] = {"fr": FR, "en": EN, "zh": ZH}
"""Languages filled in; any other (bm) falls back to French until somebody writes it."""
