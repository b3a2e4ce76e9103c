"""Codes a phone received and wrong tries it made, over every country: counts, no rows."""

from django.db import migrations

from core.tenancy import definer_sql

SQL = (
    definer_sql(
        "budget_de_codes(text, timestamptz)",
        "TABLE(emis bigint, essais bigint)",
        "SELECT count(*) FILTER (WHERE c.cree_le > $2 - interval '1 hour'),"
        " coalesce(sum(c.essais), 0) FROM accounts_code_unique c"
        " WHERE c.telephone = $1 AND c.cree_le > $2 - interval '1 day'",
        grantees="ts_app",
    )
    + "GRANT DELETE ON axes_accessattemptexpiration TO ts_app;"
)


class Migration(migrations.Migration):
    dependencies = (("accounts", "0003_pays"), ("axes", "0010_accessattemptexpiration"))
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
