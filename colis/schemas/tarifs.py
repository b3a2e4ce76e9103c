"""Prices and rates on the wire."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field, StringConstraints

from colis.models import Tarif, TauxChange
from colis.schemas.colis import Categorie, Mode, PrixUnitaire, Unite
from core.schemas import MAX_BIGINT, Argent, CodePays, Instant, MontantNul, MontantPositif

Devise = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Seuil = Annotated[int, Field(strict=True, gt=0, le=MAX_BIGINT)]
Diviseur = Annotated[int, Field(strict=True, ge=1000, le=100_000)]
Entier = Annotated[int, Field(strict=True, gt=0, le=1_000_000)]


class PalierTarif(Schema):
    """From ``seuil`` (g, pieces or cm³) on, ``prix`` minor units per kg, piece or m³."""

    seuil: Seuil
    prix: PrixUnitaire


class PrixTarif(Schema):
    montant: PrixUnitaire
    devise: Devise


class TarifIn(Schema):
    """A price towards one's own country; ``debut_le`` is now when absent, never past."""

    id: UUID | None = None
    pays_origine: CodePays = "CN"
    pays_destination: CodePays
    mode: Mode
    categorie: Categorie
    unite: Unite
    prix: PrixTarif
    minimum: MontantNul = 0
    diviseur: Diviseur | None = None
    pas_g: Entier = 10
    paliers: Annotated[list[PalierTarif], Field(max_length=20, default_factory=list)]
    client_id: UUID | None = None
    vol_id: UUID | None = None
    debut_le: Instant | None = None
    fin_le: Instant | None = None

    def valeurs(self) -> dict[str, Any]:
        """The arguments of the service."""
        given = self.model_dump(exclude={"prix", "paliers"})
        return given | {
            "prix": self.prix.montant,
            "devise": self.prix.devise,
            "paliers": [(palier.seuil, palier.prix) for palier in self.paliers],
        }


class TarifPatch(Schema):
    """The only thing that changes of a price: when it ends (null: no end)."""

    fin_le: Instant | None


class TarifOut(Schema):
    id: UUID
    pays_origine: str
    pays_destination: str
    mode: str
    categorie: str
    unite: str
    prix: Argent
    minimum: Argent
    diviseur: int | None
    pas_g: int
    paliers: list[PalierTarif]
    client_id: UUID | None
    vol_id: UUID | None
    debut_le: Instant
    fin_le: Instant | None


class TauxIn(Schema):
    """Minor units of ``cible`` = minor units of ``source`` × numerateur / denominateur."""

    id: UUID | None = None
    source: Devise
    cible: Devise
    numerateur: MontantPositif
    denominateur: MontantPositif
    debut_le: Instant | None = None


class TauxOut(Schema):
    id: UUID
    source: str
    cible: str
    numerateur: int
    denominateur: int
    debut_le: Instant


def tarif_out(tarif: Tarif) -> dict[str, Any]:
    """A price as shown at both ends."""
    return {
        "id": tarif.id,
        "pays_origine": tarif.pays_origine_id,
        "pays_destination": tarif.pays_destination_id,
        "mode": tarif.mode,
        "categorie": tarif.categorie,
        "unite": tarif.unite,
        "prix": {"montant": tarif.prix, "devise": tarif.devise},
        "minimum": {"montant": tarif.minimum, "devise": tarif.devise},
        "diviseur": tarif.diviseur,
        "pas_g": tarif.pas_g,
        "paliers": [{"seuil": seuil, "prix": prix} for seuil, prix in tarif.paliers],
        "client_id": tarif.client_id,
        "vol_id": tarif.vol_id,
        "debut_le": tarif.debut_le,
        "fin_le": tarif.fin_le,
    }


def taux_out(taux: TauxChange) -> dict[str, Any]:
    """A rate as shown."""
    return {
        "id": taux.id,
        "source": taux.source,
        "cible": taux.cible,
        "numerateur": taux.numerateur,
        "denominateur": taux.denominateur,
        "debut_le": taux.debut_le,
    }
