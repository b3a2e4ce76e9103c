"""Who may do what: the one table. Rows are row-level security's job; actions are this page's.

``Action`` is the single word list for rights, audit codes and the PWA's ``can()``; the values of
field acts are also the types of offline operations.
"""

from collections.abc import Collection
from enum import StrEnum

from core.errors import ActionInterdite
from core.tenancy import Acteur


class Role(StrEnum):
    """A function on one side of the route."""

    AGENT_ORIGINE = "agent_origine"
    ADMIN_ORIGINE = "admin_origine"
    AGENT_DESTINATION = "agent_destination"
    ADMIN_DESTINATION = "admin_destination"
    CLIENT = "client"
    DIRECTION = "direction"
    SYSTEME = "systeme"


class Action(StrEnum):
    """Everything a person may be allowed to do."""

    READ_REFERENCE = "reference.lire"
    WRITE_REFERENCE = "reference.modifier"
    READ_CLIENT = "client.lire"
    WRITE_CLIENT = "client.modifier"
    IMPORT_CLIENT = "client.importer"
    EXPORT_CLIENT = "client.exporter"
    READ_COLIS = "colis.lire"
    REGISTER_COLIS = "colis.enregistrer"
    UPDATE_COLIS = "colis.modifier"
    WEIGH_COLIS = "colis.peser"
    CANCEL_COLIS = "colis.annuler"
    ATTACH_PHOTO = "photo.attach"
    PRINT_LABEL = "etiquette.reimprimer"
    BLOCK_COLIS = "colis.bloquer"
    UNBLOCK_COLIS = "colis.debloquer"
    ADD_ARRIVAL = "colis.ajouter_arrivee"
    DECLARE_LOST = "colis.declarer_perdu"
    RETURN_COLIS = "colis.retourner"
    CORRECT_COLIS = "colis.corriger"
    READ_TARIF = "tarif.lire"
    WRITE_TARIF = "tarif.modifier"
    READ_VOL = "vol.lire"
    OPEN_VOL = "vol.ouvrir"
    UPDATE_VOL = "vol.modifier"
    LOAD_VOL = "vol.charger"
    UNLOAD_VOL = "vol.decharger"
    CLOSE_VOL = "vol.cloturer"
    REOPEN_VOL = "vol.rouvrir"
    CANCEL_VOL = "vol.annuler"
    DEPART_VOL = "vol.faire_partir"
    ARRIVE_VOL = "vol.faire_arriver"
    CUSTOMS_VOL = "vol.mettre_en_douane"
    WRITE_FRAIS = "vol.saisir_frais"
    READ_POINTAGE = "pointage.lire"
    SCAN_POINTAGE = "pointage.scanner"
    CLOSE_POINTAGE = "pointage.cloturer"
    READ_STOCK = "stock.lire"
    PLACE_COLIS = "rangement.placer"
    SEND_CODE = "remise.envoyer_code"
    HAND_OVER = "remise.effectuer"
    OVERRIDE_PROOF = "remise.deroger"
    RELEASE_ON_GUARANTEE = "remise.garantir"
    READ_CAISSE = "caisse.lire"
    OPEN_SESSION = "caisse.ouvrir"
    COUNT_SESSION = "caisse.compter"
    SIGN_SESSION = "caisse.valider"
    READ_ENCAISSEMENT = "encaissement.lire"
    RECORD_ENCAISSEMENT = "encaissement.enregistrer"
    REVERSE_ENCAISSEMENT = "encaissement.annuler"
    DISCOUNT_BEYOND_LIMIT = "rabais.depasser"
    READ_DASHBOARD = "tableau.lire"
    READ_RAPPORT = "rapport.lire"
    REQUEST_RAPPORT = "rapport.demander"
    READ_COUNTRY_RAPPORT = "rapport.lire_pays"
    READ_NOTIFICATION = "notification.lire"
    RETRY_NOTIFICATION = "notification.relancer"
    READ_AUDIT = "audit.lire"
    EXPORT_AUDIT = "audit.exporter"
    VERIFY_AUDIT = "audit.verifier"
    READ_USER = "utilisateur.lire"
    WRITE_USER = "utilisateur.modifier"
    RESET_USER = "utilisateur.reinitialiser"
    READ_VISA = "visa.lire"
    SIGN_VISA = "visa.decider"
    WRITE_REGLAGE = "reglage.modifier"
    PUSH_SYNC = "sync.pousser"
    READ_FLUX = "sync.lire"
    IMPORT_SYNC = "sync.importer"
    READ_QUARANTAINE = "quarantaine.lire"
    SETTLE_QUARANTAINE = "quarantaine.regler"
    ENROL_APPAREIL = "appareil.enroler"
    READ_APPAREIL = "appareil.lire"
    MANAGE_APPAREIL = "appareil.gerer"
    SEARCH = "recherche.lire"
    READ_OWN = "moi.lire"
    LOG_IN = "session.ouvrir"
    LOG_OUT = "session.fermer"
    CHANGE_PASSWORD = "mot_de_passe.changer"
    SECURE_ACCOUNT = "compte.securiser"


_AO, _DO = Role.AGENT_ORIGINE, Role.ADMIN_ORIGINE
_AD, _DD = Role.AGENT_DESTINATION, Role.ADMIN_DESTINATION
_ORIGINE = frozenset({_AO, _DO})
_DESTINATION = frozenset({_AD, _DD})
_ADMINS = frozenset({_DO, _DD})
_STAFF = _ORIGINE | _DESTINATION
_DIRECTION = frozenset({Role.DIRECTION})
_EVERYONE = frozenset(Role)

ALLOWED: dict[Action, frozenset[Role]] = {
    Action.READ_REFERENCE: _STAFF | _DIRECTION,
    Action.WRITE_REFERENCE: _ADMINS | _DIRECTION,
    Action.READ_CLIENT: _STAFF | _DIRECTION,
    Action.WRITE_CLIENT: _STAFF,
    Action.IMPORT_CLIENT: _ADMINS,
    Action.EXPORT_CLIENT: _ADMINS | _DIRECTION,
    Action.READ_COLIS: _STAFF | _DIRECTION,
    Action.REGISTER_COLIS: _ORIGINE,
    Action.UPDATE_COLIS: _STAFF | _DIRECTION,
    Action.WEIGH_COLIS: _ORIGINE,
    Action.CANCEL_COLIS: _ORIGINE,
    Action.ATTACH_PHOTO: _STAFF,
    Action.PRINT_LABEL: _STAFF,
    Action.BLOCK_COLIS: _STAFF,
    Action.UNBLOCK_COLIS: _ADMINS,
    Action.ADD_ARRIVAL: frozenset({_DD}),
    Action.DECLARE_LOST: frozenset({_DD}),
    Action.RETURN_COLIS: frozenset({_DD}),
    Action.CORRECT_COLIS: frozenset({_DD}) | _DIRECTION,
    Action.READ_TARIF: _STAFF | _DIRECTION,
    Action.WRITE_TARIF: frozenset({_DD}) | _DIRECTION,
    Action.READ_VOL: _STAFF | _DIRECTION,
    Action.OPEN_VOL: _ORIGINE,
    Action.UPDATE_VOL: _ORIGINE,
    Action.LOAD_VOL: _ORIGINE,
    Action.UNLOAD_VOL: _ORIGINE,
    Action.CLOSE_VOL: frozenset({_DO}) | _DIRECTION,
    Action.REOPEN_VOL: frozenset({_DO}) | _DIRECTION,
    Action.CANCEL_VOL: frozenset({_DO}) | _DIRECTION,
    Action.DEPART_VOL: _ORIGINE,
    Action.ARRIVE_VOL: _DESTINATION | _DIRECTION,
    Action.CUSTOMS_VOL: _DESTINATION | _DIRECTION,
    Action.WRITE_FRAIS: _ADMINS | _DIRECTION,
    Action.READ_POINTAGE: _STAFF | _DIRECTION,
    Action.SCAN_POINTAGE: _DESTINATION,
    Action.CLOSE_POINTAGE: _DESTINATION,
    Action.READ_STOCK: _DESTINATION | _DIRECTION,
    Action.PLACE_COLIS: _DESTINATION,
    Action.SEND_CODE: _DESTINATION,
    Action.HAND_OVER: _DESTINATION,
    Action.OVERRIDE_PROOF: frozenset({_DD}),
    Action.RELEASE_ON_GUARANTEE: frozenset({_DD}),
    Action.READ_CAISSE: _STAFF | _DIRECTION,
    Action.OPEN_SESSION: _STAFF,
    Action.COUNT_SESSION: _STAFF,
    Action.SIGN_SESSION: _ADMINS | _DIRECTION,
    Action.READ_ENCAISSEMENT: _STAFF | _DIRECTION,
    Action.RECORD_ENCAISSEMENT: _STAFF,
    Action.REVERSE_ENCAISSEMENT: _ADMINS | _DIRECTION,
    Action.DISCOUNT_BEYOND_LIMIT: _ADMINS,
    Action.READ_DASHBOARD: _STAFF | _DIRECTION,
    Action.READ_RAPPORT: _STAFF | _DIRECTION,
    Action.REQUEST_RAPPORT: _STAFF | _DIRECTION,
    Action.READ_COUNTRY_RAPPORT: _ADMINS | _DIRECTION,
    Action.READ_NOTIFICATION: _ADMINS | _DIRECTION,
    Action.RETRY_NOTIFICATION: _ADMINS | _DIRECTION,
    Action.READ_AUDIT: _STAFF | _DIRECTION,
    Action.EXPORT_AUDIT: _ADMINS | _DIRECTION,
    Action.VERIFY_AUDIT: _ADMINS | _DIRECTION,
    Action.READ_USER: _ADMINS | _DIRECTION,
    Action.WRITE_USER: _ADMINS | _DIRECTION,
    Action.RESET_USER: _ADMINS | _DIRECTION,
    Action.READ_VISA: _ADMINS | _DIRECTION,
    Action.SIGN_VISA: _ADMINS | _DIRECTION,
    Action.WRITE_REGLAGE: _ADMINS | _DIRECTION,
    Action.PUSH_SYNC: _STAFF,
    Action.READ_FLUX: _STAFF | _DIRECTION,
    Action.IMPORT_SYNC: _STAFF,
    Action.READ_QUARANTAINE: _ADMINS | _DIRECTION,
    Action.SETTLE_QUARANTAINE: _ADMINS | _DIRECTION,
    Action.ENROL_APPAREIL: _STAFF,
    Action.READ_APPAREIL: _STAFF | _DIRECTION,
    Action.MANAGE_APPAREIL: _ADMINS | _DIRECTION,
    Action.SEARCH: _STAFF | _DIRECTION,
    Action.READ_OWN: frozenset({Role.CLIENT}),
    Action.LOG_IN: _EVERYONE,
    Action.LOG_OUT: _EVERYONE,
    Action.CHANGE_PASSWORD: _STAFF | _DIRECTION,
    Action.SECURE_ACCOUNT: _STAFF | _DIRECTION,
}

CASH_ROLES = ALLOWED[Action.OPEN_SESSION] | ALLOWED[Action.RECORD_ENCAISSEMENT]
"""Whoever may hold a till, prepayments in China included: no device of theirs is remembered."""

SECOND_FACTOR_ROLES = _ADMINS | _DIRECTION
"""Those who must prove themselves twice, outside local mode."""


BY_SETTING: dict[Action, tuple[Role, str]] = {
    Action.CLOSE_VOL: (_AO, "vol_cloture_agents"),
    Action.REOPEN_VOL: (_AO, "vol_cloture_agents"),
    Action.CANCEL_VOL: (_AO, "vol_cloture_agents"),
}


def role_of(acteur: Acteur) -> Role:
    """The table's column for an actor."""
    if acteur.fonction in ("agent", "admin"):
        return Role(f"{acteur.fonction}_{acteur.cote}")
    return Role(acteur.fonction)


def allowed(acteur: Acteur, action: Action, reglages: Collection[str] = ()) -> bool:
    """Whether the table lets this actor do it.

    ``reglages`` names the country's settings that are on; some open an action to agents. The
    system acts for a person already checked.
    """
    role = role_of(acteur)
    if role is Role.SYSTEME or role in ALLOWED[action]:
        return True
    opened = BY_SETTING.get(action)
    return opened is not None and role is opened[0] and opened[1] in reglages


def require(acteur: Acteur, action: Action, reglages: Collection[str] = ()) -> None:
    """Refuse with 403 ``action_interdite`` what the table does not allow."""
    if not allowed(acteur, action, reglages):
        raise ActionInterdite(action=str(action))


def actions_of(acteur: Acteur, reglages: Collection[str] = ()) -> list[str]:
    """Every action open to this actor, for the PWA's ``can()``."""
    return sorted(str(action) for action in Action if allowed(acteur, action, reglages))
