"""Devices: keys, series, what they still hold, how they end; one row per contact."""

import django.db.models.deletion
from django.db import migrations, models

from core.tenancy import policies_sql

# The device's own rows decide: its policies apply inside the subquery.
_OF_APPAREIL = "EXISTS (SELECT 1 FROM accounts_appareil a WHERE a.id = appareil_id)"

LIGNES = policies_sql("accounts_contact_appareil", lecture=_OF_APPAREIL, modification=_OF_APPAREIL)


class Migration(migrations.Migration):
    dependencies = (("accounts", "0004_budget_de_codes"),)

    operations = (
        migrations.RemoveField("appareil", "cle_publique"),
        migrations.AddField("appareil", "cle_publique", models.JSONField(null=True)),
        migrations.AddField("appareil", "poste_id", models.UUIDField(null=True)),
        migrations.AddField("appareil", "serie", models.CharField(blank=True, max_length=8)),
        migrations.AddConstraint(
            "appareil",
            models.UniqueConstraint(
                condition=~models.Q(serie=""), fields=("serie",), name="appareil_serie_unique"
            ),
        ),
        migrations.AddField("appareil", "fonction", models.CharField(blank=True, max_length=10)),
        migrations.AddField("appareil", "horloge_ecart_ms", models.BigIntegerField(default=0)),
        migrations.AddField("appareil", "en_attente", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "appareil", "photos_en_attente", models.PositiveIntegerField(default=0)
        ),
        migrations.AddField("appareil", "especes_en_attente", models.BigIntegerField(null=True)),
        migrations.AddField("appareil", "revoque_par", models.UUIDField(null=True)),
        migrations.AddField("appareil", "perdu_le", models.DateTimeField(null=True)),
        migrations.AddField("appareil", "perdu_par", models.UUIDField(null=True)),
        migrations.AddField("appareil", "especes_perdues", models.BigIntegerField(default=0)),
        migrations.AddField("appareil", "motif", models.CharField(blank=True, max_length=300)),
        migrations.AddConstraint(
            "appareil",
            models.CheckConstraint(
                condition=models.Q(perdu_par__isnull=True) | ~models.Q(perdu_par=models.F("user")),
                name="appareil_perdu_autre_personne",
            ),
        ),
        migrations.AddIndex(
            "appareil", models.Index(fields=["pays", "-contact_le"], name="appareil_pays_contact")
        ),
        migrations.CreateModel(
            name="ContactAppareil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seq_declaree", models.BigIntegerField()),
                ("le", models.DateTimeField()),
                (
                    "appareil",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="accounts.appareil",
                    ),
                ),
            ],
            options={
                "db_table": "accounts_contact_appareil",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("appareil", "seq_declaree"), name="contact_appareil_seq_unique"
                    )
                ],
            },
        ),
        migrations.RunSQL(LIGNES, migrations.RunSQL.noop),
        migrations.RunSQL(
            "UPDATE accounts_appareil a SET fonction = u.fonction FROM accounts_user u"
            " WHERE u.id = a.user_id",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            # What was known of each journal before contacts were kept one by one.
            "INSERT INTO accounts_contact_appareil (appareil_id, seq_declaree, le)"
            " SELECT id, seq_declaree, contact_le FROM accounts_appareil",
            migrations.RunSQL.noop,
        ),
    )
