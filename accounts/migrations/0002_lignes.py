"""Who sees which rows, and what can never be changed."""

from django.db import migrations

from core.tenancy import CONTEXTE, PAYS, USER_ID, definer_sql, policies_sql

_OWN_COUNTRY = f"pays = {PAYS}"
_OWN_OR_SELF = f"pays = {PAYS} OR user_id = {USER_ID}"

SQL = (
    policies_sql(
        "accounts_agence",
        lecture=CONTEXTE,
        insertion=_OWN_COUNTRY,
        modification=_OWN_COUNTRY,
        client="true",
    )
    + policies_sql(
        "accounts_emplacement",
        lecture=_OWN_COUNTRY,
        insertion=_OWN_COUNTRY,
        modification=_OWN_COUNTRY,
    )
    + policies_sql(
        "accounts_user",
        lecture=f"pays = {PAYS} OR id = {USER_ID}",
        insertion=f"pays = {PAYS} OR id = {USER_ID}",
        modification=f"pays = {PAYS} OR id = {USER_ID}",
        client=f"id = {USER_ID}",
    )
    + policies_sql(
        "accounts_session",
        lecture=_OWN_OR_SELF,
        insertion=f"user_id = {USER_ID}",
        modification=_OWN_OR_SELF,
        client=f"user_id = {USER_ID}",
    )
    + policies_sql("accounts_code_unique", lecture=_OWN_COUNTRY, modification=_OWN_COUNTRY)
    + policies_sql("accounts_appareil", lecture=_OWN_OR_SELF, modification=_OWN_OR_SELF)
    + policies_sql("accounts_reglage", lecture=_OWN_COUNTRY)
    + definer_sql(
        "compte_pour_connexion(text)",
        "uuid",
        "SELECT id FROM accounts_user WHERE identifiant = $1",
        grantees="ts_app",
    )
    + definer_sql(
        "compte_de_session(uuid)",
        "uuid",
        "SELECT user_id FROM accounts_session WHERE id = $1",
        grantees="ts_app",
    )
    + definer_sql(
        "compte_client(text)",
        "uuid",
        "SELECT id FROM accounts_user WHERE fonction = 'client' AND telephone = $1",
        grantees="ts_app",
    )
    + """
GRANT SELECT ON accounts_pays TO ts_client;
GRANT DELETE ON axes_accessattempt, axes_accesslog, axes_accessfailurelog TO ts_app;
GRANT DELETE ON django_celery_beat_periodictask, django_celery_beat_periodictasks,
  django_celery_beat_intervalschedule, django_celery_beat_crontabschedule,
  django_celery_beat_solarschedule, django_celery_beat_clockedschedule TO ts_app;
"""
)


class Migration(migrations.Migration):
    dependencies = (
        ("accounts", "0001_initial"),
        ("core", "0001_droits"),
        ("axes", "0009_add_session_hash"),
        ("django_celery_beat", "0019_alter_periodictasks_options"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
