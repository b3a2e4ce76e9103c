"""What a device says it captured in all, per type: compared with what came at the day's closing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_portes")]

    operations = [
        migrations.AddField(model_name="appareil", name="bilan", field=models.JSONField(null=True)),
    ]
