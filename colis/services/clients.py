"""Clients: found or created by phone, corrected with a trace."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.policies import Action, require
from accounts.selectors.lieux import known_pays
from accounts.services.visas import record_phone_change
from audit.cles import conceal
from audit.services import record
from colis.domain import ClientChanged, ClientExiste, ClientSaisi, fold_nom
from colis.models import Client
from colis.selectors.clients import Contact, find_contact, get_contact
from core.creations import claim
from core.errors import ConflitVersion, Introuvable, SaisieInvalide
from core.events import publish
from core.ids import uuid7
from core.telephone import TelephoneInvalide, mask_telephone, normalise_telephone
from core.tenancy import Acteur

LANGUES_CLIENT = ("fr", "en", "zh", "bm")
PERSONNELS = frozenset({"nom", "adresse"})


def read_telephone(text: str, pays: str, champ: str = "telephone") -> str:
    """E.164 of a number typed for ``pays``; a bad one is refused under ``champ``."""
    try:
        return normalise_telephone(text, pays)
    except TelephoneInvalide as error:
        raise SaisieInvalide(errors={champ: ["numéro de téléphone invalide"]}) from error


def create_client(
    *,
    acteur: Acteur,
    now: datetime,
    nom: str,
    telephone: str,
    pays: str,
    id: UUID | None = None,
    langue: str = "fr",
    adresse: str = "",
    consentement_whatsapp: bool | None = None,
) -> tuple[Client, bool]:
    """A new client of ``pays`` and True, or the replayed one and False.

    Raises :class:`colis.domain.ClientExiste` (``details.id``) when the phone is known there.
    """
    require(acteur, Action.WRITE_CLIENT)
    _check_pays(acteur, pays)
    numero = read_telephone(telephone, pays)
    contenu: dict[str, Any] = {
        "nom": nom, "telephone": numero, "pays": pays, "langue": langue, "adresse": adresse,
        "consentement_whatsapp": consentement_whatsapp,
    }  # fmt: skip
    if id is not None and not claim(acteur=acteur, now=now, id=id, type="client", contenu=contenu):
        return Client.objects.get(id=id), False
    client = build_client(acteur=acteur, now=now, id=id or uuid7(), **contenu)
    if not _insert(client):
        known = find_contact(pays, numero)
        raise ClientExiste(id=str(known.id) if known else None)
    _audit(acteur, now, client, apres={"pays": pays, "telephone": mask_telephone(numero)})
    return client, True


def build_client(
    *,
    acteur: Acteur,
    now: datetime,
    id: UUID,
    nom: str,
    telephone: str,
    pays: str,
    langue: str = "fr",
    adresse: str = "",
    consentement_whatsapp: bool | None = None,
) -> Client:
    """The row of a client, its phone already in E.164; nothing is stored."""
    consent = consentement_whatsapp is not None
    return Client(
        id=id,
        pays_id=pays,
        pays_createur=acteur.pays_audit,
        nom=nom,
        nom_recherche=fold_nom(nom),
        telephone=telephone,
        adresse=adresse,
        langue=langue,
        consentement_whatsapp=consentement_whatsapp,
        consentement_le=now if consent else None,
        consentement_source=f"agent:{acteur.role}"[:30] if consent else "",
        cree_le=now,
        modifie_le=now,
    )


def find_or_create_client(
    *, acteur: Acteur, now: datetime, saisi: ClientSaisi, champ: str = "client"
) -> tuple[Contact, bool]:
    """The client of this country and phone, created without consent when there is none.

    Part of an act already allowed. Two racing creations end with one client: the unique phone
    decides, and the loser finds the winner's.
    """
    numero = read_telephone(saisi.telephone, saisi.pays, f"{champ}.telephone")
    known = find_contact(saisi.pays, numero)
    if known is not None:
        return known, False
    _check_pays(acteur, saisi.pays, f"{champ}.pays")
    client = build_client(
        acteur=acteur, now=now, id=uuid7(), nom=saisi.nom, telephone=numero, pays=saisi.pays
    )
    if _insert(client):
        _audit(acteur, now, client, apres={"pays": saisi.pays, "telephone": mask_telephone(numero)})
        return Contact(client.id, client.nom, numero, saisi.pays, client.langue), True
    known = find_contact(saisi.pays, numero)
    if known is None:
        raise SaisieInvalide(errors={f"{champ}.telephone": ["numéro déjà pris"]})
    return known, False


def resolve_client(
    *, acteur: Acteur, now: datetime, client_id: UUID | None, saisi: ClientSaisi | None
) -> tuple[Contact, bool]:
    """The addressee of a carton, by id or by value; True when created just now."""
    if client_id is not None:
        return get_contact(client_id), False
    if saisi is None:
        raise SaisieInvalide(errors={"client": ["donnez client_id ou client"]})
    return find_or_create_client(acteur=acteur, now=now, saisi=saisi)


def update_client(
    *, acteur: Acteur, now: datetime, id: UUID, champs: Mapping[str, Any], version: int | None,
    source: str = "",
) -> Client:  # fmt: skip
    """Change some of nom, telephone, adresse, langue, consentement_whatsapp.

    ``source`` is how a consent was given; without it, the actor's role.
    Raises ConflitVersion when ``version`` is given and stale, ClientExiste for a taken phone.
    """
    require(acteur, Action.WRITE_CLIENT)
    client = Client.objects.select_for_update().filter(id=id).first()
    if client is None:
        raise Introuvable
    if version is not None and version != client.version:
        raise ConflitVersion(version=client.version)
    wanted = dict(champs)
    if "telephone" in wanted:
        wanted["telephone"] = read_telephone(wanted["telephone"], client.pays_id)
    changed = {name: value for name, value in wanted.items() if getattr(client, name) != value}
    if not changed:
        return client
    avant = {name: getattr(client, name) for name in changed}
    _check_free(client, changed)
    _apply(now, client, changed, source or f"agent:{acteur.role}")
    _audit(
        acteur, now, client,
        avant=_kept(now, client, avant), apres=_kept(now, client, changed),
    )  # fmt: skip
    if "telephone" in changed:
        record_phone_change(
            acteur=acteur, now=now, client_id=client.id, pays=client.pays_id, nom=client.nom,
            telephone=client.telephone, ancien=avant["telephone"], langue=client.langue,
        )  # fmt: skip
    publish(
        ClientChanged(
            client_id=client.id,
            pays=client.pays_id,
            champs=tuple(sorted(changed)),
            acteur_id=acteur.id,
            now=now,
            telephone_avant=str(avant.get("telephone", "")),
        )
    )
    return client


def merge_client(
    *, acteur: Acteur, now: datetime, id: UUID, champs: Mapping[str, Any], version: int | None
) -> tuple[Client, dict[str, Any]]:
    """A correction made offline: of each field given the last one written stands.

    With it, by field, what had been written there since ``version`` and this replaced; a field
    that only this correction touched disagrees with nobody. Refusals: ``update_client``'s
    but ConflitVersion.
    """
    require(acteur, Action.WRITE_CLIENT)
    avant = Client.objects.select_for_update().filter(id=id).first()
    client = update_client(acteur=acteur, now=now, id=id, champs=champs, version=None)
    if avant is None or version is None:
        return client, {}
    return client, {
        name: getattr(avant, name)
        for name in champs
        if avant.versions.get(name, 0) > version and getattr(avant, name) != getattr(client, name)
    }


def _check_free(client: Client, changed: Mapping[str, Any]) -> None:
    """Wait for any other writer of the wanted phone, then refuse a taken one."""
    if "telephone" not in changed:
        return
    known = find_contact(client.pays_id, changed["telephone"])
    if known is not None and known.id != client.id:
        raise ClientExiste(id=str(known.id))


def _apply(now: datetime, client: Client, changed: Mapping[str, Any], source: str) -> None:
    for name, value in changed.items():
        setattr(client, name, value)
    client.nom_recherche = fold_nom(client.nom)
    if "consentement_whatsapp" in changed:
        client.consentement_le = now
        client.consentement_source = source[:30]
    client.version += 1
    client.versions |= dict.fromkeys(changed, client.version)
    client.modifie_le = now
    client.save(
        update_fields=[
            *changed, "nom_recherche", "consentement_le", "consentement_source", "version",
            "versions", "modifie_le",
        ]
    )  # fmt: skip


def _check_pays(acteur: Acteur, pays: str, champ: str = "pays") -> None:
    """The origin names clients of any country served, a destination its own only."""
    own = acteur.cote != "origine" and pays != acteur.pays
    if own or pays not in known_pays():
        raise SaisieInvalide(errors={champ: ["pays non desservi par votre agence"]})


def _insert(client: Client) -> bool:
    """Insert unless the phone is taken; waits for a concurrent insertion of the same phone."""
    Client.objects.bulk_create([client], ignore_conflicts=True)
    return Client.objects.filter(id=client.id).exists()


def _kept(now: datetime, client: Client, champs: Mapping[str, Any]) -> dict[str, Any]:
    """As the journal keeps them: the phone's end, the rest of the person under their own key."""
    masked = {
        name: mask_telephone(value) if name == "telephone" else value
        for name, value in champs.items()
    }
    return conceal(now=now, client_id=client.id, fields=masked, personnels=PERSONNELS)


def _audit(acteur: Acteur, now: datetime, client: Client, **changes: Any) -> None:
    record(
        acteur=acteur,
        now=now,
        action=Action.WRITE_CLIENT,
        sujet_type="client",
        sujet_id=client.id,
        **changes,
    )
