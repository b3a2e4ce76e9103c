"""Reports asked for, made by a worker, kept with their file's hash."""

from django.db import models
from django.db.models import Q

from core.ids import uuid7


class Rapport(models.Model):
    """One report of one country (or SIEGE) over local days; ``contenu`` feeds all its files.

    ``agence_id``: asked for by itself when that agency closed, and told to its admins.
    ``provisoire``: something of that day had not arrived; it stays as it was told, and the report
    made when all is in names it by ``remplace``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.CharField(max_length=5)
    type = models.CharField(max_length=20)
    debut = models.DateField()
    fin = models.DateField()
    agent_id = models.UUIDField(null=True)
    agence_id = models.UUIDField(null=True)
    statut = models.CharField(max_length=12, default="en_attente")
    contenu = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    provisoire = models.BooleanField(default=False)
    remplace = models.UUIDField(null=True, unique=True)
    demande_par = models.UUIDField()
    demande_le = models.DateTimeField()
    pret_le = models.DateTimeField(null=True)
    erreur = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "rapports_rapport"
        constraints = [
            models.CheckConstraint(
                name="rapport_type",
                condition=Q(
                    type__in=["journee_agent", "consolide", "archive_mensuelle", "analytique"]
                ),
            ),
            models.CheckConstraint(
                name="rapport_statut",
                condition=Q(statut__in=["en_attente", "en_cours", "pret", "echec"]),
            ),
        ]
        indexes = [
            models.Index(fields=["pays", "-id"], name="rapport_pays_recent"),
            models.Index(
                fields=["demande_le"],
                condition=Q(statut__in=["en_attente", "en_cours"]),
                name="rapport_a_faire",
            ),
            models.Index(
                fields=["demande_le"],
                condition=Q(provisoire=True),
                name="rapport_provisoire",
            ),
        ]
