"""Who sees which rows, and what can never be changed."""

from django.db import migrations

from core.tenancy import PAYS, policies_sql

SQL = policies_sql("rapports_rapport", lecture=f"pays = {PAYS}", modification=f"pays = {PAYS}")


class Migration(migrations.Migration):
    dependencies = (
        ("rapports", "0001_initial"),
        ("core", "0001_droits"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
