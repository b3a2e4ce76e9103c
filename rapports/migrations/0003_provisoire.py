"""A report made before everything had arrived says so, and has one successor when it has."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = (("rapports", "0002_lignes"),)

    operations = (
        migrations.AddField("rapport", "provisoire", models.BooleanField(default=False)),
        migrations.AddField("rapport", "remplace", models.UUIDField(null=True, unique=True)),
        migrations.AddIndex(
            "rapport",
            models.Index(
                fields=["demande_le"],
                condition=Q(provisoire=True),
                name="rapport_provisoire",
            ),
        ),
    )
