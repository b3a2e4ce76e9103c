"""The codes of field acts in people's words: their kinds, and why one was set aside.

On papers, in refusals, wherever the server writes them; the PWA's screens name the kinds alike
(`types` in its own dictionaries). No framework.
"""

from core.operations.verification import Motif

_TYPES: dict[str, tuple[str, str, str]] = {
    "colis.enregistrer": ("Enregistrement d'un colis", "Carton intake", "包裹入库"),
    "colis.peser": ("Pesée", "Weighing", "称重"),
    "colis.annuler": ("Annulation d'un colis", "Carton cancelled", "取消包裹"),
    "colis.ajouter_arrivee": (
        "Colis ajouté à l'arrivée", "Carton added at arrival", "到达时补录包裹",
    ),
    "client.modifier": ("Fiche client modifiée", "Client record changed", "修改客户资料"),
    "photo.attach": ("Photo", "Photo", "照片"),
    "etiquette.reimprimer": ("Réimpression d'étiquette", "Label reprint", "补打标签"),
    "vol.charger": ("Chargement", "Loading", "装载"),
    "vol.decharger": ("Déchargement", "Unloading", "卸载"),
    "pointage.scanner": ("Pointage", "Check-in scan", "到货核对"),
    "rangement.placer": ("Rangement", "Put away", "上架"),
    "remise.effectuer": ("Remise", "Hand-over", "交付"),
    "caisse.ouvrir": ("Ouverture de caisse", "Till opening", "开启收银"),
    "encaissement.enregistrer": ("Encaissement", "Collection", "收款"),
}  # fmt: skip
_MOTIFS: dict[str, tuple[str, str, str]] = {
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


def label_type(type: str, langue: str) -> str:
    """The act's name in a language (French when it is unknown); the code itself of an unknown type.

    A device older or newer than the server may declare a type nobody here knows.
    """
    mots = _TYPES.get(type)
    return type if mots is None else mots[_RANG.get(langue, 0)]


def label_motif(code: str, langue: str) -> str:
    """Why an act was set aside, alike."""
    mots = _MOTIFS.get(code)
    return code if mots is None else mots[_RANG.get(langue, 0)]
