"""Countries, agencies, people, their sessions, devices and settings."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from core.ids import uuid7
from core.tenancy import Cote


class Pays(models.Model):
    """A country served. A new one is data, not code."""

    code = models.CharField(max_length=2, primary_key=True)
    nom = models.CharField(max_length=60)
    nom_en = models.CharField(max_length=60)
    nom_zh = models.CharField(max_length=60)
    devise = models.CharField(max_length=3)
    fuseau = models.CharField(max_length=40)
    indicatif = models.CharField(max_length=5)
    role_suffixe = models.CharField(max_length=12, unique=True)
    origine = models.BooleanField(default=False)
    ordre = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "accounts_pays"
        ordering = ["ordre"]

    @property
    def cote(self) -> Cote:
        """``origine`` or ``destination``: which half of the policy table applies."""
        return "origine" if self.origine else "destination"


class Agence(models.Model):
    """A site: address, hours, locations, tills."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(Pays, models.PROTECT, related_name="+", db_column="pays")
    code = models.CharField(max_length=8, unique=True)
    nom = models.CharField(max_length=80)
    ville = models.CharField(max_length=60)
    adresse = models.CharField(max_length=200)
    telephone = models.CharField(max_length=20)
    horaires = models.CharField(max_length=120, blank=True)
    ferme_a = models.TimeField()
    actif = models.BooleanField(default=True)

    class Meta:
        db_table = "accounts_agence"
        ordering = ["code"]


class Emplacement(models.Model):
    """A storage location in an agency (A-03-2)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    agence = models.ForeignKey(Agence, models.PROTECT, related_name="emplacements")
    code = models.CharField(max_length=20)
    actif = models.BooleanField(default=True)

    class Meta:
        db_table = "accounts_emplacement"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["agence", "code"], name="emplacement_code_unique")
        ]


class UserManager(BaseUserManager["User"]):
    """Django's auth looks users up by natural key."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(identifiant=username)


class User(AbstractBaseUser):
    """A person with a login: staff of one country, direction (no country) or a client."""

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
    """A one-time code: bound to purpose, phone and subject; text kept only until it is sent."""

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

    class Meta:
        db_table = "accounts_code_unique"
        indexes = [models.Index(fields=["telephone", "usage", "-cree_le"], name="code_recent")]
        constraints = [
            models.CheckConstraint(
                name="code_usage", condition=Q(usage__in=["connexion", "remise"])
            )
        ]


class Appareil(models.Model):
    """A device enrolled to a person; its contacts bound when a fact may have happened."""

    id = models.UUIDField(primary_key=True)
    pays = models.CharField(max_length=5)
    user = models.ForeignKey(User, models.PROTECT, related_name="appareils")
    nom = models.CharField(max_length=120, blank=True)
    cle_publique = models.TextField(blank=True)
    enrole_le = models.DateTimeField()
    contact_le = models.DateTimeField()
    seq_contigue = models.BigIntegerField(default=0)
    seq_declaree = models.BigIntegerField(default=0)
    revoque_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_appareil"


class Reglage(models.Model):
    """One setting of a country from a moment on; the latest one in effect counts."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    cle = models.CharField(max_length=40)
    valeur = models.JSONField()
    effet_le = models.DateTimeField()
    auteur_id = models.UUIDField()

    class Meta:
        db_table = "accounts_reglage"
        indexes = [models.Index(fields=["pays", "cle", "-effet_le"], name="reglage_en_vigueur")]
