"""The audit journal is itself sealed."""

from audit.scellement.registre import Scellee, declare

declare(
    Scellee(
        table="audit_entree",
        partitionnee=True,
        formes={
            1: (
                "id", "pays", "acteur_id", "acteur_role", "action", "sujet_type", "sujet_id",
                "avant", "apres", "motif", "requete_id", "appareil_id", "survenu_le",
                "enregistre_le",
            ),
        },
    )
)  # fmt: skip
