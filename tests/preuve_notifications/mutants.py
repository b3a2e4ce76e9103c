"""Five ways to lose or double messages, each in a private copy of the tree the workers run.

A retouch must find its text exactly once: a mutant whose text is gone is stale, and a stale
mutant fails the proof as one that survives does.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.infra import ROOT

PAQUET = "notifications"


@dataclass(frozen=True)
class Retouche:
    """In this file of the package, these words instead of those."""

    fichier: str
    avant: str
    apres: str


@dataclass(frozen=True)
class Mutant:
    """`faute` says what is done to the code."""

    nom: str
    faute: str
    retouches: tuple[Retouche, ...]


class Perime(RuntimeError):
    """A retouch's text is not there exactly once any more."""


ENVOI, ISSUE, HTTP = "services/envoi.py", "services/issue.py", "adapters/http.py"
SANS_RESERVATION = Mutant(
    "sans_reservation",
    "lignes et rangées lues sans être prises",
    (
        Retouche(
            ENVOI,
            "            Ligne.objects.select_for_update(skip_locked=True)\n            .filter(",
            "            Ligne.objects.filter(",
        ),
        Retouche(ENVOI, 'dues.select_for_update(skip_locked=True, of=("self",))', "dues"),
    ),
)
SANS_JETON = Mutant(
    "sans_jeton",
    "résultat écrit sans que le jeton tienne encore",
    (
        Retouche(
            ISSUE,
            ".filter(id=notification_id, jeton=jeton, statut=Statut.EN_COURS)",
            ".filter(id=notification_id)",
        ),
    ),
)
DOUBLE_REPRISE = Mutant(
    "double_reprise",
    "une seconde couche de nouveaux essais, sous la nôtre",
    (
        Retouche(
            HTTP,
            "super().__init__(max_retries=0)",
            'super().__init__(max_retries=__import__("urllib3").Retry(\n'
            "            2, allowed_methods=None, status_forcelist=(502, 503),\n"
            "            respect_retry_after_header=False))",
        ),
    ),
)
ESSAIS_MANGES = Mutant(
    "essais_manges",
    "les essais comptés pendant que la ligne est en panne",
    (Retouche(ISSUE, "        notification.tentatives -= 1\n", ""),),
)
ESSAI_APRES_ENVOI = Mutant(
    "essai_apres_envoi",
    "l'essai écrit une fois la réponse connue",
    (
        Retouche(
            ENVOI,
            "HASARD = Random()  # noqa: S311 - pacing, not secrets\n",
            "HASARD = Random()\nA_ECRIRE: dict[UUID, Tentative] = {}\n",
        ),
        Retouche(
            ENVOI,
            "    tentative.save(force_insert=True)\n",
            "    A_ECRIRE[tentative.id] = tentative\n",
        ),
        Retouche(
            ENVOI,
            "    resultat = _call(port, reservation)\n",
            "    resultat = _call(port, reservation)\n    with transverse():\n"
            "        A_ECRIRE.pop(reservation.tentative_id).save(force_insert=True)\n",
        ),
    ),
)
MUTANTS = (SANS_RESERVATION, SANS_JETON, DOUBLE_REPRISE, ESSAIS_MANGES, ESSAI_APRES_ENVOI)


def copy_tree(mutant: Mutant, place: Path) -> Path:
    """The tree with this mutant in it: one package copied and retouched, the others as they are."""
    arbre = place / mutant.nom
    arbre.mkdir()
    for paquet in ROOT.iterdir():
        if paquet.name != PAQUET and (paquet / "__init__.py").is_file():
            (arbre / paquet.name).symlink_to(paquet)
    shutil.copytree(
        ROOT / PAQUET, arbre / PAQUET, ignore=shutil.ignore_patterns("__pycache__", "page")
    )
    for retouche in mutant.retouches:
        _retouch(arbre / PAQUET / retouche.fichier, retouche, mutant.nom)
    return arbre


def _retouch(fichier: Path, retouche: Retouche, nom: str) -> None:
    texte = fichier.read_text(encoding="utf-8")
    fois = texte.count(retouche.avant)
    if fois != 1:
        raise Perime(f"{nom} : {fois} fois dans {retouche.fichier} : {retouche.avant!r}")
    fichier.write_text(texte.replace(retouche.avant, retouche.apres), encoding="utf-8")
