"""What every app shares: caller-made ids already used, and the operations received from devices."""

from django.db import models


class Creation(models.Model):
    """A caller-made id already used: who made it, of what, and the hash of its content."""

    id = models.UUIDField(primary_key=True)
    acteur_id = models.UUIDField()
    type = models.CharField(max_length=40)
    empreinte = models.CharField(max_length=64)
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "core_creation"


class Operation(models.Model):
    """An operation as a device sent it, stored before anything judges it; never pruned."""

    id = models.UUIDField(primary_key=True)
    op_id = models.UUIDField()
    acteur_id = models.UUIDField()
    pays = models.CharField(max_length=5)
    appareil_id = models.UUIDField()
    seq = models.BigIntegerField()
    type = models.CharField(max_length=40)
    schema_v = models.PositiveSmallIntegerField(default=1)
    entity_id = models.UUIDField(null=True)
    empreinte = models.CharField(max_length=64)
    enveloppe = models.JSONField()
    capturee_le = models.DateTimeField(null=True)
    recue_le = models.DateTimeField()
    statut = models.CharField(max_length=24)
    probleme = models.JSONField(null=True)
    resultat = models.JSONField(null=True)
    appliquee_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "core_operation"
        constraints = [
            models.UniqueConstraint(fields=["acteur_id", "op_id"], name="operation_une_fois"),
        ]
        indexes = [
            models.Index(fields=["appareil_id", "seq"], name="operation_appareil_seq"),
            models.Index(fields=["acteur_id", "statut"], name="operation_acteur_statut"),
        ]
