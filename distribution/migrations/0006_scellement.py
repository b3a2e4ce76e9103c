"""Every sealed row carries its transaction; rows from before belong to transaction 0."""

from django.db import migrations

from audit.migrations._scellement import tx_sql

_TABLES = (
    "distribution_ecriture",
    "distribution_ligne_ecriture",
)
SQL = "".join(
    f"ALTER TABLE {table} ADD COLUMN tx bigint NOT NULL DEFAULT 0;" + tx_sql(table)
    for table in _TABLES
)


class Migration(migrations.Migration):
    dependencies = (
        ("distribution", "0005_visas"),
        ("audit", "0003_scellement"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
