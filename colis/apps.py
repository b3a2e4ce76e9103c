from django.apps import AppConfig


class ColisConfig(AppConfig):
    name = "colis"
    default_auto_field = "django.db.models.BigAutoField"
