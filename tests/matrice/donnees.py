"""The matrix's list of tables: by which columns a country owns a row. Written from the domain,
not from the policies, so that a wrong policy is told apart. A missing entry fails the build."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Portee:
    """A row is visible to the countries in ``colonnes``, or to those who see its ``parent``.

    ``partage``: reference data all may read. ``ouverte``: any context may add a row (a trace
    written into a chain one cannot read). ``personne``: the column of the one person who may.
    """

    colonnes: tuple[str, ...] = ()
    parent: tuple[str, str] | None = None
    personne: str = ""
    partage: bool = False
    ouverte: bool = False


def pays(*colonnes: str, personne: str = "", ouverte: bool = False) -> Portee:
    return Portee(colonnes or ("pays",), personne=personne, ouverte=ouverte)


def enfant(table: str, colonne: str) -> Portee:
    return Portee(parent=(table, colonne))


PARTAGE = Portee(partage=True)
_ROUTE = pays("pays_origine", "pays_visible")

TABLES: dict[str, Portee] = {
    "accounts_agence": PARTAGE,
    "accounts_appareil": pays(personne="user_id"),
    "accounts_avis": pays(personne="user_id", ouverte=True),
    "accounts_code_unique": pays(),
    "accounts_concession": pays(),
    "accounts_contact_appareil": enfant("accounts_appareil", "appareil_id"),
    "accounts_contact_change": pays(),
    "accounts_emplacement": pays(),
    "accounts_pays": PARTAGE,
    "accounts_reglage": pays(),
    "accounts_session": pays(personne="user_id"),
    "accounts_user": pays(personne="id"),
    "accounts_visa": pays(),
    "audit_cle": Portee(partage=True),  # wrapped keys, of no use without the journal's rows
    "audit_emission": Portee(),
    "audit_entree": pays(ouverte=True),
    "audit_epoque": PARTAGE,
    "audit_sceau": pays("chaine"),
    "colis_client": pays("pays", "pays_createur"),
    "colis_colis": _ROUTE,
    "colis_evenement": enfant("colis_colis", "colis_id"),
    "colis_pesee": enfant("colis_colis", "colis_id"),
    "colis_photo": enfant("colis_colis", "colis_id"),
    "colis_reference": enfant("colis_colis", "colis_id"),
    "colis_tarif": pays("pays_origine", "pays_destination"),
    "colis_taux_change": PARTAGE,
    "core_changement": pays(),
    "core_creation": Portee(personne="acteur_id"),
    "core_operation": pays(personne="acteur_id"),
    "distribution_annulation": pays(),
    "distribution_caisse": pays(),
    "distribution_compte": pays(),
    "distribution_compteur_recu": pays(),
    "distribution_ecriture": pays(),
    "distribution_encaissement": pays(),
    "distribution_ligne_ecriture": pays(),
    "distribution_ligne_encaissement": enfant("distribution_encaissement", "encaissement_id"),
    "distribution_pointage": pays(),
    "distribution_remise": pays(),
    "distribution_remise_colis": enfant("distribution_remise", "remise_id"),
    "distribution_session_caisse": pays(),
    "notifications_abonnement": pays(),
    "notifications_alerte": pays(),
    "notifications_fenetre": Portee(),
    "notifications_gabarit": pays(),
    "notifications_ligne": pays(),
    "notifications_livraison": pays(),
    "notifications_message_du": pays(ouverte=True),
    "notifications_notification": pays(),
    "notifications_notification_message": enfant("notifications_notification", "notification_id"),
    "notifications_recu": Portee(ouverte=True),
    "notifications_tentative": enfant("notifications_notification", "notification_id"),
    "rapports_rapport": pays(),
    "vols_aeroport": PARTAGE,
    "vols_compagnie": PARTAGE,
    "vols_evenement": enfant("vols_vol", "vol_id"),
    "vols_ligne_manifeste": enfant("vols_vol", "vol_id"),
    "vols_manifeste": enfant("vols_vol", "vol_id"),
    "vols_vol": _ROUTE,
}

# Frameworks' own tables hold nothing of a country.
CADRES = ("auth_", "axes_", "django_")

# Each SECURITY DEFINER function: the question a stranger asks of Mali's journey, which must come
# back empty; or why no such question exists. {colis} {client} {code} {telephone} are filled in.
FONCTIONS: dict[str, str | None] = {
    "audit_preparer_partitions": None,  # makes empty months, returns a count
    "budget_de_codes": None,  # counts of the phone given, asked before log-in
    "client_contact": "SELECT * FROM client_contact('{client}')",
    "clients_par_telephone": "SELECT * FROM clients_par_telephone('{chiffres}', '', 5)",
    "codes_suivis": None,  # tracking codes to drop from the cache, ids already known
    "compte_client": None,  # log-in by code: an account id from a phone
    "compte_de_session": None,  # log-in: whose refresh token
    "compte_pour_connexion": None,  # log-in: an account id from its name
    "devoir_livraisons": None,  # writes what partners are owed, returns nothing of theirs
    "ecriture_equilibree": None,  # trigger
    "flux_client_update": None,  # triggers of the feed: write core_changement by country
    "flux_colis_insert": None,
    "flux_colis_update": None,
    "flux_emplacement_insert": None,
    "flux_emplacement_update": None,
    "flux_tarif_insert": None,
    "flux_tarif_update": None,
    "flux_vol_insert": None,
    "flux_vol_update": None,
    "lien_de_compte": None,  # whose reset link, from an unguessable id
    "pays_du_telephone": None,  # which country answers a phone asking for a code
    "purger_changements": None,  # returns a count
    "reclamer_surplus": "SELECT * FROM reclamer_surplus('{code}') AS id WHERE id IS NOT NULL",
    "retirer_surplus": "SELECT * FROM retirer_surplus('{colis}', gen_random_uuid(), now()) AS v"
    " WHERE v IS NOT NULL",
    "suivi_fin_telephone": None,  # public tracking, counted by the caller
    "suivi_par_code": None,  # public tracking: the code is the secret
    "suivi_photos": None,  # public tracking, after the phone's last digits
    "vol_retire": None,  # a flight taken back, to the country it was shown to alone
    "telephone_en_attente": None,  # yes or no for the phone given
}
