"""The public fiche keeps its plan: PostgreSQL 16 plans a SQL function's body at every call.

The same body in PL/pgSQL, whose plans live as long as the connection: a quarter of the CPU.
Owner, rights and result stay as they were.
"""

from django.db import migrations

SQL = """
DO $migration$
BEGIN
  EXECUTE format(
    'CREATE OR REPLACE FUNCTION suivi_par_code(text) RETURNS jsonb LANGUAGE plpgsql STABLE'
    ' SECURITY DEFINER SET search_path = public, pg_temp AS %L',
    'BEGIN RETURN (' ||
      (SELECT prosrc FROM pg_proc WHERE oid = 'suivi_par_code(text)'::regprocedure) ||
    '); END');
END $migration$;
"""


class Migration(migrations.Migration):
    dependencies = (("tracking", "0001_suivi"),)
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
