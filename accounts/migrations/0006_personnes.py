"""Second factors, recovery, notices; concessions, their visas, and phones that changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.ids
from core.tenancy import PAYS, USER_ID, append_only_sql, definer_sql, policies_sql

_OWN_COUNTRY = f"pays = {PAYS}"
_OWN = f"user_id = {USER_ID}"

SQL = (
    policies_sql("accounts_concession", lecture=_OWN_COUNTRY)
    + append_only_sql("accounts_concession")
    + policies_sql("accounts_visa", lecture=_OWN_COUNTRY, modification=_OWN_COUNTRY)
    + policies_sql("accounts_contact_change", lecture=_OWN_COUNTRY)
    + policies_sql("accounts_avis", lecture=_OWN, modification=_OWN)
    + definer_sql(
        "lien_de_compte(uuid)",
        "TABLE(sujet text, pays text)",
        "SELECT c.sujet, c.pays FROM accounts_code_unique c WHERE c.id = $1 AND c.usage = 'lien'",
        grantees="ts_app",
    )
    + definer_sql(
        "telephone_en_attente(text, timestamptz)",
        "boolean",
        "SELECT EXISTS (SELECT 1 FROM accounts_contact_change c"
        " JOIN accounts_visa v ON v.id = c.visa_id"
        " WHERE c.telephone = $1 AND (c.change_le > $2 - interval '24 hours'"
        " AND v.statut <> 'accorde' OR v.statut = 'refuse' AND NOT EXISTS ("
        "SELECT 1 FROM accounts_contact_change c2 JOIN accounts_visa v2 ON v2.id = c2.visa_id"
        " WHERE c2.telephone = $1 AND c2.change_le > c.change_le AND v2.statut = 'accorde')))",
        grantees="ts_app, ts_transverse",
    )
    + """
GRANT EXECUTE ON FUNCTION budget_de_codes(text, timestamptz) TO ts_transverse;
UPDATE accounts_user SET mains = jsonb_build_array(cree_par::text) WHERE cree_par IS NOT NULL;
REVOKE DELETE, TRUNCATE ON accounts_visa, accounts_contact_change, accounts_avis
  FROM ts_app, ts_transverse, ts_client;
CREATE FUNCTION accounts_visa_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.statut <> 'en_attente' OR NEW.concession_id <> OLD.concession_id
     OR NEW.auteur_id <> OLD.auteur_id OR NEW.pays <> OLD.pays OR NEW.cree_le <> OLD.cree_le THEN
    RAISE EXCEPTION 'un visa décidé ne change plus'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accounts_visa_fige BEFORE UPDATE ON accounts_visa
  FOR EACH ROW EXECUTE FUNCTION accounts_visa_fige();
"""
)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_appareils"),
    ]

    operations = [
        migrations.CreateModel(
            name="Avis",
            fields=[
                ("id", models.UUIDField(default=core.ids.uuid7, primary_key=True, serialize=False)),
                ("pays", models.CharField(max_length=5)),
                ("genre", models.CharField(max_length=30)),
                ("sujet_nom", models.CharField(blank=True, max_length=80)),
                ("details", models.JSONField(default=dict)),
                ("cree_le", models.DateTimeField()),
                ("lu_le", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "accounts_avis",
            },
        ),
        migrations.CreateModel(
            name="Concession",
            fields=[
                ("id", models.UUIDField(default=core.ids.uuid7, primary_key=True, serialize=False)),
                ("genre", models.CharField(max_length=24)),
                ("acteur_id", models.UUIDField()),
                ("acteur_nom", models.CharField(blank=True, max_length=80)),
                ("acteur_role", models.CharField(max_length=20)),
                ("appareil_id", models.UUIDField(null=True)),
                ("sujet_type", models.CharField(max_length=30)),
                ("sujet_id", models.UUIDField()),
                ("libelle", models.CharField(blank=True, max_length=120)),
                ("client_id", models.UUIDField(null=True)),
                ("colis_ids", models.JSONField(default=list)),
                ("montant", models.BigIntegerField(default=0)),
                ("devise", models.CharField(blank=True, max_length=3)),
                ("motif", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                ("enregistre_le", models.DateTimeField()),
            ],
            options={
                "db_table": "accounts_concession",
            },
        ),
        migrations.CreateModel(
            name="ContactChange",
            fields=[
                ("id", models.UUIDField(default=core.ids.uuid7, primary_key=True, serialize=False)),
                ("telephone", models.CharField(max_length=20)),
                ("sujet_id", models.UUIDField()),
                ("change_le", models.DateTimeField()),
            ],
            options={
                "db_table": "accounts_contact_change",
            },
        ),
        migrations.CreateModel(
            name="Visa",
            fields=[
                ("id", models.UUIDField(default=core.ids.uuid7, primary_key=True, serialize=False)),
                ("auteur_id", models.UUIDField()),
                ("statut", models.CharField(default="en_attente", max_length=12)),
                ("cree_le", models.DateTimeField()),
                ("echeance_le", models.DateTimeField()),
                ("decide_le", models.DateTimeField(null=True)),
                ("decide_par", models.UUIDField(null=True)),
                ("decide_nom", models.CharField(blank=True, max_length=80)),
                ("decision_motif", models.TextField(blank=True)),
                ("decide_appareil_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "accounts_visa",
            },
        ),
        migrations.RemoveConstraint(
            model_name="codeunique",
            name="code_usage",
        ),
        migrations.AddField(
            model_name="user",
            name="codes_secours",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="user",
            name="contact_verifie_le",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="mains",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="user",
            name="totp_actif_le",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="totp_attente_chiffre",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="totp_chiffre",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="totp_pas",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="codeunique",
            constraint=models.CheckConstraint(
                condition=models.Q(("usage__in", ["connexion", "remise", "contact", "lien"])),
                name="code_usage",
            ),
        ),
        migrations.AddField(
            model_name="avis",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="concession",
            name="pays",
            field=models.ForeignKey(
                db_column="pays",
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.pays",
            ),
        ),
        migrations.AddField(
            model_name="contactchange",
            name="pays",
            field=models.ForeignKey(
                db_column="pays",
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.pays",
            ),
        ),
        migrations.AddField(
            model_name="visa",
            name="concession",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visa",
                to="accounts.concession",
            ),
        ),
        migrations.AddField(
            model_name="visa",
            name="pays",
            field=models.ForeignKey(
                db_column="pays",
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.pays",
            ),
        ),
        migrations.AddField(
            model_name="contactchange",
            name="visa",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.visa"
            ),
        ),
        migrations.AddIndex(
            model_name="avis",
            index=models.Index(
                condition=models.Q(("lu_le__isnull", True)),
                fields=["user", "-cree_le"],
                name="avis_non_lus",
            ),
        ),
        migrations.AddIndex(
            model_name="concession",
            index=models.Index(fields=["pays", "-enregistre_le"], name="concession_pays_recent"),
        ),
        migrations.AddIndex(
            model_name="concession",
            index=models.Index(fields=["acteur_id", "-enregistre_le"], name="concession_acteur"),
        ),
        migrations.AddIndex(
            model_name="concession",
            index=models.Index(fields=["client_id", "-enregistre_le"], name="concession_client"),
        ),
        migrations.AddIndex(
            model_name="visa",
            index=models.Index(
                condition=models.Q(("statut", "en_attente")),
                fields=["pays", "cree_le"],
                name="visa_en_attente",
            ),
        ),
        migrations.AddIndex(
            model_name="visa",
            index=models.Index(fields=["pays", "-id"], name="visa_pays_recent"),
        ),
        migrations.AddConstraint(
            model_name="visa",
            constraint=models.CheckConstraint(
                condition=models.Q(("statut__in", ["en_attente", "accorde", "refuse"])),
                name="visa_statut",
            ),
        ),
        migrations.AddConstraint(
            model_name="visa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decide_par__isnull", True), ("statut", "en_attente")),
                    models.Q(("decide_le__isnull", False), ("decide_par__isnull", False)),
                    _connector="OR",
                ),
                name="visa_decide",
            ),
        ),
        migrations.AddConstraint(
            model_name="visa",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decide_par__isnull", True),
                    models.Q(("decide_par", models.F("auteur_id")), _negated=True),
                    _connector="OR",
                ),
                name="visa_autre_personne",
            ),
        ),
        migrations.AddIndex(
            model_name="contactchange",
            index=models.Index(fields=["telephone", "-change_le"], name="contact_change_recent"),
        ),
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
