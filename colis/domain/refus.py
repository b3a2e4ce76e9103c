"""Why a carton's, a client's or a price's act is refused."""

from core.errors import BusinessError


class TransitionInterdite(BusinessError):
    """The state machine has no such move from the present state."""

    code = "transition_interdite"
    title = "Impossible dans cet état"
    fr = "Ce colis est « {etat} » : {cause} n'est pas possible. Rechargez sa fiche et vérifiez."
    en = "This carton is “{etat}”: {cause} is not possible. Reload it and check."
    zh = "该包裹状态为“{etat}”，无法执行 {cause}。请刷新后核对。"


class ColisBloque(BusinessError):
    """A blocked carton is neither loaded nor handed over."""

    code = "colis_bloque"
    title = "Colis bloqué"
    fr = "Colis bloqué ({blocage}) : {motif}. Un admin du pays qui l'a bloqué doit le débloquer."
    en = "Carton on hold ({blocage}): {motif}. An admin of the country that set it must lift it."
    zh = "包裹已冻结（{blocage}）：{motif}。需由冻结国管理员解除。"


class DelaiDepasse(BusinessError):
    """The agent's own window for this act is over."""

    code = "delai_depasse"
    title = "Délai dépassé"
    fr = "Le délai de {minutes} minutes est passé. Demandez à un admin de le faire."
    en = "The {minutes}-minute window is over. Ask an admin to do it."
    zh = "已超过 {minutes} 分钟时限，请联系管理员处理。"


class ArgentSurColis(BusinessError):
    """Money stands on the carton: reverse it first."""

    code = "argent_sur_colis"
    title = "Colis déjà payé"
    fr = "De l'argent a été encaissé sur ce colis. Annulez d'abord l'encaissement."
    en = "Money was collected on this carton. Reverse the collection first."
    zh = "该包裹已有收款，请先冲销收款。"


class ContenuFige(BusinessError):
    """Contents and weights are frozen once the flight is closed."""

    code = "contenu_fige"
    title = "Contenu figé"
    fr = "Le vol de ce colis est clôturé : rouvrez le vol pour corriger ({champs})."
    en = "This carton's flight is closed: reopen the flight to correct it ({champs})."
    zh = "该包裹所在航班已关闭：请先重新开放航班再更正（{champs}）。"


class ClientExiste(BusinessError):
    """A client of this country already has this phone."""

    code = "client_existe"
    title = "Client déjà connu"
    fr = "Ce téléphone appartient déjà à un client de ce pays. Utilisez sa fiche."
    en = "This phone already belongs to a client of this country. Use that record."
    zh = "该电话已属于本国客户，请使用其档案。"


class TarifAbsent(BusinessError):
    """No price covers this route, mode and category now."""

    code = "tarif_absent"
    status = 422
    title = "Aucun tarif"
    fr = "Aucun tarif pour {mode} / {categorie} vers {pays}. Demandez à l'admin de destination."
    en = "No price for {mode} / {categorie} to {pays}. Ask the destination's admin."
    zh = "没有 {pays} 的 {mode} / {categorie} 价格，请联系目的地管理员。"


class TarifChevauchant(BusinessError):
    """Two prices may not cover the same moment."""

    code = "tarif_chevauchant"
    title = "Tarifs qui se chevauchent"
    fr = "Un tarif couvre déjà cette période. Clôturez-le d'abord à la date voulue."
    en = "A price already covers this period. Close it first at the wanted date."
    zh = "该期间已有价格，请先设定其结束日期。"


class CodeSuiviPris(BusinessError):
    """A tracking code names one carton for ever."""

    code = "code_suivi_pris"
    title = "Code déjà attribué"
    fr = "Ce code de suivi désigne déjà un autre colis. Imprimez une nouvelle étiquette."
    en = "This tracking code already names another carton. Print a new label."
    zh = "该追踪码已属于其他包裹，请打印新标签。"


class PhotoRefusee(BusinessError):
    """Not a picture we can keep."""

    code = "photo_refusee"
    status = 422
    title = "Photo refusée"
    fr = "Photo refusée : {raison}. Reprenez une photo JPEG, PNG ou WebP de moins de 10 Mo."
    en = "Photo refused: {raison}. Take a JPEG, PNG or WebP picture under 10 MB."
    zh = "照片被拒绝：{raison}。请重新拍摄 10 MB 以内的 JPEG、PNG 或 WebP。"


class PhotoEnTraitement(BusinessError):
    """The worker has not finished with the picture."""

    code = "photo_en_traitement"
    title = "Photo en traitement"
    fr = "La photo est encore en traitement. Réessayez dans quelques secondes."
    en = "The picture is still being processed. Try again in a few seconds."
    zh = "照片仍在处理中，请稍后重试。"


class TeleversementAbsent(BusinessError):
    """The object to attach was never received, or not by this person."""

    code = "televersement_absent"
    differe = True
    title = "Fichier pas encore reçu"
    fr = "Le fichier {sha256} n'a pas été reçu. Envoyez-le d'abord, puis recommencez."
    en = "File {sha256} was not received. Upload it first, then try again."
    zh = "未收到文件 {sha256}，请先上传再重试。"


class FichierTropGros(BusinessError):
    """More bytes than accepted."""

    code = "trop_volumineux"
    status = 413
    title = "Trop volumineux"
    fr = "Le fichier dépasse {max_mo} Mo. Réduisez-le."
    en = "The file exceeds {max_mo} MB. Make it smaller."
    zh = "文件超过 {max_mo} MB，请缩小后重试。"


class CodeAmbigu(BusinessError):
    """What was typed fits several cartons."""

    code = "code_ambigu"
    title = "Plusieurs colis possibles"
    fr = "Plusieurs colis correspondent à « {saisie} ». Choisissez ou tapez plus de caractères."
    en = "Several cartons match “{saisie}”. Choose one or type more characters."
    zh = "多个包裹与“{saisie}”匹配。请选择或输入更多字符。"


class ColisNonBloque(BusinessError):
    """There is no hold to lift."""

    code = "colis_non_bloque"
    title = "Colis non bloqué"
    fr = "Ce colis n'est pas bloqué. Rechargez sa fiche."
    en = "This carton is not on hold. Reload it."
    zh = "该包裹未被冻结，请刷新后核对。"


class PrixHorsBande(BusinessError):
    """An agent's negotiated price too far from the tariff."""

    code = "prix_hors_bande"
    title = "Prix négocié hors limite"
    fr = "Un agent négocie dans une limite de {bande_pct} %. Demandez à un admin de l'enregistrer."
    en = "An agent may negotiate within {bande_pct} %. Ask an admin to register it."
    zh = "操作员议价幅度不得超过 {bande_pct}%，请由管理员登记。"


class TarifClos(BusinessError):
    """A price that has ended is history."""

    code = "tarif_clos"
    title = "Tarif terminé"
    fr = "Ce tarif est déjà terminé : il ne change plus. Créez-en un nouveau."
    en = "This price has already ended and no longer changes. Create a new one."
    zh = "该价格已失效，不可更改。请新建价格。"
