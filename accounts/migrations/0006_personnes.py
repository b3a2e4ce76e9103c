"""Second factors, recovery, second persons."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_appareils")]

    operations = []
