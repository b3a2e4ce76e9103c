from importlib import import_module

from django.apps import AppConfig


class DistributionConfig(AppConfig):
    name = "distribution"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offline operations register themselves when imported."""
        import_module("distribution.operations")
