"""Reads typed settings from the environment and remembers what was asked for.

A missing or unreadable value stops the start with one sentence. Everything read is kept in
`Environment.read`, so that `.env.example` can be held to list each of them.
"""

import os
from collections.abc import Mapping
from datetime import time
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off", ""})


class Environment:
    """Typed access to environment variables; a secret may also come in a file, by `NAME_FILE`."""

    def __init__(self, values: Mapping[str, str] | None = None) -> None:
        """Read from `values`, by default the process's environment."""
        self._values = os.environ if values is None else values
        self.read: dict[str, str] = {}

    def text(self, name: str, why: str, default: str | None = None) -> str:
        """Return the value as it stands; without a default it must be given."""
        self.read[name] = why
        value = self._values.get(name)
        if value is not None:
            return value
        if default is None:
            message = f"The setting {name} is missing: {why} See .env.example."
            raise ImproperlyConfigured(message)
        return default

    def secret(self, name: str, why: str, default: str | None = None) -> str:
        """Return a secret from `NAME`, or from the file that `NAME_FILE` points to."""
        path = self._values.get(f"{name}_FILE")
        if not path:
            return self.text(name, why, default)
        self.read[name] = why
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            message = f"The setting {name}_FILE points to {path}, which cannot be read."
            raise ImproperlyConfigured(message) from error

    def flag(self, name: str, why: str, *, default: bool) -> bool:
        """Return yes or no."""
        value = self.text(name, why, "1" if default else "0").strip().lower()
        if value in YES:
            return True
        if value in NO:
            return False
        message = f"The setting {name} must be 1 or 0, not “{value}”."
        raise ImproperlyConfigured(message)

    def number(self, name: str, why: str, default: int, *, least: int = 0) -> int:
        """Return a whole number, at least `least`."""
        value = self.text(name, why, str(default)).strip()
        if not value.isdecimal() or int(value) < least:
            message = f"The setting {name} must be a whole number from {least} up, not “{value}”."
            raise ImproperlyConfigured(message)
        return int(value)

    def clock(self, name: str, why: str, default: str) -> time:
        """Return a time of day, such as 02:10."""
        value = self.text(name, why, default).strip()
        try:
            return time.fromisoformat(value)
        except ValueError as error:
            message = f"The setting {name} must be a time of day such as 02:10, not “{value}”."
            raise ImproperlyConfigured(message) from error

    def words(self, name: str, why: str, default: str = "") -> list[str]:
        """Return a list of values separated by commas."""
        return [word.strip() for word in self.text(name, why, default).split(",") if word.strip()]
