"""What hangs on a carton: aliases, weighings, photos, and the events of its life."""

from django.db import models
from django.db.models import Q

from colis.models.colis import Colis
from core.ids import uuid7


class ReferenceExterne(models.Model):
    """A courier, S10 or supplier number: a searchable alias of a carton, never its key."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    colis = models.ForeignKey(Colis, models.PROTECT, related_name="references")
    valeur = models.CharField(max_length=60)
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "colis_reference"
        constraints = [
            models.UniqueConstraint(fields=["colis", "valeur"], name="reference_une_fois")
        ]
        indexes = [
            models.Index(fields=["valeur"], name="reference_valeur", opclasses=["text_pattern_ops"])
        ]


class Pesee(models.Model):
    """One weighing (append-only); the latest is current until the flight closes."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    colis = models.ForeignKey(Colis, models.PROTECT, related_name="pesees")
    poids_g = models.PositiveIntegerField()
    source = models.CharField(max_length=10)
    trame = models.CharField(max_length=200, blank=True)
    dimensions_mm = models.JSONField(null=True)
    acteur_id = models.UUIDField()
    pays = models.CharField(max_length=5)
    survenu_le = models.DateTimeField()
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "colis_pesee"
        indexes = [models.Index(fields=["colis", "-id"], name="pesee_colis")]


class Photo(models.Model):
    """A picture of a carton: the original and its 800 px reduction, made by a worker."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    colis = models.ForeignKey(Colis, models.PROTECT, related_name="photos")
    statut = models.CharField(max_length=14)
    cle_recue = models.CharField(max_length=200)
    cle_originale = models.CharField(max_length=200, blank=True)
    cle_reduite = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    largeur = models.PositiveIntegerField(null=True)
    hauteur = models.PositiveIntegerField(null=True)
    octets = models.PositiveIntegerField()
    refus = models.CharField(max_length=200, blank=True)
    contexte = models.CharField(max_length=20, default="enregistrement")
    acteur_id = models.UUIDField()
    pays = models.CharField(max_length=5)
    survenu_le = models.DateTimeField()
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "colis_photo"
        indexes = [
            models.Index(fields=["colis", "id"], name="photo_colis"),
            models.Index(
                fields=["enregistre_le"],
                condition=Q(statut="en_traitement"),
                name="photo_en_traitement",
            ),
        ]


class EvenementColis(models.Model):
    """One change in a carton's life (append-only): what messages, tracking and reports read."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    colis = models.ForeignKey(Colis, models.PROTECT, related_name="evenements")
    type = models.CharField(max_length=20)
    de = models.CharField(max_length=12, blank=True)
    vers = models.CharField(max_length=12, blank=True)
    motif = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    acteur_id = models.UUIDField()
    acteur_role = models.CharField(max_length=20)
    pays = models.CharField(max_length=5)
    agence_id = models.UUIDField(null=True)
    survenu_le = models.DateTimeField()
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "colis_evenement"
        indexes = [
            models.Index(fields=["colis", "id"], name="evenement_colis"),
            models.Index(fields=["pays", "type", "enregistre_le"], name="evenement_pays_type"),
            models.Index(fields=["acteur_id", "enregistre_le"], name="evenement_acteur"),
        ]
