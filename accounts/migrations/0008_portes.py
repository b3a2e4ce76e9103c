"""Passwords typed by somebody else, who holds an account in hand, and what a link takes off."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_borne_locale")]

    operations = [
        migrations.AddField(
            model_name="codeunique",
            name="retirer_totp",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="mot_de_passe_provisoire",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="tenu_par",
            field=models.JSONField(default=dict),
        ),
    ]
