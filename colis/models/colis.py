"""One carton with its own label."""

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Reverse

from accounts.models import Emplacement, Pays
from colis.models.client import Client
from colis.models.tarif import Tarif
from core.ids import uuid7


class Colis(models.Model):
    """One carton with its own label.

    Weights in grams, lengths in millimetres, money in minor units of ``devise``. ``du`` is what
    is still owed: prix − regle − rabais − jeton_cede, held by a constraint. ``vol_id`` mirrors
    the flight's own link (vols.LigneManifeste) so that lists filter on a plain column.
    ``matieres`` is what the dangerous goods screen saw, ``marque_dg`` its mark on the label.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    code_suivi = models.CharField(max_length=13, unique=True)
    code_inverse = models.GeneratedField(
        expression=Reverse("code_suivi"),
        output_field=models.CharField(max_length=13),
        db_persist=True,
    )
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
    agence_origine_id = models.UUIDField(null=True)
    statut = models.CharField(max_length=12)
    statut_le = models.DateTimeField()
    mode = models.CharField(max_length=10)
    categorie = models.CharField(max_length=16)
    contenu = models.CharField(max_length=300)
    client = models.ForeignKey(Client, models.PROTECT, related_name="colis")
    destinataire_nom = models.CharField(max_length=120)
    destinataire_telephone = models.CharField(max_length=20)
    destinataire_recherche = models.CharField(max_length=120)
    poids_g = models.PositiveIntegerField()
    source_poids = models.CharField(max_length=10)
    trame_balance = models.CharField(max_length=200, blank=True)
    longueur_mm = models.PositiveIntegerField(null=True)
    largeur_mm = models.PositiveIntegerField(null=True)
    hauteur_mm = models.PositiveIntegerField(null=True)
    volume_cm3 = models.PositiveBigIntegerField(null=True)
    poids_volumetrique_g = models.PositiveIntegerField(null=True)
    poids_taxable_g = models.PositiveIntegerField()
    nombre_pieces = models.PositiveIntegerField(default=1)
    valeur_declaree = models.BigIntegerField(null=True)
    valeur_devise = models.CharField(max_length=3, blank=True)
    envoi_id = models.UUIDField(null=True)
    rang = models.PositiveSmallIntegerField(default=1)
    total = models.PositiveSmallIntegerField(default=1)
    tarif = models.ForeignKey(Tarif, models.PROTECT, null=True, related_name="+")
    tarif_fige = models.JSONField()
    devise = models.CharField(max_length=3)
    prix = models.BigIntegerField()
    regle = models.BigIntegerField(default=0)
    regle_origine = models.BigIntegerField(default=0)
    rabais = models.BigIntegerField(default=0)
    jeton_cede = models.BigIntegerField(default=0)
    du = models.BigIntegerField()
    facture_le = models.DateTimeField(null=True)
    blocage = models.CharField(max_length=10, blank=True)
    blocage_motif = models.CharField(max_length=300, blank=True)
    blocage_pays = models.CharField(max_length=2, blank=True)
    marque_dg = models.CharField(max_length=12, blank=True, db_default="")
    matieres = models.JSONField(null=True)
    origine_inconnue = models.BooleanField(default=False)
    surplus = models.BooleanField(default=False)
    endommage = models.BooleanField(default=False)
    vol_id = models.UUIDField(null=True)
    emplacement = models.ForeignKey(Emplacement, models.PROTECT, null=True, related_name="+")
    arrive_le = models.DateTimeField(null=True)
    remis_le = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    enregistre_par = models.UUIDField()
    survenu_le = models.DateTimeField()
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "colis_colis"
        constraints = [
            models.CheckConstraint(
                name="colis_du_exact",
                condition=Q(du=F("prix") - F("regle") - F("rabais") - F("jeton_cede")),
            ),
            models.CheckConstraint(
                name="colis_du_positif",
                condition=Q(du__gte=0, prix__gte=0, regle__gte=0, rabais__gte=0, jeton_cede__gte=0)
                & Q(regle_origine__gte=0, regle_origine__lte=F("regle")),
            ),
            models.CheckConstraint(
                name="colis_statut",
                condition=Q(
                    statut__in=[
                        "recu",
                        "groupe",
                        "expedie",
                        "arrive",
                        "disponible",
                        "remis",
                        "manquant",
                        "perdu",
                        "retourne",
                        "annule",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="colis_rang", condition=Q(rang__gte=1, rang__lte=F("total"))
            ),
            models.CheckConstraint(name="colis_poids", condition=Q(poids_g__gt=0)),
        ]
        indexes = [
            models.Index(
                fields=["pays_origine", "-id"],
                include=["pays_visible"],
                name="colis_origine_recent",
            ),
            models.Index(
                fields=["pays_visible", "-id"],
                include=["pays_origine"],
                name="colis_visible_recent",
            ),
            models.Index(fields=["pays_origine", "statut", "-id"], name="colis_origine_statut"),
            models.Index(fields=["pays_visible", "statut", "-id"], name="colis_visible_statut"),
            models.Index(fields=["client", "-id"], name="colis_par_client"),
            models.Index(fields=["vol_id", "-id"], name="colis_vol"),
            models.Index(fields=["emplacement"], name="colis_emplacement"),
            models.Index(fields=["envoi_id"], name="colis_envoi"),
            models.Index(fields=["destinataire_telephone"], name="colis_telephone"),
            models.Index(
                fields=["code_suivi"], name="colis_code_debut", opclasses=["text_pattern_ops"]
            ),
            models.Index(
                fields=["code_inverse"], name="colis_code_fin", opclasses=["text_pattern_ops"]
            ),
            models.Index(
                fields=["destinataire_recherche"], name="colis_nom", opclasses=["text_pattern_ops"]
            ),
            models.Index(fields=["pays_visible", "arrive_le"], name="colis_arrive_le"),
            models.Index(fields=["pays_origine", "enregistre_le"], name="colis_enregistre_le"),
        ]
