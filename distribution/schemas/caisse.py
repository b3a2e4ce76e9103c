"""Tills, sessions, collections: what comes in and goes out."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints, model_validator

from core.schemas import Argent, Instant, MontantNul, MontantPositif, Motif, Texte
from distribution.domain.encaissement import Paiement

Moyen = Literal["especes", "orange_money", "wave", "moov", "sarali", "carte", "avoir"]
MoyenCompte = Literal["especes", "orange_money", "wave", "moov", "sarali", "carte"]
Valeur = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,6}$")]
NombreCoupures = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Coupures = Annotated[dict[Valeur, NombreCoupures], Field(max_length=30)]
Reference = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_upper=True, max_length=60, pattern=r"^[A-Za-z0-9 ._/#:-]*$"
    ),
]
Provisoire = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=24, pattern=r"^[A-Za-z0-9-]*$")
]


class FondsIn(Schema):
    """The opening float by denomination: value in minor units → number."""

    coupures: Coupures


class SessionIn(Schema):
    """Opening a till."""

    id: UUID
    caisse_id: UUID
    fonds: FondsIn


class ComptageIn(Schema):
    """The blind count: cash by denomination, other methods by their total.

    ``motif``: why an admin counts in the place of a cashier who is gone.
    """

    coupures: Coupures
    par_moyen: dict[MoyenCompte, MontantNul] = Field(default_factory=dict)
    motif: Texte = ""


class ValidationIn(Schema):
    """The sign-off; a difference needs its reason."""

    motif: Texte = ""


class LigneIn(Schema):
    """What is paid for one carton, in the till's currency (0 when only a discount settles it)."""

    colis_id: UUID
    montant: MontantNul


class RabaisIn(Schema):
    """A discount and its reason."""

    montant: MontantPositif
    motif: Motif


class EncaissementIn(Schema):
    """One payment: ``lignes``, or ``somme`` allocated oldest first.

    ``numero_provisoire`` is what the device printed offline (``recu_provisoire``: its older name).
    """

    id: UUID
    client_id: UUID
    lignes: Annotated[list[LigneIn], Field(max_length=500)] | None = None
    somme: MontantPositif | None = None
    moyen: Moyen
    reference_operateur: Reference | None = None
    rabais: RabaisIn | None = None
    jeton_cede: Literal[25, 50, 100, 250] | None = None
    recu_provisoire: Provisoire | None = None
    numero_provisoire: Provisoire | None = None
    survenu_le: Instant | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "EncaissementIn":
        if bool(self.lignes) == (self.somme is not None):
            raise ValueError("donnez soit lignes, soit somme")
        return self

    def to_paiement(self) -> Paiement:
        """The same, as the service takes it."""
        return Paiement(
            id=self.id,
            client_id=self.client_id,
            moyen=self.moyen,
            lignes=tuple((ligne.colis_id, ligne.montant) for ligne in self.lignes or ()),
            somme=self.somme,
            reference_operateur=self.reference_operateur or "",
            rabais=self.rabais.montant if self.rabais else 0,
            rabais_motif=self.rabais.motif if self.rabais else "",
            jeton_cede=self.jeton_cede or 0,
            recu_provisoire=self.numero_provisoire or self.recu_provisoire or "",
            survenu_le=self.survenu_le,
        )


class AnnulationIn(Schema):
    """A reversal and its reason."""

    id: UUID
    motif: Motif


class PersonneOut(Schema):
    """Somebody by id and name."""

    id: UUID
    nom: str | None = None


class SessionOuverteOut(Schema):
    """Who has a till open, since when."""

    id: UUID
    caissier_id: UUID
    ouverte_le: Instant


class CaisseOut(Schema):
    """A till; ``solde`` (journal) is for admins, never for its own cashier before the count."""

    id: UUID
    nom: str
    pays: str
    agence_id: UUID
    agence: str
    devise: str
    session: SessionOuverteOut | None = None
    solde: Argent | None = None


class SessionCaisseOut(Schema):
    """A session; ``attendu`` and ``ecart`` exist only once it is counted.

    ``caissier_absent``: why the cashier of an open till cannot count it, so that an admin may;
    ``comptee_par``: that admin.
    """

    id: UUID
    caisse_id: UUID
    caisse: str
    agence_id: UUID
    agence: str
    pays: str
    caissier: PersonneOut
    devise: str
    statut: str
    fonds: Argent
    fonds_coupures: dict[str, int]
    ouverte_le: Instant
    caissier_absent: Literal["desactive", "parti"] | None = None
    comptee_le: Instant | None = None
    comptee_par: PersonneOut | None = None
    comptage_motif: str = ""
    compte_coupures: dict[str, int] | None = None
    compte: dict[str, int] | None = None
    attendu: dict[str, int] | None = None
    ecart: dict[str, int] | None = None
    validee_le: Instant | None = None
    validee_par: PersonneOut | None = None
    validation_motif: str = ""


class LigneOut(Schema):
    """One carton of a payment; ``du`` is what it still owes now."""

    colis_id: UUID
    code_suivi: str
    destinataire: str
    montant: Argent
    du_avant: Argent
    montant_du: Argent
    rabais: Argent
    jeton_cede: Argent
    du: Argent


class AnnulationOut(Schema):
    """A reversal."""

    id: UUID
    encaissement_id: UUID
    motif: str
    acteur_id: UUID
    enregistre_le: Instant


class EncaissementOut(Schema):
    """One payment and its receipt."""

    id: UUID
    recu_numero: str
    recu_provisoire: str
    numero_provisoire: str
    pays: str
    agence: str
    session_id: UUID | None
    caissier: PersonneOut
    client: PersonneOut
    moyen: str
    montant: Argent
    reference_operateur: str
    rapprochement: str
    rabais: Argent
    rabais_motif: str
    jeton_cede: Argent
    avoir: Argent
    tardif: bool
    lignes: list[LigneOut]
    annulation: AnnulationOut | None = None
    survenu_le: Instant
    enregistre_le: Instant


class CreanceOut(Schema):
    """A carton not entirely settled."""

    colis_id: UUID
    code_suivi: str
    client_id: UUID
    destinataire: str
    telephone: str
    statut: str
    prix: Argent
    regle: Argent
    rabais: Argent
    jeton_cede: Argent
    du: Argent
    facture_le: Instant | None
    age_j: int


class CompteClientOut(Schema):
    """A client's account: due per carton, coming cartons, credit, history."""

    client: PersonneOut
    du: Argent
    avoir: Argent
    a_payer: list[CreanceOut]
    a_venir: list[CreanceOut]
    historique: list[EncaissementOut]
    au: Instant
