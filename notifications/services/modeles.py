"""The texts a provider approved beforehand, step by step: what leaves outside its 24 h window.

Names, languages and blanks are the provider's own: WhatsApp takes lower-case letters, digits and
"_" (developers.facebook.com/docs/whatsapp, "Message templates").
"""

from collections.abc import Mapping, Sequence
from typing import Any

from core.errors import SaisieInvalide
from notifications.domain import Etape, GabaritInvalide
from notifications.gabarits import unknown_words
from notifications.models import Ligne
from notifications.services.lignes import port_of

Modeles = dict[str, dict[str, dict[str, Any]]]


def arrange_models(ligne: Ligne, modeles: Sequence[Mapping[str, Any]]) -> Modeles:
    """One approved text a step and language, as a line keeps them.

    Raises SaisieInvalide (a line that needs none, a pair given twice), GabaritInvalide.
    """
    if modeles and not port_of(ligne.fournisseur).capabilities.window:
        raise SaisieInvalide(errors={"modeles": ["cette ligne envoie du texte libre"]})
    arranges: Modeles = {}
    for modele in modeles:
        etape, langue = Etape(modele["etape"]), modele["langue"]
        _check_words(etape, modele["parametres"])
        par_langue = arranges.setdefault(etape.value, {})
        if langue in par_langue:
            raise SaisieInvalide(errors={"modeles": [f"{etape.value} {langue} : deux fois"]})
        par_langue[langue] = {
            "nom": modele["nom"],
            "langue": modele["code_langue"],
            "parametres": list(modele["parametres"]),
        }
    return arranges


def _check_words(etape: Etape, parametres: Sequence[str]) -> None:
    inconnus = sorted({mot for texte in parametres for mot in unknown_words(texte, etape)})
    if inconnus:
        raise GabaritInvalide(mots=", ".join(inconnus), errors={"modeles": inconnus})
