"""What people give up or override, who signs it after them, and what they are told of it."""

from django.db import models
from django.db.models import Q

from accounts.models.lieux import Pays
from accounts.models.personnes import User
from core.ids import uuid7


class Concession(models.Model):
    """One thing given up or overridden, as the act said it: append-only, summed by actor.

    The subject is named by type and id, so that this floor knows nothing of those above.
    ``montant`` (minor units of ``devise``) is what it costs or risks; 0 where money says nothing.
    ``borne`` is the same in the country's own currency, at the subject's frozen rate, where
    ``devise`` is another one: it is what counts against the country's limits.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    genre = models.CharField(max_length=24)
    acteur_id = models.UUIDField()
    acteur_nom = models.CharField(max_length=80, blank=True)
    acteur_role = models.CharField(max_length=20)
    appareil_id = models.UUIDField(null=True)
    sujet_type = models.CharField(max_length=30)
    sujet_id = models.UUIDField()
    libelle = models.CharField(max_length=120, blank=True)
    client_id = models.UUIDField(null=True)
    colis_ids = models.JSONField(default=list)
    montant = models.BigIntegerField(default=0)
    devise = models.CharField(max_length=3, blank=True)
    borne = models.BigIntegerField(null=True)
    motif = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    enregistre_le = models.DateTimeField()

    class Meta:
        db_table = "accounts_concession"
        indexes = [
            models.Index(fields=["pays", "-enregistre_le"], name="concession_pays_recent"),
            models.Index(fields=["acteur_id", "-enregistre_le"], name="concession_acteur"),
            models.Index(fields=["client_id", "-enregistre_le"], name="concession_client"),
        ]


class Visa(models.Model):
    """A concession that took effect and waits for a second person's signature."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    concession = models.OneToOneField(Concession, models.PROTECT, related_name="visa")
    auteur_id = models.UUIDField()
    statut = models.CharField(max_length=12, default="en_attente")
    cree_le = models.DateTimeField()
    echeance_le = models.DateTimeField()
    decide_le = models.DateTimeField(null=True)
    decide_par = models.UUIDField(null=True)
    decide_nom = models.CharField(max_length=80, blank=True)
    decision_motif = models.TextField(blank=True)
    decide_appareil_id = models.UUIDField(null=True)

    class Meta:
        db_table = "accounts_visa"
        indexes = [
            models.Index(
                fields=["pays", "cree_le"],
                condition=Q(statut="en_attente"),
                name="visa_en_attente",
            ),
            models.Index(fields=["pays", "-id"], name="visa_pays_recent"),
        ]
        constraints = [
            models.CheckConstraint(
                name="visa_statut", condition=Q(statut__in=["en_attente", "accorde", "refuse"])
            ),
            models.CheckConstraint(
                name="visa_decide",
                condition=Q(statut="en_attente", decide_par__isnull=True)
                | Q(decide_par__isnull=False, decide_le__isnull=False),
            ),
            models.CheckConstraint(
                name="visa_autre_personne",
                condition=Q(decide_par__isnull=True) | ~Q(decide_par=models.F("auteur_id")),
            ),
        ]


class ContactChange(models.Model):
    """A client's phone was changed: for a day its codes wait for a second person."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    telephone = models.CharField(max_length=20)
    sujet_id = models.UUIDField()
    visa = models.OneToOneField(Visa, models.PROTECT, related_name="+")
    change_le = models.DateTimeField()

    class Meta:
        db_table = "accounts_contact_change"
        indexes = [models.Index(fields=["telephone", "-change_le"], name="contact_change_recent")]


class Avis(models.Model):
    """A notice about one's safety, shown until read: real even where no message leaves."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.CharField(max_length=5)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    genre = models.CharField(max_length=30)
    sujet_nom = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict)
    cree_le = models.DateTimeField()
    lu_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "accounts_avis"
        indexes = [
            models.Index(
                fields=["user", "-cree_le"], condition=Q(lu_le__isnull=True), name="avis_non_lus"
            )
        ]
