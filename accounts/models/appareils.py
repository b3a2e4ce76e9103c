"""Devices enrolled to people."""

from django.db import models

from accounts.models.personnes import User


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
