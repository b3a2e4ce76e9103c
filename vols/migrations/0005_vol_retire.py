"""A destination's device told of a flight may still hold scans of it once it is withdrawn."""

from django.db import migrations

from core.tenancy import definer_sql

SQL = definer_sql(
    "vol_retire(uuid)",
    "jsonb",
    "SELECT jsonb_build_object('statut', v.statut, 'numero', v.numero,"
    " 'pays_origine', v.pays_origine) FROM vols_vol v"
    " WHERE v.id = $1 AND v.statut IN ('ouvert', 'annule') AND v.version_manifeste > 0"
    " AND v.pays_destination = current_setting('app.pays', true)",
)


class Migration(migrations.Migration):
    dependencies = (("vols", "0004_flux"),)
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
