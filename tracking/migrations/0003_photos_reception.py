"""The public page shows the pictures of intake alone, taken by the origin.

At check-in and hand-over the lens may catch a person or their identity document. An app older
than this one named every picture an intake: the country of whoever took it tells them apart.
"""

from django.db import migrations

_PUBLIQUE = "f.cle_reduite <> '' AND f.contexte = 'enregistrement' AND f.pays = c.pays_origine"

SQL = f"""
CREATE OR REPLACE FUNCTION suivi_photos(text) RETURNS SETOF text LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
SELECT f.cle_reduite FROM colis_photo f JOIN colis_colis c ON c.id = f.colis_id
 WHERE c.code_suivi = $1 AND {_PUBLIQUE} ORDER BY f.id LIMIT 4
$$;
DO $migration$
DECLARE
  avant text := (SELECT prosrc FROM pg_proc WHERE oid = 'suivi_par_code(text)'::regprocedure);
  apres text := replace(avant, $t$f.cle_reduite <> ''$t$, $t${_PUBLIQUE}$t$);
BEGIN
  IF apres = avant THEN
    RAISE EXCEPTION 'suivi_par_code: the count of pictures was not found';
  END IF;
  EXECUTE format(
    'CREATE OR REPLACE FUNCTION suivi_par_code(text) RETURNS jsonb LANGUAGE plpgsql STABLE'
    ' SECURITY DEFINER SET search_path = public, pg_temp AS %L', apres);
END $migration$;
"""


class Migration(migrations.Migration):
    dependencies = (("tracking", "0002_plan_garde"),)
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
