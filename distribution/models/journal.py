"""The append-only double-entry journal under every franc."""

from django.db import models
from django.db.models import Q

from accounts.models import Agence, Pays
from colis.models import Client, Colis
from core.ids import uuid7
from distribution.models.caisse import Caisse, SessionCaisse

TYPES_COMPTE = [
    "caisse",
    "coffre",
    "banque",
    "portefeuille",
    "a_rapprocher",
    "creances",
    "revenus",
    "rabais",
    "jetons_cedes",
    "arrondis",
    "avoirs_clients",
    "depenses",
    "transit",
    "liaison",
    "fonds",
    "ecarts",
    "creances_agent",
    "pertes",
]


class Compte(models.Model):
    """An account of one country and currency; a till's names its till, a debt of staff its agent.

    ``creances_agent`` is what an agent owes for cash of a lost device, ``pertes`` the payments
    that cash stands for, nobody knows whose until they are found.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    type = models.CharField(max_length=14)
    moyen = models.CharField(max_length=14, blank=True)
    devise = models.CharField(max_length=3)
    caisse = models.ForeignKey(Caisse, models.PROTECT, null=True, related_name="comptes")
    agent_id = models.UUIDField(null=True)

    class Meta:
        db_table = "distribution_compte"
        constraints = [
            models.UniqueConstraint(
                fields=["pays", "type", "moyen", "devise", "caisse", "agent_id"],
                nulls_distinct=False,
                name="compte_unique",
            ),
            models.CheckConstraint(name="compte_type", condition=Q(type__in=TYPES_COMPTE)),
        ]


class Ecriture(models.Model):
    """One balanced, single-currency entry; the balance is enforced by a deferred trigger."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    agence = models.ForeignKey(Agence, models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey(SessionCaisse, models.PROTECT, null=True, related_name="ecritures")
    devise = models.CharField(max_length=3)
    type = models.CharField(max_length=20)
    sujet_type = models.CharField(max_length=20)
    sujet_id = models.UUIDField()
    acteur_id = models.UUIDField()
    survenu_le = models.DateTimeField()
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "distribution_ecriture"
        indexes = [
            models.Index(fields=["pays", "enregistre_le"], name="ecriture_jour"),
            models.Index(fields=["sujet_type", "sujet_id"], name="ecriture_sujet"),
        ]


class LigneEcriture(models.Model):
    """One leg: debit positive, credit negative, minor units of the entry's currency."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    ecriture = models.ForeignKey(Ecriture, models.PROTECT, related_name="lignes")
    compte = models.ForeignKey(Compte, models.PROTECT, related_name="lignes", db_index=False)
    montant = models.BigIntegerField()
    colis = models.ForeignKey(Colis, models.PROTECT, null=True, related_name="+")
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "distribution_ligne_ecriture"
        constraints = [
            models.CheckConstraint(name="ligne_ecriture_non_nulle", condition=~Q(montant=0))
        ]
        indexes = [
            models.Index(
                fields=["compte", "enregistre_le"], include=["montant"], name="ligne_compte_jour"
            )
        ]
