"""Rights for tables to come, and the trigger that keeps append-only tables append-only."""

from django.db import migrations

SQL = """
GRANT USAGE ON SCHEMA public TO ts_app, ts_transverse, ts_client;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE ON TABLES TO ts_app, ts_transverse;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ts_app, ts_transverse;
CREATE FUNCTION refuser_modification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% est en ajout seul', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    run_before = (
        ("contenttypes", "0001_initial"),
        ("auth", "0001_initial"),
        ("axes", "0001_initial"),
        ("django_celery_beat", "0001_initial"),
        ("audit", "0001_initial"),
        ("accounts", "0001_initial"),
        ("rapports", "0001_initial"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
