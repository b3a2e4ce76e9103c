"""What the intake station's screen of dangerous goods saw, and the mark its label carries."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("colis", "0003_plan_garde"),)

    operations = (
        migrations.AddField(
            model_name="colis",
            name="marque_dg",
            field=models.CharField(blank=True, db_default="", max_length=12),
        ),
        migrations.AddField(
            model_name="colis",
            name="matieres",
            field=models.JSONField(null=True),
        ),
    )
