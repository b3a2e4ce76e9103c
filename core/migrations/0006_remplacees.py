"""A waiting operation looks for the corrections of its parent."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = (("core", "0005_flux"),)

    operations = (
        migrations.AddIndex(
            "operation",
            models.Index(
                condition=Q(remplace__isnull=False),
                fields=["acteur_id", "remplace"],
                name="operation_remplace",
            ),
        ),
    )
