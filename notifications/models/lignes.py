"""Lines, the windows clients open by writing to them, and the texts of each country."""

from django.db import models
from django.db.models import Q

from accounts.models import Pays
from core.ids import uuid7


class Ligne(models.Model):
    """One line of a country: provider account (secret encrypted), pacing and health.

    `jour` and `envois_jour` count what left on a day (the cap survives an emptied cache);
    `chauffe_le` is the first day of a new line's warm-up; `pause_motif` is why somebody rested it
    (empty: the provider asked); `injoignable_le` is the first probe in a row that nobody answered;
    `modeles` names the texts its provider
    approved: step → language → {nom, langue, parametres}.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    nom = models.CharField(max_length=60)
    fournisseur = models.CharField(max_length=20, default="wachap")
    compte = models.CharField(max_length=80)
    secret_chiffre = models.BinaryField()
    usage = models.CharField(max_length=10, default="etapes")
    ordre = models.PositiveSmallIntegerField(default=0)
    intervalle_min_ms = models.PositiveIntegerField(default=5000)
    intervalle_max_ms = models.PositiveIntegerField(default=10000)
    plafond_jour = models.PositiveIntegerField(default=6700)
    actif = models.BooleanField(default=True)
    etat = models.CharField(max_length=12, default="connectee")
    etat_le = models.DateTimeField()
    pause_jusqu_le = models.DateTimeField(null=True)
    pause_motif = models.CharField(max_length=120, blank=True)
    prochain_envoi_le = models.DateTimeField(null=True)
    sonde_le = models.DateTimeField(null=True)
    injoignable_le = models.DateTimeField(null=True)
    jour = models.DateField(null=True)
    envois_jour = models.PositiveIntegerField(default=0)
    chauffe_le = models.DateField(null=True)
    modeles = models.JSONField(default=dict, blank=True)

    class Meta:
        db_table = "notifications_ligne"
        constraints = [
            models.CheckConstraint(
                name="ligne_etat", condition=Q(etat__in=["connectee", "en_panne", "en_pause"])
            ),
            models.CheckConstraint(
                name="ligne_usage", condition=Q(usage__in=["etapes", "urgences", "sms"])
            ),
        ]
        indexes = [models.Index(fields=["pays", "usage", "ordre"], name="ligne_pays_usage")]


class Fenetre(models.Model):
    """A client wrote to a line: its provider takes free text for them until `jusqu_le`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    compte = models.CharField(max_length=80)
    telephone = models.CharField(max_length=20)
    jusqu_le = models.DateTimeField()

    class Meta:
        db_table = "notifications_fenetre"
        constraints = [
            models.UniqueConstraint(fields=["compte", "telephone"], name="fenetre_unique")
        ]


class Gabarit(models.Model):
    """A template of one step, channel and language; a new text is a new version, never an edit."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    etape = models.CharField(max_length=14)
    canal = models.CharField(max_length=8, default="whatsapp")
    langue = models.CharField(max_length=2)
    version = models.PositiveIntegerField()
    texte = models.TextField()
    cree_par = models.UUIDField()
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "notifications_gabarit"
        constraints = [
            models.UniqueConstraint(
                fields=["pays", "etape", "canal", "langue", "version"],
                name="gabarit_version_unique",
            ),
            models.CheckConstraint(
                name="gabarit_canal", condition=Q(canal__in=["whatsapp", "sms"])
            ),
        ]
