"""A key per client for the personal values of the journal."""

from django.db import migrations, models

from core.tenancy import CONTEXTE, policies_sql

# The key is of no use without the ciphertext, which the journal's own policies guard, and is
# itself encrypted by a key kept outside: any staff context may read and make one, nobody under
# a country's role may change one.
_SQL = (
    policies_sql("audit_cle", lecture=CONTEXTE, insertion=CONTEXTE)
    + "REVOKE UPDATE ON audit_cle FROM ts_app;"
)


class Migration(migrations.Migration):
    dependencies = (("audit", "0003_scellement"),)

    operations = (
        migrations.CreateModel(
            name="CleClient",
            fields=[
                ("client_id", models.UUIDField(primary_key=True, serialize=False)),
                ("cle", models.BinaryField(null=True)),
                ("creee_le", models.DateTimeField()),
                ("oubliee_le", models.DateTimeField(null=True)),
            ],
            options={"db_table": "audit_cle"},
        ),
        migrations.RunSQL(_SQL, migrations.RunSQL.noop),
    )
