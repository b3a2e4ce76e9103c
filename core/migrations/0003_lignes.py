"""Who sees which rows, and what can never be changed."""

from django.db import migrations

from core.tenancy import PAYS, USER_ID, policies_sql

SQL = policies_sql(
    "core_creation", lecture=f"acteur_id = {USER_ID}", insertion=f"acteur_id = {USER_ID}"
) + policies_sql(
    "core_operation",
    lecture=f"pays = {PAYS} OR acteur_id = {USER_ID}",
    insertion=f"acteur_id = {USER_ID}",
    modification=f"pays = {PAYS} OR acteur_id = {USER_ID}",
)


class Migration(migrations.Migration):
    dependencies = (("core", "0002_socle"),)
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
