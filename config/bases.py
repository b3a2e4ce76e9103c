"""Database and Redis settings from addresses."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict


def database(url: str, *, pool_max: int = 0, max_age: int = 0, pgbouncer: bool = False) -> Any:
    """Django's settings for one PostgreSQL address.

    `pool_max` > 0 turns psycopg's pool on (threads of one process share the connections);
    otherwise `max_age` seconds keep one connection per thread. Behind PgBouncer in transaction
    mode neither server-side cursors nor prepared statements survive, so both go off.
    """
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    options: dict[str, Any] = {"connect_timeout": 5}
    settings = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "ts"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        "CONN_MAX_AGE": 0 if pool_max else max_age,
        "CONN_HEALTH_CHECKS": bool(max_age) and not pool_max,
        "OPTIONS": options,
    }
    options.update(parts)
    if pgbouncer:
        settings["DISABLE_SERVER_SIDE_CURSORS"] = True
        options["prepare_threshold"] = None
    if pool_max:
        options["pool"] = {"min_size": 1, "max_size": pool_max, "timeout": 5}
    return settings
