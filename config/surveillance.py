"""Sentry, only when a DSN is given, with the same scrubbing as the logs."""

from typing import Any

import sentry_sdk

from config.environment import Environment
from config.masquage import mask


def _scrub(event: Any, _hint: dict[str, Any]) -> Any:
    return mask(event)


def start_sentry(env: Environment) -> None:
    """Sampled traces (0.1), no personal data, no request bodies, no local variables."""
    if env.sentry_dsn is None or not env.sentry_dsn.get_secret_value():
        return
    sentry_sdk.init(
        dsn=env.sentry_dsn.get_secret_value(),
        environment=env.mode,
        release=env.version,
        traces_sample_rate=0.1,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        before_send=_scrub,
        before_send_transaction=_scrub,
    )
