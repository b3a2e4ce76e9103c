"""What the proof of the notifications stands on: mutants that still find the words they change."""

from pathlib import Path

import pytest

from tests.preuve_notifications.mutants import MUTANTS, Mutant, Perime, Retouche, copy_tree


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.nom)
def test_each_mutant_finds_its_words_once_and_stays_readable(
    mutant: Mutant, tmp_path: Path
) -> None:
    arbre = copy_tree(mutant, tmp_path)
    for retouche in mutant.retouches:
        fichier = arbre / "notifications" / retouche.fichier
        texte = fichier.read_text(encoding="utf-8")
        assert retouche.apres in texte
        compile(texte, str(fichier), "exec")


def test_a_mutant_whose_words_are_gone_is_stale(tmp_path: Path) -> None:
    perdu = Mutant("perdu", "rien", (Retouche("services/envoi.py", "ces mots n'y sont pas", ""),))
    with pytest.raises(Perime):
        copy_tree(perdu, tmp_path)
