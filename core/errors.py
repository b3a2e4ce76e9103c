"""Refusals: one class per reason, one sentence per language, mapped once to RFC 9457."""

from collections.abc import Callable
from typing import Any, ClassVar

LANGUES = ("fr", "en", "zh")


class BusinessError(Exception):
    """A refusal a person can act on.

    A subclass names its stable ``code`` (snake_case French), its HTTP ``status`` and one
    sentence per language saying what happened and what to do next; ``{placeholders}`` are
    filled from the keyword arguments, those that are codes through ``worded``: detail → its
    words, given the code and the language. ``keep_writes`` marks the rare refusal whose own rows
    (a counted wrong try) must survive it; ``differe`` marks one that says "not yet": an offline
    operation waits for what is missing instead of being rejected.
    """

    code: ClassVar[str] = "refus"
    status: ClassVar[int] = 409
    title: ClassVar[str] = "Action refusée"
    fr: ClassVar[str] = "Action refusée."
    en: ClassVar[str] = "Action refused."
    zh: ClassVar[str] = "操作被拒绝。"
    keep_writes: ClassVar[bool] = False
    differe: ClassVar[bool] = False
    worded: ClassVar[dict[str, Callable[[str, str], str]]] = {}

    def __init__(self, *, errors: dict[str, list[str]] | None = None, **details: Any) -> None:
        self.details = details
        self.errors = errors
        super().__init__(self.sentence("fr"))

    def sentence(self, langue: str) -> str:
        """The refusal in the reader's language; French when the language is unknown."""
        known = langue if langue in LANGUES else "fr"
        template: str = getattr(self, known)
        words = {name: worded(str(self.details.get(name, "")), known)
                 for name, worded in self.worded.items()}  # fmt: skip
        return template.format_map(_Details(self.details | words))


class _Details(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


class Introuvable(BusinessError):
    """Outside one's rows or absent: the same answer, so that nothing is revealed."""

    code = "introuvable"
    status = 404
    title = "Introuvable"
    fr = "Rien ne correspond à cette demande. Vérifiez le code ou l'adresse."
    en = "Nothing matches this request. Check the code or the address."
    zh = "没有匹配的内容。请检查编号或地址。"


class ActionInterdite(BusinessError):
    """The policy table does not allow this action to this role."""

    code = "action_interdite"
    status = 403
    title = "Action non autorisée"
    fr = "Votre rôle ne permet pas cette action ({action}). Demandez à un admin de votre pays."
    en = "Your role does not allow this action ({action}). Ask an admin of your country."
    zh = "您的角色无权执行此操作（{action}）。请联系本国管理员。"


class NonAuthentifie(BusinessError):
    """No valid access token."""

    code = "non_authentifie"
    status = 401
    title = "Connexion requise"
    fr = "Votre connexion a expiré ou manque. Connectez-vous de nouveau."
    en = "You are not signed in, or your session expired. Sign in again."
    zh = "登录已过期或缺失，请重新登录。"


class IdDejaUtilise(BusinessError):
    """The same id with other content, or by another actor (RFC-like idempotency conflict)."""

    code = "id_deja_utilise"
    status = 409
    title = "Identifiant déjà utilisé"
    fr = "Cet identifiant a déjà servi pour autre chose. Recommencez avec un nouvel identifiant."
    en = "This id was already used for something else. Try again with a new id."
    zh = "该标识已被使用，请使用新的标识重试。"


class SaisieInvalide(BusinessError):
    """Well-formed JSON whose values break a rule; ``errors`` names the fields."""

    code = "saisie_invalide"
    status = 422
    title = "Saisie invalide"
    fr = "Certaines valeurs ne conviennent pas. Corrigez les champs signalés."
    en = "Some values are not acceptable. Correct the fields listed."
    zh = "部分内容无效，请更正标出的字段。"


class ConflitVersion(BusinessError):
    """The row changed since the caller read it."""

    code = "conflit_version"
    status = 409
    title = "Modifié entre-temps"
    fr = "Quelqu'un a modifié cette fiche entre-temps. Rechargez-la puis recommencez."
    en = "Someone changed this record meanwhile. Reload it and try again."
    zh = "该记录已被他人修改，请刷新后重试。"


class TropDeRequetes(BusinessError):
    """A budget of requests is spent; ``attente_s`` becomes Retry-After."""

    code = "trop_de_requetes"
    status = 429
    title = "Trop de demandes"
    fr = "Trop de demandes à la suite. Attendez {attente_s} secondes puis recommencez."
    en = "Too many requests. Wait {attente_s} seconds and try again."
    zh = "请求过于频繁，请在 {attente_s} 秒后重试。"
