"""Devices and the closing of tills."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("distribution", "0003_caisse")]

    operations = []
