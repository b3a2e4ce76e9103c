"""The feed of changes devices pull: append-only, ordered by (xid, seq), purged after 91 days.

No model: PostgreSQL's xid8 has no Django field, and nothing writes here but triggers
(vols/0004_flux), as the owner. No deletion mark either: a row says that something changed, and
whether it is still in the scope is read with it, at one moment; a mark could only go stale.
"""

from django.db import migrations

from core.tenancy import PAYS, definer_sql, policies_sql

TABLE = """
CREATE TABLE core_changement (
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  seq bigserial NOT NULL,
  pays varchar(5) NOT NULL,
  portee varchar(40) NOT NULL,
  genre varchar(12) NOT NULL,
  objet_id uuid NOT NULL,
  le timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (pays, portee, xid, seq)
);
CREATE INDEX changement_age ON core_changement (le);
"""

# Nobody writes but the triggers, which run as the owner; the owner itself may only let old rows go.
INTOUCHABLE = """
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON core_changement FROM ts_app, ts_transverse, ts_client;
CREATE FUNCTION changement_garde() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.le > now() - interval '90 days' THEN
    RAISE EXCEPTION 'core_changement garde 90 jours' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER core_changement_garde BEFORE DELETE ON core_changement
  FOR EACH ROW EXECUTE FUNCTION changement_garde();
CREATE TRIGGER core_changement_intouchable BEFORE UPDATE ON core_changement
  FOR EACH ROW EXECUTE FUNCTION refuser_modification();
CREATE TRIGGER core_changement_intronquable BEFORE TRUNCATE ON core_changement
  FOR EACH STATEMENT EXECUTE FUNCTION refuser_modification();
"""

PURGE = definer_sql(
    "purger_changements(integer)",
    "bigint",
    "WITH vieux AS (DELETE FROM core_changement WHERE ctid = ANY(ARRAY(SELECT ctid"
    " FROM core_changement WHERE le < now() - interval '91 days' LIMIT $1)) RETURNING 1)"
    " SELECT count(*) FROM vieux",
)

SQL = TABLE + policies_sql("core_changement", lecture=f"pays = {PAYS}") + INTOUCHABLE + PURGE


class Migration(migrations.Migration):
    dependencies = (("core", "0004_quarantaine"),)

    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
