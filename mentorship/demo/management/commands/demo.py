"""Loads the demo organisation, once, and says how to sign in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mentorship.demo.build import build_all, is_built
from mentorship.demo.cast import PASSWORD, SIGN_INS


class Command(BaseCommand):
    """Load an invented organisation of 120 people, with the Open Seeds record as its history."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take `--who`."""
        parser.add_argument("--who", action="store_true", help="only say how to sign in")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is not there yet; running it again changes nothing."""
        if not settings.DEMO:
            raise CommandError("This is not a demo: set DEMO=1 to load invented people.")
        if options["who"]:
            self.say_who()
            return
        if is_built():
            self.stdout.write("The demo organisation is there already.")
            return
        build_all()
        self.stdout.write("The demo organisation is ready.")

    def say_who(self) -> None:
        """Print whom to sign in as; the password is the same for all, and known to everybody."""
        for role, email in SIGN_INS:
            self.stdout.write(f"{role:<14} {email:<34} {PASSWORD}")
