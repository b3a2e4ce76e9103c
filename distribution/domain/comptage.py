"""Counting a till in somebody's place: the refusals. No framework."""

from core.errors import BusinessError


class CaissierEnPoste(BusinessError):
    """A cashier who can still log in counts their own till."""

    code = "caissier_en_poste"
    title = "Le caissier doit compter"
    fr = "{caissier} peut encore se connecter : c'est à cette personne de compter sa caisse."
    en = "{caissier} can still log in: they must count their own till."
    zh = "{caissier} 仍可登录，须由其本人清点。"


class ComptageAMotiver(BusinessError):
    """A count in somebody's place says why."""

    code = "comptage_a_motiver"
    status = 422
    title = "Motif requis"
    fr = "Vous comptez la caisse d'une autre personne. Dites pourquoi, puis recommencez."
    en = "You are counting someone else's till. Say why, then try again."
    zh = "您正在清点他人的收银台。请填写原因后重试。"
