"""Prefix search by PostgreSQL's ``^@``: leakproof, so that it uses an index under row security.

``LIKE 'x%'`` is not leakproof and reads every row the policy might hide.
"""

from typing import Any

from django.db.models import CharField, Lookup


@CharField.register_lookup
class Debut(Lookup):
    """``champ__debut="X"``: the text begins with X, exactly as written."""

    lookup_name = "debut"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} ^@ {right}", (*left_params, *right_params)
