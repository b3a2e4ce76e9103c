"""Typed environment: every setting the outside world may give, read once.

TS_* variables are ours; DATABASE_URL, REDIS_URL, AWS_*, WACHAP_* and SENTRY_DSN keep the names
operators know. A `.env` file at the root is read too. In local mode missing secrets come from
the vault in var/secrets.json; in production a missing secret stops the start.
"""

from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import AliasChoices, Field, IPvAnyNetwork, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.local.chemins import socket_dir, valkey_socket
from config.local.coffre import load_secrets

BASE_DIR = Path(__file__).resolve().parent.parent

Process = Literal["http", "ws", "worker", "beat", "commande", "test"]


class MissingSetting(ValueError):
    """A production start without a required variable."""

    def __init__(self, name: str) -> None:
        super().__init__(f"La variable {name} est obligatoire avec TS_MODE=production.")


def _named(name: str) -> AliasChoices:
    return AliasChoices(name)


class Environment(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="TS_",
        env_file=BASE_DIR / ".env",
        extra="ignore",
        frozen=True,
        ignored_types=(cached_property,),
    )

    mode: Literal["local", "production"] = "local"
    process: Process = "commande"
    port: int = 8000
    var: Path = BASE_DIR / "var"
    static_root: Path | None = None
    debug: bool = False
    log_level: str = "INFO"
    version: str = "0.1.0"

    domaine: str = "localhost"
    hotes: list[str] = []
    origine: str = ""
    ws_url: str = ""
    origines_cors: list[str] = []
    nombre_proxys: int = 0
    pgbouncer: bool = False
    bascule_pool_max: int = 4

    secret_key: SecretStr | None = None
    jwt_cles: dict[str, SecretStr] = {}
    jwt_audience: str = "ts-air-cargo"  # tokens of another house are refused
    poste_partage: bool | None = None  # one machine for all accounts; None: only in local mode
    mot_de_passe_propre: bool | None = None  # typed passwords to change; None: outside local mode
    totp_obligatoire: bool | None = None  # second factor of admins; None: outside local mode
    otp_hmac: SecretStr | None = None
    appareils_sans_cle: bool | None = None  # keyless devices; None: only in local mode
    epoque: int = 1  # raised by a restoration: devices then send again what it may have lost
    web_workers: int = Field(2, ge=1)  # HTTP processes: each keeps its share of budgets
    limite_utilisateur: int = 0  # requests a minute; 0: 300, or 3000 in local mode
    chiffrement: SecretStr | None = None
    demo_mot_de_passe: SecretStr | None = None
    sans_demonstration: bool = False

    database_url: SecretStr | None = Field(None, validation_alias=_named("DATABASE_URL"))
    database_owner_url: SecretStr | None = Field(
        None, validation_alias=_named("DATABASE_OWNER_URL")
    )
    redis_url: SecretStr | None = Field(None, validation_alias=_named("REDIS_URL"))

    s3_bucket: str = Field("", validation_alias=_named("AWS_STORAGE_BUCKET_NAME"))
    s3_endpoint: str = Field("", validation_alias=_named("AWS_S3_ENDPOINT_URL"))
    s3_region: str = Field("us-east-1", validation_alias=_named("AWS_S3_REGION_NAME"))
    s3_key: str = Field("", validation_alias=_named("AWS_ACCESS_KEY_ID"))
    s3_secret: SecretStr | None = Field(None, validation_alias=_named("AWS_SECRET_ACCESS_KEY"))

    wachap_url: str = Field("", validation_alias=_named("WACHAP_URL"))
    wachap_secret: SecretStr | None = Field(None, validation_alias=_named("WACHAP_SECRET"))
    wachap_webhook: SecretStr | None = Field(None, validation_alias=_named("WACHAP_WEBHOOK_SECRET"))
    # Where the providers' receipts may come from, addresses or networks; [] for anywhere.
    wachap_adresses: list[IPvAnyNetwork] = Field(
        [], validation_alias=_named("WACHAP_WEBHOOK_ADRESSES")
    )
    cloud_adresses: list[IPvAnyNetwork] = Field(
        [], validation_alias=_named("WHATSAPP_CLOUD_WEBHOOK_ADRESSES")
    )
    # Where the journal's seals are kept outside the database; "" in production: nowhere yet.
    ancre_fichier: str | None = None
    ancre_courriel: str = ""
    ancre_seau: str = ""
    audit_conservation_annees: int = Field(10, ge=10)  # OHADA, AUDCIF art. 24
    alertes_courriels: list[str] = []  # who is mailed when messages stop leaving
    smtp_url: SecretStr | None = None  # smtp://user:password@host:587
    courriel_expediteur: str = "journal@localhost"
    cloud_url: str = Field(
        "https://graph.facebook.com/v23.0", validation_alias=_named("WHATSAPP_CLOUD_URL")
    )
    orange_url: str = Field("https://api.orange.com", validation_alias=_named("ORANGE_SMS_URL"))
    cloud_secret: SecretStr | None = Field(
        None, validation_alias=_named("WHATSAPP_CLOUD_APP_SECRET")
    )
    cloud_verification: SecretStr | None = Field(
        None, validation_alias=_named("WHATSAPP_CLOUD_VERIFY_TOKEN")
    )
    sentry_dsn: SecretStr | None = Field(None, validation_alias=_named("SENTRY_DSN"))

    @property
    def local(self) -> bool:
        return self.mode == "local"

    @cached_property
    def coffre(self) -> dict[str, str]:
        return load_secrets(self.var) if self.local else {}

    def secret(self, field: str, vault_name: str) -> str:
        """The given value, else the local vault's; production refuses to invent one."""
        given: SecretStr | None = getattr(self, field)
        if given is not None and given.get_secret_value():
            return given.get_secret_value()
        if not self.local:
            raise MissingSetting(field.upper())
        return self.coffre[vault_name]

    def optional(self, field: str) -> str:
        """A secret that need not be given; empty when it is not."""
        given: SecretStr | None = getattr(self, field)
        return given.get_secret_value() if given is not None else ""

    @property
    def jwt_keys(self) -> dict[str, str]:
        """kid → key. The first one signs, all verify, so that keys can rotate."""
        if self.jwt_cles:
            return {kid: key.get_secret_value() for kid, key in self.jwt_cles.items()}
        if not self.local:
            raise MissingSetting("TS_JWT_CLES")
        return {"local": self.coffre["jwt"]}

    @property
    def database(self) -> str:
        """Application role's address."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        if not self.local:
            raise MissingSetting("DATABASE_URL")
        return self._embedded("ts_app", self.coffre["pg_app"])

    @property
    def database_owner(self) -> str:
        """Migrating role's address; the application's own where none is given (no migration)."""
        if self.database_owner_url is not None:
            return self.database_owner_url.get_secret_value()
        if self.database_url is not None or not self.local:
            return self.database
        return self._embedded("ts_owner", self.coffre["pg_owner"])

    def _embedded(self, role: str, password: str) -> str:
        host = quote(str(socket_dir(self.var)), safe="")
        return f"postgresql://{role}:{quote(password, safe='')}@{host}:5432/ts"

    def redis(self, db: int) -> str:
        """Address of one Redis database: 0 broker, 1 cache, 2 channels."""
        if self.redis_url is None:
            return f"unix://{valkey_socket(self.var)}?db={db}"
        parts = urlsplit(self.redis_url.get_secret_value())
        if parts.scheme == "unix":
            return urlunsplit(parts._replace(query=f"db={db}"))
        return urlunsplit(parts._replace(path=f"/{db}"))

    @property
    def celery_broker(self) -> str:
        """Kombu's name for the same address: sockets are redis+socket:// there."""
        url = self.redis(0)
        if url.startswith("unix://"):
            return "redis+socket://" + url.removeprefix("unix://").replace("?db=", "?virtual_host=")
        return url

    @property
    def public_origin(self) -> str:
        """Origin printed in QR codes and messages: where clients reach us."""
        return self.origine or f"http://127.0.0.1:{self.port}"

    @property
    def public_ws_url(self) -> str:
        return self.ws_url or f"ws://127.0.0.1:{self.port + 1}"

    @property
    def ancre_chemin(self) -> str:
        """The anchor's file; in local mode a place under var, so that the mechanism lives."""
        if self.ancre_fichier is not None:
            return self.ancre_fichier
        return str(self.var / "ancre" / "sceaux.jsonl") if self.local else ""

    @property
    def wachap_base(self) -> str:
        """Provider's base address; the simulator's in local mode."""
        return self.wachap_url or f"http://127.0.0.1:{self.port + 2}/v1"


env = Environment()
