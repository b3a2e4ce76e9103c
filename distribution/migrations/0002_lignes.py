"""Who sees which rows, and what can never be changed."""

from django.db import migrations

from core.tenancy import CLIENT_IDS, PAYS, append_only_sql, policies_sql

_TABLES = (
    "distribution_pointage",
    "distribution_caisse",
    "distribution_session_caisse",
    "distribution_compteur_recu",
)
_APPEND_ONLY = (
    "distribution_annulation",
    "distribution_compte",
    "distribution_ecriture",
    "distribution_ligne_ecriture",
)
_OWN = f"pays = {PAYS}"
_OWN_CLIENT = f"client_id IN {CLIENT_IDS}"
_REMISE = "EXISTS (SELECT 1 FROM distribution_remise r WHERE r.id = remise_id)"
_PAID = "EXISTS (SELECT 1 FROM distribution_encaissement e WHERE e.id = encaissement_id)"

_JOURNAL = """
CREATE FUNCTION ecriture_equilibree() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  cible uuid := CASE WHEN TG_TABLE_NAME = 'distribution_ecriture' THEN NEW.id ELSE NULL END;
  somme numeric; jambes integer; etrangeres integer;
BEGIN
  IF cible IS NULL THEN cible := NEW.ecriture_id; END IF;
  SELECT coalesce(sum(l.montant), 0), count(*),
         count(*) FILTER (WHERE c.devise <> e.devise OR c.pays <> e.pays OR l.pays <> e.pays)
    INTO somme, jambes, etrangeres
    FROM distribution_ligne_ecriture l
    JOIN distribution_compte c ON c.id = l.compte_id
    JOIN distribution_ecriture e ON e.id = l.ecriture_id
   WHERE l.ecriture_id = cible;
  IF jambes < 2 OR somme <> 0 OR etrangeres > 0 THEN
    RAISE EXCEPTION 'écriture % déséquilibrée : % jambes, somme %, % hors devise ou pays',
      cible, jambes, somme, etrangeres USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ecriture_equilibree AFTER INSERT ON distribution_ecriture
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ecriture_equilibree();
CREATE CONSTRAINT TRIGGER ligne_equilibree AFTER INSERT ON distribution_ligne_ecriture
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ecriture_equilibree();
"""

_FROZEN = """
CREATE FUNCTION session_validee_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.statut = 'validee' OR NEW.fonds <> OLD.fonds OR NEW.caisse_id <> OLD.caisse_id
     OR NEW.caissier_id <> OLD.caissier_id OR NEW.ouverte_le <> OLD.ouverte_le
     OR (OLD.compte IS NOT NULL AND NEW.compte IS DISTINCT FROM OLD.compte) THEN
    RAISE EXCEPTION 'session de caisse figée' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_validee_figee BEFORE UPDATE ON distribution_session_caisse
  FOR EACH ROW EXECUTE FUNCTION session_validee_figee();
CREATE FUNCTION encaissement_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'rapprochement' <> to_jsonb(OLD) - 'rapprochement' THEN
    RAISE EXCEPTION 'un encaissement ne change jamais' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER encaissement_fige BEFORE UPDATE ON distribution_encaissement
  FOR EACH ROW EXECUTE FUNCTION encaissement_fige();
"""

SQL = (
    "".join(policies_sql(table, lecture=_OWN, modification=_OWN) for table in _TABLES)
    + "".join(policies_sql(table, lecture=_OWN) + append_only_sql(table) for table in _APPEND_ONLY)
    + policies_sql("distribution_remise", lecture=_OWN, modification=_OWN, client=_OWN_CLIENT)
    + policies_sql("distribution_remise_colis", lecture=_REMISE, modification=_REMISE)
    + policies_sql("distribution_encaissement", lecture=_OWN, modification=_OWN, client=_OWN_CLIENT)
    + policies_sql("distribution_ligne_encaissement", lecture=_PAID, client=_PAID)
    + append_only_sql("distribution_ligne_encaissement")
    + _JOURNAL
    + _FROZEN
)


class Migration(migrations.Migration):
    dependencies = (
        ("distribution", "0001_initial"),
        ("vols", "0002_lignes"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
