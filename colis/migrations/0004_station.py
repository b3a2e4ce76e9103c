"""What the intake station measured."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("colis", "0003_plan_garde")]

    operations = []
