"""Who may do what, written from the domain's own table and not from `accounts/policies.py`: a
right given or taken there by mistake is told here. An action in no group fails."""

from accounts.policies import Role

_AO, _DO = Role.AGENT_ORIGINE, Role.ADMIN_ORIGINE
_AD, _DD = Role.AGENT_DESTINATION, Role.ADMIN_DESTINATION
_TETE = Role.DIRECTION

_GROUPES: tuple[tuple[str, set[Role], str], ...] = (
    (
        "read what one's own country works with; one's own account",
        {_AO, _DO, _AD, _DD, _TETE},
        "reference.lire client.lire colis.lire colis.modifier tarif.lire vol.lire pointage.lire"
        " caisse.lire encaissement.lire recherche.lire sync.lire appareil.lire"
        " mot_de_passe.changer compte.securiser",
    ),
    (
        "dashboards, reports, audit: an agent's own day",
        {_AO, _DO, _AD, _DD, _TETE},
        "tableau.lire rapport.lire rapport.demander audit.lire",
    ),
    (
        "dashboards, reports, audit of a whole country",
        {_DO, _DD, _TETE},
        "rapport.lire_pays audit.exporter audit.verifier client.exporter",
    ),
    (
        "till, collect; what every counter does",
        {_AO, _DO, _AD, _DD},
        "caisse.ouvrir caisse.compter encaissement.enregistrer client.modifier photo.attach"
        " etiquette.reimprimer colis.bloquer sync.pousser sync.importer appareil.enroler",
    ),
    (
        "register, weigh, cancel; load, unload, depart a flight",
        {_AO, _DO},
        "colis.enregistrer colis.peser colis.annuler vol.ouvrir vol.modifier vol.charger"
        " vol.decharger vol.faire_partir",
    ),
    (
        "close, reopen, cancel a flight (agents by a setting)",
        {_DO, _TETE},
        "vol.cloturer vol.rouvrir vol.annuler",
    ),
    (
        "mark a flight arrived, in customs",
        {_AD, _DD, _TETE},
        "vol.faire_arriver vol.mettre_en_douane stock.lire",
    ),
    (
        "check in, put away, hand over",
        {_AD, _DD},
        "pointage.scanner pointage.cloturer rangement.placer remise.envoyer_code remise.effectuer",
    ),
    (
        "reverse, sign off an ecart, sign for another",
        {_DO, _DD, _TETE},
        "encaissement.annuler caisse.valider visa.lire visa.decider vol.saisir_frais",
    ),
    (
        "give up beyond the limit at one's own counter (direction has none: it signs)",
        {_DO, _DD},
        "rabais.depasser colis.debloquer client.importer",
    ),
    (
        "a hand-over without proof or on a guarantee; lost, returned, unexpected cartons",
        {_DD},
        "remise.deroger remise.garantir colis.ajouter_arrivee colis.declarer_perdu colis.retourner",
    ),
    (
        "correct after departure; tariffs towards one's country",
        {_DD, _TETE},
        "colis.corriger tarif.modifier",
    ),
    (
        "users, templates, settings, devices of one's own country",
        {_DO, _DD, _TETE},
        "reference.modifier utilisateur.lire utilisateur.modifier utilisateur.reinitialiser"
        " reglage.modifier notification.lire notification.relancer quarantaine.lire"
        " quarantaine.regler appareil.gerer",
    ),
    ("own parcels, receipts, preferences", {Role.CLIENT}, "moi.lire"),
    ("come in and leave", set(Role), "session.ouvrir session.fermer"),
)

DROITS: dict[str, set[Role]] = {
    action: roles for _, roles, actions in _GROUPES for action in actions.split()
}
