"""The writers of operations: receive, apply, set aside, settle."""

from core.operations.services.application import content_hash, postpone
from core.operations.services.reception import Entree, insert_operations, receive
from core.operations.services.reglement import (
    apply_aside,
    classify_rejected,
    dismiss_aside,
    lock_aside,
    set_aside_orphans,
)

__all__ = [
    "Entree",
    "apply_aside",
    "classify_rejected",
    "content_hash",
    "dismiss_aside",
    "insert_operations",
    "lock_aside",
    "postpone",
    "receive",
    "set_aside_orphans",
]
