"""People with a login, their sessions and their one-time codes."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from accounts.models.lieux import Agence, Pays
from core.ids import uuid7


class UserManager(BaseUserManager["User"]):
    """Django's auth looks users up by natural key."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(identifiant=username)


class User(AbstractBaseUser):
    """A person with a login: staff of one country, direction (no country) or a client.

    ``mains``: ids of whoever created, reset or reactivated the account; it is no second person
    for their acts. ``contact_verifie_le``: when the phone was proved by a code. ``totp_pas`` is
    the last time step a code was accepted for; ``codes_secours`` are keyed hashes.
    ``mot_de_passe_provisoire``: somebody else typed the password. ``tenu_par``: when (ISO 8601)
    each of those who created or reset the account did, until its owner chose a password.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    identifiant = models.CharField(max_length=60, unique=True)
    nom = models.CharField(max_length=80)
    fonction = models.CharField(max_length=10)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", null=True, blank=True
    )
    agence = models.ForeignKey(Agence, models.PROTECT, null=True, blank=True, related_name="+")
    langue = models.CharField(max_length=2, default="fr")
    telephone = models.CharField(max_length=20, blank=True)
    actif = models.BooleanField(default=True)
    cree_le = models.DateTimeField()
    cree_par = models.UUIDField(null=True)
    vu_le = models.DateTimeField(null=True)
    mains = models.JSONField(default=list)
    mot_de_passe_provisoire = models.BooleanField(default=False)
    tenu_par = models.JSONField(default=dict)
    contact_verifie_le = models.DateTimeField(null=True)
    totp_chiffre = models.BinaryField(null=True)
    totp_attente_chiffre = models.BinaryField(null=True)
    totp_actif_le = models.DateTimeField(null=True)
    totp_pas = models.BigIntegerField(default=0)
    codes_secours = models.JSONField(default=list)

    objects = UserManager()

    USERNAME_FIELD = "identifiant"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "accounts_user"
        indexes = [models.Index(fields=["pays", "identifiant"], name="user_pays_identifiant")]
        constraints = [
            models.CheckConstraint(
                name="user_fonction_pays",
                condition=Q(fonction__in=["agent", "admin"], pays__isnull=False)
                | Q(fonction__in=["direction", "client"], pays__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["telephone"], condition=Q(fonction="client"), name="client_telephone_unique"
            ),
        ]

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django's name for our column
        return self.actif

    @property
    def totp_actif(self) -> bool:
        """Whether a second factor is asked at log-in."""
        return self.totp_actif_le is not None

    @property
    def role(self) -> str:
        """``agent_mali``, ``admin_chine``, ``direction``, ``client``: the name tokens carry."""
        return f"{self.fonction}_{self.pays.role_suffixe}" if self.pays else self.fonction


class Session(models.Model):
    """A refresh-token family: one log-in on one device, rotated at each refresh."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.CharField(max_length=5)
    user = models.ForeignKey(User, models.PROTECT, related_name="sessions")
    appareil = models.CharField(max_length=200, blank=True)
    adresse = models.GenericIPAddressField(null=True)
    memorisee = models.BooleanField(default=False)
    jti = models.UUIDField()
    jti_precedent = models.UUIDField(null=True)
    tournee_le = models.DateTimeField()
    cree_le = models.DateTimeField()
    expire_le = models.DateTimeField()
    revoquee_le = models.DateTimeField(null=True)
    motif = models.CharField(max_length=30, blank=True)

    class Meta:
        db_table = "accounts_session"
        indexes = [models.Index(fields=["user", "-cree_le"], name="session_user_recent")]


class CodeUnique(models.Model):
    """A one-time code: bound to purpose, phone and subject; text kept only until it is sent.

    ``retirer_totp``: using this link also takes the account's second factor off.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.CharField(max_length=5)
    usage = models.CharField(max_length=12)
    telephone = models.CharField(max_length=20)
    langue = models.CharField(max_length=2, default="fr")
    sujet = models.CharField(max_length=64, blank=True)
    empreinte = models.CharField(max_length=64)
    texte_chiffre = models.BinaryField(null=True)
    essais = models.PositiveSmallIntegerField(default=0)
    cree_le = models.DateTimeField()
    expire_le = models.DateTimeField()
    consomme_le = models.DateTimeField(null=True)
    remplace_le = models.DateTimeField(null=True)
    retirer_totp = models.BooleanField(default=False)

    class Meta:
        db_table = "accounts_code_unique"
        indexes = [models.Index(fields=["telephone", "usage", "-cree_le"], name="code_recent")]
        constraints = [
            models.CheckConstraint(
                name="code_usage",
                condition=Q(usage__in=["connexion", "remise", "contact", "lien"]),
            )
        ]
