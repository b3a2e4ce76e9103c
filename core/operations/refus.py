"""Refusals of the sync endpoint, per operation and whole."""

from collections.abc import Callable
from typing import ClassVar

from core.errors import BusinessError
from core.operations.libelles import label_motif


class TypeInconnu(BusinessError):
    """An operation this server does not know (an app newer than the server, or a mistake)."""

    code = "operation_inconnue"
    status = 422
    title = "Opération inconnue"
    fr = "Le serveur ne connaît pas l'opération {type}. Gardez-la et prévenez le support."
    en = "The server does not know the operation {type}. Keep it and tell support."
    zh = "服务器不认识操作 {type}。请保留并联系支持人员。"


class AuteurDifferent(BusinessError):
    """An envelope naming somebody else than the person logged in."""

    code = "auteur_different"
    status = 403
    title = "Auteur différent"
    fr = "Cette opération a été saisie par quelqu'un d'autre : reconnectez-vous avec son compte."
    en = "This operation was captured by someone else: sign in with that account."
    zh = "该操作由其他人录入，请使用其账号登录。"


class EnQuarantaine(BusinessError):
    """Kept aside until a second person settles it; the device asks again later."""

    code = "en_quarantaine"
    status = 409
    title = "À vérifier par un admin"
    fr = "Cette saisie est gardée de côté ({motif}). Un admin doit trancher : rien n'est perdu."
    en = "This entry is set aside ({motif}). An admin must settle it: nothing is lost."
    zh = "该录入已暂存（{motif}），需由管理员处理，数据未丢失。"
    worded: ClassVar[dict[str, Callable[[str, str], str]]] = {"motif": label_motif}


class OperationEcartee(BusinessError):
    """A second person dismissed it, with a reason."""

    code = "operation_ecartee"
    status = 409
    title = "Saisie écartée"
    fr = "Un admin a écarté cette saisie : {motif}. Si c'est une erreur, refaites-la."
    en = "An admin dismissed this entry: {motif}. If that is a mistake, enter it again."
    zh = "管理员已驳回该录入：{motif}。如有误，请重新录入。"


class ErreurServeur(BusinessError):
    """The server failed on this one operation; the others went on. The device asks again."""

    code = "erreur_serveur"
    status = 500
    title = "Erreur du serveur"
    fr = "Le serveur n'a pas pu traiter cette saisie. Elle est gardée et sera reprise toute seule."
    en = "The server could not process this entry. It is kept and will be tried again."
    zh = "服务器无法处理该录入，已保留并将自动重试。"


class CorpsTropGros(BusinessError):
    """More than 256 KB in one push: the device halves its batch."""

    code = "corps_trop_gros"
    status = 413
    title = "Envoi trop gros"
    fr = "Cet envoi dépasse {limite_ko} Ko. Envoyez moins de saisies à la fois."
    en = "This push is over {limite_ko} KB. Send fewer entries at once."
    zh = "本次发送超过 {limite_ko} KB，请分批发送。"


class DejaReglee(BusinessError):
    """A settlement is made once."""

    code = "deja_reglee"
    status = 409
    title = "Déjà réglée"
    fr = "Cette saisie est déjà réglée. Rechargez la liste."
    en = "This entry is already settled. Reload the list."
    zh = "该录入已处理。请刷新列表。"
