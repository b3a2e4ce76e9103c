"""Which version last wrote each field of a client: an offline correction disagrees per field."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("colis", "0005_scellement"),)
    operations = (
        migrations.AddField(
            "client",
            "versions",
            models.JSONField(blank=True, db_default={}, default=dict),
        ),
    )
