"""The till of a cashier who is gone is counted by an admin, who never signs it."""

from django.db import migrations, models
from django.db.models import Q

_FIGE = """
CREATE OR REPLACE FUNCTION session_validee_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.statut = 'validee' OR NEW.fonds <> OLD.fonds OR NEW.caisse_id <> OLD.caisse_id
     OR NEW.caissier_id <> OLD.caissier_id OR NEW.ouverte_le <> OLD.ouverte_le
     OR (OLD.compte IS NOT NULL AND NEW.compte IS DISTINCT FROM OLD.compte)
     OR (OLD.compte IS NOT NULL AND NEW.comptee_par IS DISTINCT FROM OLD.comptee_par) THEN
    RAISE EXCEPTION 'session de caisse figée' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("distribution", "0006_scellement"),)

    operations = (
        migrations.AddField("sessioncaisse", "comptee_par", models.UUIDField(null=True)),
        migrations.AddField(
            "sessioncaisse",
            "comptage_motif",
            models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "sessioncaisse",
            models.CheckConstraint(
                condition=Q(validee_par__isnull=True)
                | Q(comptee_par__isnull=True)
                | ~Q(validee_par=models.F("comptee_par")),
                name="session_autre_que_compteur",
            ),
        ),
        migrations.RunSQL(_FIGE, migrations.RunSQL.noop),
    )
