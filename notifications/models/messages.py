"""Messages owed, messages sent, every try, every receipt."""

from django.db import models
from django.db.models import Q

from accounts.models import CodeUnique, Pays
from colis.models import Client, Colis
from core.ids import uuid7
from notifications.models.lignes import Gabarit, Ligne


class MessageDu(models.Model):
    """A fact that owes somebody a message: insert-only, written in the fact's own transaction.

    ``pays`` is the recipient's; ``groupe`` names what is told together (envoi, flight, act);
    ``evenement_id`` makes it unique per fact and step.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    evenement_id = models.UUIDField()
    etape = models.CharField(max_length=14)
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    telephone = models.CharField(max_length=20)
    langue = models.CharField(max_length=2)
    colis = models.ForeignKey(Colis, models.PROTECT, null=True, related_name="+")
    groupe = models.CharField(max_length=60)
    variables = models.JSONField(default=dict)
    code_unique = models.ForeignKey(CodeUnique, models.PROTECT, null=True, related_name="+")
    cree_le = models.DateTimeField()

    class Meta:
        db_table = "notifications_message_du"
        constraints = [
            models.UniqueConstraint(
                fields=["evenement_id", "etape", "telephone"], name="message_du_une_fois"
            )
        ]
        indexes = [
            models.Index(fields=["cree_le"], name="message_du_cree"),
            models.Index(fields=["colis", "etape"], name="message_du_colis"),
        ]


class Notification(models.Model):
    """One message to one phone, from grouping to receipt; ends sent, cancelled or in sight."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    pays = models.ForeignKey(
        Pays, models.PROTECT, related_name="+", db_column="pays", db_index=False
    )
    client = models.ForeignKey(Client, models.PROTECT, null=True, related_name="+")
    telephone = models.CharField(max_length=20)
    langue = models.CharField(max_length=2)
    etape = models.CharField(max_length=14)
    canal = models.CharField(max_length=8, default="whatsapp")
    priorite = models.PositiveSmallIntegerField()
    groupe = models.CharField(max_length=60)
    lot = models.PositiveSmallIntegerField(default=1)
    cle_unique = models.CharField(max_length=160, unique=True)
    gabarit = models.ForeignKey(Gabarit, models.PROTECT, null=True, related_name="+")
    variables = models.JSONField(default=dict)
    texte = models.TextField(blank=True)
    statut = models.CharField(max_length=16, default="en_attente")
    motif = models.CharField(max_length=200, blank=True)
    code_motif = models.CharField(max_length=40, blank=True)
    ligne = models.ForeignKey(Ligne, models.PROTECT, null=True, related_name="+")
    prochaine_tentative_le = models.DateTimeField()
    echeance_le = models.DateTimeField()
    tentatives = models.PositiveSmallIntegerField(default=0)
    jeton = models.UUIDField(null=True)
    bail_le = models.DateTimeField(null=True)
    fournisseur_id = models.CharField(max_length=120, blank=True)
    envoye_le = models.DateTimeField(null=True)
    livre_le = models.DateTimeField(null=True)
    lu_le = models.DateTimeField(null=True)
    cree_le = models.DateTimeField()
    modifie_le = models.DateTimeField()

    class Meta:
        db_table = "notifications_notification"
        constraints = [
            models.CheckConstraint(
                name="notification_statut",
                condition=Q(
                    statut__in=[
                        "en_attente",
                        "en_cours",
                        "envoye",
                        "livre",
                        "lu",
                        "echec",
                        "incertain",
                        "echec_permanent",
                        "annule",
                        "suspendu",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="notification_canal", condition=Q(canal__in=["whatsapp", "sms"])
            ),
            models.CheckConstraint(
                name="notification_bail",
                condition=~Q(statut="en_cours") | Q(jeton__isnull=False, bail_le__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["prochaine_tentative_le", "priorite"],
                condition=Q(statut__in=["en_attente", "echec"]),
                name="notification_a_envoyer",
            ),
            models.Index(
                fields=["bail_le"], condition=Q(statut="en_cours"), name="notification_en_cours"
            ),
            models.Index(fields=["pays", "-id"], name="notification_pays_recent"),
            models.Index(fields=["pays", "statut", "-id"], name="notification_pays_statut"),
            models.Index(fields=["fournisseur_id"], name="notification_fournisseur"),
            models.Index(fields=["client", "-id"], name="notification_client"),
        ]


class NotificationMessage(models.Model):
    """Which owed messages a notification tells; each is told by exactly one."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    notification = models.ForeignKey(Notification, models.PROTECT, related_name="messages")
    message = models.OneToOneField(MessageDu, models.PROTECT, related_name="notification_message")

    class Meta:
        db_table = "notifications_notification_message"


class Tentative(models.Model):
    """One try, written and committed before the HTTP call, closed after it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    notification = models.ForeignKey(Notification, models.PROTECT, related_name="essais")
    ligne = models.ForeignKey(Ligne, models.PROTECT, related_name="+")
    jeton = models.UUIDField()
    numero = models.PositiveSmallIntegerField()
    commencee_le = models.DateTimeField()
    terminee_le = models.DateTimeField(null=True)
    issue = models.CharField(max_length=20, blank=True)
    http_statut = models.PositiveSmallIntegerField(null=True)
    code = models.CharField(max_length=60, blank=True)
    latence_ms = models.PositiveIntegerField(null=True)
    fournisseur_id = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "notifications_tentative"
        indexes = [
            models.Index(fields=["notification", "id"], name="tentative_notification"),
            models.Index(fields=["commencee_le"], name="tentative_commencee"),
            models.Index(
                fields=["fournisseur_id"],
                condition=~Q(fournisseur_id=""),
                name="tentative_fournisseur",
            ),
        ]


class Recu(models.Model):
    """A raw provider event, stored before it is understood; early, late, twice or unknown."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    fournisseur = models.CharField(max_length=20)
    empreinte = models.CharField(max_length=64, unique=True)
    corps = models.TextField()
    fournisseur_id = models.CharField(max_length=120, blank=True)
    statut = models.CharField(max_length=16, blank=True)
    recu_le = models.DateTimeField()
    traite_le = models.DateTimeField(null=True)

    class Meta:
        db_table = "notifications_recu"
        indexes = [
            models.Index(
                fields=["recu_le"], condition=Q(traite_le__isnull=True), name="recu_a_traiter"
            ),
            models.Index(fields=["fournisseur_id"], name="recu_fournisseur"),
        ]
