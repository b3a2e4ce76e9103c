from importlib import import_module

from django.apps import AppConfig


class VolsConfig(AppConfig):
    name = "vols"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listeners and offline operations register themselves when imported."""
        import_module("vols.handlers")
        import_module("vols.operations")
