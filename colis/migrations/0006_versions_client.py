"""Which version last wrote each field of a client: an offline correction disagrees per field.

Of a record already changed nobody knows which fields were: each counts as written by the last.
"""

from django.db import migrations, models

# While they are forced, the row policies hide these rows from the owner that migrates too.
DEJA = """
ALTER TABLE colis_client NO FORCE ROW LEVEL SECURITY;
UPDATE colis_client SET versions = jsonb_build_object(
  'nom', version, 'telephone', version, 'adresse', version, 'langue', version,
  'consentement_whatsapp', version
) WHERE version > 1;
ALTER TABLE colis_client FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = (("colis", "0005_scellement"),)
    operations = (
        migrations.AddField(
            "client",
            "versions",
            models.JSONField(blank=True, db_default={}, default=dict),
        ),
        migrations.RunSQL(DEJA, migrations.RunSQL.noop),
    )
