from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0006_canal_sms"),
    ]

    operations = [
        migrations.AddField(
            model_name="ligne",
            name="pause_motif",
            field=models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="abonnement",
            name="ancien_chiffre",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="abonnement",
            name="ancien_jusqu_le",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="alerte",
            name="depuis_le",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="alerte",
            name="vue_le",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="tentative",
            index=models.Index(fields=["commencee_le"], name="tentative_commencee"),
        ),
    ]
