"""A carton as captured: what the bench, the quotation and the offline log send."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from colis.domain import ClientSaisi, ColisSaisi, NegocieSaisi
from colis.matieres import Batterie
from colis.schemas.communs import Telephone, Trame, Version
from core.ids import compact_reference
from core.schemas import (
    ArgentSaisi,
    CodePays,
    Grammes,
    Instant,
    Libelle,
    Millimetres,
    MontantNul,
    Motif,
    Nombre,
    Texte,
)

Mode = Literal["cargo", "express"]
Categorie = Literal[
    "standard",
    "telephone",
    "electronique",
    "batterie",
    "cosmetique",
    "document",
    "alimentaire",
    "liquide",
]
SourcePoids = Literal["balance", "manuel"]
Unite = Literal["kg", "piece", "m3"]
VolumeCm3 = Annotated[int, Field(strict=True, gt=0, le=100_000_000)]
Dimensions = Annotated[list[Millimetres], Field(min_length=3, max_length=3)]
Contenu = Annotated[Texte, StringConstraints(min_length=1)]


def _compact(value: str) -> str:
    compact = compact_reference(value.replace("\x00", ""))
    if not compact:
        raise ValueError("référence vide")
    return compact


Reference = Annotated[str, StringConstraints(min_length=1, max_length=60), AfterValidator(_compact)]
References = Annotated[list[Reference], Field(max_length=20)]
PrixUnitaire = Annotated[int, Field(strict=True, ge=0, le=100_000_000)]
CodeSuivi = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Rang = Annotated[int, Field(strict=True, ge=1, le=999)]


class ClientColis(Schema):
    """The addressee by value: found by (pays, telephone) or created; pays: the destination."""

    nom: Libelle
    telephone: Telephone
    pays: CodePays | None = None


class PrixNegocie(Schema):
    """A unit price agreed at intake, in minor units of the tariff's currency."""

    montant: PrixUnitaire
    unite: Unite
    motif: Motif

    def saisi(self) -> NegocieSaisi:
        return NegocieSaisi(montant=self.montant, unite=self.unite, motif=self.motif)


class BatterieIn(Schema):
    """A battery as its own label says: mAh, and its tension in millivolts."""

    mah: Annotated[int, Field(strict=True, ge=1, le=10_000_000)]
    mv: Annotated[int, Field(strict=True, ge=1, le=1_000_000)]

    def saisie(self) -> Batterie:
        return Batterie(mah=self.mah, mv=self.mv)


class ColisIn(Schema):
    """One carton handed in. Grams, millimetres, cm³; exactly one of client_id and client."""

    id: UUID | None = None
    code_suivi: CodeSuivi | None = None
    client_id: UUID | None = None
    client: ClientColis | None = None
    pays_destination: CodePays
    mode: Mode
    categorie: Categorie
    contenu: Contenu
    poids_g: Grammes
    source_poids: SourcePoids
    trame_balance: Trame | None = None
    dimensions_mm: Dimensions | None = None
    valeur_declaree: ArgentSaisi | MontantNul | None = None
    references_externes: Annotated[References, Field(default_factory=list)]
    envoi_id: UUID | None = None
    rang: Rang | None = None
    total: Rang | None = None
    nombre_pieces: Nombre | None = None
    volume_cm3: VolumeCm3 | None = None
    prix_negocie: PrixNegocie | None = None
    batterie: BatterieIn | None = None
    agence_id: UUID | None = None
    vol_id: UUID | None = None
    sac_id: UUID | None = None
    survenu_le: Instant | None = None

    @model_validator(mode="after")
    def coherent(self) -> Self:
        if (self.client_id is None) == (self.client is None):
            raise ValueError("donnez client_id ou client, et un seul des deux")
        if (self.rang or 1) > (self.total or 1):
            raise ValueError("rang dépasse total")
        return self

    def saisi(self) -> ColisSaisi:
        """The same, as the services take it."""
        valeur, devise = read_valeur(self.valeur_declaree)
        return ColisSaisi(
            **self.model_dump(
                include={
                    "id", "code_suivi", "client_id", "pays_destination", "mode", "categorie",
                    "contenu", "poids_g", "source_poids", "volume_cm3", "nombre_pieces",
                    "envoi_id", "agence_id", "vol_id", "sac_id", "survenu_le",
                }
            ),
            client=read_client(self.client, self.pays_destination),
            trame_balance=self.trame_balance or "",
            dimensions_mm=read_dimensions(self.dimensions_mm),
            valeur_declaree=valeur,
            valeur_devise=devise,
            references=tuple(dict.fromkeys(self.references_externes)),
            rang=self.rang or 1,
            total=self.total or 1,
            negocie=self.prix_negocie.saisi() if self.prix_negocie else None,
            batterie=self.batterie.saisie() if self.batterie else None,
        )  # fmt: skip


class ColisPatch(Schema):
    """What to correct, why, and the ``version`` it was read at."""

    motif: Motif
    version: Version | None = None
    client_id: UUID | None = None
    client: ClientColis | None = None
    mode: Mode | None = None
    categorie: Categorie | None = None
    contenu: Contenu | None = None
    poids_g: Grammes | None = None
    source_poids: SourcePoids | None = None
    dimensions_mm: Dimensions | None = None
    valeur_declaree: ArgentSaisi | MontantNul | None = None
    references_externes: References | None = None
    nombre_pieces: Nombre | None = None
    volume_cm3: VolumeCm3 | None = None
    prix_negocie: PrixNegocie | None = None
    batterie: BatterieIn | None = None

    def champs(self, pays_destination: str) -> dict[str, Any]:
        """What was given, as the service takes it.

        Null removes a measure, a declared value, or a battery that is not there after all.
        """
        names = self.model_fields_set - {"motif", "version"}
        given = {name: getattr(self, name) for name in names}
        champs = {
            name: value
            for name, value in given.items()
            if name in _SIMPLES and (value is not None or name == "volume_cm3")
        }
        if "dimensions_mm" in given:
            champs["dimensions_mm"] = read_dimensions(self.dimensions_mm)
        if "valeur_declaree" in given:
            valeur, devise = read_valeur(self.valeur_declaree)
            champs |= {"valeur_declaree": valeur, "valeur_devise": devise}
        if "batterie" in given:
            champs["batterie"] = self.batterie.saisie() if self.batterie else None
        if self.references_externes is not None:
            champs["references"] = tuple(dict.fromkeys(self.references_externes))
        if self.prix_negocie is not None:
            champs["negocie"] = self.prix_negocie.saisi()
        if self.client is not None:
            champs["client"] = read_client(self.client, pays_destination)
        return champs


_SIMPLES = frozenset(
    {
        "client_id", "mode", "categorie", "contenu", "poids_g", "source_poids", "nombre_pieces",
        "volume_cm3",
    }
)  # fmt: skip


class MotifIn(Schema):
    """Why."""

    motif: Motif


class BlocageIn(Schema):
    """Why a carton is held; ``nature`` dg is the origin's to lift."""

    motif: Motif
    nature: Literal["dg", "douane", "litige"] = "litige"


class PeseeIn(Schema):
    """A new weighing of a carton."""

    id: UUID | None = None
    poids_g: Grammes
    source_poids: SourcePoids
    trame_balance: Trame | None = None
    dimensions_mm: Dimensions | None = None
    survenu_le: Instant | None = None


def read_client(client: ClientColis | None, pays_destination: str) -> ClientSaisi | None:
    """The addressee by value; its country is the destination's unless it says otherwise."""
    if client is None:
        return None
    return ClientSaisi(
        nom=client.nom, telephone=client.telephone, pays=client.pays or pays_destination
    )


def read_dimensions(dimensions: list[int] | None) -> tuple[int, int, int] | None:
    """[L, l, h] as a triple."""
    if dimensions is None:
        return None
    longueur, largeur, hauteur = dimensions
    return longueur, largeur, hauteur


def read_valeur(valeur: ArgentSaisi | int | None) -> tuple[int | None, str]:
    """A declared value and its currency; a bare number is in the carton's own currency."""
    if isinstance(valeur, ArgentSaisi):
        return valeur.montant, valeur.devise
    return valeur, ""
