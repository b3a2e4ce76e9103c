"""What the two journeys leave empty, filled by the superuser: one row a table and a country.

Every text people write there carries the country's mark, which no stranger may ever read.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, models
from psycopg.conninfo import make_conninfo

from accounts.models import (
    Appareil,
    Avis,
    Concession,
    ContactAppareil,
    ContactChange,
    Reglage,
    Session,
    Visa,
)
from audit.models import Emission, Sceau
from colis.models import ReferenceExterne
from core.ids import uuid7
from core.models import Operation
from core.tenancy import Acteur
from distribution.models import Annulation
from notifications.models import (
    Abonnement,
    Alerte,
    Fenetre,
    Gabarit,
    Ligne,
    Livraison,
    MessageDu,
    Notification,
    NotificationMessage,
    Recu,
    Tentative,
)
from tests import serveur
from tests.cast import NOW
from tests.parcours.parcours import TELEPHONES, Journee

DEMAIN = NOW + timedelta(days=1)


def mark(pays: str) -> str:
    """What every filled text of this country says."""
    return f"Confidentiel-{pays}-5d1f"


def complete(agent: Acteur, journee: Journee) -> dict[str, str]:
    """One row in every table this country's journey leaves empty; ids by kind of path."""
    makers = (_access, _acts, _lines, _messages, _partners)
    rows: list[models.Model] = []
    kinds: dict[str, str] = {}
    for maker in makers:
        made, named = maker(agent, journee)
        rows += made
        kinds |= named
    here = str(connection.settings_dict["NAME"])
    address = make_conninfo(serveur.start().postgres.admin_url, dbname=here)
    with psycopg.connect(address) as admin:
        for row in rows:
            admin.execute(*_insert(row))
    return kinds


def _insert(row: models.Model) -> tuple[Any, list[Any]]:
    """The row as Django would write it, behind every policy."""
    fields = [
        field for field in row._meta.concrete_fields if getattr(row, field.attname) is not None
    ]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    return f'INSERT INTO "{row._meta.db_table}" ({names}) VALUES ({marks})', values  # noqa: S608


Made = tuple[list[models.Model], dict[str, str]]


def _access(agent: Acteur, journee: Journee) -> Made:
    pays = journee.pays
    session = Session(
        pays=pays, user_id=agent.id, appareil=mark(pays), jti=uuid7(), tournee_le=NOW,
        cree_le=NOW, expire_le=DEMAIN,
    )  # fmt: skip
    appareil = Appareil(
        id=uuid7(), pays=pays, user_id=agent.id, nom=mark(pays), enrole_le=NOW, contact_le=NOW,
        motif=mark(pays),
    )  # fmt: skip
    avis = Avis(
        pays=pays, user_id=agent.id, genre="mot_de_passe", sujet_nom=mark(pays), cree_le=NOW
    )
    contact = ContactAppareil(appareil_id=appareil.id, seq_declaree=1, le=NOW)
    reglage = Reglage(
        pays_id=pays, cle="rabais_limite", valeur=4242, effet_le=NOW, auteur_id=agent.id
    )
    return [session, appareil, avis, contact, reglage], {
        "appareil": str(appareil.id),
        "avis": str(avis.id),
        "utilisateur": str(agent.id),
    }


def _acts(agent: Acteur, journee: Journee) -> Made:
    pays = journee.pays
    colis_id = UUID(journee.colis[0]["id"])
    concession = Concession(
        pays_id=pays, genre="telephone", acteur_id=agent.id, acteur_nom=mark(pays),
        acteur_role="agent", sujet_type="client", sujet_id=UUID(journee.client_id),
        libelle=mark(pays), motif=mark(pays), enregistre_le=NOW,
    )  # fmt: skip
    visa = Visa(
        pays_id=pays, concession_id=concession.id, auteur_id=agent.id, cree_le=NOW,
        echeance_le=DEMAIN,
    )  # fmt: skip
    contact = ContactChange(
        pays_id=pays, telephone=TELEPHONES[pays], sujet_id=UUID(journee.client_id),
        visa_id=visa.id, change_le=NOW,
    )  # fmt: skip
    reference = ReferenceExterne(colis_id=colis_id, valeur=mark(pays), enregistre_le=NOW)
    operation = Operation(
        id=uuid7(), op_id=uuid7(), acteur_id=agent.id, pays=pays, appareil_id=uuid7(), seq=1,
        type="colis.enregistrer", empreinte="0" * 64, hachage="1" * 64,
        enveloppe={"payload": {"contenu": mark(pays)}}, recue_le=NOW, statut="quarantined",
        motif="sans_signature", probleme={"detail": mark(pays)}, reglement_motif=mark(pays),
    )  # fmt: skip
    annulation = Annulation(
        pays_id=pays, encaissement_id=UUID(journee.encaissement_ids[-1]), motif=mark(pays),
        acteur_id=agent.id, enregistre_le=NOW,
    )  # fmt: skip
    sceau = Sceau(
        chaine=pays, numero=1, precedent=b"\0" * 32, tx_debut=0, tx_fin=1, tables={}, lignes=0,
        total=0, feuilles=b"", empreinte=b"\1" * 32, scelle_le=NOW,
    )  # fmt: skip
    emission = Emission(adaptateur="fichier", chaine=pays, numero=1, emis_le=NOW)
    return [concession, visa, contact, reference, operation, annulation, sceau, emission], {
        "visa": str(visa.id),
        "quarantaine": str(operation.id),
        "op": str(operation.op_id),
    }


def _lines(agent: Acteur, journee: Journee) -> Made:
    pays = journee.pays
    ligne = Ligne(
        pays_id=pays, nom=mark(pays), compte=mark(pays), secret_chiffre=b"\0" * 40,
        etat_le=NOW, actif=False,
    )  # fmt: skip
    gabarit = Gabarit(
        pays_id=pays, etape="arrive", langue="fr", version=99, texte=mark(pays),
        cree_par=agent.id, cree_le=NOW,
    )  # fmt: skip
    fenetre = Fenetre(compte=mark(pays), telephone=TELEPHONES[pays], jusqu_le=DEMAIN)
    alerte = Alerte(pays_id=pays, cle="essai", detail=mark(pays), sonnee_le=NOW)
    return [ligne, gabarit, fenetre, alerte], {"ligne": str(ligne.id)}


def _messages(agent: Acteur, journee: Journee) -> Made:
    pays = journee.pays
    colis_id = UUID(journee.colis[0]["id"])
    du = MessageDu(
        pays_id=pays, evenement_id=uuid7(), etape="arrive", client_id=UUID(journee.client_id),
        telephone=TELEPHONES[pays], langue="fr", colis_id=colis_id, groupe=mark(pays), cree_le=NOW,
    )  # fmt: skip
    notification = Notification(
        pays_id=pays, client_id=UUID(journee.client_id), telephone=TELEPHONES[pays], langue="fr",
        etape="arrive", priorite=5, groupe=mark(pays), cle_unique=f"matrice-{pays}",
        texte=mark(pays), statut="echec_permanent", motif=mark(pays), code_motif="numero",
        prochaine_tentative_le=NOW, echeance_le=DEMAIN, cree_le=NOW, modifie_le=NOW,
    )  # fmt: skip
    lien = NotificationMessage(notification_id=notification.id, message_id=du.id)
    autre = Ligne(
        pays_id=pays, nom=f"{mark(pays)} 2", compte=f"{mark(pays)}-2", secret_chiffre=b"\0" * 40,
        etat_le=NOW, actif=False, usage="sms",
    )  # fmt: skip
    essai = Tentative(
        notification_id=notification.id, ligne_id=autre.id, jeton=uuid7(), numero=1,
        commencee_le=NOW, terminee_le=NOW, issue="permanente", code=mark(pays),
    )  # fmt: skip
    recu = Recu(
        fournisseur="wachap", empreinte=f"{pays}{'0' * 62}", corps=mark(pays),
        fournisseur_id=f"inconnu-{pays}", recu_le=NOW, traite_le=NOW,
    )  # fmt: skip
    return [du, notification, lien, autre, essai, recu], {"notification": str(notification.id)}


def _partners(agent: Acteur, journee: Journee) -> Made:
    pays = journee.pays
    abonnement = Abonnement(
        pays_id=pays, nom=mark(pays), url=f"https://partenaire-{pays.lower()}.invalid/",
        secret_chiffre=b"\0" * 40, evenements=["colis.arrive"], actif=False, cree_par=agent.id,
        cree_le=NOW,
    )  # fmt: skip
    livraison = Livraison(
        pays_id=pays, abonnement_id=abonnement.id, evenement_id=uuid7(), type="colis.arrive",
        corps=mark(pays), statut="abandonnee", erreur=mark(pays), prochain_le=NOW, cree_le=NOW,
    )  # fmt: skip
    return [abonnement, livraison], {"abonnement": str(abonnement.id)}
