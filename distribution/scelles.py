"""The money journal is sealed with the audit: entries and their legs."""

from audit.scellement.registre import Scellee, declare

declare(
    Scellee(
        table="distribution_ecriture",
        formes={
            1: (
                "id", "pays", "agence_id", "session_id", "devise", "type", "sujet_type",
                "sujet_id", "acteur_id", "survenu_le", "enregistre_le",
            ),
        },
    )
)  # fmt: skip
declare(
    Scellee(
        table="distribution_ligne_ecriture",
        formes={
            1: (
                "id", "pays", "ecriture_id", "compte_id", "montant", "colis_id", "client_id",
                "enregistre_le",
            ),
        },
    )
)  # fmt: skip
