"""What a kind of field act is called by people: on papers, and wherever the server writes it.

The PWA's screens say the same words (`types` in its own dictionaries). No framework.
"""

_LIBELLES: dict[str, tuple[str, str, str]] = {
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
_RANG = {"fr": 0, "en": 1, "zh": 2}


def label(type: str, langue: str) -> str:
    """The act's name in a language (French when it is unknown); the code itself of an unknown type.

    A device older or newer than the server may declare a type nobody here knows.
    """
    mots = _LIBELLES.get(type)
    return type if mots is None else mots[_RANG.get(langue, 0)]
