"""A late fact waits for its cashier's next session; a credit pays; a line remembers its due."""

import django.db.models.deletion
from django.db import migrations, models

from distribution.models.encaissement import MOYENS

_FIGE = """
CREATE OR REPLACE FUNCTION encaissement_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'rapprochement' - 'session_id' <> to_jsonb(OLD) - 'rapprochement' - 'session_id'
     OR (OLD.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id) THEN
    RAISE EXCEPTION 'un encaissement ne change jamais' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("distribution", "0002_lignes"),)

    operations = (
        migrations.RemoveConstraint(model_name="encaissement", name="encaissement_moyen"),
        migrations.RemoveConstraint(
            model_name="ligneencaissement", name="ligne_encaissement_positive"
        ),
        migrations.AddField(
            model_name="ligneencaissement",
            name="du_avant",
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="encaissement",
            name="session",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="encaissements",
                to="distribution.sessioncaisse",
            ),
        ),
        migrations.AddConstraint(
            model_name="encaissement",
            constraint=models.CheckConstraint(
                condition=models.Q(("moyen__in", MOYENS)), name="encaissement_moyen"
            ),
        ),
        migrations.AddConstraint(
            model_name="ligneencaissement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    montant__gte=0, montant_du__gte=0, rabais__gte=0, jeton_cede__gte=0
                )
                & models.Q(
                    montant_du__gte=models.F("rabais") + models.F("jeton_cede"),
                    montant_du__lte=models.F("du_avant"),
                ),
                name="ligne_encaissement_positive",
            ),
        ),
        migrations.AddIndex(
            model_name="encaissement",
            index=models.Index(
                fields=["caissier_id"],
                condition=models.Q(("session__isnull", True)),
                name="encaissement_sans_session",
            ),
        ),
        migrations.RunSQL(_FIGE, migrations.RunSQL.noop),
    )
