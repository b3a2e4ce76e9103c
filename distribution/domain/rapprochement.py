"""Closing a till against what its cashier's devices captured: the refusal. No framework."""

from core.errors import BusinessError


class SynchronisationIncomplete(BusinessError):
    """What would change the expected figure is still on a device, or waits for a second person.

    ``keep_writes``: what the request's device declared stays known, so that asking again from
    another one does not forget it.
    """

    code = "synchronisation_incomplete"
    title = "Saisies pas encore arrivées"
    fr = (
        "Il manque {manquantes} saisies des appareils de la caisse et {argent} opérations d'argent "
        "attendent un règlement. Synchronisez, puis comptez ; appareil perdu : voyez un admin."
    )
    en = (
        "{manquantes} entries of the till's devices are missing and {argent} money operations "
        "await settlement. Synchronise, then count; lost device: see an admin."
    )
    zh = (
        "该收银台的设备还有 {manquantes} 条录入未到达，{argent} 笔资金操作待处理。"
        "请先同步再清点；设备丢失请联系管理员。"
    )
    keep_writes = True


class BilanDifferent(BusinessError):
    """All came, and yet a device says it took other money acts than those the server holds.

    ``details.ecarts``: the device, the type, what each of the two counts.
    """

    code = "bilan_different"
    title = "Comptes différents"
    fr = (
        "L'appareil {appareil} et le serveur ne comptent pas les mêmes opérations d'argent. "
        "Ne comptez pas la caisse : un admin doit admettre l'écart (Appareils)."
    )
    en = (
        "Device {appareil} and the server do not count the same money operations. "
        "Do not count the till: an admin must admit the difference (Devices)."
    )
    zh = (
        "设备 {appareil} 与服务器统计的资金操作不一致。请勿清点收银台，须由管理员确认差异（设备）。"
    )
    keep_writes = True
