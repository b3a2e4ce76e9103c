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
        "Il manque {manquantes} saisies de vos appareils et {argent} opérations d'argent "
        "attendent un règlement. Synchronisez, puis comptez ; appareil perdu : voyez un admin."
    )
    en = (
        "{manquantes} entries of your devices are missing and {argent} money operations await "
        "settlement. Synchronise, then count; lost device: see an admin."
    )
    zh = (
        "您的设备还有 {manquantes} 条录入未到达，{argent} 笔资金操作待处理。"
        "请先同步再清点；设备丢失请联系管理员。"
    )
    keep_writes = True
