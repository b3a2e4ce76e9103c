"""Templates of the messages and their rendering."""

from notifications.gabarits.personnes import avis_text, lien_template
from notifications.gabarits.rendu import (
    TEXTE_MAX,
    clean,
    default_template,
    offered_words,
    render,
    unknown_words,
)
from notifications.gabarits.sms import measure_sms, sms_template

__all__ = [
    "TEXTE_MAX",
    "avis_text",
    "clean",
    "default_template",
    "lien_template",
    "measure_sms",
    "offered_words",
    "render",
    "sms_template",
    "unknown_words",
]
