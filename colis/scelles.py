"""A carton's events are sealed with the audit."""

from audit.scellement.registre import Scellee, declare

declare(
    Scellee(
        table="colis_evenement",
        formes={
            1: (
                "id", "pays", "colis_id", "type", "de", "vers", "motif", "details", "acteur_id",
                "acteur_role", "agence_id", "survenu_le", "enregistre_le",
            ),
        },
    )
)  # fmt: skip
