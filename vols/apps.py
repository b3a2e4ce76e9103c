from django.apps import AppConfig


class VolsConfig(AppConfig):
    name = "vols"
    default_auto_field = "django.db.models.BigAutoField"
