"""Months of the journal as partitions, transaction numbers, and the table of seals."""

from datetime import UTC, datetime

from django.db import migrations, models

import core.ids
from audit.migrations._scellement import DROITS_DES_SCEAUX, EPOQUE, PARTITIONNER, PARTITIONS


class Migration(migrations.Migration):
    dependencies = (("audit", "0002_lignes"),)

    operations = (
        migrations.CreateModel(
            name="Epoque",
            fields=[
                ("id", models.SmallAutoField(primary_key=True, serialize=False)),
                ("decalage", models.BigIntegerField()),
                ("ouverte_le", models.DateTimeField()),
                ("motif", models.CharField(max_length=200)),
            ],
            options={"db_table": "audit_epoque"},
        ),
        migrations.CreateModel(
            name="Sceau",
            fields=[
                ("id", models.UUIDField(default=core.ids.uuid7, primary_key=True, serialize=False)),
                ("chaine", models.CharField(max_length=5)),
                ("numero", models.BigIntegerField()),
                ("precedent", models.BinaryField()),
                ("tx_debut", models.BigIntegerField()),
                ("tx_fin", models.BigIntegerField()),
                ("tables", models.JSONField()),
                ("lignes", models.BigIntegerField()),
                ("total", models.BigIntegerField()),
                ("feuilles", models.BinaryField()),
                ("empreinte", models.BinaryField()),
                ("scelle_le", models.DateTimeField()),
            ],
            options={
                "db_table": "audit_sceau",
                "constraints": [
                    models.UniqueConstraint(fields=("chaine", "numero"), name="sceau_une_fois"),
                    models.UniqueConstraint(
                        fields=("chaine", "tx_fin"), name="sceau_sans_recouvrement"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Emission",
            fields=[
                ("id", models.UUIDField(default=core.ids.uuid7, primary_key=True, serialize=False)),
                ("adaptateur", models.CharField(max_length=20)),
                ("chaine", models.CharField(max_length=5)),
                ("numero", models.BigIntegerField()),
                ("emis_le", models.DateTimeField()),
            ],
            options={
                "db_table": "audit_emission",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("adaptateur", "chaine", "numero"), name="emission_une_fois"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            [
                (EPOQUE, [datetime.now(UTC)]),
                *((statement, None) for statement in (PARTITIONS, PARTITIONNER, DROITS_DES_SCEAUX)),
            ],
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AddField(
                    model_name="entree",
                    name="tx",
                    field=models.BigIntegerField(db_default=0, editable=False),
                ),
            ],
        ),
    )
