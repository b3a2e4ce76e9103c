"""The refusals of this app, each with what happened and what to do next."""

from core.errors import BusinessError


class StatutNotificationInterdit(BusinessError):
    code = "notification_statut_interdit"
    status = 409
    title = "Action impossible sur ce message"
    fr = "Ce message est « {statut} » et ne peut pas devenir « {vers} ». Rechargez la page."
    en = "This message is “{statut}” and cannot become “{vers}”. Reload the page."
    zh = "该消息当前为“{statut}”，不能变为“{vers}”。请刷新页面。"


class NotificationNonAnnulable(BusinessError):
    code = "notification_non_annulable"
    status = 409
    title = "Message obligatoire"
    fr = "Un reçu ou une annulation de paiement doit parvenir au client : il ne s'annule pas."
    en = "A receipt or a reversal must reach the client: it cannot be cancelled."
    zh = "收据或退款通知必须送达客户，不能取消。"


class RelanceTropLarge(BusinessError):
    code = "relance_trop_large"
    status = 422
    title = "Sélection trop large"
    fr = "La sélection contient {nombre} messages, la limite est {limite}. Affinez le filtre."
    en = "The selection holds {nombre} messages, the limit is {limite}. Narrow the filter."
    zh = "所选消息共 {nombre} 条，上限为 {limite} 条。请缩小筛选范围。"


class SelectionVide(BusinessError):
    code = "relance_sans_selection"
    status = 422
    title = "Aucune sélection"
    fr = "Donnez des messages (ids) ou un filtre, l'un des deux."
    en = "Give messages (ids) or a filter, one of the two."
    zh = "请提供消息编号（ids）或筛选条件，二者选一。"


class GabaritInvalide(BusinessError):
    code = "gabarit_invalide"
    status = 422
    title = "Gabarit invalide"
    fr = "Le gabarit nomme des champs inconnus : {mots}. Retirez-les ou corrigez-les."
    en = "The template names unknown fields: {mots}. Remove or correct them."
    zh = "模板包含未知字段：{mots}。请删除或更正。"


class WebhookRefuse(BusinessError):
    code = "webhook_refuse"
    status = 404
    title = "Introuvable"
    fr = "Cette adresse n'existe pas."
    en = "This address does not exist."
    zh = "该地址不存在。"


class AdressePartenaireRefusee(BusinessError):
    code = "adresse_partenaire_refusee"
    status = 422
    title = "Adresse refusée"
    fr = "Cette adresse n'est pas une adresse HTTPS publique. Donnez celle du partenaire, en https."
    en = "This is not a public HTTPS address. Give the partner's own, in https."
    zh = "该地址不是公开的 HTTPS 地址。请填写合作方的 https 地址。"


class UsageImpossible(BusinessError):
    code = "ligne_usage_impossible"
    status = 422
    title = "Usage impossible"
    fr = "Une ligne {fournisseur} ne peut pas servir à « {usage} ». Choisissez l'autre usage."
    en = "A {fournisseur} line cannot serve “{usage}”. Choose the other use."
    zh = "{fournisseur} 线路不能用于“{usage}”。请选择其他用途。"


class PartenaireArrete(BusinessError):
    code = "partenaire_arrete"
    status = 409
    title = "Partenaire arrêté"
    fr = "Ce partenaire est arrêté : rien ne lui est envoyé. Remettez-le en service d'abord."
    en = "This partner is switched off: nothing is sent to it. Switch it on first."
    zh = "该合作方已停用，不会发送任何内容。请先重新启用。"


class PauseSansMotif(BusinessError):
    code = "pause_sans_motif"
    status = 422
    title = "Motif manquant"
    fr = "Dites pourquoi la ligne se repose : l'équipe suivante le lira ici."
    en = "Say why the line rests: the next shift will read it here."
    zh = "请填写暂停原因，以便下一班同事查看。"


class LienInconnu(BusinessError):
    code = "lien_desabonnement_inconnu"
    status = 404
    title = "Lien inconnu"
    fr = "Ce lien ne marche pas. Reprenez-le dans le message, ou répondez STOP sur WhatsApp."
    en = "This link does not work. Take it from the message again, or reply STOP on WhatsApp."
    zh = "此链接无效。请从消息中重新打开，或在 WhatsApp 回复 STOP。"
