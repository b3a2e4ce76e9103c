"""A carton's label: one content, one picture, five wrappings.

The picture is drawn once in black and white dots at 203 dpi and wrapped for whoever prints it, so
that Chinese and French print alike on printers whose own fonts know neither.
"""

from colis.etiquettes.formats import (
    MEDIA_TYPES,
    FormatEtiquette,
    render_etiquette,
    render_planche_a4,
)
from colis.etiquettes.modele import Etiquette, Taille

__all__ = [
    "MEDIA_TYPES",
    "Etiquette",
    "FormatEtiquette",
    "Taille",
    "render_etiquette",
    "render_planche_a4",
]
