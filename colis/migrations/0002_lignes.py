"""Who sees which rows, and what can never be changed."""

from django.db import migrations

from core.tenancy import (
    CLIENT_IDS,
    PAYS,
    TELEPHONE,
    append_only_sql,
    definer_sql,
    immutable_column_sql,
    policies_sql,
)

_CLIENT = f"pays = {PAYS} OR pays_createur = {PAYS}"
_COLIS = f"pays_origine = {PAYS} OR pays_visible = {PAYS}"
_ORIGINE = "EXISTS (SELECT 1 FROM accounts_pays p WHERE p.code = current_setting('app.pays', true) AND p.origine)"


def _child(table: str, *, modification: bool = False) -> str:
    visible = f"EXISTS (SELECT 1 FROM colis_colis c WHERE c.id = {table}.colis_id)"
    return policies_sql(
        table, lecture=visible, modification=visible if modification else None, client=visible
    )


SQL = (
    policies_sql(
        "colis_client",
        lecture=_CLIENT,
        insertion=f"pays_createur = {PAYS}",
        modification=_CLIENT,
        client=f"telephone = {TELEPHONE}",
    )
    + policies_sql(
        "colis_tarif",
        lecture=f"pays_origine = {PAYS} OR pays_destination = {PAYS}",
        insertion=f"pays_destination = {PAYS}",
        modification=f"pays_destination = {PAYS}",
    )
    + policies_sql(
        "colis_colis", lecture=_COLIS, modification=_COLIS, client=f"client_id IN {CLIENT_IDS}"
    )
    + _child("colis_reference")
    + _child("colis_pesee")
    + _child("colis_photo", modification=True)
    + _child("colis_evenement")
    + append_only_sql("colis_pesee")
    + append_only_sql("colis_evenement")
    + immutable_column_sql("colis_colis", "pays_origine")
    + immutable_column_sql("colis_colis", "code_suivi")
    + definer_sql(
        "clients_par_telephone(text, text, integer)",
        "TABLE(id uuid, nom text, telephone text, pays text, langue text)",
        "SELECT c.id, c.nom, c.telephone, c.pays, c.langue FROM colis_client c"
        f" WHERE (c.pays = current_setting('app.pays', true) OR {_ORIGINE})"
        " AND ($2 = '' OR c.pays = $2) AND length($1) >= 8"
        " AND c.telephone_inverse ^@ reverse($1) LIMIT least($3, 5)",
    )
    + definer_sql(
        "client_contact(uuid)",
        "TABLE(id uuid, nom text, telephone text, pays text, langue text)",
        "SELECT c.id, c.nom, c.telephone, c.pays, c.langue FROM colis_client c"
        f" WHERE c.id = $1 AND (c.pays = current_setting('app.pays', true) OR {_ORIGINE})",
    )
    + definer_sql(
        "pays_du_telephone(text)",
        "TABLE(pays text, langue text)",
        "SELECT c.pays, c.langue FROM colis_client c WHERE c.telephone = $1"
        " ORDER BY c.cree_le LIMIT 1",
    )
    + definer_sql(
        "reclamer_surplus(text)",
        "uuid",
        "UPDATE colis_colis SET visible_destination = true WHERE code_suivi = $1"
        " AND pays_destination = current_setting('app.pays', true)"
        " AND statut IN ('recu', 'groupe') RETURNING id",
    )
)


class Migration(migrations.Migration):
    dependencies = (
        ("colis", "0001_initial"),
        ("accounts", "0002_lignes"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
