"""The totals a device and the server last agreed on, or that a second person admitted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_bilans")]

    operations = [
        migrations.AddField(
            model_name="appareil", name="bilan_admis", field=models.JSONField(null=True)
        ),
    ]
