"""Devices and the closing of tills: provisional numbers once, what a lost device leaves owed."""

from django.db import migrations, models
from django.db.models import Q

_TYPES = [
    "caisse", "coffre", "banque", "portefeuille", "a_rapprocher", "creances", "revenus", "rabais",
    "jetons_cedes", "arrondis", "avoirs_clients", "depenses", "transit", "liaison", "fonds",
    "ecarts", "creances_agent", "pertes",
]  # fmt: skip

# The number a device printed may come after the payment (a lost answer, told again from its log):
# it is written once, and changes no more than the rest.
_FIGE = """
CREATE OR REPLACE FUNCTION encaissement_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  libres text[] := ARRAY['rapprochement', 'session_id', 'recu_provisoire'];
BEGIN
  IF to_jsonb(NEW) - libres <> to_jsonb(OLD) - libres
     OR (OLD.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id)
     OR (OLD.recu_provisoire <> '' AND NEW.recu_provisoire <> OLD.recu_provisoire) THEN
    RAISE EXCEPTION 'un encaissement ne change jamais' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("distribution", "0003_caisse"),)

    operations = (
        migrations.AddField("compte", "agent_id", models.UUIDField(null=True)),
        migrations.RemoveConstraint("compte", "compte_unique"),
        migrations.AddConstraint(
            "compte",
            models.UniqueConstraint(
                fields=("pays", "type", "moyen", "devise", "caisse", "agent_id"),
                name="compte_unique",
                nulls_distinct=False,
            ),
        ),
        migrations.RemoveConstraint("compte", "compte_type"),
        migrations.AddConstraint(
            "compte",
            models.CheckConstraint(condition=Q(type__in=_TYPES), name="compte_type"),
        ),
        migrations.AddConstraint(
            "encaissement",
            models.UniqueConstraint(
                condition=~Q(recu_provisoire=""),
                fields=("pays", "recu_provisoire"),
                name="recu_provisoire_unique",
            ),
        ),
        migrations.RunSQL(_FIGE, migrations.RunSQL.noop),
    )
