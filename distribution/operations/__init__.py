"""Field acts captured offline; importing a module registers its operations."""

from distribution.operations import caisse, depot

__all__ = ["caisse", "depot"]
