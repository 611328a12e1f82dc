"""Where a backup comes from: version, migrations, server, and a mark of the secret key."""

import hashlib
import hmac
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from mentorship.operations.backups.errors import DamagedError, RefusedError

FORMAT = 1
PRODUCT = "mentorship"
_PURPOSE = b"mentorship backup: which secret key"


@dataclass(frozen=True, slots=True)
class Origin:
    """What stands in front of a backup, before anything of it is restored."""

    format: int
    product: str
    django: str
    server: int
    database: str
    begun_at: str
    key_mark: str
    migrations: list[list[str]]
    shape: str

    def as_data(self) -> dict[str, Any]:
        """Return it as what JSON can hold."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Any) -> "Origin":
        """Read it back; raises DamagedError, or RefusedError when a later version wrote it."""
        if not isinstance(data, dict) or data.get("product") != PRODUCT:
            raise DamagedError("The file is no backup of this product.")
        if data["format"] != FORMAT:
            raise RefusedError(
                f"The backup has format {data['format']}, and this version reads {FORMAT}."
            )
        return cls(**data)

    def unknown_migrations(self) -> list[str]:
        """Return the migrations that this version of the product does not have."""
        ours = MigrationLoader(None).disk_migrations
        labels = {app for app, _name in ours}
        return [
            f"{app}.{name}"
            for app, name in self.migrations
            if app in labels and (app, name) not in ours
        ]


def here(shape: str) -> Origin:
    """Describe this installation now; `shape` is the fingerprint of the database's shape."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrations = [list(row) for row in cursor.fetchall()]
        server = cursor.connection.info.server_version
    return Origin(
        format=FORMAT,
        product=PRODUCT,
        django=version("django"),
        server=server,
        database=str(connection.settings_dict["NAME"]),
        begun_at=datetime.now(UTC).isoformat(timespec="seconds"),
        key_mark=_key_mark(settings.SECRET_KEY),
        migrations=migrations,
        shape=shape,
    )


def key_marks() -> set[str]:
    """Return the marks of SECRET_KEY and of the earlier ones that are still known here."""
    return {_key_mark(key) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]}


def _key_mark(key: str) -> str:
    """Return a mark of a key from which nobody can work it out."""
    return hmac.new(key.encode(), _PURPOSE, hashlib.sha256).hexdigest()[:32]
