"""`python -m bench.messages`: how fast a message leaves, a dead line is seen, a webhook answers.

The whole system is started as `make run` starts it, on free ports. The last line of stdout is
JSON; the same figures are kept at the end of docs/preuves/notifications.md.
"""

import json
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.infra import ROOT
from tests.systeme import Systeme, started

PREUVE = ROOT / "docs" / "preuves" / "notifications.md"
MARQUE = "<!-- mesures -->"
ACCUSES_PAR_S, ACCUSES_S = 50, 20
MESSAGES, ENTRE_MESSAGES_S = 60, 1.0
COUPURES = 3
OUVREUR = "+22398000000"
CIBLES = {"first_try_p95_s": 5.0, "line_down_max_s": 60.0, "webhook_p99_ms": 200.0}


def percentile(valeurs: list[float], part: float) -> float:
    """The value that so large a part of them does not exceed."""
    rangees = sorted(valeurs)
    return rangees[min(len(rangees) - 1, int(part * len(rangees)))]


def webhook_ms(systeme: Systeme, secret: str) -> list[float]:
    """Receipts sent at a fixed pace whatever the answers: milliseconds each, waiting included."""
    import requests  # noqa: PLC0415 - after the environment is set, as all below

    adresse = f"{systeme.http}/api/v1/webhooks/wachap/{secret}"
    debut = time.perf_counter() + 0.5

    def post(rang: int) -> float:
        du = debut + rang / ACCUSES_PAR_S
        time.sleep(max(0.0, du - time.perf_counter()))
        corps = {
            "event": "message.status",
            "data": {"messageId": f"banc-{rang}", "to": "+22300000000", "status": "delivered"},
        }
        reponse = requests.post(adresse, json=corps, timeout=30)
        reponse.raise_for_status()
        return (time.perf_counter() - du) * 1000

    with ThreadPoolExecutor(16) as bassin:
        return list(bassin.map(post, range(ACCUSES_PAR_S * ACCUSES_S)))


class Lieu:
    """The running system's database, and the simulator beside it."""

    def __init__(self, systeme: Systeme) -> None:
        from core.tenancy import SYSTEME, Acteur, transverse  # noqa: PLC0415
        from notifications.models import Ligne  # noqa: PLC0415

        self.systeme, self.transverse, self.ligne = systeme, transverse, Ligne
        self.acteur = Acteur(id=SYSTEME, fonction="systeme", pays="ML", role="systeme")
        with transverse():
            mali = Ligne.objects.filter(pays_id="ML", actif=True)
            mali.update(intervalle_min_ms=0, intervalle_max_ms=0, plafond_jour=100_000)
            self.comptes = list(mali.values_list("compte", flat=True))

    def first_try_s(self) -> list[float]:
        """From the fact's commit to its message's first try, on lines without any pace."""
        from core import clock  # noqa: PLC0415
        from core.ids import uuid7  # noqa: PLC0415
        from core.tenancy import contexte  # noqa: PLC0415
        from notifications.domain import Etape  # noqa: PLC0415
        from notifications.models import Tentative  # noqa: PLC0415
        from notifications.services import Du, record_dus  # noqa: PLC0415
        from notifications.tasks import wake_on_commit  # noqa: PLC0415

        def owe(telephone: str) -> datetime:
            with contexte(self.acteur):
                du = Du(
                    evenement_id=uuid7(), etape=Etape.ALERTE, pays="ML", telephone=telephone,
                    groupe=f"banc:{telephone}", langue="fr", variables={"texte": "banc"},
                )  # fmt: skip
                record_dus(now=clock.now(), dus=[du])
                wake_on_commit()
            return clock.now()

        def tried(telephones: list[str]) -> dict[str, datetime]:
            with self.transverse():
                essais = Tentative.objects.filter(
                    notification__telephone__in=telephones, numero=1
                ).select_related("notification")
                return {e.notification.telephone: e.commencee_le for e in essais}

        # The workers answer a little after the first page does: their start is not measured here.
        owe(OUVREUR)
        limite = time.perf_counter() + 120
        while not tried([OUVREUR]):
            if time.perf_counter() > limite:
                raise RuntimeError("aucun ouvrier n'envoie")
            time.sleep(0.5)
        faits: dict[str, datetime] = {}
        for rang in range(MESSAGES):
            telephone = f"+22399{rang:06d}"
            faits[telephone] = owe(telephone)
            time.sleep(ENTRE_MESSAGES_S)
        time.sleep(10)
        vus = tried(list(faits))
        if len(vus) < MESSAGES:
            raise RuntimeError(f"{len(vus)} messages essayés sur {MESSAGES}")
        return [(vus[telephone] - fait).total_seconds() for telephone, fait in faits.items()]

    def line_down_s(self) -> list[float]:
        """From a line's death at the provider to the moment our rows say so."""
        return [self._cut() for _ in range(COUPURES)]

    def _cut(self) -> float:
        self._act("deconnecter")
        debut = time.perf_counter()
        self._wait("en_panne", 90)
        duree = time.perf_counter() - debut
        self._act("reconnecter")
        self._wait("connectee", 60)
        return duree

    def _act(self, action: str) -> None:
        import requests  # noqa: PLC0415

        lignes = [{"compte": compte, "action": action} for compte in self.comptes]
        requests.post(
            f"{self.systeme.simulateur}/_pannes", json={"lignes": lignes}, timeout=10
        ).raise_for_status()

    def _wait(self, etat: str, limite_s: float) -> None:
        fin = time.perf_counter() + limite_s
        while time.perf_counter() < fin:
            with self.transverse():
                restent = self.ligne.objects.filter(compte__in=self.comptes).exclude(etat=etat)
                if not restent.exists():
                    return
            time.sleep(0.2)
        raise RuntimeError(f"ligne jamais vue « {etat} » en {limite_s:.0f} s")


def measure(systeme: Systeme) -> dict[str, Any]:
    """The three figures; nothing else runs against this system meanwhile."""
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    accuses = webhook_ms(systeme, settings.WACHAP_WEBHOOK_SECRET)
    lieu = Lieu(systeme)
    premiers, coupures = lieu.first_try_s(), lieu.line_down_s()
    return {
        "first_try_p50_s": round(percentile(premiers, 0.5), 2),
        "first_try_p95_s": round(percentile(premiers, 0.95), 2),
        "messages": len(premiers),
        "line_down_max_s": round(max(coupures), 1),
        "cuts": len(coupures),
        "webhook_p50_ms": round(percentile(accuses, 0.5), 1),
        "webhook_p99_ms": round(percentile(accuses, 0.99), 1),
        "webhooks": len(accuses),
        "load": [round(charge, 1) for charge in os.getloadavg()],
    }


def kept(vues: dict[str, Any]) -> bool:
    """Whether every aim is met."""
    return all(vues[nom] < visee for nom, visee in CIBLES.items())


def render(vues: dict[str, Any]) -> str:
    """The end of the proof's page."""
    charge = vues["load"][0]
    return "\n".join(
        [
            "",
            "## Mesures",
            "",
            f"`python -m bench.messages`, le {datetime.now(UTC):%d/%m/%Y à %H:%M} UTC, système"
            f" entier démarré, {os.cpu_count()} cœurs partagés (charge {charge} à la fin).",
            "",
            "| | mesuré | visé |",
            "|---|---|---|",
            f"| du fait écrit au premier essai, p95 ({vues['messages']} messages, un par seconde,"
            f" lignes sans cadence) | {vues['first_try_p95_s']} s"
            f" (p50 {vues['first_try_p50_s']} s) | < 5 s |",
            f"| ligne morte vue, au pire de {vues['cuts']} coupures |"
            f" {vues['line_down_max_s']} s | < 60 s |",
            f"| réponse au webhook, p99 de {vues['webhooks']} accusés à {ACCUSES_PAR_S}/s |"
            f" {vues['webhook_p99_ms']} ms (p50 {vues['webhook_p50_ms']} ms) | < 200 ms |",
            "",
        ]
    )


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="ts-messages-") as dossier:
        place = Path(dossier)
        place.chmod(0o755)
        with started(place / "systeme") as systeme:
            os.environ |= {
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "TS_MODE": "local",
                "TS_VAR": str(systeme.var),
                "TS_PORT": str(systeme.port),
                "TS_LOG_LEVEL": "WARNING",
            }
            vues = measure(systeme)
    page = PREUVE.read_text(encoding="utf-8") if PREUVE.exists() else ""
    PREUVE.write_text(page.partition(MARQUE)[0] + MARQUE + "\n" + render(vues), encoding="utf-8")
    print(json.dumps(vues))
    return 0 if kept(vues) else 1


if __name__ == "__main__":
    sys.exit(main())
