"""The top floor as an app: its commands, and the listeners of every floor below."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ConfigConfig(AppConfig):
    name = "config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register listeners, offline operations and sealed tables, once, before any request."""
        autodiscover_modules("handlers", "operations", "scelles", "flux")
