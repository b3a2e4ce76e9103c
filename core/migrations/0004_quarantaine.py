"""Operations kept aside, and who settled them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0003_lignes")]

    operations = []
