"""Clients brought as a table: previewed, then created, with every refused row named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import Pays
from accounts.policies import Action, require
from audit.services import record
from colis.models import Client
from colis.selectors.clients import iterate_export, known_telephones
from colis.services.clients import LANGUES_CLIENT, build_client
from colis.tableau import Ligne, TableauIllisible, read_tableau
from core.documents.tableur import Feuille, write_csv, write_xlsx
from core.errors import SaisieInvalide
from core.ids import uuid7
from core.telephone import TelephoneInvalide, normalise_telephone
from core.tenancy import Acteur

COLONNES = ("nom", "telephone", "pays", "langue", "adresse", "consentement_whatsapp")
OUI = frozenset({"oui", "yes", "true", "vrai", "1", "x", "是"})
NON = frozenset({"non", "no", "false", "faux", "0", "否"})
NOM_MAX, ADRESSE_MAX = 120, 200
APERCU, ERREURS_MAX = 20, 500
LOT = 500


@dataclass(frozen=True)
class ErreurLigne:
    """Why one row is refused: its number in the file, the column, what to correct."""

    ligne: int
    champ: str
    message: str


@dataclass
class Bilan:
    """What an import did, or would do (``essai``)."""

    essai: bool
    total: int = 0
    crees: int = 0
    existants: int = 0
    erreurs: list[ErreurLigne] = field(default_factory=list)
    apercu: list[Client] = field(default_factory=list)


class _Refus(ValueError):
    def __init__(self, champ: str, message: str) -> None:
        super().__init__(message)
        self.champ, self.message = champ, message


def import_clients(
    *, acteur: Acteur, now: datetime, contenu: bytes, essai: bool, pays: str | None = None
) -> Bilan:
    """Create the valid rows' clients (columns ``nom``, ``telephone``; others optional).

    A phone already known is counted, never changed. ``essai`` stores nothing. ``pays`` is the
    country of rows that name none (the actor's own by default). Raises SaisieInvalide for a file
    that cannot be read or lacks a column.
    """
    require(acteur, Action.IMPORT_CLIENT)
    lignes = _read(contenu)
    bilan = Bilan(essai=essai, total=len(lignes))
    clients = _valid(acteur, now, lignes, bilan, _countries(acteur), pays or acteur.pays or "")
    known = _known(clients)
    fresh = [c for c in clients if (c.pays_id, c.telephone) not in known]
    bilan.existants = len(clients) - len(fresh)
    bilan.apercu = fresh[:APERCU]
    bilan.crees = len(fresh)
    if not essai and fresh:
        Client.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=LOT)
        stored = _stored(fresh)
        bilan.crees, bilan.existants = stored, bilan.existants + len(fresh) - stored
        record(
            acteur=acteur, now=now, action=Action.IMPORT_CLIENT, sujet_type="client",
            sujet_id="import", apres={"crees": stored, "refuses": len(bilan.erreurs)},
        )  # fmt: skip
    return bilan


def export_clients(*, acteur: Acteur, now: datetime, format_: str) -> bytes:
    """One's own country's clients as CSV or XLSX, formulas neutralised; the export is audited."""
    rows = [
        (
            c.nom, c.telephone, c.pays_id, c.langue, c.adresse,
            "" if c.consentement_whatsapp is None else "oui" if c.consentement_whatsapp else "non",
        )
        for c in iterate_export(acteur=acteur)
    ]  # fmt: skip
    record(
        acteur=acteur, now=now, action=Action.EXPORT_CLIENT, sujet_type="client",
        sujet_id="export", apres={"lignes": len(rows), "format": format_},
    )  # fmt: skip
    if format_ == "csv":
        return write_csv([COLONNES, *rows])
    return write_xlsx([Feuille(titre="Clients", entetes=COLONNES, lignes=rows)])


def _read(contenu: bytes) -> list[Ligne]:
    try:
        lignes = read_tableau(contenu)
    except TableauIllisible as error:
        raise SaisieInvalide(errors={"fichier": [str(error)]}) from error
    present = set(lignes[0][1]) if lignes else set()
    missing = [name for name in ("nom", "telephone") if lignes and name not in present]
    if missing:
        raise SaisieInvalide(errors={"fichier": [f"colonnes manquantes : {', '.join(missing)}"]})
    return lignes


def _countries(acteur: Acteur) -> frozenset[str]:
    """The origin names clients of any destination, a destination its own only."""
    if acteur.cote == "origine":
        return frozenset(Pays.objects.values_list("code", flat=True))
    return frozenset({acteur.pays or ""})


def _valid(
    acteur: Acteur,
    now: datetime,
    lignes: Sequence[Ligne],
    bilan: Bilan,
    countries: frozenset[str],
    defaut: str,
) -> list[Client]:
    seen: dict[tuple[str, str], int] = {}
    clients = []
    for numero, ligne in lignes:
        try:
            client = _client(acteur, now, ligne, countries, defaut)
            _check_first(seen, client, numero)
        except _Refus as error:
            if len(bilan.erreurs) < ERREURS_MAX:
                bilan.erreurs.append(ErreurLigne(numero, error.champ, error.message))
        else:
            clients.append(client)
    return clients


def _check_first(seen: dict[tuple[str, str], int], client: Client, numero: int) -> None:
    first = seen.setdefault((client.pays_id, client.telephone), numero)
    if first != numero:
        raise _Refus("telephone", f"déjà à la ligne {first}")


def _client(
    acteur: Acteur, now: datetime, ligne: dict[str, str], countries: frozenset[str], defaut: str
) -> Client:
    nom, adresse = ligne.get("nom", ""), ligne.get("adresse", "")
    if not 1 <= len(nom) <= NOM_MAX:
        raise _Refus("nom", f"de 1 à {NOM_MAX} caractères")
    if len(adresse) > ADRESSE_MAX:
        raise _Refus("adresse", f"au plus {ADRESSE_MAX} caractères")
    pays = ligne.get("pays", "").upper() or defaut
    if pays not in countries:
        raise _Refus("pays", "pays non desservi par votre agence")
    langue = ligne.get("langue", "").lower() or "fr"
    if langue not in LANGUES_CLIENT:
        raise _Refus("langue", f"une de {', '.join(LANGUES_CLIENT)}")
    return build_client(
        acteur=acteur, now=now, id=uuid7(), nom=nom, telephone=_telephone(ligne, pays), pays=pays,
        langue=langue, adresse=adresse,
        consentement_whatsapp=_consentement(ligne.get("consentement_whatsapp", "")),
    )  # fmt: skip


def _telephone(ligne: dict[str, str], pays: str) -> str:
    try:
        return normalise_telephone(ligne.get("telephone", ""), pays)
    except TelephoneInvalide as error:
        raise _Refus("telephone", "numéro de téléphone invalide") from error


def _consentement(text: str) -> bool | None:
    word = text.lower()
    if not word:
        return None
    if word not in OUI | NON:
        raise _Refus("consentement_whatsapp", "oui ou non")
    return word in OUI


def _known(clients: Iterable[Client]) -> set[tuple[str, str]]:
    by_country: dict[str, list[str]] = {}
    for client in clients:
        by_country.setdefault(client.pays_id, []).append(client.telephone)
    return {
        (pays, telephone)
        for pays, telephones in by_country.items()
        for telephone in known_telephones(pays, telephones)
    }


def _stored(clients: Sequence[Client]) -> int:
    return Client.objects.filter(id__in=[client.id for client in clients]).count()
