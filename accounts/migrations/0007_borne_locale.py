"""What a concession in another currency weighs against the country's own limits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_personnes")]

    operations = [
        migrations.AddField(
            model_name="concession", name="borne", field=models.BigIntegerField(null=True)
        ),
    ]
