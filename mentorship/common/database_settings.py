"""The settings of the database, read from the environment."""

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from mentorship.common.environment import Environment
from mentorship.common.patience import patient


def database_settings(env: Environment) -> dict[str, object]:
    """Turn DATABASE_URL (any form that libpq reads) into Django's settings."""
    url = env.secret(
        "DATABASE_URL", "PostgreSQL, such as postgresql://name:password@host/mentorship."
    )
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured(
            "The setting DATABASE_URL cannot be read as a PostgreSQL address."
        ) from error
    seconds = env.number(
        "DATABASE_STATEMENT_SECONDS", "the longest a database statement may take.", 30
    )
    pool = env.number(
        "DATABASE_POOL_SIZE", "connections kept open by one web process; 0 for none.", 0
    )
    options: dict[str, object] = {
        "connect_timeout": 5,
        # Compiling a statement pays for statements of seconds; ours are short and many-branched.
        "options": f"-c statement_timeout={seconds * 1000} -c lock_timeout=10000 -c jit=off",
    }
    if parts.get("sslmode"):
        options["sslmode"] = parts["sslmode"]
    if pool:
        # A second for what the server says of its own timeout.
        waits = {"connection_class": patient(seconds + 1)}
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 4, **waits}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "mentorship"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
