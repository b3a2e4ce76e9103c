"""The simulator's HTTP face: the provider's API, the controls, and the page of phones."""

import contextlib
import json
import re
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from notifications.simulateur.cloud import cloud_health, graph_error, handle_cloud_send
from notifications.simulateur.envoi import Reponse, error, handle_send
from notifications.simulateur.etat import Etat
from notifications.simulateur.orange import handle_sms, handle_token
from notifications.simulateur.pannes import PanneInvalide, read_pannes
from notifications.simulateur.recus import Boite, Facteur, incoming_event

PAGE = Path(__file__).parent / "page"
FICHIERS = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
}
CSP = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src *"
CORPS_MAX = 1024 * 1024
ORANGE = re.compile(r"^/orange/smsmessaging/v1/outbound/tel:(?P<expediteur>\+\d+)/requests$")
CLOUD = re.compile(r"^/cloud/v[\d.]+/(?P<compte>[\w-]+)(?P<envoi>/messages)?$")


class Poignee(BaseHTTPRequestHandler):
    """One request; the state and the postman are the server's."""

    protocol_version = "HTTP/1.1"
    server: "Serveur"
    OUVERTS: ClassVar[frozenset[str]] = frozenset({"/_sante", *FICHIERS})

    def do_GET(self) -> None:
        chemin, requete = self._where()
        if chemin in FICHIERS:
            self._send_file(*FICHIERS[chemin])
        elif chemin == "/_grand_livre":
            self._answer(Reponse(200, self._ledger(requete)))
        elif chemin == "/_pannes":
            self._answer(Reponse(200, self.server.etat.pannes.as_dict()))
        elif chemin == "/_sante":
            self._answer(Reponse(200, {"pret": True}))
        elif chemin == "/v1/whatsapp/accounts":
            self._answer(self._unauthorised() or self._accounts(requete))
        else:
            self._answer(self._cloud(chemin, None))

    def do_POST(self) -> None:
        chemin, _ = self._where()
        if chemin == "/orange/oauth/v3/token":
            self.rfile.read(min(int(self.headers.get("Content-Length") or 0), CORPS_MAX))
            self._answer(handle_token(self.headers.get("Authorization", "")))
            return
        corps = self._body()
        if corps is None:
            self._answer(error(400, "BAD_REQUEST", "JSON object expected"))
        elif chemin.startswith("/_"):
            self._answer(self._control(chemin, corps))
        elif chemin == "/v1/whatsapp/messages/send":
            self._answer(
                self._unauthorised() or handle_send(self.server.etat, self.server.facteur, corps)
            )
        elif chemin == "/v1/whatsapp/contacts/check":
            self._answer(self._unauthorised() or self._check(corps))
        else:
            self._answer(self._sms(chemin, corps) or self._cloud(chemin, corps))

    def _control(self, chemin: str, corps: dict[str, Any]) -> Reponse:
        """What the tests and the page of phones ask of the simulator itself."""
        if chemin == "/_pannes":
            return self._set_pannes(corps)
        if chemin == "/_entrant":
            return self._incoming(corps)
        if chemin == "/_horloge":
            self.server.etat.instant = str(corps.get("le") or "")
            return Reponse(200, {"le": self.server.etat.moment()})
        if chemin == "/_remise_a_zero":
            self.server.facteur.forget()
            self.server.etat.reset()
            return Reponse(200, {"fait": True})
        return error(404, "NOT_FOUND")

    def _where(self) -> tuple[str, dict[str, str]]:
        parties = urlsplit(self.path)
        brut = parties.query.replace("+", "%2B")
        return parties.path, {nom: valeurs[-1] for nom, valeurs in parse_qs(brut).items()}

    def _body(self) -> dict[str, Any] | None:
        longueur = int(self.headers.get("Content-Length") or 0)
        if longueur > CORPS_MAX:
            self.close_connection = True
            return None
        try:
            lu = json.loads(self.rfile.read(longueur) or b"{}")
        except ValueError:
            return None
        return lu if isinstance(lu, dict) else None

    def _unauthorised(self) -> Reponse | None:
        jeton = self.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        attendu = self.server.etat.secret
        if not jeton or (attendu and jeton != attendu):
            return error(401, "INVALID_SECRET_KEY", "Invalid secret key")
        return None

    def _sms(self, chemin: str, corps: dict[str, Any]) -> Reponse | None:
        trouve = ORANGE.match(unquote(chemin))
        if trouve is None:
            return None
        autorisation = self.headers.get("Authorization", "")
        return handle_sms(
            self.server.etat, self.server.facteur, trouve["expediteur"], autorisation, corps
        )

    def _cloud(self, chemin: str, corps: dict[str, Any] | None) -> Reponse:
        trouve = CLOUD.match(chemin)
        if trouve is None or bool(trouve["envoi"]) != (corps is not None):
            return error(404, "NOT_FOUND")
        if self._unauthorised() is not None:
            return graph_error(401, 190, "Invalid OAuth access token")
        if corps is None:
            return cloud_health(self.server.etat, trouve["compte"])
        return handle_cloud_send(self.server.etat, self.server.facteur, trouve["compte"], corps)

    def _accounts(self, requete: dict[str, str]) -> Reponse:
        voulu = requete.get("status")
        etat = self.server.etat
        if requete.get("accountId"):
            etat.line_refusal(requete["accountId"])
        with etat.verrou:
            comptes = [
                {"id": compte, "status": ligne.statut}
                for compte, ligne in etat.lignes.items()
                if not voulu or ligne.statut == voulu
            ]
        return Reponse(200, {"success": True, "accounts": comptes})

    def _check(self, corps: dict[str, Any]) -> Reponse:
        compte = str(corps.get("accountId") or "")
        refus = self.server.etat.line_refusal(compte) if compte else (400, "MISSING_ACCOUNT_ID", "")
        if refus is not None:
            return error(*refus)
        absent = self.server.etat.pannes.is_absent
        resultats = [
            {
                "phone": numero,
                "isOnWhatsApp": not absent(numero),
                "jid": f"{numero.lstrip('+')}@s.whatsapp.net",
            }
            for numero in map(str, corps.get("phones") or [])
        ]
        return Reponse(200, {"success": True, "results": resultats})

    def _set_pannes(self, corps: dict[str, Any]) -> Reponse:
        etat = self.server.etat
        try:
            for action in corps.pop("lignes", []):
                etat.act_on_line(str(action["compte"]), str(action["action"]), action.get("apres"))
            if corps:
                etat.pannes = read_pannes(corps)
        except (PanneInvalide, KeyError, TypeError, ValueError, AttributeError) as erreur:
            return error(400, "PANNE_INVALIDE", str(erreur))
        return Reponse(200, etat.pannes.as_dict())

    def _incoming(self, corps: dict[str, Any]) -> Reponse:
        telephone, texte = str(corps.get("telephone") or ""), str(corps.get("texte") or "")
        if not telephone or not texte:
            return error(400, "BAD_REQUEST", "telephone, texte")
        compte = str(corps.get("compte") or "")
        message = self.server.etat.reply(telephone, texte[:1000], compte)
        self.server.facteur.enqueue(incoming_event(message), 0)
        return Reponse(200, {"id": message.id})

    def _ledger(self, requete: dict[str, str]) -> dict[str, Any]:
        etat = self.server.etat
        if requete.get("version") == str(etat.version):
            return {"version": etat.version, "inchange": True}
        return etat.ledger(requete.get("tel", ""), requete.get("depuis", ""))

    def _send_file(self, nom: str, nature: str) -> None:
        self._write(
            200,
            (PAGE / nom).read_bytes(),
            [("Content-Type", nature), ("Content-Security-Policy", CSP)],
        )

    def _answer(self, reponse: Reponse) -> None:
        if reponse.geste == "couper":
            self._cut()
            return
        if reponse.geste == "bloquer":
            self.server.fini.wait(reponse.duree_s / self.server.etat.pannes.horloge)
            self._cut()
            return
        brut = reponse.brut
        corps = brut if brut is not None else json.dumps(reponse.corps, ensure_ascii=False).encode()
        entetes = [("Content-Type", "application/json"), *reponse.entetes]
        self._write(reponse.statut, corps, entetes, tronquer=reponse.geste == "tronquer")

    def _write(
        self,
        statut: int,
        corps: bytes,
        entetes: list[tuple[str, str]],
        *,
        tronquer: bool = False,
    ) -> None:
        with contextlib.suppress(ConnectionError):
            self.send_response(statut)
            for nom, valeur in entetes:
                self.send_header(nom, valeur)
            self.send_header("Content-Length", str(len(corps)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(corps[: len(corps) // 2] if tronquer else corps)
        if tronquer:
            self.close_connection = True

    def _cut(self) -> None:
        """Reset, not a polite close: the caller sees the connection broken."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: paths and bodies carry phone numbers."""


class Serveur(ThreadingHTTPServer):
    """Loopback only."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, port: int, etat: Etat, boite: Boite | None = None) -> None:
        self.etat = etat
        self.facteur = Facteur(etat, boite or Boite())
        self.fini = threading.Event()
        super().__init__(("127.0.0.1", port), Poignee)

    def start(self) -> None:
        """Serve until `stop`; the postman runs beside."""
        self.facteur.start()
        self.serve_forever(poll_interval=0.1)

    def stop(self) -> None:
        """End the serving thread, wake what hangs, close the port."""
        self.fini.set()
        self.facteur.stop()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Broken pipes are what this server is for."""
