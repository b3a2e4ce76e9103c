"""People: how a login name is read, what is refused, what the higher floors are told."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from core.errors import BusinessError


class UsageCode(StrEnum):
    """What a one-time code is for; a code serves nothing else."""

    CONNEXION = "connexion"
    REMISE = "remise"
    CONTACT = "contact"
    LIEN = "lien"


def normalise_identifiant(texte: str) -> str:
    """A login name as stored and compared: case, width and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", texte).casefold().split())


def is_staff_name(identifiant: str) -> bool:
    """Whether staff may bear this (normalised) name: letters, digits, and ``. _ - @``.

    A colon marks the accounts the house makes by itself (``client:<phone>``): nobody squats one.
    """
    return all(signe.isalnum() or signe in "._-@" for signe in identifiant)


@dataclass(frozen=True)
class CodeEmis:
    """A one-time code waits to be sent to its phone; its text is encrypted in its row."""

    code_id: UUID
    usage: str
    pays: str
    acteur_id: UUID
    now: datetime


@dataclass(frozen=True)
class AccesRetire:
    """Someone's sessions ended (log-out, deactivation, theft): live connections must close.

    ``session_id`` names the only session that ended; None means all of them.
    """

    user_id: UUID
    session_id: UUID | None
    motif: str
    now: datetime


@dataclass(frozen=True)
class SessionVolee:
    """A refresh token came back after its successor: its owner and those above are told."""

    user_id: UUID
    session_id: UUID
    now: datetime


@dataclass(frozen=True)
class AvisEmis:
    """A safety notice was written for someone; a message may carry it too."""

    avis_id: UUID
    pays: str
    telephone: str
    langue: str
    genre: str
    sujet_nom: str
    now: datetime


@dataclass(frozen=True)
class VisaChanged:
    """A concession waits for a signature, or got its answer."""

    visa_id: UUID
    pays: str
    statut: str
    now: datetime


class IdentifiantsInvalides(BusinessError):
    """Wrong name or password: one answer, whether the account exists, is closed or not."""

    code = "identifiants_invalides"
    status = 401
    title = "Identifiants invalides"
    fr = "Identifiant ou mot de passe incorrect. Vérifiez-les et recommencez."
    en = "Wrong user name or password. Check both and try again."
    zh = "用户名或密码错误，请核对后重试。"
    keep_writes = True


class CompteVerrouille(BusinessError):
    """Five failures in a row; the same whether the account exists or not."""

    code = "compte_verrouille"
    status = 429
    title = "Compte verrouillé"
    fr = "Trop d'essais : connexion fermée. Réessayez dans {minutes} minutes ou voyez un admin."
    en = "Too many tries: sign-in is locked. Try again in {minutes} minutes or see an admin."
    zh = "尝试次数过多，登录已锁定。请在 {minutes} 分钟后重试或联系管理员。"


class JetonReutilise(BusinessError):
    """A refresh token came back after its successor: stolen or copied, so the family ends."""

    code = "jeton_reutilise"
    status = 401
    title = "Session fermée"
    fr = "Cette session a servi ailleurs et a été fermée par sécurité. Connectez-vous de nouveau."
    en = "This session was used elsewhere and was closed for safety. Sign in again."
    zh = "该会话已在其他地方使用，出于安全已关闭，请重新登录。"
    keep_writes = True


class OrigineRefusee(BusinessError):
    """A page of another site tried to use the refresh cookie."""

    code = "origine_refusee"
    status = 403
    title = "Origine refusée"
    fr = "Cette demande vient d'un autre site. Ouvrez l'application à sa propre adresse."
    en = "This request comes from another site. Open the application at its own address."
    zh = "该请求来自其他网站，请从应用自身的地址打开。"


class MotDePasseIncorrect(BusinessError):
    """The present password given to change it is wrong; the try counts like a log-in."""

    code = "mot_de_passe_incorrect"
    status = 422
    title = "Mot de passe incorrect"
    fr = "Le mot de passe actuel n'est pas le bon. Vérifiez-le et recommencez."
    en = "The current password is wrong. Check it and try again."
    zh = "当前密码不正确，请核对后重试。"
    keep_writes = True


class SoiMeme(BusinessError):
    """Nobody locks themselves out."""

    code = "soi_meme"
    title = "Action sur soi-même"
    fr = "Vous ne pouvez pas faire cela sur votre propre compte. Demandez à une autre personne."
    en = "You cannot do this to your own account. Ask another person."
    zh = "您不能对自己的账号执行此操作，请由他人处理。"


class IdentifiantPris(BusinessError):
    """Login names are unique over the whole house."""

    code = "identifiant_pris"
    title = "Identifiant déjà pris"
    fr = "L'identifiant « {identifiant} » est déjà pris. Choisissez-en un autre."
    en = "The user name “{identifiant}” is taken. Choose another one."
    zh = "用户名“{identifiant}”已被占用，请另选一个。"


class IdentifiantRefuse(BusinessError):
    """A login name outside letters, digits, and . _ - @."""

    code = "identifiant_refuse"
    status = 422
    title = "Identifiant refusé"
    fr = "Un identifiant se compose de lettres, de chiffres et des signes . _ - @. Corrigez-le."
    en = "A user name is made of letters, digits and the signs . _ - @. Correct it."
    zh = "用户名只能由字母、数字和 . _ - @ 组成，请更正。"


class CodeDejaPris(BusinessError):
    """An agency or location code already names another place."""

    code = "code_lieu_pris"
    title = "Code déjà pris"
    fr = "Le code « {code_lieu} » désigne déjà un autre lieu. Choisissez-en un autre."
    en = "The code “{code_lieu}” already names another place. Choose another one."
    zh = "代码“{code_lieu}”已用于其他地点，请另选一个。"


class CodeInvalide(BusinessError):
    """Wrong, expired, used or for something else: one answer for all."""

    code = "code_invalide"
    title = "Code invalide"
    fr = "Ce code n'est pas le bon ou n'est plus valable. Vérifiez-le ou demandez-en un nouveau."
    en = "This code is wrong or no longer valid. Check it or ask for a new one."
    zh = "验证码错误或已失效，请核对或重新获取。"
    keep_writes = True


class TropDeCodes(BusinessError):
    """The phone's budget of codes (5 an hour) or of wrong tries (15 a day) is spent."""

    code = "trop_de_codes"
    status = 429
    title = "Trop de codes"
    fr = "Trop de codes pour ce téléphone. Attendez {minutes} minutes ou prouvez autrement."
    en = "Too many codes for this phone. Wait {minutes} minutes or use another proof."
    zh = "该电话的验证码次数过多，请等待 {minutes} 分钟或使用其他证明。"


class ContactNonVerifie(BusinessError):
    """A reset link goes only to a phone its owner has proved."""

    code = "contact_non_verifie"
    title = "Contact non vérifié"
    fr = "Ce compte n'a pas de téléphone vérifié. La personne doit d'abord vérifier le sien."
    en = "This account has no verified phone. The person must verify theirs first."
    zh = "该账号没有已验证的电话，请本人先完成验证。"


class ContactPartage(BusinessError):
    """The verified phone is also the issuer's: the link would come back to them."""

    code = "contact_partage"
    title = "Contact partagé"
    fr = "Ce téléphone est aussi le vôtre : le lien vous reviendrait. Demandez à un autre admin."
    en = "This phone is also yours: the link would come back to you. Ask another admin."
    zh = "该电话也是您的，链接会回到您手中，请由其他管理员操作。"


class LienInvalide(BusinessError):
    """Wrong, used, replaced or too old: one answer."""

    code = "lien_invalide"
    status = 410
    title = "Lien expiré"
    fr = "Ce lien a servi ou n'est plus valable. Demandez-en un nouveau."
    en = "This link was used or is no longer valid. Ask for a new one."
    zh = "该链接已使用或已失效，请重新申请。"


class TelephoneRecent(BusinessError):
    """The phone was changed less than a day ago and nobody else has signed the change."""

    code = "telephone_recent"
    title = "Numéro changé récemment"
    fr = "Ce numéro a été changé il y a moins de 24 h. Un autre admin doit signer ce changement."
    en = "This number was changed less than 24 h ago. Another admin must sign the change."
    zh = "该号码在24小时内被更改，需由另一位管理员签批。"
