"""Why a flight refuses something: one sentence per language, each with what to do next."""

from colis.domain import ColisBloque, TransitionInterdite
from core.errors import BusinessError


class VolTransitionInterdite(TransitionInterdite):
    """The flight's state machine has no such move; the same code as a carton's on purpose."""

    title = "Impossible dans cet état"
    fr = "Ce vol est « {etat} » : {acte} n'est pas possible. Rechargez sa fiche et vérifiez."
    en = "This flight is “{etat}”: {acte} is not possible. Reload it and check."
    zh = "该航班状态为“{etat}”，无法执行 {acte}。请刷新后核对。"


class VolIncomplet(BusinessError):
    """Closing needs what opening did not ask."""

    code = "vol_incomplet"
    title = "Vol incomplet"
    fr = "Complétez le vol avant de le clôturer : {liste}."
    en = "Complete the flight before closing it: {liste}."
    zh = "关闭前请补全航班信息：{liste}。"


class VolVide(BusinessError):
    """A flight without cartons has no manifest."""

    code = "vol_vide"
    title = "Vol vide"
    fr = "Aucun colis n'est chargé sur ce vol. Chargez-en un ou annulez le vol."
    en = "No carton is loaded on this flight. Load one or cancel the flight."
    zh = "该航班没有装载包裹。请先装载或取消航班。"


class VolBloque(ColisBloque):
    """Blocked cartons keep a flight from closing; ``codes`` names them."""

    fr = "Des colis bloqués sont à bord : {liste}. Déchargez-les ou faites lever le blocage."
    en = "Cartons on hold are on board: {liste}. Unload them or have the hold lifted."
    zh = "航班上有冻结的包裹：{liste}。请卸下或解除冻结。"


class DgIncompatible(BusinessError):
    """Dangerous goods that may not share a hold."""

    code = "dg_incompatible"
    title = "Marchandises incompatibles"
    fr = "Ces catégories ne voyagent pas ensemble : {liste}. Déchargez l'une des deux."
    en = "These categories may not fly together: {liste}. Unload one of the two."
    zh = "以下类别不能同机运输：{liste}。请卸下其中一类。"


class CapaciteDepassee(BusinessError):
    """More weight or volume than the flight offers, and no reason to go beyond."""

    code = "capacite_depassee"
    title = "Capacité dépassée"
    fr = "Le chargement dépasse la capacité de {poids_g} g et {volume_cm3} cm³. Déchargez ou"
    fr += " donnez le motif du dépassement."
    en = "The load exceeds capacity by {poids_g} g and {volume_cm3} cm³. Unload, or give the"
    en += " reason for exceeding it."
    zh = "装载超出容量 {poids_g} 克、{volume_cm3} 立方厘米。请卸货或填写超载原因。"


class PaysIncompatible(BusinessError):
    """A flight goes to one country."""

    code = "pays_incompatible"
    title = "Autre destination"
    fr = "Ce colis part pour {pays_colis}, ce vol pour {pays_vol}. Chargez-le sur le bon vol."
    en = "This carton goes to {pays_colis}, this flight to {pays_vol}. Load it on the right one."
    zh = "该包裹目的地为 {pays_colis}，航班目的地为 {pays_vol}。请装上正确的航班。"


class DejaCharge(BusinessError):
    """A carton is on one flight at a time."""

    code = "deja_charge"
    title = "Déjà chargé"
    fr = "Ce colis est déjà chargé sur le vol {vol}. Déchargez-le d'abord s'il doit changer."
    en = "This carton is already on flight {vol}. Unload it first if it must change."
    zh = "该包裹已装上航班 {vol}。如需更换请先卸下。"


class CodeInconnu(BusinessError):
    """A scanned text that names no carton here."""

    code = "colis_inconnu"
    status = 404
    title = "Colis inconnu"
    fr = "Aucun colis ne porte ce code. Scannez l'étiquette de nouveau ou saisissez le code."
    en = "No carton has this code. Scan the label again or type the code."
    zh = "没有包裹使用该编码。请重新扫描或手动输入。"


class ChampFige(BusinessError):
    """What a flight's state no longer lets anyone change."""

    code = "vol_fige"
    title = "Vol figé"
    fr = "Ce vol est « {etat} » : {liste} ne change plus. Rouvrez-le s'il n'est pas parti."
    en = "This flight is “{etat}”: {liste} can no longer change. Reopen it if it has not left."
    zh = "该航班状态为“{etat}”：{liste} 不可更改。如未起飞请先重新开放。"


class LtaDejaUtilisee(BusinessError):
    """One master air waybill per flight."""

    code = "lta_deja_utilisee"
    title = "LTA déjà utilisée"
    fr = "La LTA {lta} est déjà celle d'un autre vol. Vérifiez le numéro."
    en = "Air waybill {lta} already belongs to another flight. Check the number."
    zh = "主运单号 {lta} 已用于其他航班，请核对。"


class VolRouvert(BusinessError):
    """A flight the origin reopened after the destination had seen it: it will be closed again."""

    code = "vol_rouvert"
    title = "Vol rouvert à l'origine"
    fr = "Le vol {vol} a été rouvert à l'origine. La saisie est gardée jusqu'à sa clôture."
    en = "Flight {vol} was reopened at the origin. The entry is kept until it is closed again."
    zh = "航班 {vol} 已在始发地重新开放。该录入将保留至航班再次关闭。"
    differe = True
