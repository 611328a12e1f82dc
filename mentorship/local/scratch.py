"""Throw-away PostgreSQL and Valkey with a complete environment, for tests and checks.

`python -m mentorship.local.scratch command …` runs any command on them.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from mentorship.local.errors import CannotStartError
from mentorship.local.postgres import Postgres
from mentorship.local.rooms import Room
from mentorship.local.valkey import Valkey

DATABASE = "postgres"  # only ever a door: tests make databases of their own beside it


class Scratch:
    """Services that leave nothing behind; those that the environment names are used instead."""

    def __init__(self, given: Mapping[str, str], *, throw_away: bool = True) -> None:
        """Take what is already in the environment; without `throw_away` data survives a crash."""
        self._room = Room()
        self.folder = self._room.path
        self.environment = {
            "SECRET_KEY": "only-for-tests-" * 4,
            "BASE_URL": "http://testserver",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": "25",
            "DATA_DIR": str(self.folder / "var"),
            "DJANGO_SETTINGS_MODULE": "mentorship.settings",
        }
        self._given = given
        self._throw_away = throw_away
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None

    def start(self) -> dict[str, str]:
        """Start what is missing and return what to add to the environment."""
        (self.folder / "var" / "static").mkdir(parents=True)
        if "DATABASE_URL" not in self._given:
            self.postgres = Postgres(
                self.folder / "postgres",
                sockets=self.folder,
                log=self.folder / "postgres.log",
                environment=self._given,
                throw_away=self._throw_away,
            )
            self.postgres.start()
            self.environment["DATABASE_URL"] = self.postgres.url(DATABASE)
        if "REDIS_URL" not in self._given:
            self.valkey = Valkey(sockets=self.folder, log=self.folder / "valkey.log")
            self.valkey.start()
            self.environment["REDIS_URL"] = self.valkey.url()
        return self.environment

    def stop(self) -> None:
        """Stop what was started and remove its files."""
        for service in (self.valkey, self.postgres):
            if service:
                service.stop()
        if self.postgres:
            shutil.rmtree(self.postgres.data, ignore_errors=True)
        self._room.remove()


def main(command: list[str]) -> int:
    """Run one command on throw-away services and return its exit status."""
    scratch = Scratch(os.environ)
    try:
        environment = {**scratch.start(), **os.environ}
        return subprocess.run(command, check=False, env=environment, cwd=Path.cwd()).returncode
    except CannotStartError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        scratch.stop()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
