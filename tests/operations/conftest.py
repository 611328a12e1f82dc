"""Folders of their own for backups and files, and databases that may be lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mentorship.operations.backups.sealing import make_identity
from tests.fixtures.record import turn_guards

SECRET, RECIPIENT = make_identity()
NOTHING = "template0"


@pytest.fixture
def places(settings: Any, tmp_path: Path) -> Path:
    """Give backups, files, the list of erasures and the key folders of their own."""
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.DATA_DIR = tmp_path / "data"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    settings.BACKUP_RECIPIENTS = [RECIPIENT]
    (tmp_path / "key.txt").write_text(f"# kept elsewhere\n{SECRET}\n")
    return tmp_path


@pytest.fixture
def turn_to(transactional_db: None) -> Iterator[Callable[[str, str], None]]:
    """Turn to a new database, a copy of another, when called; back again afterwards."""
    ours, made = str(connection.settings_dict["NAME"]), []

    def turn(name: str, template: str) -> None:
        connection.close()
        made.append(f"{ours}_{name}")
        with connection._nodb_cursor() as cursor:
            # PostgreSQL copies no database in which a thread of an earlier test still lingers.
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
                [template],
            )
            cursor.execute(f'DROP DATABASE IF EXISTS "{made[-1]}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{made[-1]}" TEMPLATE "{template}"')
        connection.settings_dict["NAME"] = made[-1]

    yield turn
    connection.close()
    connection.settings_dict["NAME"] = ours
    with connection._nodb_cursor() as cursor:
        for name in made:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture
def empty_database(turn_to: Callable[[str, str], None]) -> Callable[[], None]:
    """Turn to a database with nothing in it, when called."""
    return lambda: turn_to("restored", NOTHING)


@pytest.fixture
def own_database(turn_to: Callable[[str, str], None]) -> str:
    """Turn to a copy of what is there so far, guarded as outside the tests; return its name."""
    turn_to("house", str(connection.settings_dict["NAME"]))
    turn_guards("ENABLE")
    return str(connection.settings_dict["NAME"])
