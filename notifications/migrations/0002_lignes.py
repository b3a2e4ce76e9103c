"""Who sees which rows, and what can never be changed."""

from django.db import migrations

from core.tenancy import CONTEXTE, PAYS, append_only_sql, policies_sql

_OWN = f"pays = {PAYS}"
_NOTIFICATION = "EXISTS (SELECT 1 FROM notifications_notification n WHERE n.id = notification_id)"

SQL = (
    policies_sql("notifications_ligne", lecture=_OWN, modification=_OWN)
    + policies_sql("notifications_gabarit", lecture=_OWN)
    + policies_sql("notifications_message_du", lecture=_OWN, insertion=CONTEXTE)
    + append_only_sql("notifications_message_du")
    + policies_sql("notifications_notification", lecture=_OWN, modification=_OWN)
    + policies_sql("notifications_notification_message", lecture=_NOTIFICATION)
    + policies_sql("notifications_tentative", lecture=_NOTIFICATION, modification=_NOTIFICATION)
    + policies_sql("notifications_recu", lecture="false", insertion=CONTEXTE)
)


class Migration(migrations.Migration):
    dependencies = (
        ("notifications", "0001_initial"),
        ("colis", "0002_lignes"),
    )
    operations = (migrations.RunSQL(SQL, migrations.RunSQL.noop),)
