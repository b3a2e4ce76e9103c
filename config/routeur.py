"""Database router: the application reads and writes, only the owner role migrates."""

from typing import Any

from django.db.models import Model


class OwnerMigrates:
    """`default` (ts_app) holds no right to change tables; `owner` (ts_owner) does nothing else.

    A data migration therefore writes with `.using(schema_editor.connection.alias)`.
    """

    def db_for_read(self, _model: type[Model], **_hints: Any) -> str:
        return "default"

    def db_for_write(self, _model: type[Model], **_hints: Any) -> str:
        return "default"

    def allow_relation(self, _first: Model, _second: Model, **_hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, _app_label: str, **_hints: Any) -> bool:
        return db == "owner"
