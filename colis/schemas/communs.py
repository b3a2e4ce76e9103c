"""What several of the app's shapes share."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints


def no_nul(value: str) -> str:
    """Text PostgreSQL can hold: no NUL, no lone surrogate."""
    if "\x00" in value:
        raise ValueError("caractère interdit")
    value.encode()
    return value


Version = Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
Telephone = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=32),
    AfterValidator(no_nul),
]
Adresse = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(no_nul)
]
Trame = Annotated[str, StringConstraints(max_length=200), AfterValidator(no_nul)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
