"""What waits, what was refused and what a journal holds are found without reading it whole."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = (("core", "0006_remplacees"),)

    operations = (
        migrations.AddIndex(
            "operation",
            models.Index(
                fields=["appareil_id", "seq"],
                include=["type", "especes", "motif"],
                condition=Q(declaree=False),
                name="operation_journal",
            ),
        ),
        migrations.RemoveIndex("operation", "operation_appareil_seq"),
        migrations.AddIndex(
            "operation",
            models.Index(
                fields=["appareil_id", "statut"],
                condition=Q(statut__in=["recue", "deferred", "quarantaine"]),
                name="operation_suspens",
            ),
        ),
        migrations.AddIndex(
            "operation",
            models.Index(
                fields=["recue_le"],
                condition=Q(statut__in=["recue", "deferred"]),
                name="operation_attente",
            ),
        ),
        migrations.RemoveIndex("operation", "operation_differee"),
        migrations.AddIndex(
            "operation",
            models.Index(
                fields=["pays", "-id"],
                condition=Q(statut="rejected", reglee_le__isnull=True),
                name="operation_refusee",
            ),
        ),
    )
