"""Devices enrolled to people: one journal each, its key, its contacts, its end."""

from django.db import models

from accounts.models.personnes import User


class Appareil(models.Model):
    """One person's journal in one browser (``poste_id``), signed by its own key.

    ``fonction`` and ``pays`` are those of the person when it was enrolled: what it captured is
    judged by them. ``cle_publique`` is an EC P-256 JWK; without it the device is keyless, which
    only a setting allows. ``serie`` is the series of its provisional receipts. What it says it
    still holds (``en_attente``, ``photos_en_attente``, ``especes_en_attente`` in minor units) is
    its last declaration, less what has been received since. ``bilan`` is what it last said to
    hold in all: ``{"seq": up to, "types": {type: [count, cash in minor units]}}``;
    ``bilan_admis`` is the last one that what came agreed with, or that a second person admitted
    as it is: both count from there.
    """

    id = models.UUIDField(primary_key=True)
    pays = models.CharField(max_length=5)
    user = models.ForeignKey(User, models.PROTECT, related_name="appareils")
    fonction = models.CharField(max_length=10, blank=True)
    poste_id = models.UUIDField(null=True)
    nom = models.CharField(max_length=120, blank=True)
    serie = models.CharField(max_length=8, blank=True)
    cle_publique = models.JSONField(null=True)
    enrole_le = models.DateTimeField()
    contact_le = models.DateTimeField()
    seq_contigue = models.BigIntegerField(default=0)
    seq_declaree = models.BigIntegerField(default=0)
    horloge_ecart_ms = models.BigIntegerField(default=0)
    en_attente = models.PositiveIntegerField(default=0)
    photos_en_attente = models.PositiveIntegerField(default=0)
    especes_en_attente = models.BigIntegerField(null=True)
    bilan = models.JSONField(null=True)
    bilan_admis = models.JSONField(null=True)
    revoque_le = models.DateTimeField(null=True)
    revoque_par = models.UUIDField(null=True)
    perdu_le = models.DateTimeField(null=True)
    perdu_par = models.UUIDField(null=True)
    especes_perdues = models.BigIntegerField(default=0)
    motif = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "accounts_appareil"
        indexes = [models.Index(fields=["pays", "-contact_le"], name="appareil_pays_contact")]
        constraints = [
            models.UniqueConstraint(
                fields=["serie"], condition=~models.Q(serie=""), name="appareil_serie_unique"
            ),
            models.CheckConstraint(
                name="appareil_perdu_autre_personne",
                condition=models.Q(perdu_par__isnull=True) | ~models.Q(perdu_par=models.F("user")),
            ),
        ]


class ContactAppareil(models.Model):
    """When a journal last spoke having captured up to ``seq_declaree``.

    One row per declared seq: a contact with the same seq moves its ``le``. An operation of seq n
    was captured after the last contact that declared less than n.
    """

    appareil = models.ForeignKey(Appareil, models.PROTECT, related_name="contacts", db_index=False)
    seq_declaree = models.BigIntegerField()
    le = models.DateTimeField()

    class Meta:
        db_table = "accounts_contact_appareil"
        constraints = [
            models.UniqueConstraint(
                fields=["appareil", "seq_declaree"], name="contact_appareil_seq_unique"
            )
        ]
