"""Prices and exchange rates, dated and never deleted."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Pays
from colis.models.client import Client
from core.ids import uuid7


class Tarif(models.Model):
    """A price by route, mode and category between two dates; never deleted, closed by date.

    Money in minor units of ``devise`` per ``unite`` (kg, piece, m3); ``paliers`` is a list of
    ``[from_g, price]``; ``diviseur`` is cm³ per kg, absent when weight is taken exact.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays_origine = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays_origine", db_index=False
    )
    pays_destination = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays_destination", db_index=False
    )
    mode = models.CharField(max_length=10)
    categorie = models.CharField(max_length=16)
    unite = models.CharField(max_length=5)
    devise = models.CharField(max_length=3)
    prix = models.BigIntegerField()
    minimum = models.BigIntegerField(default=0)
    diviseur = models.PositiveIntegerField(null=True)
    pas_g = models.PositiveIntegerField(default=10)
    paliers = models.JSONField(default=list)
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    vol_id = models.UUIDField(null=True)
    debut_le = models.DateTimeField()
    fin_le = models.DateTimeField(null=True)
    cree_par = models.UUIDField()
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "colis_tarif"
        indexes = [
            models.Index(
                fields=["pays_origine", "pays_destination", "mode", "categorie", "-debut_le"],
                name="tarif_route",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="tarif_positif", condition=Q(prix__gte=0, minimum__gte=0, pas_g__gte=1)
            ),
            models.CheckConstraint(
                name="tarif_dates", condition=Q(fin_le__isnull=True) | Q(fin_le__gt=F("debut_le"))
            ),
            models.CheckConstraint(
                name="tarif_unite", condition=Q(unite__in=["kg", "piece", "m3"])
            ),
        ]


class TauxChange(models.Model):
    """A dated rate: minor ``cible`` = minor ``source`` × numerateur / denominateur."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    source = models.CharField(max_length=3)
    cible = models.CharField(max_length=3)
    numerateur = models.BigIntegerField()
    denominateur = models.BigIntegerField()
    debut_le = models.DateTimeField()
    cree_par = models.UUIDField()

    class Meta:
        db_table = "colis_taux_change"
        indexes = [models.Index(fields=["source", "cible", "-debut_le"], name="taux_en_vigueur")]
        constraints = [
            models.CheckConstraint(
                name="taux_positif", condition=Q(numerateur__gt=0, denominateur__gt=0)
            )
        ]
