"""Concessions and their second persons."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("distribution", "0004_rapprochement")]

    operations = []
