"""Reads of clients: by id, by phone across countries for the origin, by name at home."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from accounts.policies import Action, require
from colis.domain import CHIFFRES_MIN, fold_nom, phone_digits
from colis.models import Client
from core.debit import spend
from core.errors import Introuvable, SaisieInvalide
from core.tenancy import Acteur

RESULTATS_MAX = 5
RECHERCHES_PAR_MINUTE = 120
NOM_MIN = 2


@dataclass(frozen=True)
class Contact:
    """What the origin may know of a destination's client."""

    id: UUID
    nom: str
    telephone: str
    pays_id: str
    langue: str


def find_contact(pays: str, telephone: str) -> Contact | None:
    """The client of ``pays`` with this E.164 number, through the narrow path of securite.md."""
    found = _contacts(telephone, pays, 1)
    return found[0] if found else None


def get_contact(client_id: UUID) -> Contact:
    """A client's contact by id, one's own country's or, at the origin, any destination's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, nom, telephone, pays, langue FROM client_contact(%s)", [client_id]
        )
        row = cursor.fetchone()
    if row is None:
        raise Introuvable
    return Contact(*row)


def get_client(*, acteur: Acteur, id: UUID) -> Client:
    """One client; :class:`core.errors.Introuvable` outside one's rows."""
    require(acteur, Action.READ_CLIENT)
    client = Client.objects.filter(id=id).first()
    if client is None:
        raise Introuvable
    return client


def list_clients(*, acteur: Acteur) -> QuerySet[Client]:
    """The clients of one's own country (of every country for direction)."""
    require(acteur, Action.READ_CLIENT)
    return _own(acteur)


def find_clients(*, acteur: Acteur, q: str) -> QuerySet[Client] | list[Client] | list[Contact]:
    """Clients by phone (≥ 8 digits, ≤ 5 answers, counted per agent) or by a name at home.

    Too vague a ``q`` is :class:`core.errors.SaisieInvalide`; another country's name finds nothing.
    """
    require(acteur, Action.READ_CLIENT)
    digits = phone_digits(q.strip())
    if digits is not None:
        if len(digits) < CHIFFRES_MIN:
            raise SaisieInvalide(errors={"q": [f"tapez au moins {CHIFFRES_MIN} chiffres"]})
        spend(f"client:{acteur.id}", limite=RECHERCHES_PAR_MINUTE, fenetre_s=60)
        if acteur.cote == "origine":
            return _contacts(digits, "", RESULTATS_MAX)
        return list(_own(acteur).filter(telephone_inverse__debut=digits[::-1])[:RESULTATS_MAX])
    nom = fold_nom(q)
    if sum(map(str.isalnum, nom)) < NOM_MIN:
        raise SaisieInvalide(errors={"q": ["tapez un nom ou au moins 8 chiffres"]})
    return _own(acteur).filter(_named(nom))


def search_clients(
    *, acteur: Acteur, q: str, limite: int = RESULTATS_MAX
) -> list[Client | Contact]:
    """The search box's clients: like :func:`find_clients`, empty instead of a refusal."""
    require(acteur, Action.SEARCH)
    try:
        return list(find_clients(acteur=acteur, q=q)[:limite])
    except SaisieInvalide:
        return []


def iterate_export(*, acteur: Acteur) -> Iterator[Client]:
    """Every client of one's own country, streamed, in order of name."""
    require(acteur, Action.EXPORT_CLIENT)
    return _own(acteur).order_by("pays_id", "nom_recherche", "id").iterator(chunk_size=1000)


def known_telephones(pays: str, telephones: list[str]) -> set[str]:
    """Which of these numbers already name a visible client of ``pays``."""
    return set(
        Client.objects.filter(pays_id=pays, telephone__in=telephones).values_list(
            "telephone", flat=True
        )
    )


def _own(acteur: Acteur) -> QuerySet[Client]:
    clients = Client.objects.all()
    return clients if acteur.pays is None else clients.filter(pays_id=acteur.pays)


def _named(nom: str) -> Q:
    """Every word begins the name or one of its words."""
    found = Q()
    for mot in nom.split():
        found &= Q(nom_recherche__debut=mot) | Q(nom_recherche__contains=f" {mot}")
    return found


def _contacts(digits: str, pays: str, limite: int) -> list[Contact]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, nom, telephone, pays, langue FROM clients_par_telephone(%s, %s, %s)",
            [digits, pays, limite],
        )
        return [Contact(*row) for row in cursor.fetchall()]
