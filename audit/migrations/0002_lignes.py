"""Who sees which rows, and what can never be changed."""

from django.db import migrations

from core.tenancy import CONTEXTE, PAYS, append_only_sql, policies_sql

SQL = policies_sql("audit_entree", lecture=f"pays = {PAYS}", insertion=CONTEXTE) + append_only_sql(
    "audit_entree"
)


class Migration(migrations.Migration):
    dependencies = (
        ("audit", "0001_initial"),
        ("core", "0001_droits"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
