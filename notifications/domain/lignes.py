"""What each provider's lines may be used for. Pure."""

USAGES: dict[str, frozenset[str]] = {
    "wachap": frozenset({"etapes", "urgences"}),
    "cloud": frozenset({"etapes", "urgences"}),
    "orange": frozenset({"sms"}),
}


def carries_usage(fournisseur: str, usage: str) -> bool:
    """Whether a provider's line can serve this use: an SMS line serves nothing but SMS."""
    return usage in USAGES.get(fournisseur, frozenset())
