from django.apps import AppConfig


class RapportsConfig(AppConfig):
    name = "rapports"
    default_auto_field = "django.db.models.BigAutoField"
