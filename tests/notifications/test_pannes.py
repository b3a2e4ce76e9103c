"""The simulator's whole set of faults over HTTP: what the caller hears, what phones see."""

from typing import Any

import pytest

from colis.domain import Cause
from core.tenancy import transverse
from notifications.adapters.wachap import WaChap
from notifications.domain import Motif, Nature, Statut
from notifications.models import Ligne, Notification
from notifications.port import Accepted, CompteLigne, Contenu, Rejected, Unknown
from notifications.services import process_receipts, store_receipt
from notifications.simulateur.pannes import APRES, AVANT, LIGNES, RECUS
from tests.notifications.conftest import Boite, Monde, Simulateur, make_ligne

pytestmark = pytest.mark.django_db
LIGNE = CompteLigne(compte="ml-1", secret="sk_x")
NUMERO = "+22376123456"

AVANT_ENTENDU: dict[str, Any] = {
    "refuse": Unknown, "bloque": Unknown, "malforme": Unknown, "502": Unknown, "504": Unknown,
    "400": Nature.PERMANENT, "401": Nature.BAS, "402": Nature.BAS, "403": Nature.BAS,
    "404": Nature.BAS, "429": Nature.PAUSE, "500": Nature.TEMPORAIRE, "503": Nature.TEMPORAIRE,
    "success_false": Nature.TEMPORAIRE, "lent": Accepted,
}  # fmt: skip
RECUS_POSTES = {
    "normal": ["delivered", "read"],
    "aucun": [],
    "tardif": ["delivered", "read"],
    "double": ["delivered", "delivered", "read", "read"],
    "desordre": ["read", "delivered"],
    "avant_reponse": ["delivered", "read"],
    "echec": ["failed"],
}


def send(simulateur: Simulateur) -> Any:
    wachap = WaChap(f"{simulateur.adresse}/v1", 1, 0.4)
    return wachap.send(LIGNE, NUMERO, Contenu(texte="x"), "r")


@pytest.mark.parametrize("faute", sorted(AVANT))
def test_a_fault_before_acceptance_leaves_the_phone_without_the_message(
    simulateur: Simulateur, faute: str
) -> None:
    simulateur.faute("avant", faute, duree_s=0.1 if faute == "lent" else 60)
    resultat, attendu = send(simulateur), AVANT_ENTENDU[faute]
    if isinstance(attendu, Nature):
        assert isinstance(resultat, Rejected)
        assert resultat.nature is attendu
    else:
        assert isinstance(resultat, attendu)
    assert len(simulateur.recus_par(NUMERO)) == (faute == "lent")
    assert isinstance(send(simulateur), Accepted)


@pytest.mark.parametrize("faute", sorted(APRES))
def test_a_fault_after_acceptance_leaves_the_caller_without_the_answer(
    simulateur: Simulateur, faute: str
) -> None:
    simulateur.faute("apres", faute)
    assert isinstance(send(simulateur), Unknown)
    assert len(simulateur.recus_par(NUMERO)) == 1


@pytest.mark.parametrize("mode", sorted(RECUS))
def test_receipts_come_as_they_were_told_to(
    simulateur: Simulateur, boite: Boite, mode: str
) -> None:
    simulateur.pannes(recus={"mode": mode, "livre_s": 1, "lu_s": 4, "tardif_s": 20}, horloge=40)
    assert isinstance(send(simulateur), Accepted)
    postes = RECUS_POSTES[mode]
    if mode == "avant_reponse":
        assert len(boite.corps) == 1
    boite.wait(len(postes))
    if mode == "aucun":
        boite.arrivee.wait(0.3)
        assert boite.corps == []
    dits = [un["statut"] for un in simulateur.recus_par(NUMERO)[0]["recus"]]
    assert dits == postes


@pytest.mark.parametrize(
    ("action", "accepte"),
    [("deconnecter", False), ("expirer", False), ("bannir", False), ("reconnecter", True)],
)
def test_a_line_does_as_it_was_told(simulateur: Simulateur, action: str, accepte: bool) -> None:
    assert action in LIGNES
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": "bannir"}])
    simulateur.pannes(lignes=[{"compte": "ml-1", "action": action}])
    assert isinstance(send(simulateur), Accepted) is accepte


def told_failed(monde: Monde, simulateur: Simulateur, boite: Boite, code: str) -> Notification:
    """Sent, then told by the provider to have failed."""
    simulateur.pannes(recus={"mode": "echec", "livre_s": 0, "code": code})
    notification = monde.owed()
    assert notification.statut == Statut.ENVOYE
    (corps,) = boite.wait(1)
    fournisseur = notification.ligne.fournisseur if notification.ligne else ""
    store_receipt(now=monde.horloge(), fournisseur=fournisseur, corps=corps)
    process_receipts(now=monde.horloge())
    return monde.only(notification.telephone)


@pytest.mark.parametrize(
    ("code", "motif"), [("", Motif.NON_REMIS), ("RECIPIENT_NOT_FOUND", Motif.NON_INSCRIT)]
)
def test_a_message_told_failed_after_its_acceptance_is_parked_with_its_reason(
    monde: Monde, ligne: Ligne, simulateur: Simulateur, boite: Boite, code: str, motif: Motif
) -> None:
    apres = told_failed(monde, simulateur, boite, code)
    assert (apres.statut, apres.code_motif) == (Statut.ECHEC_PERMANENT, motif)
    assert code in apres.motif
    (vu,) = simulateur.recus_par(apres.telephone)
    assert vu["statut"] == "failed"


@pytest.mark.parametrize(
    ("code", "motif"), [("131000", Motif.NON_REMIS), ("131026", Motif.NON_INSCRIT)]
)
def test_the_other_provider_s_failures_are_told_apart_by_their_numbers(
    monde: Monde, simulateur: Simulateur, boite: Boite, code: str, motif: Motif
) -> None:
    simulateur.serveur.etat.line_refusal("77001")
    modeles = {"parti": {"fr": {"nom": "parti", "parametres": []}}}
    make_ligne("ML", "77001", fournisseur="cloud", modeles=modeles)
    apres = told_failed(monde, simulateur, boite, code)
    assert (apres.statut, apres.code_motif) == (Statut.ECHEC_PERMANENT, motif)


def test_the_failure_of_a_try_since_replaced_stops_nothing(
    monde: Monde, ligne: Ligne, simulateur: Simulateur
) -> None:
    simulateur.faute("apres", "coupe")
    carton = monde.colis(statut="disponible")
    monde.moved(Cause.MISE_A_DISPOSITION, carton)
    monde.sweep(minutes=5)
    monde.sweep(minutes=16)
    notification = monde.only(carton.client.telephone)
    assert notification.statut == Statut.ENVOYE
    perdu = next(
        m["id"]
        for m in simulateur.recus_par(notification.telephone)
        if m["id"] != notification.fournisseur_id
    )
    with transverse():
        notification.essais.filter(issue="incertain").update(fournisseur_id=perdu)
    corps = f'{{"data":{{"messageId":"{perdu}","status":"failed"}}}}'
    store_receipt(now=monde.horloge(), fournisseur="wachap", corps=corps.encode())
    process_receipts(now=monde.horloge())
    assert monde.only(notification.telephone).statut == Statut.ENVOYE
