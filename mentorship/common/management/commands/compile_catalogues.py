"""Compile the translations whose source is newer."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from mentorship.common.catalogues import compile_catalogues


class Command(BaseCommand):
    """Reads `locale/<language>/LC_MESSAGES/*.po`, writes `.mo` beside; once is enough."""

    help = "Compile the translations whose source is newer."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile, and say how many."""
        done = [
            path for folder in settings.LOCALE_PATHS for path in compile_catalogues(Path(folder))
        ]
        self.stdout.write(f"{len(done)} compiled.")
