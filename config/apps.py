from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Installed only so that `manage.py up` and `manage.py preparer_roles` are found."""

    name = "config"
    default_auto_field = "django.db.models.BigAutoField"
