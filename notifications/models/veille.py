"""What watches: alerts already given, and the partners told of carton events."""

from django.db import models
from django.db.models import Q

from accounts.models import Pays
from colis.models import Colis
from core.ids import uuid7


class Alerte(models.Model):
    """One alarm of a country and its last ringing: the same one stays silent for an hour.

    `depuis_le`: when the trouble it tells began to be seen without a break; `vue_le`: last seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    cle = models.CharField(max_length=80)
    detail = models.CharField(max_length=300)
    sonnee_le = models.DateTimeField()
    courriel_le = models.DateTimeField(null=True)
    fois = models.PositiveIntegerField(default=1)
    depuis_le = models.DateTimeField(null=True)
    vue_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "notifications_alerte"
        constraints = [models.UniqueConstraint(fields=["pays", "cle"], name="alerte_unique")]


class Abonnement(models.Model):
    """A partner's address told of a country's carton events (Standard Webhooks).

    After a renewal the former secret signs too until `ancien_jusqu_le`: the partner changes it
    in its own time and misses nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    nom = models.CharField(max_length=80)
    url = models.URLField(max_length=300)
    secret_chiffre = models.BinaryField()
    ancien_chiffre = models.BinaryField(null=True)
    ancien_jusqu_le = models.DateTimeField(null=True)
    evenements = models.JSONField(default=list)
    actif = models.BooleanField(default=True)
    echec_depuis_le = models.DateTimeField(null=True)
    desactive_le = models.DateTimeField(null=True)
    cree_par = models.UUIDField()
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "notifications_abonnement"
        indexes = [models.Index(fields=["pays", "actif"], name="abonnement_pays")]


class Livraison(models.Model):
    """One event owed to one partner: its fixed body, its tries, its end."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    abonnement = models.ForeignKey(Abonnement, models.PROTECT, related_name="livraisons")
    evenement_id = models.UUIDField()
    colis = models.ForeignKey(Colis, models.PROTECT, null=True, related_name="+")
    type = models.CharField(max_length=40)
    corps = models.TextField()
    statut = models.CharField(max_length=12, default="en_attente")
    essais = models.PositiveSmallIntegerField(default=0)
    http_statut = models.PositiveSmallIntegerField(null=True)
    erreur = models.CharField(max_length=80, blank=True)
    prochain_le = models.DateTimeField()
    cree_le = models.DateTimeField()
    livree_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "notifications_livraison"
        constraints = [
            models.UniqueConstraint(
                fields=["abonnement", "evenement_id"], name="livraison_une_fois"
            ),
            models.CheckConstraint(
                name="livraison_statut",
                condition=Q(statut__in=["en_attente", "livree", "abandonnee"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["prochain_le"],
                condition=Q(statut="en_attente"),
                name="livraison_a_envoyer",
            ),
            models.Index(fields=["abonnement", "-id"], name="livraison_recente"),
        ]
