"""What every app shares: caller-made ids already used, and the operations received from devices."""

from django.db import models
from django.db.models import Q


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
    """An operation as a device sent it, stored before anything judges it; never pruned.

    ``declaree`` marks an import nobody can vouch for: it takes neither the operation's id nor its
    number until a second person applies it. ``motif`` says why it was set aside, ``reglee_*`` who
    ended it. ``caisse`` marks acts of money, ``especes`` the cash in minor units.
    """

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
    hachage = models.CharField(max_length=64, blank=True)
    enveloppe = models.JSONField()
    remplace = models.UUIDField(null=True)
    caisse = models.BooleanField(default=False)
    especes = models.BigIntegerField(default=0)
    capturee_le = models.DateTimeField(null=True)
    recue_le = models.DateTimeField()
    horloge_ecart_ms = models.BigIntegerField(default=0)
    statut = models.CharField(max_length=24)
    probleme = models.JSONField(null=True)
    resultat = models.JSONField(null=True)
    appliquee_le = models.DateTimeField(null=True)
    motif = models.CharField(max_length=24, blank=True)
    declaree = models.BooleanField(default=False)
    importe_par = models.UUIDField(null=True)
    decision = models.CharField(max_length=12, blank=True)
    reglee_le = models.DateTimeField(null=True)
    reglee_par = models.UUIDField(null=True)
    reglement_motif = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "core_operation"
        constraints = [
            models.UniqueConstraint(
                fields=["acteur_id", "op_id"],
                condition=Q(declaree=False),
                name="operation_une_fois",
            ),
            models.UniqueConstraint(
                fields=["acteur_id", "op_id", "hachage"],
                condition=Q(declaree=True),
                name="operation_declaree_une_fois",
            ),
        ]
        indexes = [
            models.Index(
                fields=["appareil_id", "seq"],
                include=["type", "especes", "motif"],
                condition=Q(declaree=False),
                name="operation_journal",
            ),
            models.Index(fields=["acteur_id", "statut"], name="operation_acteur_statut"),
            models.Index(fields=["pays", "-id"], condition=~Q(motif=""), name="operation_aside"),
            models.Index(
                fields=["pays", "-id"],
                condition=Q(statut="rejected", reglee_le__isnull=True),
                name="operation_refusee",
            ),
            models.Index(
                fields=["appareil_id", "statut"],
                condition=Q(statut__in=["recue", "deferred", "quarantaine"]),
                name="operation_suspens",
            ),
            models.Index(
                fields=["recue_le"],
                condition=Q(statut__in=["recue", "deferred"]),
                name="operation_attente",
            ),
            models.Index(
                fields=["acteur_id", "remplace"],
                condition=Q(remplace__isnull=False),
                name="operation_remplace",
            ),
        ]
