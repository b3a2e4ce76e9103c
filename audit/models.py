"""The append-only journal of acts."""

from django.db import models
from django.db.models.functions import Now

from core.ids import uuid7


class Entree(models.Model):
    """One act: who, what, on which subject, before and after; never changed, never deleted.

    ``pays`` is the subject's country (or SIEGE) and chooses the sealing chain; ``tx``, set by a
    trigger, lets sealing read only rows of finished transactions. The table is partitioned by
    month of ``enregistre_le``, so its real key is (id, enregistre_le).
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
    tx = models.BigIntegerField(db_default=0, editable=False)

    class Meta:
        db_table = "audit_entree"
        indexes = [
            models.Index(fields=["pays", "-id"], name="audit_pays_recent"),
            models.Index(fields=["sujet_type", "sujet_id", "-id"], name="audit_sujet"),
            models.Index(fields=["acteur_id", "-id"], name="audit_acteur"),
        ]


class Epoque(models.Model):
    """A cluster's transaction numbers, shifted so that ``tx`` never goes back after a restore."""

    id = models.SmallAutoField(primary_key=True)
    decalage = models.BigIntegerField()
    ouverte_le = models.DateTimeField()
    motif = models.CharField(max_length=200)

    class Meta:
        db_table = "audit_epoque"


class Sceau(models.Model):
    """One seal of a chain: every sealed row of its country with ``tx_debut`` <= tx < ``tx_fin``.

    ``feuilles`` holds, table by table and in (tx, id) order, 16 bytes of id and 32 of hash a
    row: it names the altered row; ``empreinte`` covers it, the header and the previous seal.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    chaine = models.CharField(max_length=5)
    numero = models.BigIntegerField()
    precedent = models.BinaryField()
    tx_debut = models.BigIntegerField()
    tx_fin = models.BigIntegerField()
    tables = models.JSONField()
    lignes = models.BigIntegerField()
    total = models.BigIntegerField()
    feuilles = models.BinaryField()
    empreinte = models.BinaryField()
    scelle_le = models.DateTimeField()

    class Meta:
        db_table = "audit_sceau"
        constraints = [
            models.UniqueConstraint(fields=["chaine", "numero"], name="sceau_une_fois"),
            models.UniqueConstraint(fields=["chaine", "tx_fin"], name="sceau_sans_recouvrement"),
        ]


class Emission(models.Model):
    """How far one adapter has taken one chain outside."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    adaptateur = models.CharField(max_length=20)
    chaine = models.CharField(max_length=5)
    numero = models.BigIntegerField()
    emis_le = models.DateTimeField()

    class Meta:
        db_table = "audit_emission"
        constraints = [
            models.UniqueConstraint(
                fields=["adaptateur", "chaine", "numero"], name="emission_une_fois"
            )
        ]


class CleClient(models.Model):
    """The key of one client's values in the journal, itself encrypted; empty once forgotten."""

    client_id = models.UUIDField(primary_key=True)
    cle = models.BinaryField(null=True)
    creee_le = models.DateTimeField()
    oubliee_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "audit_cle"
