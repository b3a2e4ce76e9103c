"""JSON logs, one object a line, each with the request id, scrubbed before they are written."""

from typing import Any

import orjson
import structlog

from config.masquage import mask_event

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]


def _dumps(event: Any, **_options: Any) -> str:
    return orjson.dumps(event, default=str).decode()


def logging_settings(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, through one structlog formatter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    mask_event,
                    structlog.processors.JSONRenderer(serializer=_dumps),
                ],
                "foreign_pre_chain": SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            name: {"level": quiet}
            for name, quiet in {
                "django.request": "CRITICAL",
                "django.server": "WARNING",
                "axes": "WARNING",
                "daphne": "WARNING",
                "botocore": "WARNING",
                "boto3": "WARNING",
                "urllib3": "WARNING",
                "PIL": "WARNING",
                "fontTools": "WARNING",
                "celery.beat": "WARNING",
                "celery.app.trace": "WARNING",
                "celery.worker.strategy": "WARNING",
            }.items()
        },
    }


def configure_structlog() -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
