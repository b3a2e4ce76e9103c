"""SQL of the sealing migration: epochs and transaction numbers, partitions, rights."""

from core.tenancy import CONTEXTE, PAYS, append_only_sql, policies_sql

EPOQUE = "INSERT INTO audit_epoque (decalage, ouverte_le, motif) VALUES (0, %s, 'installation')"

# A row's `tx` is its transaction, whatever the writer says: sealing reads below the oldest
# transaction still running, so that each row is sealed exactly once.
PARTITIONS = """
REVOKE INSERT, UPDATE ON audit_epoque FROM ts_app, ts_transverse, ts_client;
CREATE FUNCTION poser_tx() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.tx := pg_catalog.pg_current_xact_id()::text::bigint
    + coalesce((SELECT decalage FROM public.audit_epoque ORDER BY id DESC LIMIT 1), 0);
  RETURN NEW;
END $$;
CREATE FUNCTION audit_creer_partition(debut date) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  mois date := date_trunc('month', debut)::date;
  nom text := 'audit_entree_p' || to_char(mois, 'YYYYMM');
BEGIN
  IF to_regclass('public.' || nom) IS NOT NULL THEN RETURN false; END IF;
  EXECUTE format('CREATE TABLE public.%I PARTITION OF public.audit_entree'
    ' FOR VALUES FROM (%L) TO (%L)', nom, mois::text || ' 00:00:00+00',
    (mois + interval '1 month')::date::text || ' 00:00:00+00');
  PERFORM audit_fermer_partition(nom);
  RETURN true;
END $$;
CREATE FUNCTION audit_fermer_partition(nom text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('REVOKE ALL ON public.%I FROM ts_app, ts_transverse, ts_client', nom);
  EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', nom);
  EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', nom);
  EXECUTE format('CREATE POLICY proprietaire ON public.%I TO ts_owner USING (true)'
    ' WITH CHECK (true)', nom);
  EXECUTE format('CREATE TRIGGER audit_entree_intronquable BEFORE TRUNCATE ON public.%I'
    ' FOR EACH STATEMENT EXECUTE FUNCTION refuser_modification()', nom);
END $$;
CREATE FUNCTION audit_preparer_partitions() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE n integer := 0; k integer;
BEGIN
  FOR k IN 0..3 LOOP
    IF audit_creer_partition(((now() AT TIME ZONE 'UTC')::date + make_interval(months => k))::date)
      THEN n := n + 1; END IF;
  END LOOP;
  RETURN n;
END $$;
REVOKE EXECUTE ON FUNCTION audit_creer_partition(date) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION audit_fermer_partition(text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION audit_preparer_partitions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_preparer_partitions() TO ts_app, ts_transverse;
"""


def tx_sql(table: str) -> str:
    """SQL that has every new row of ``table`` carry its transaction, indexed for sealing."""
    return f"""
CREATE TRIGGER {table}_tx BEFORE INSERT ON {table}
  FOR EACH ROW EXECUTE FUNCTION poser_tx();
CREATE INDEX {table}_scellement ON {table} (tx, pays);
"""


# Twelve months back for what exists (and for the demonstration), three ahead; older or later
# rows fall into the default partition, never into an error.
PARTITIONNER = (
    """
ALTER TABLE audit_entree RENAME TO audit_entree_avant;
ALTER TABLE audit_entree_avant DROP CONSTRAINT audit_entree_pkey;
DROP INDEX audit_pays_recent, audit_sujet, audit_acteur;
CREATE TABLE audit_entree (LIKE audit_entree_avant INCLUDING DEFAULTS,
  tx bigint NOT NULL DEFAULT 0) PARTITION BY RANGE (enregistre_le);
ALTER TABLE audit_entree ADD CONSTRAINT audit_entree_pkey PRIMARY KEY (id, enregistre_le);
CREATE INDEX audit_pays_recent ON audit_entree (pays, id DESC);
CREATE INDEX audit_sujet ON audit_entree (sujet_type, sujet_id, id DESC);
CREATE INDEX audit_acteur ON audit_entree (acteur_id, id DESC);
"""
    + policies_sql("audit_entree", lecture=f"pays = {PAYS}", insertion=CONTEXTE)
    + append_only_sql("audit_entree")
    + tx_sql("audit_entree")
    + """
DO $$
DECLARE m date;
BEGIN
  FOR m IN SELECT generate_series(
      least((SELECT min(enregistre_le) FROM audit_entree_avant), now() - interval '12 months'),
      now() + interval '3 months', interval '1 month')::date
  LOOP PERFORM audit_creer_partition(m); END LOOP;
  PERFORM audit_creer_partition((now() + interval '3 months')::date);
  CREATE TABLE audit_entree_autres PARTITION OF audit_entree DEFAULT;
  PERFORM audit_fermer_partition('audit_entree_autres');
END $$;
INSERT INTO audit_entree SELECT *, 0 FROM audit_entree_avant;
DROP TABLE audit_entree_avant;
"""
)

DROITS_DES_SCEAUX = (
    policies_sql("audit_sceau", lecture=f"chaine = {PAYS}", insertion="false")
    + append_only_sql("audit_sceau")
    + policies_sql("audit_emission", lecture="false", insertion="false")
    + append_only_sql("audit_emission")
    + append_only_sql("audit_epoque")
    + "REVOKE INSERT ON audit_sceau, audit_emission FROM ts_app;"
)
