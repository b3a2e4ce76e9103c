"""The matrix's own list: every operation and who may perform it. A missing entry fails the build."""

from enum import StrEnum

from accounts.policies import Action


class Acces(StrEnum):
    """Operations that ask for no action of the policy table."""

    PUBLIC = "public"
    CONNECTE = "connecte"


TABLE: dict[str, Action | Acces] = {
    "push_operations": Action.PUSH_SYNC,
}
