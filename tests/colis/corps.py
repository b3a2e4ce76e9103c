"""Bodies of requests as the bench sends them."""

from typing import Any

from django.test.utils import CaptureQueriesContext

from core.ids import generate_code_suivi, uuid7
from tests.factories.colis import make_telephone


def corps_colis(**over: Any) -> dict[str, Any]:
    """A 3 kg standard cargo carton for a new client in Mali."""
    pays = over.get("pays_destination", "ML")
    body: dict[str, Any] = {
        "client": {"nom": "Awa Traoré", "telephone": make_telephone(pays), "pays": pays},
        "pays_destination": pays,
        "mode": "cargo",
        "categorie": "standard",
        "contenu": "Vêtements",
        "poids_g": 3000,
        "source_poids": "balance",
    } | over
    if "client_id" in over:
        del body["client"]
    return body


def corps_identifie(**over: Any) -> dict[str, Any]:
    """The same with an id and a code made by the device."""
    return corps_colis(id=str(uuid7()), code_suivi=generate_code_suivi(), **over)


def statements(captured: CaptureQueriesContext) -> list[str]:
    """The SQL a request itself sent: without the test's savepoints and its own last reset."""
    sent = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in sent if "SAVEPOINT" not in sql][:-1]
