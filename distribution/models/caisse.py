"""Tills and their sessions, from opening float to signed-off count."""

from django.db import models
from django.db.models import Q

from accounts.models import Agence, Pays, User
from core.ids import uuid7


class Caisse(models.Model):
    """A till of an agency, in the currency of its country."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    agence = models.ForeignKey(Agence, models.PROTECT, related_name="caisses")
    nom = models.CharField(max_length=60)
    devise = models.CharField(max_length=3)
    actif = models.BooleanField(default=True)

    class Meta:
        db_table = "distribution_caisse"
        ordering = ["nom"]
        indexes = [models.Index(fields=["pays", "nom"], name="caisse_pays")]


class SessionCaisse(models.Model):
    """A cashier's till from float to sign-off; the expected figure is a sum of the journal.

    Counts are ``{value: number}`` in minor units; ``ecart`` is counted minus expected, by method.
    ``comptee_par``: the admin who counted in the place of a cashier who is gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    agence = models.ForeignKey(Agence, models.PROTECT, related_name="+")
    caisse = models.ForeignKey(Caisse, models.PROTECT, related_name="sessions")
    caissier = models.ForeignKey(User, models.PROTECT, related_name="+")
    devise = models.CharField(max_length=3)
    statut = models.CharField(max_length=10, default="ouverte")
    fonds = models.BigIntegerField()
    fonds_coupures = models.JSONField(default=dict)
    ouverte_le = models.DateTimeField()
    comptee_le = models.DateTimeField(null=True)
    comptee_par = models.UUIDField(null=True)
    comptage_motif = models.CharField(max_length=300, blank=True)
    compte_coupures = models.JSONField(null=True)
    compte = models.JSONField(null=True)
    attendu = models.JSONField(null=True)
    ecart = models.JSONField(null=True)
    validee_le = models.DateTimeField(null=True)
    validee_par = models.UUIDField(null=True)
    validation_motif = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "distribution_session_caisse"
        constraints = [
            models.UniqueConstraint(
                fields=["caisse"], condition=Q(statut="ouverte"), name="caisse_une_session_ouverte"
            ),
            models.UniqueConstraint(
                fields=["caissier"],
                condition=Q(statut="ouverte"),
                name="caissier_une_session_ouverte",
            ),
            models.CheckConstraint(
                name="session_statut", condition=Q(statut__in=["ouverte", "comptee", "validee"])
            ),
            models.CheckConstraint(name="session_fonds", condition=Q(fonds__gte=0)),
            models.CheckConstraint(
                name="session_autre_personne",
                condition=Q(validee_par__isnull=True) | ~Q(validee_par=models.F("caissier")),
            ),
            models.CheckConstraint(
                name="session_autre_que_compteur",
                condition=Q(validee_par__isnull=True)
                | Q(comptee_par__isnull=True)
                | ~Q(validee_par=models.F("comptee_par")),
            ),
        ]
        indexes = [models.Index(fields=["pays", "-id"], name="session_caisse_recent")]


class CompteurRecu(models.Model):
    """The gapless receipt counter of an agency and fiscal year; always locked last."""

    agence = models.ForeignKey(Agence, models.PROTECT, related_name="+")
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    exercice = models.PositiveSmallIntegerField()
    dernier = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "distribution_compteur_recu"
        constraints = [
            models.UniqueConstraint(fields=["agence", "exercice"], name="compteur_recu_unique")
        ]
