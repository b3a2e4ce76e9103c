"""What the feed is told of: every change to flights, cartons, clients, prices and locations.

Written by triggers, not by event handlers: some changes come from SECURITY DEFINER paths
(``reclamer_surplus``) and set-wide UPDATEs that publish no event, and a feed that misses one row
is wrong for good. A trigger cannot be forgotten, runs in the writer's transaction, costs no round
trip, and files a whole flight in one statement. They run as the owner, so that a closing at the
origin may tell the destination; a country is told of a carton only while it may see it, or when
it just stopped seeing it. They live with flights, the lowest floor that knows all five tables.
"""

from django.db import migrations

_TO_OWNER = (
    "LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$\nBEGIN\n"
    "  {body}\n  RETURN NULL;\nEND $$;\nREVOKE EXECUTE ON FUNCTION {name}() FROM PUBLIC;\n"
)
_FILE = "INSERT INTO core_changement (pays, portee, genre, objet_id)"


def _on(table: str, event: str, body: str) -> str:
    """A statement trigger: ``nouveaux`` (and ``anciens`` on UPDATE) are the rows it touched."""
    name = f"flux_{table.split('_', 1)[1]}_{event.lower()}"
    rows = "NEW TABLE AS nouveaux" + (" OLD TABLE AS anciens" if event == "UPDATE" else "")
    definition = _TO_OWNER.format(body=body, name=name)
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger {definition}"
        f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {rows}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}();\n"
    )


# bouge: its place in a scope may have changed, hence its client's. charge: so does the flight's sum.
_COLIS = f"""
  WITH c AS (
    SELECT n.id, n.client_id, {{client_avant}} AS client_avant,
           ARRAY[n.pays_origine, n.pays_visible, {{vu}}] AS publics,
           ARRAY[n.vol_id, {{vol_avant}}] AS vols, {{bouge}} AS bouge, {{charge}} AS charge
      FROM nouveaux n {{jointure}}
  )
  {_FILE}
  SELECT p.pays, 'station', x.genre, x.id
    FROM c, unnest(c.publics) p(pays),
         LATERAL (VALUES ('colis', c.id), ('client', CASE WHEN c.bouge THEN c.client_id END),
                         ('client', CASE WHEN c.bouge THEN c.client_avant END)) x(genre, id)
   WHERE p.pays IS NOT NULL AND x.id IS NOT NULL
  UNION
  SELECT p.pays, x.portee, x.genre, x.id
    FROM c JOIN vols_vol v ON v.id = ANY (c.vols),
         LATERAL unnest(ARRAY[v.pays_origine, v.pays_visible]) p(pays),
         LATERAL (VALUES ('vol:' || v.id, 'colis', c.id),
                         ('vol:' || v.id, 'vol', CASE WHEN c.charge THEN v.id END),
                         ('station', 'vol', CASE WHEN c.charge THEN v.id END)) x(portee, genre, id)
   WHERE p.pays IS NOT NULL AND x.id IS NOT NULL;
"""
_COLIS_INSERT = _COLIS.format(
    client_avant="NULL::uuid", vu="NULL::varchar", vol_avant="NULL::uuid", bouge="true",
    charge="true", jointure="",
)  # fmt: skip
_COLIS_UPDATE = _COLIS.format(
    client_avant="o.client_id", vu="o.pays_visible", vol_avant="o.vol_id",
    bouge="(n.statut, n.pays_visible, n.emplacement_id, n.client_id)"
    " IS DISTINCT FROM (o.statut, o.pays_visible, o.emplacement_id, o.client_id)",
    charge="n.vol_id IS DISTINCT FROM o.vol_id OR n.statut IN ('groupe', 'expedie')"
    " OR o.statut IN ('groupe', 'expedie')",
    jointure="JOIN anciens o ON o.id = n.id",
)  # fmt: skip

_VOL = f"""
  {_FILE}
  SELECT DISTINCT p.pays, x.portee, 'vol', n.id
    FROM nouveaux n {{jointure}}, LATERAL unnest({{publics}}) p(pays),
         LATERAL (VALUES ('station'), ('vol:' || n.id)) x(portee)
   WHERE p.pays IS NOT NULL;
"""
_VOL_INSERT = _VOL.format(jointure="", publics="ARRAY[n.pays_origine, n.pays_visible]")
_VOL_UPDATE = _VOL.format(
    jointure="JOIN anciens o ON o.id = n.id",
    publics="ARRAY[n.pays_origine, n.pays_visible, o.pays_visible]",
)

# A client enters a station with its first carton: its creation alone tells nobody anything.
_CLIENT = f"""
  {_FILE}
  SELECT n.pays, 'station', 'client', n.id FROM nouveaux n
  UNION SELECT c.pays_origine, 'station', 'client', n.id
    FROM nouveaux n JOIN colis_colis c ON c.client_id = n.id;
"""
_TARIF = f"""
  {_FILE}
  SELECT DISTINCT p.pays, 'station', 'tarif', n.id
    FROM nouveaux n, LATERAL unnest(ARRAY[n.pays_origine, n.pays_destination]) p(pays);
"""
_EMPLACEMENT = f"""
  {_FILE} SELECT n.pays, 'station', 'emplacement', n.id FROM nouveaux n;
"""
# A shelf's new name is on every carton that lies there.
_EMPLACEMENT_UPDATE = (
    _EMPLACEMENT
    + f"""
  {_FILE}
  SELECT c.pays_visible, 'station', 'colis', c.id
    FROM nouveaux n JOIN anciens o ON o.id = n.id JOIN colis_colis c ON c.emplacement_id = n.id
   WHERE c.pays_visible IS NOT NULL AND (n.code, n.agence_id) IS DISTINCT FROM (o.code, o.agence_id);
"""
)

SQL = (
    _on("colis_colis", "INSERT", _COLIS_INSERT)
    + _on("colis_colis", "UPDATE", _COLIS_UPDATE)
    + _on("vols_vol", "INSERT", _VOL_INSERT)
    + _on("vols_vol", "UPDATE", _VOL_UPDATE)
    + _on("colis_client", "UPDATE", _CLIENT)
    + _on("colis_tarif", "INSERT", _TARIF)
    + _on("colis_tarif", "UPDATE", _TARIF)
    + _on("accounts_emplacement", "INSERT", _EMPLACEMENT)
    + _on("accounts_emplacement", "UPDATE", _EMPLACEMENT_UPDATE)
)


class Migration(migrations.Migration):
    dependencies = (
        ("vols", "0003_lta"),
        ("core", "0005_flux"),
        ("colis", "0003_plan_garde"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
