"""Money received for cartons, corrected only by a reversal."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Agence, Pays
from colis.models import Client, Colis
from core.ids import uuid7
from distribution.models.caisse import SessionCaisse

MOYENS = ["especes", "orange_money", "wave", "moov", "sarali", "carte", "avoir"]


class Encaissement(models.Model):
    """One payment in one method; amounts in minor units of ``devise``.

    ``session`` is empty only while a fact captured offline waits for its cashier's next session.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    agence = models.ForeignKey(Agence, models.PROTECT, related_name="+")
    session = models.ForeignKey(
        SessionCaisse, models.PROTECT, null=True, related_name="encaissements"
    )
    caissier_id = models.UUIDField()
    client = models.ForeignKey(Client, models.PROTECT, related_name="encaissements")
    moyen = models.CharField(max_length=14)
    montant = models.BigIntegerField()
    devise = models.CharField(max_length=3)
    reference_operateur = models.CharField(max_length=60, blank=True)
    rapprochement = models.CharField(max_length=12, blank=True)
    rabais = models.BigIntegerField(default=0)
    rabais_motif = models.CharField(max_length=300, blank=True)
    jeton_cede = models.BigIntegerField(default=0)
    avoir = models.BigIntegerField(default=0)
    recu_numero = models.CharField(max_length=24)
    recu_provisoire = models.CharField(max_length=24, blank=True)
    tardif = models.BooleanField(default=False)
    survenu_le = models.DateTimeField()
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "distribution_encaissement"
        constraints = [
            models.CheckConstraint(
                name="encaissement_montants",
                condition=Q(montant__gte=0, rabais__gte=0, jeton_cede__gte=0, avoir__gte=0)
                & (Q(montant__gt=0) | Q(rabais__gt=0) | Q(jeton_cede__gt=0)),
            ),
            models.CheckConstraint(name="encaissement_moyen", condition=Q(moyen__in=MOYENS)),
            models.UniqueConstraint(fields=["agence", "recu_numero"], name="recu_numero_unique"),
            models.UniqueConstraint(
                fields=["pays", "moyen", "reference_operateur"],
                condition=~Q(reference_operateur=""),
                name="reference_operateur_unique",
            ),
            models.UniqueConstraint(
                fields=["pays", "recu_provisoire"],
                condition=~Q(recu_provisoire=""),
                name="recu_provisoire_unique",
            ),
        ]
        indexes = [
            models.Index(fields=["pays", "-id"], name="encaissement_recent"),
            models.Index(fields=["pays", "enregistre_le"], name="encaissement_jour"),
            models.Index(fields=["caissier_id", "enregistre_le"], name="encaissement_caissier"),
            models.Index(
                fields=["caissier_id"],
                condition=Q(session__isnull=True),
                name="encaissement_sans_session",
            ),
        ]


class LigneEncaissement(models.Model):
    """One payment's share of one carton: paid, discounted and left as jeton cédé.

    ``montant`` is in the till's currency; the others in the carton's: ``du_avant`` what was due,
    ``montant_du`` what it settled, ``rabais`` and ``jeton_cede`` included.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    encaissement = models.ForeignKey(Encaissement, models.PROTECT, related_name="lignes")
    colis = models.ForeignKey(Colis, models.PROTECT, related_name="encaissements")
    montant = models.BigIntegerField()
    montant_du = models.BigIntegerField()
    du_avant = models.BigIntegerField()
    rabais = models.BigIntegerField(default=0)
    jeton_cede = models.BigIntegerField(default=0)

    class Meta:
        db_table = "distribution_ligne_encaissement"
        constraints = [
            models.CheckConstraint(
                name="ligne_encaissement_positive",
                condition=Q(montant__gte=0, montant_du__gte=0, rabais__gte=0, jeton_cede__gte=0)
                & Q(montant_du__gte=F("rabais") + F("jeton_cede"), montant_du__lte=F("du_avant")),
            )
        ]


class Annulation(models.Model):
    """The reversal of one collection, by another person, with its reason."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    encaissement = models.OneToOneField(Encaissement, models.PROTECT, related_name="annulation")
    motif = models.CharField(max_length=300)
    acteur_id = models.UUIDField()
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "distribution_annulation"
        indexes = [models.Index(fields=["pays", "enregistre_le"], name="annulation_jour")]
