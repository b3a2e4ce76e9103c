"""The look-up of a client by phone keeps its plan, as the public fiche does.

The same narrow path as in 0002_lignes, in PL/pgSQL: PostgreSQL 16 plans a SQL function's body at
every call. Owner and rights stay as they were.
"""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION clients_par_telephone(text, text, integer)
  RETURNS TABLE(id uuid, nom text, telephone text, pays text, langue text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  SELECT c.id, c.nom::text, c.telephone::text, c.pays::text, c.langue::text FROM colis_client c
   WHERE (c.pays = current_setting('app.pays', true)
          OR EXISTS (SELECT 1 FROM accounts_pays p
                      WHERE p.code = current_setting('app.pays', true) AND p.origine))
     AND ($2 = '' OR c.pays = $2) AND length($1) >= 8
     AND c.telephone_inverse ^@ reverse($1) LIMIT least($3, 5);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("colis", "0002_lignes"),)
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
