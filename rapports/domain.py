"""Reports: their refusals. No framework."""

from core.errors import BusinessError


class ComptageRequis(BusinessError):
    """Sums that tell what a till should hold are not served to its cashier before the count."""

    code = "comptage_requis"
    title = "Comptez d'abord la caisse"
    fr = "Votre caisse de ce jour-là est encore ouverte. Comptez-la, puis demandez le rapport."
    en = "Your till of that day is still open. Count it, then ask for the report."
    zh = "当日您名下仍有未清点的收银班次。请先清点，再生成报表。"


class RapportEnPreparation(BusinessError):
    """The worker has not finished: the row says when it has."""

    code = "rapport_en_preparation"
    title = "Rapport en préparation"
    fr = "Ce rapport n'est pas encore prêt ({statut}). Réessayez dans quelques secondes."
    en = "This report is not ready yet ({statut}). Try again in a few seconds."
    zh = "报表尚未生成（{statut}）。请几秒后重试。"
