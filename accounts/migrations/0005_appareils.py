"""Devices: keys, contacts, losses."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_budget_de_codes")]

    operations = []
