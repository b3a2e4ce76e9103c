"""The person a carton is for."""

from django.db import models
from django.db.models.functions import Reverse

from accounts.models import Pays
from core.ids import uuid7


class Client(models.Model):
    """The person a carton is for: contact data only, unique by phone per destination."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    pays_createur = models.CharField(max_length=5)
    nom = models.CharField(max_length=120)
    nom_recherche = models.CharField(max_length=120)
    telephone = models.CharField(max_length=20)
    telephone_inverse = models.GeneratedField(
        expression=Reverse("telephone"),
        output_field=models.CharField(max_length=20),
        db_persist=True,
    )
    adresse = models.CharField(max_length=200, blank=True)
    langue = models.CharField(max_length=2, default="fr")
    consentement_whatsapp = models.BooleanField(null=True)
    consentement_le = models.DateTimeField(null=True)
    consentement_source = models.CharField(max_length=30, blank=True)
    version = models.PositiveIntegerField(default=1)
    #: Per field changed since the creation, the version that last wrote it.
    versions = models.JSONField(default=dict, db_default={}, blank=True)
    cree_le = models.DateTimeField()
    modifie_le = models.DateTimeField()

    class Meta:
        db_table = "colis_client"
        constraints = [
            models.UniqueConstraint(fields=["pays", "telephone"], name="client_pays_telephone")
        ]
        indexes = [
            models.Index(fields=["pays", "-id"], name="client_pays_recent"),
            models.Index(
                fields=["pays", "nom_recherche"],
                name="client_nom",
                opclasses=["text_ops", "text_pattern_ops"],
            ),
            models.Index(fields=["telephone"], name="client_telephone"),
            models.Index(
                fields=["telephone_inverse"], name="client_tel_fin", opclasses=["text_pattern_ops"]
            ),
        ]
