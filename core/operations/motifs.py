"""Why an operation was set aside, in the words of the person who captured it. No framework."""

from core.operations.verification import Motif

_MOTS: dict[Motif, tuple[str, str, str]] = {
    Motif.SANS_SIGNATURE: ("elle n'est pas signée", "it is not signed", "未签名"),
    Motif.SIGNATURE_INVALIDE: (
        "sa signature ne correspond pas", "its signature does not match", "签名不符",
    ),
    Motif.CHAINE_ROMPUE: (
        "elle ne suit pas la précédente", "it does not follow the one before", "与前一条不连续",
    ),
    Motif.NUMERO_REPRIS: (
        "une autre saisie porte son numéro", "another entry holds its number", "编号已被占用",
    ),
    Motif.APPAREIL_NON_ENROLE: (
        "appareil pas encore inscrit", "device not enrolled yet", "设备尚未登记",
    ),
    Motif.APPAREIL_REVOQUE: ("appareil révoqué", "device revoked", "设备已吊销"),
    Motif.APPAREIL_PERDU: (
        "appareil déclaré perdu", "device declared lost", "设备已申报丢失",
    ),
    Motif.ACTEUR_DEPLACE: (
        "votre pays ou votre fonction a changé", "your country or function changed",
        "您的国家或职务已变更",
    ),
    Motif.ACTEUR_INACTIF: ("compte désactivé", "account deactivated", "账号已停用"),
    Motif.PARENT_ABSENT: (
        "la saisie dont elle dépend n'est pas venue", "the entry it depends on never came",
        "所依赖的录入未到达",
    ),
    Motif.ERREUR_SERVEUR: (
        "le serveur n'a pas pu la traiter", "the server could not process it", "服务器无法处理",
    ),
    Motif.VOL_ROUVERT: (
        "le vol a été rouvert à l'origine", "the flight was reopened at origin",
        "航班已在始发地重新打开",
    ),
    Motif.PHOTO_ABSENTE: ("la photo n'est pas venue", "the photo never came", "照片未到达"),
    Motif.MONTANT_CORRIGE: (
        "elle change un montant", "it changes an amount", "更改了金额",
    ),
}  # fmt: skip
_RANG = {"fr": 0, "en": 1, "zh": 2}


def label_motif(code: str, langue: str) -> str:
    """The motive of this code in a language; the code itself when nothing is known of it."""
    try:
        return _MOTS[Motif(code)][_RANG[langue]]
    except (KeyError, ValueError):
        return code
