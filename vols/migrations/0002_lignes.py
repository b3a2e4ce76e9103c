"""Who sees which rows, and what can never be changed."""

from django.db import migrations

from core.tenancy import PAYS, append_only_sql, definer_sql, immutable_column_sql, policies_sql

_VOL = f"pays_origine = {PAYS} OR pays_visible = {PAYS}"


def _child(table: str, *, modification: bool = False) -> str:
    visible = f"EXISTS (SELECT 1 FROM vols_vol v WHERE v.id = {table}.vol_id)"
    return policies_sql(table, lecture=visible, modification=visible if modification else None)


SQL = (
    policies_sql("vols_vol", lecture=_VOL, modification=_VOL)
    + _child("vols_ligne_manifeste", modification=True)
    + _child("vols_manifeste")
    + _child("vols_evenement")
    + append_only_sql("vols_manifeste")
    + append_only_sql("vols_evenement")
    + immutable_column_sql("vols_vol", "pays_origine")
    + definer_sql(
        "retirer_surplus(uuid, uuid, timestamptz)",
        "uuid",
        "UPDATE vols_ligne_manifeste l SET retire_le = $3, retire_par = $2 FROM colis_colis c"
        " WHERE l.colis_id = $1 AND l.retire_le IS NULL AND c.id = l.colis_id"
        " AND c.visible_destination AND c.pays_destination = current_setting('app.pays', true)"
        " RETURNING l.vol_id",
    )
)


class Migration(migrations.Migration):
    dependencies = (
        ("vols", "0001_initial"),
        ("colis", "0002_lignes"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
