"""Check-in of a flight at destination, carton by carton."""

from django.db import models
from django.db.models import Q

from accounts.models import Pays
from colis.models import Colis
from core.ids import uuid7
from vols.models import Vol


class Pointage(models.Model):
    """One scan at check-in, whatever it answered; ``compte`` marks the one that had the effect."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    vol = models.ForeignKey(Vol, models.PROTECT, related_name="pointages", db_index=False)
    colis = models.ForeignKey(Colis, models.PROTECT, null=True, related_name="pointages")
    code_lu = models.CharField(max_length=80)
    etat = models.CharField(max_length=10)
    resultat = models.CharField(max_length=12)
    compte = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    acteur_id = models.UUIDField()
    survenu_le = models.DateTimeField()
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "distribution_pointage"
        constraints = [
            models.UniqueConstraint(
                fields=["vol", "colis"], condition=Q(compte=True), name="pointage_effectif_unique"
            ),
            models.CheckConstraint(
                name="pointage_resultat",
                condition=Q(
                    resultat__in=["arrive", "endommage", "surplus", "deja_pointe", "inconnu"]
                ),
            ),
        ]
        indexes = [models.Index(fields=["vol", "id"], name="pointage_vol")]
