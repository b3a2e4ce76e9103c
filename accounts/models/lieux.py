"""Countries, agencies, locations and their settings."""

from django.db import models

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
