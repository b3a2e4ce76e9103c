"""Who sees the alerts, the partners and what they are told."""

from django.db import migrations

from core.tenancy import PAYS, definer_sql, policies_sql

_OWN = f"pays = {PAYS}"

SQL = (
    policies_sql("notifications_fenetre", lecture="false")
    + policies_sql("notifications_alerte", lecture=_OWN)
    + policies_sql("notifications_abonnement", lecture=_OWN, modification=_OWN)
    + policies_sql("notifications_livraison", lecture=_OWN, modification=_OWN)
    # Whoever moves a carton owes the partners of both its countries, whose rows they cannot see:
    # to the destination's only once the carton is visible there.
    + definer_sql(
        "devoir_livraisons(jsonb, text, timestamptz)",
        "bigint",
        """
        WITH mouvements AS (
          SELECT (m->>'evenement_id')::uuid AS evenement_id, (m->>'colis_id')::uuid AS colis_id,
                 m->>'vers' AS vers
            FROM jsonb_array_elements($1) m
        ), dues AS (
          INSERT INTO notifications_livraison (id, pays, abonnement_id, evenement_id, colis_id,
              type, corps, statut, essais, erreur, prochain_le, cree_le)
          SELECT gen_random_uuid(), a.pays, a.id, m.evenement_id, c.id, 'colis.' || m.vers,
                 json_build_object('type', 'colis.' || m.vers,
                   'timestamp', to_char($3 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                   'data', json_build_object('code_suivi', c.code_suivi, 'statut', m.vers,
                     'cause', $2, 'pays_origine', c.pays_origine,
                     'pays_destination', c.pays_destination))::text,
                 'en_attente', 0, '', $3, $3
            FROM mouvements m
            JOIN colis_colis c ON c.id = m.colis_id
            JOIN notifications_abonnement a
              ON a.actif AND a.pays IN (c.pays_origine, c.pays_visible)
             AND (a.evenements = '[]'::jsonb OR a.evenements ? ('colis.' || m.vers))
          ON CONFLICT DO NOTHING RETURNING 1)
        SELECT count(*) FROM dues
        """,
        grantees="ts_app, ts_transverse",
    )
)


class Migration(migrations.Migration):
    dependencies = (
        ("notifications", "0004_veille"),
        ("colis", "0002_lignes"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
