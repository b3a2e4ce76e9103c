"""The feed of changes devices pull."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0004_quarantaine")]

    operations = []
