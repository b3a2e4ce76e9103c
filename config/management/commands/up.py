"""`manage.py up`: the whole system, from an empty directory, in one command."""

import fcntl
import os
import signal
import sys
import time
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from config.environment import env
from config.local.demarrage import Demarrage
from config.local.postgres import PostgresFailed
from config.local.roles import RolesRefused
from config.local.services import port_is_free
from config.local.superviseur import ServiceFailed, Superviseur

USERS = (
    ("agent_chine", "station de Guangzhou", "/chine"),
    ("admin_chine", "administration Chine", "/admin/cn"),
    ("agent_mali", "distribution à Bamako", "/mali"),
    ("admin_mali", "administration Mali", "/admin/ml"),
    ("agent_rci", "distribution à Abidjan", "/rci"),
    ("admin_rci", "administration Côte d'Ivoire", "/admin/ci"),
    ("direction", "tous les pays", "/direction"),
)


class Interrupted(Exception):
    """Ctrl-C during the start: migrations and demonstration data are left by their rollback."""


class Command(BaseCommand):
    help = "Démarre tout : bases, migrations, démonstration, HTTP, WebSocket, tâches, simulateur."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own attribute

    starting = True

    def handle(self, *args: Any, **options: Any) -> None:
        lock = self._lock()
        superviseur = Superviseur(env.var / "run")
        self._stop_on_signals(superviseur)
        superviseur.reclaim()
        self._refuse_taken_ports()
        try:
            self._start(superviseur)
            self.starting = False
            superviseur.watch()
        except Interrupted:
            pass
        except (PostgresFailed, RolesRefused, ServiceFailed) as error:
            raise CommandError(str(error)) from error
        finally:
            began = time.monotonic()
            superviseur.stop()
            self._say(f"Tout est arrêté ({time.monotonic() - began:.1f} s).")
            lock.close()
        # Nothing is left to close, and the interpreter's own teardown costs up to seconds.
        os._exit(0)

    def _start(self, superviseur: Superviseur) -> None:
        began = time.monotonic()
        demarrage = Demarrage(env, superviseur, self._say)
        for label, step in (
            ("PostgreSQL et Redis", demarrage.start_servers),
            ("Rôles et migrations", demarrage.prepare_database),
            ("Données de démonstration", demarrage.load_demonstration),
            ("HTTP, WebSocket, tâches, simulateur", demarrage.start_processes),
        ):
            before = time.monotonic()
            step()
            self._say(f"  {label} : {time.monotonic() - before:.1f} s")
        self._banner(time.monotonic() - began)

    def _banner(self, seconds: float) -> None:
        lines = [
            "",
            f"TS Air Cargo est prêt en {seconds:.1f} s : {env.public_origin}",
            f"  API : {env.public_origin}/api/v1/docs",
            f"  Temps réel : {env.public_ws_url}",
        ]
        if not env.wachap_url:
            lines.append(f"  Messages reçus (simulateur) : http://127.0.0.1:{env.port + 2}/")
        if env.local:
            lines += ["", "Utilisateurs de démonstration :"]
            lines += [f"  {name:<12} {what:<30} {home}" for name, what, home in USERS]
            lines += [
                "  un client se connecte par téléphone, avec le code que montre le simulateur",
                f"TS_DEMO_MOT_DE_PASSE={env.secret('demo_mot_de_passe', 'mot_de_passe_demo')}",
            ]
        lines += ["", f"Journaux : {env.var / 'log'} — Ctrl-C pour tout arrêter."]
        for line in lines:
            self._say(line)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _lock(self) -> IO[str]:
        """One instance a data directory: the kernel frees the lock even after kill -9."""
        env.var.mkdir(parents=True, exist_ok=True)
        lock = (env.var / "up.lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise CommandError(
                f"Déjà en marche sur {env.var} (processus {lock.read().strip()})."
                " Arrêtez-le, ou donnez TS_VAR et TS_PORT pour une seconde instance."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        return lock

    def _refuse_taken_ports(self) -> None:
        for port in range(env.port, env.port + 3):
            if not port_is_free(port):
                raise CommandError(f"Le port {port} est pris : donnez un autre TS_PORT.")

    def _stop_on_signals(self, superviseur: Superviseur) -> None:
        """The first signal stops cleanly, at once even in the middle of a start."""

        def stop(_number: int, _frame: Any) -> None:
            if superviseur.stopping:
                return
            superviseur.stopping = True
            self._say("Arrêt demandé…")
            if self.starting:
                raise Interrupted

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
        if sys.platform != "win32":
            signal.signal(signal.SIGHUP, stop)
