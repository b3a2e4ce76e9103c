"""The seven users who can log in, and the clients whose cartons fly."""

from dataclasses import dataclass

from accounts.models import Pays, User
from accounts.selectors.personnes import acteur_of_user
from config.demonstration.scene import Scene

UTILISATEURS = (
    ("agent_chine", "Li Wei", "agent", "CN", "zh"),
    ("admin_chine", "Chen Jing", "admin", "CN", "zh"),
    ("agent_mali", "Moussa Keïta", "agent", "ML", "fr"),
    ("admin_mali", "Fatoumata Diallo", "admin", "ML", "fr"),
    ("agent_rci", "Kouadio N'Guessan", "agent", "CI", "fr"),
    ("admin_rci", "Mariam Ouattara", "admin", "CI", "fr"),
    ("direction", "Boubacar Sangaré", "direction", None, "fr"),
)
_PRENOMS = (
    "Aminata", "Ibrahim", "Fanta", "Ousmane", "Kadiatou", "Seydou", "Mariam", "Abdoulaye",
    "Djeneba", "Modibo", "Rokia", "Cheick", "Oumou", "Bakary", "Salimata", "Yacouba",
)  # fmt: skip
_NOMS = {
    "ML": ("Traoré", "Coulibaly", "Keïta", "Diarra", "Sidibé", "Koné", "Dembélé", "Touré"),
    "CI": ("Kouassi", "Koffi", "Bamba", "Yao", "Ouattara", "N'Dri", "Konan", "Coulibaly"),
}
_TELEPHONES = {"ML": ("+22376", 6), "CI": ("+22507", 8)}
NOMBRE_CLIENTS = {"ML": 38, "CI": 22}


@dataclass(frozen=True)
class ClientDemo:
    """A client as the bench types one; ``poids`` is how often their cartons come."""

    nom: str
    telephone: str
    pays: str
    poids: int


def hire(scene: Scene, mot_de_passe: str) -> None:
    """The demonstration users, all with one password. Run under ``transverse()``."""
    pays_by_code = {p.code: p for p in Pays.objects.all()}
    for identifiant, nom, fonction, code, langue in UTILISATEURS:
        user = User(
            identifiant=identifiant,
            nom=nom,
            fonction=fonction,
            pays=pays_by_code.get(code) if code else None,
            agence=scene.agences.get(code) if code else None,
            langue=langue,
            cree_le=scene.ago(days=60),
        )
        user.set_password(mot_de_passe)
        user.save(force_insert=True)
        scene.acteurs[identifiant] = acteur_of_user(user)


def draw_clients(scene: Scene) -> list[ClientDemo]:
    """Sixty people; the first of each country is a reseller with a large share of cartons."""
    clients = []
    for pays, nombre in NOMBRE_CLIENTS.items():
        prefixe, chiffres = _TELEPHONES[pays]
        for n in range(nombre):
            suite = scene.hasard.randrange(10 ** (chiffres - 1), 10**chiffres)
            nom = f"{scene.hasard.choice(_PRENOMS)} {scene.hasard.choice(_NOMS[pays])}"
            poids = nombre // 4 if n == 0 else scene.hasard.choice((1, 1, 1, 2))
            clients.append(ClientDemo(nom, f"{prefixe}{suite:0{chiffres}d}", pays, poids))
    return clients
