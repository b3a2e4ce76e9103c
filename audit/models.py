"""The append-only journal of acts."""

from django.db import models
from django.db.models.functions import Now

from core.ids import uuid7


class Entree(models.Model):
    """One act: who, what, on which subject, before and after; never changed, never deleted.

    ``pays`` is the subject's country (or SIEGE) and chooses the sealing chain; ``xid`` lets
    sealing read only rows of finished transactions.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.CharField(max_length=5)
    acteur_id = models.UUIDField()
    acteur_role = models.CharField(max_length=20)
    action = models.CharField(max_length=40)
    sujet_type = models.CharField(max_length=30)
    sujet_id = models.CharField(max_length=40)
    avant = models.JSONField(null=True)
    apres = models.JSONField(null=True)
    motif = models.TextField(blank=True)
    requete_id = models.CharField(max_length=64, blank=True)
    appareil_id = models.UUIDField(null=True)
    survenu_le = models.DateTimeField()
    enregistre_le = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "audit_entree"
        indexes = [
            models.Index(fields=["pays", "-id"], name="audit_pays_recent"),
            models.Index(fields=["sujet_type", "sujet_id", "-id"], name="audit_sujet"),
            models.Index(fields=["acteur_id", "-id"], name="audit_acteur"),
        ]
