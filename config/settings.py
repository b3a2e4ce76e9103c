"""The one settings file: what differs between places comes from the typed environment."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from config.bases import database
from config.dehors import mail_settings, s3_client, storages
from config.environment import env
from config.journalisation import configure_structlog, logging_settings
from config.surveillance import start_sentry

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL = env.local
VERSION = env.version
DEBUG = env.debug
SECRET_KEY = env.secret("secret_key", "django")
ALLOWED_HOSTS = (
    ["localhost", "127.0.0.1", "[::1]", "testserver"] if LOCAL else [env.domaine, *env.hotes]
)

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.staticfiles",
    "ninja",
    "channels",
    "corsheaders",
    "axes",
    "django_celery_beat",
    "django_structlog",
    "django_prometheus",
    "pgtrigger",
    "storages",
    "core.apps.CoreConfig",
    "audit.apps.AuditConfig",
    "accounts.apps.AccountsConfig",
    "colis.apps.ColisConfig",
    "vols.apps.VolsConfig",
    "distribution.apps.DistributionConfig",
    "notifications.apps.NotificationsConfig",
    "tracking.apps.TrackingConfig",
    "rapports.apps.RapportsConfig",
    "config.apps.ConfigConfig",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "config.middleware.DrainMiddleware",
    "config.middleware.RequestIdMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "config.middleware.SecurityHeadersMiddleware",
    "config.middleware.ProblemMiddleware",
    "django.middleware.security.SecurityMiddleware",
    *(["whitenoise.middleware.WhiteNoiseMiddleware"] if LOCAL else []),
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "axes.middleware.AxesMiddleware",
    "accounts.palier.PalierMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]

# --- Database -----------------------------------------------------------------------------
_pool_max = env.bascule_pool_max if env.process in {"http", "ws"} and not env.pgbouncer else 0
_max_age = 600 if env.process in {"worker", "beat"} and not env.pgbouncer else 0
DATABASES: dict[str, Any] = {
    "default": {
        **database(env.database, pool_max=_pool_max, max_age=_max_age, pgbouncer=env.pgbouncer),
        "ATOMIC_REQUESTS": True,
    },
    "owner": database(env.database_owner),
}
DATABASE_ROUTERS = ["config.routeur.OwnerMigrates"]

# --- Redis: 0 broker, 1 cache, 2 channels ---------------------------------------------------
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "config.cache.TolerantRedisCache",
        "LOCATION": env.redis(1),
        "KEY_PREFIX": "ts",
        "TIMEOUT": 3600,
        "OPTIONS": {
            "serializer": "config.cache.JsonSerializer",
            "socket_timeout": 0.5,
            "socket_connect_timeout": 0.25,
        },
    }
}
CHANNEL_LAYERS: dict[str, Any] = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {
            "hosts": [env.redis(2)],
            "prefix": "ts",
            "serializer_format": "json",
        },
    }
}

# --- Celery (config/celery.py) ----------------------------------------------------------------
CELERY_BROKER_URL = env.celery_broker
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = True
CELERY_TASK_ROUTES = {
    "notifications.*": {"queue": "notifications"},
    "colis.*": {"queue": "medias"},
    "vols.*": {"queue": "documents"},
    "distribution.*": {"queue": "documents"},
    "rapports.*": {"queue": "rapports"},
}
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 0.5
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True

# --- People -------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.CompteBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("identifiant", "nom", "telephone")},
    },
    {"NAME": "accounts.backends.VarieValidator"},
]
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_IPWARE_PROXY_COUNT = env.nombre_proxys or None
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if env.nombre_proxys else ["REMOTE_ADDR"]
)
# One account seen from many addresses is the case to lock: no address in the key, on purpose.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]

JWT_KEYS = env.jwt_keys
JWT_KID = next(iter(JWT_KEYS))
JWT_AUDIENCE = env.jwt_audience
POSTE_PARTAGE = LOCAL if env.poste_partage is None else env.poste_partage
MOT_DE_PASSE_PROPRE = not LOCAL if env.mot_de_passe_propre is None else env.mot_de_passe_propre
TOTP_OBLIGATOIRE = not LOCAL if env.totp_obligatoire is None else env.totp_obligatoire
SIMPLE_JWT = {
    "ALGORITHM": "HS256",
    "SIGNING_KEY": JWT_KEYS[JWT_KID],
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=7),
    "USER_ID_CLAIM": "sub",
    "TOKEN_TYPE_CLAIM": "typ",
    "UPDATE_LAST_LOGIN": False,
}
OTP_HMAC_KEY = env.secret("otp_hmac", "otp_hmac")
CHIFFREMENT_KEY = env.secret("chiffrement", "chiffrement")
NOMBRE_PROXYS = env.nombre_proxys
APPAREILS_SANS_CLE = LOCAL if env.appareils_sans_cle is None else env.appareils_sans_cle
EPOQUE = env.epoque
PROCESSUS_WEB = env.web_workers
LIMITE_UTILISATEUR = env.limite_utilisateur or (3000 if LOCAL else 300)
# Password of the demonstration's users; there is none outside local mode.
DEMO_MOT_DE_PASSE = env.secret("demo_mot_de_passe", "mot_de_passe_demo") if LOCAL else ""

# --- Languages and time ---------------------------------------------------------------------
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English"), ("zh-hans", "简体中文")]

# --- Files ----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.static_root
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ROOT = FRONTEND_DIST if FRONTEND_DIST.is_dir() else None
WHITENOISE_INDEX_FILE = True
WHITENOISE_MAX_AGE = 0
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/.+-[\w-]{8,}\.\w+$"
MEDIA_ROOT = env.var / "media"
MEDIA_URL = "/media/"
URL_SIGNEE_DUREE_S = 300
S3_ACTIF = bool(env.s3_bucket)
STORAGES: dict[str, Any] = storages(env, URL_SIGNEE_DUREE_S)
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- Addresses and doors ----------------------------------------------------------------------
PUBLIC_ORIGIN = env.public_origin
PUBLIC_WS_URL = env.public_ws_url
CORS_ALLOWED_ORIGINS = env.origines_cors or [env.public_origin]
CORS_ALLOW_CREDENTIALS = True
CSP_FICHIERS = [env.s3_endpoint] if env.s3_endpoint else []
CORS_EXPOSE_HEADERS = [
    "X-Request-ID", "X-TS-Sync", "Idempotency-Replayed", "X-Content-SHA256", "Retry-After", "ETag",
]  # fmt: skip
CORS_ALLOW_HEADERS = [
    "accept", "accept-language", "authorization", "content-type", "if-match", "if-none-match",
    "x-request-id", "x-ts-device", "x-ts-sync",
]  # fmt: skip
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.nombre_proxys else None
SECURE_HSTS_SECONDS = 0 if LOCAL else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not LOCAL
SECURE_REFERRER_POLICY = "same-origin"
COOKIE_SECURE = not LOCAL

# --- Messages ---------------------------------------------------------------------------------
WACHAP_URL = env.wachap_base
WACHAP_SECRET = env.secret("wachap_secret", "wachap_secret")
WACHAP_WEBHOOK_SECRET = env.secret("wachap_webhook", "wachap_webhook")
ALERTES_COURRIELS = env.alertes_courriels
WHATSAPP_CLOUD_URL = env.cloud_url
ORANGE_SMS_URL = env.orange_url
WEBHOOK_ADRESSES = {"wachap": env.wachap_adresses, "cloud": env.cloud_adresses}
WHATSAPP_CLOUD_APP_SECRET = env.optional("cloud_secret")
WHATSAPP_CLOUD_VERIFY_TOKEN = env.optional("cloud_verification")

# --- The journal's seals, kept outside (audit/scellement/emission.py) -----------------------------
ANCRE_FICHIER = env.ancre_chemin
ANCRE_COURRIEL = env.ancre_courriel
ANCRE_SEAU = env.ancre_seau
ANCRE_S3 = s3_client(env)
AUDIT_CONSERVATION_ANNEES = env.audit_conservation_annees
globals().update(mail_settings(env))

# --- Seeing -------------------------------------------------------------------------------------
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings(env.log_level)
configure_structlog()
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_CELERY_ENABLED = True
# Sweeps run every few seconds: their durations are metrics, only their failures are log lines.
DJANGO_STRUCTLOG_CELERY_TASK_START_LOG_LEVEL = 10
DJANGO_STRUCTLOG_CELERY_TASK_SUCCESS_LOG_LEVEL = 10
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = 20
PROMETHEUS_EXPORT_MIGRATIONS = False
PROMETHEUS_LATENCY_BUCKETS = (
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
    5.0,
    10.0,
)
start_sentry(env)
