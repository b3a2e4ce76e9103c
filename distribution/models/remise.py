"""Hand-over of cartons to a person."""

from django.db import models
from django.db.models import Q

from accounts.models import Agence, Pays
from colis.models import Client, Colis
from core.ids import uuid7


class Remise(models.Model):
    """Who took which cartons, on what proof; documents' numbers are stored encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    agence = models.ForeignKey(Agence, models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey(Client, models.PROTECT, related_name="remises")
    preuve_type = models.CharField(max_length=12)
    piece_nature = models.CharField(max_length=20, blank=True)
    piece_numero_chiffre = models.BinaryField(null=True)
    derogation_motif = models.CharField(max_length=300, blank=True)
    retirant_nom = models.CharField(max_length=120, blank=True)
    retirant_telephone = models.CharField(max_length=20, blank=True)
    garant = models.CharField(max_length=120, blank=True)
    garantie_motif = models.CharField(max_length=300, blank=True)
    solde_garanti = models.BigIntegerField(default=0)
    signature_cle = models.CharField(max_length=200, blank=True)
    signature_sha256 = models.CharField(max_length=64, blank=True)
    conflit = models.CharField(max_length=30, blank=True)
    acteur_id = models.UUIDField()
    survenu_le = models.DateTimeField()
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "distribution_remise"
        indexes = [
            models.Index(fields=["pays", "-id"], name="remise_pays_recent"),
            models.Index(fields=["pays", "enregistre_le"], name="remise_pays_jour"),
            models.Index(fields=["acteur_id", "enregistre_le"], name="remise_acteur"),
        ]
        constraints = [
            models.CheckConstraint(
                name="remise_preuve", condition=Q(preuve_type__in=["code", "piece", "derogation"])
            ),
            models.CheckConstraint(
                name="remise_garantie_nommee",
                condition=Q(solde_garanti=0) | ~Q(garant="") | ~Q(conflit=""),
            ),
        ]


class RemiseColis(models.Model):
    """One carton of a hand-over; undone, it keeps its row with the moment of the correction."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    remise = models.ForeignKey(Remise, models.PROTECT, related_name="lignes")
    colis = models.ForeignKey(Colis, models.PROTECT, related_name="remises")
    annulee_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "distribution_remise_colis"
        constraints = [
            models.UniqueConstraint(
                fields=["colis"], condition=Q(annulee_le__isnull=True), name="colis_remis_une_fois"
            )
        ]
