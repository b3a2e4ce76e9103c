"""Flights, what they carry, and the frozen documents of closed flights."""

from django.db import models
from django.db.models import Case, F, Q, Value, When

from accounts.models import Pays
from colis.models import Colis
from core.ids import uuid7


class Compagnie(models.Model):
    """An airline by IATA code; its AWB prefix warns when it differs from the flight's LTA."""

    code = models.CharField(max_length=2, primary_key=True)
    nom = models.CharField(max_length=80)
    prefixe_lta = models.CharField(max_length=3, blank=True)

    class Meta:
        db_table = "vols_compagnie"
        ordering = ["code"]


class Aeroport(models.Model):
    """An airport by IATA code, with the zone its local times are shown in."""

    code = models.CharField(max_length=3, primary_key=True)
    nom = models.CharField(max_length=80)
    ville = models.CharField(max_length=60)
    pays_code = models.CharField(max_length=2)
    fuseau = models.CharField(max_length=40)

    class Meta:
        db_table = "vols_aeroport"
        ordering = ["code"]


class Vol(models.Model):
    """A transport to one destination country, holding cartons.

    ``capacite_g`` and ``capacite_cm3`` are stored in the house's units; the API speaks kg and m³.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays_origine = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays_origine", db_index=False
    )
    pays_destination = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays_destination", db_index=False
    )
    visible_destination = models.BooleanField(default=False)
    pays_visible = models.GeneratedField(
        expression=Case(
            When(visible_destination=True, then=F("pays_destination")), default=Value(None)
        ),
        output_field=models.CharField(max_length=2, null=True),
        db_persist=True,
    )
    mode = models.CharField(max_length=10)
    statut = models.CharField(max_length=10, default="ouvert")
    numero = models.CharField(max_length=10, blank=True)
    lta = models.CharField(max_length=12, blank=True)
    compagnie = models.ForeignKey(Compagnie, models.PROTECT, null=True, related_name="+")
    aeroport_depart = models.ForeignKey(Aeroport, models.PROTECT, null=True, related_name="+")
    aeroport_arrivee = models.ForeignKey(Aeroport, models.PROTECT, null=True, related_name="+")
    depart_prevu_le = models.DateTimeField(null=True)
    arrivee_prevue_le = models.DateTimeField(null=True)
    capacite_g = models.PositiveBigIntegerField(null=True)
    capacite_cm3 = models.PositiveBigIntegerField(null=True)
    depasse_motif = models.CharField(max_length=300, blank=True)
    fret = models.BigIntegerField(null=True)
    fret_devise = models.CharField(max_length=3, blank=True)
    douane = models.BigIntegerField(null=True)
    douane_devise = models.CharField(max_length=3, blank=True)
    cloture_le = models.DateTimeField(null=True)
    parti_le = models.DateTimeField(null=True)
    depart_presume = models.BooleanField(default=False)
    arrive_le = models.DateTimeField(null=True)
    en_douane_le = models.DateTimeField(null=True)
    pointe_le = models.DateTimeField(null=True)
    version_manifeste = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    cree_par = models.UUIDField()
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "vols_vol"
        constraints = [
            models.CheckConstraint(
                name="vol_statut",
                condition=Q(
                    statut__in=[
                        "ouvert",
                        "cloture",
                        "parti",
                        "arrive",
                        "en_douane",
                        "pointe",
                        "annule",
                    ]
                ),
            ),
            models.UniqueConstraint(
                fields=["pays_origine", "lta"],
                condition=~Q(lta="") & ~Q(statut="annule"),
                name="vol_lta_unique",
            ),
        ]
        indexes = [
            models.Index(
                fields=["pays_origine", "-id"], include=["pays_visible"], name="vol_origine_recent"
            ),
            models.Index(
                fields=["pays_visible", "-id"], include=["pays_origine"], name="vol_visible_recent"
            ),
            models.Index(fields=["pays_visible", "statut"], name="vol_visible_statut"),
            models.Index(fields=["pays_origine", "statut"], name="vol_origine_statut"),
        ]


class LigneManifeste(models.Model):
    """The link carton to flight; taken off, it stays with the moment it was unloaded."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    vol = models.ForeignKey(Vol, models.PROTECT, related_name="lignes", db_index=False)
    colis = models.ForeignKey(Colis, models.PROTECT, related_name="lignes_manifeste")
    charge_par = models.UUIDField()
    charge_le = models.DateTimeField()
    retire_par = models.UUIDField(null=True)
    retire_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "vols_ligne_manifeste"
        constraints = [
            models.UniqueConstraint(
                fields=["colis"], condition=Q(retire_le__isnull=True), name="colis_un_seul_vol"
            )
        ]
        indexes = [models.Index(fields=["vol", "id"], name="ligne_vol")]


class Manifeste(models.Model):
    """A frozen, versioned picture of a closed flight; its files are rendered from ``contenu``."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    vol = models.ForeignKey(Vol, models.PROTECT, related_name="manifestes", db_index=False)
    version = models.PositiveIntegerField()
    contenu = models.JSONField()
    sha256 = models.CharField(max_length=64)
    nombre_colis = models.PositiveIntegerField()
    poids_g = models.PositiveBigIntegerField()
    taxable_g = models.PositiveBigIntegerField()
    cree_par = models.UUIDField()
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "vols_manifeste"
        constraints = [
            models.UniqueConstraint(fields=["vol", "version"], name="manifeste_version_unique")
        ]


class EvenementVol(models.Model):
    """One change in a flight's life (append-only), stamped with the place it happened in."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    vol = models.ForeignKey(Vol, models.PROTECT, related_name="evenements", db_index=False)
    type = models.CharField(max_length=20)
    de = models.CharField(max_length=10, blank=True)
    vers = models.CharField(max_length=10, blank=True)
    motif = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    fuseau = models.CharField(max_length=40)
    acteur_id = models.UUIDField()
    acteur_role = models.CharField(max_length=20)
    pays = models.CharField(max_length=5)
    survenu_le = models.DateTimeField()
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "vols_evenement"
        indexes = [models.Index(fields=["vol", "id"], name="evenement_vol")]
