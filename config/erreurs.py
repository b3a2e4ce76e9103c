"""The list of refusals as a document: their code, status and sentence, by app."""

from collections import defaultdict
from collections.abc import Iterator

from config.api import api
from core.errors import BusinessError

_TITLE = """# Les refus

Chaque refus est un document RFC 9457 dont `code` ne change pas ; `detail` est dans la langue de
l'appelant (fr, en, zh). Écrit par `manage.py documenter_erreurs` depuis les classes elles-mêmes.
"""


def iterate_refusals() -> Iterator[type[BusinessError]]:
    """Every refusal that names its own code. All edges are imported by then (config.api)."""
    assert api.title  # noqa: S101 - importing the API imports every refusal
    pending = [BusinessError]
    while pending:
        kind = pending.pop()
        pending.extend(kind.__subclasses__())
        if "code" in vars(kind) and kind is not BusinessError:
            yield kind


def render_errors() -> str:
    """The whole document, sorted by app then code."""
    by_app: dict[str, list[type[BusinessError]]] = defaultdict(list)
    for kind in iterate_refusals():
        app = kind.__module__.split(".")[0]
        if app != "tests":
            by_app[app].append(kind)
    parts = [_TITLE]
    for app in sorted(by_app):
        parts.append(f"\n## {app}\n\n| code | HTTP | ce qui est dit |\n|---|---|---|\n")
        parts.extend(
            f"| `{kind.code}` | {kind.status} | {kind.fr.replace('|', '/')} |\n"
            for kind in sorted(by_app[app], key=lambda k: k.code)
        )
    return "".join(parts)
