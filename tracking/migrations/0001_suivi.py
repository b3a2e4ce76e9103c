"""The public page's narrow paths: one carton by its unguessable code, and nothing beside it.

No name leaves the database (an initial does), no phone, no other carton, no row of anybody else.
"""

from django.db import migrations

from core.tenancy import definer_sql

_ETAPES = """
  SELECT jsonb_agg(jsonb_build_object('vers', e.vers, 'survenu_le', e.survenu_le, 'pays', e.pays,
           'ville', coalesce(a.ville, '')) ORDER BY e.id)
    FROM colis_evenement e LEFT JOIN accounts_agence a ON a.id = e.agence_id
   WHERE e.colis_id = c.id AND e.vers <> e.de
"""
_VOL = """
  SELECT jsonb_build_object('parti_le', v.parti_le, 'depart_prevu_le', v.depart_prevu_le,
           'arrivee_prevue_le', v.arrivee_prevue_le, 'ville', coalesce(p.ville, ''),
           'fuseau', coalesce(p.fuseau, d.fuseau))
    FROM vols_vol v LEFT JOIN vols_aeroport p ON p.code = v.aeroport_arrivee_id
    JOIN accounts_pays d ON d.code = v.pays_destination
   WHERE v.id = c.vol_id AND v.statut <> 'annule'
"""
_AGENCE = """
  SELECT jsonb_build_object('nom', a.nom, 'ville', a.ville, 'adresse', a.adresse,
           'horaires', a.horaires, 'telephone', a.telephone)
    FROM accounts_agence a
   WHERE a.pays = c.pays_destination AND a.actif ORDER BY a.id LIMIT 1
"""
_PAYS = """
  SELECT jsonb_object_agg(p.code, jsonb_build_object('fuseau', p.fuseau, 'nom', p.nom,
           'nom_en', p.nom_en, 'nom_zh', p.nom_zh))
    FROM accounts_pays p WHERE p.code IN (c.pays_origine, c.pays_destination)
"""
_SUIVI = f"""
SELECT jsonb_build_object(
  'code', c.code_suivi, 'statut', c.statut, 'statut_le', c.statut_le, 'mode', c.mode,
  'initiale', left(trim(c.destinataire_nom), 1), 'rang', c.rang, 'total', c.total,
  'nombre_pieces', c.nombre_pieces, 'poids_g', c.poids_g, 'poids_taxable_g', c.poids_taxable_g,
  'prix', c.prix, 'du', c.du, 'devise', c.devise,
  'pays_origine', c.pays_origine, 'pays_destination', c.pays_destination,
  'pays', ({_PAYS}), 'evenements', ({_ETAPES}), 'vol', ({_VOL}), 'agence', ({_AGENCE}),
  'photos', (SELECT count(*) FROM colis_photo f WHERE f.colis_id = c.id AND f.cle_reduite <> ''))
FROM colis_colis c WHERE c.code_suivi = $1
"""

SQL = (
    definer_sql("suivi_par_code(text)", "jsonb", _SUIVI, grantees="ts_app")
    + definer_sql(
        "suivi_fin_telephone(text, text)",
        "boolean",
        "SELECT EXISTS (SELECT 1 FROM colis_colis c WHERE c.code_suivi = $1"
        " AND length($2) = 4 AND right(c.destinataire_telephone, 4) = $2)",
        grantees="ts_app",
    )
    + definer_sql(
        "suivi_photos(text)",
        "SETOF text",
        "SELECT f.cle_reduite FROM colis_photo f JOIN colis_colis c ON c.id = f.colis_id"
        " WHERE c.code_suivi = $1 AND f.cle_reduite <> '' ORDER BY f.id LIMIT 4",
        grantees="ts_app",
    )
    + definer_sql(
        "codes_suivis(uuid[])",
        "SETOF text",
        "SELECT c.code_suivi FROM colis_colis c WHERE c.id = ANY ($1)",
        grantees="ts_app, ts_transverse",
    )
    + """
CREATE POLICY client ON distribution_annulation FOR SELECT TO ts_client USING
  (EXISTS (SELECT 1 FROM distribution_encaissement e WHERE e.id = encaissement_id));
GRANT SELECT ON distribution_annulation TO ts_client;
"""
)


class Migration(migrations.Migration):
    initial = True
    dependencies = (
        ("accounts", "0002_lignes"),
        ("colis", "0002_lignes"),
        ("vols", "0002_lignes"),
        ("distribution", "0002_lignes"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
