"""Operations kept aside, and who settled them."""

from django.db import migrations, models
from django.db.models import Q

from core.tenancy import PAYS, USER_ID

_SEEN = f"pays = {PAYS} OR acteur_id = {USER_ID} OR importe_par = {USER_ID}"
_MADE = f"acteur_id = {USER_ID} OR importe_par = {USER_ID}"
LIGNES = f"""
ALTER POLICY lecture ON core_operation USING ({_SEEN});
ALTER POLICY insertion ON core_operation WITH CHECK ({_MADE});
"""


class Migration(migrations.Migration):
    dependencies = (("core", "0003_lignes"),)

    operations = (
        migrations.AddField("operation", "hachage", models.CharField(blank=True, max_length=64)),
        migrations.AddField("operation", "remplace", models.UUIDField(null=True)),
        migrations.AddField("operation", "caisse", models.BooleanField(default=False)),
        migrations.AddField("operation", "especes", models.BigIntegerField(default=0)),
        migrations.AddField("operation", "horloge_ecart_ms", models.BigIntegerField(default=0)),
        migrations.AddField("operation", "motif", models.CharField(blank=True, max_length=24)),
        migrations.AddField("operation", "declaree", models.BooleanField(default=False)),
        migrations.AddField("operation", "importe_par", models.UUIDField(null=True)),
        migrations.AddField("operation", "decision", models.CharField(blank=True, max_length=12)),
        migrations.AddField("operation", "reglee_le", models.DateTimeField(null=True)),
        migrations.AddField("operation", "reglee_par", models.UUIDField(null=True)),
        migrations.AddField(
            "operation", "reglement_motif", models.CharField(blank=True, max_length=300)
        ),
        migrations.RemoveConstraint("operation", "operation_une_fois"),
        migrations.AddConstraint(
            "operation",
            models.UniqueConstraint(
                condition=Q(declaree=False),
                fields=("acteur_id", "op_id"),
                name="operation_une_fois",
            ),
        ),
        migrations.AddConstraint(
            "operation",
            models.UniqueConstraint(
                condition=Q(declaree=True),
                fields=("acteur_id", "op_id", "hachage"),
                name="operation_declaree_une_fois",
            ),
        ),
        migrations.AddIndex(
            "operation",
            models.Index(condition=~Q(motif=""), fields=["pays", "-id"], name="operation_aside"),
        ),
        migrations.AddIndex(
            "operation",
            models.Index(
                condition=Q(statut="deferred"), fields=["recue_le"], name="operation_differee"
            ),
        ),
        migrations.RunSQL(LIGNES, migrations.RunSQL.noop),
    )
