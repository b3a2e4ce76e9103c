"""Templates of the messages and their rendering."""

from notifications.gabarits.rendu import clean, default_template, render, unknown_words

__all__ = ["clean", "default_template", "render", "unknown_words"]
