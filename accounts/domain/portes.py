"""What the second locks of the doors refuse: second factor, passwords typed by others."""

from core.errors import BusinessError


class CodeTotpRequis(BusinessError):
    """Name and password are right; the second factor is missing. Nothing is counted."""

    code = "code_totp_requis"
    status = 401
    title = "Code de vérification requis"
    fr = "Tapez le code à six chiffres de votre application, ou un code de secours."
    en = "Type the six-digit code of your authenticator app, or a recovery code."
    zh = "请输入身份验证器中的六位数字，或使用恢复码。"


class CodeTotpInvalide(BusinessError):
    """A wrong, old or already used second factor; counted like a wrong password."""

    code = "code_totp_invalide"
    status = 401
    title = "Code de vérification invalide"
    fr = "Ce code n'est pas le bon ou a déjà servi. Attendez le suivant et recommencez."
    en = "This code is wrong or already used. Wait for the next one and try again."
    zh = "验证码错误或已使用，请等待下一个验证码后重试。"
    keep_writes = True


class TotpIncorrect(BusinessError):
    """The second factor given for a change of one's own doors is wrong; counted."""

    code = "totp_incorrect"
    status = 422
    title = "Code incorrect"
    fr = "Ce code n'est pas le bon ou a déjà servi. Attendez le suivant et recommencez."
    en = "This code is wrong or was used before. Wait for the next one and try again."
    zh = "此验证码不正确或已用过，请等待下一个验证码后重试。"
    keep_writes = True


class TotpAActiver(BusinessError):
    """An admin or direction without a second factor may only enrol one."""

    code = "totp_a_activer"
    status = 403
    title = "Double authentification à activer"
    fr = "Votre rôle demande un second facteur. Activez-le dans « Ma sécurité » pour continuer."
    en = "Your role requires a second factor. Turn it on in “My security” to continue."
    zh = "您的角色需要双重验证，请先在“我的安全”中启用。"


class MotDePasseAChanger(BusinessError):
    """The password was typed by whoever made the account: its owner chooses theirs first."""

    code = "mot_de_passe_a_changer"
    status = 403
    title = "Mot de passe à changer"
    fr = "Un autre a choisi ce mot de passe. Changez-le dans « Ma sécurité » pour continuer."
    en = "Somebody else chose this password. Change it in “My security” to continue."
    zh = "该密码由他人设定，请先在“我的安全”中更改后再继续。"


class TotpAbsent(BusinessError):
    """No second factor is being enrolled, or none is on."""

    code = "totp_absent"
    title = "Pas de second facteur"
    fr = "Aucun second facteur n'est en cours ou actif. Recommencez depuis « Ma sécurité »."
    en = "No second factor is being set up or on. Start again from “My security”."
    zh = "没有正在设置或已启用的双重验证，请在“我的安全”中重新开始。"


class TotpObligatoire(BusinessError):
    """A role that must have a second factor cannot drop it."""

    code = "totp_obligatoire"
    title = "Second facteur obligatoire"
    fr = "Votre rôle ne permet pas de s'en passer. Vous pouvez en changer d'appareil."
    en = "Your role cannot do without it. You can move it to another device."
    zh = "您的角色必须使用双重验证，但可以更换设备。"
