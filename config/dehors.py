"""Settings of what lies outside: object storage and outgoing mail."""

from typing import Any
from urllib.parse import unquote, urlsplit

from config.environment import Environment


def storages(env: Environment, duree_s: int) -> dict[str, Any]:
    """Django's STORAGES: a private S3 bucket when one is given, else signed local files."""
    local = {"BACKEND": "config.stockage.SignedFileStorage"}
    return {
        "default": _bucket(env, duree_s) if env.s3_bucket else local,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def _bucket(env: Environment, duree_s: int) -> dict[str, Any]:
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.s3_bucket,
            "endpoint_url": env.s3_endpoint or None,
            "region_name": env.s3_region,
            "access_key": env.s3_key or None,
            "secret_key": _secret(env),
            "addressing_style": "path" if env.s3_endpoint else "auto",
            "signature_version": "s3v4",
            "querystring_auth": True,
            "querystring_expire": duree_s,
            "default_acl": None,
            "file_overwrite": True,
        },
    }


def s3_client(env: Environment) -> dict[str, Any]:
    """boto3's own words for the same place, for the bucket that keeps the seals."""
    return {
        "endpoint_url": env.s3_endpoint or None,
        "region_name": env.s3_region,
        "aws_access_key_id": env.s3_key or None,
        "aws_secret_access_key": _secret(env),
    }


def mail_settings(env: Environment) -> dict[str, Any]:
    """Django's EMAIL_*: an SMTP relay, or files under var when none is given."""
    sender = {"DEFAULT_FROM_EMAIL": env.courriel_expediteur}
    if env.smtp_url is None:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {**sender, "EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": env.var / "courriels"}
    parts = urlsplit(env.smtp_url.get_secret_value())
    port = parts.port or 587
    return {
        **sender,
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": port != 25,
        "EMAIL_TIMEOUT": 10,
    }


def _secret(env: Environment) -> str | None:
    return env.s3_secret.get_secret_value() if env.s3_secret else None
