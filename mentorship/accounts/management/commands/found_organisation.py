"""Founds an organisation with its first administrator, who does everything else on screen."""

from argparse import ArgumentParser
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from mentorship.accounts.actions.organisations import OrganisationExistsError, found_organisation


class Command(BaseCommand):
    """Found an organisation; its administrator signs in by a code sent to the address."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the organisation's name and who administers it."""
        parser.add_argument("name", help="the organisation's name")
        parser.add_argument("--administrator", required=True, help="their name")
        parser.add_argument("--email", required=True, help="their e-mail address")
        parser.add_argument(
            "--language",
            default=settings.LANGUAGE_CODE,
            choices=[code for code, _name in settings.LANGUAGES],
            help="the language new people, mails and reports begin with",
        )
        parser.add_argument("--time-zone", default="Europe/London", help="such as Europe/Lisbon")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it, and say where to sign in."""
        try:
            validate_email(options["email"])
            zone = ZoneInfo(options["time_zone"])
            person = found_organisation(
                name=options["name"],
                administrator_name=options["administrator"],
                administrator_email=options["email"],
                zone=zone,
                language=options["language"],
            )
        except ValidationError as error:
            raise CommandError(f"“{options['email']}” is not an e-mail address.") from error
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise CommandError(f"“{options['time_zone']}” is not a time zone.") from error
        except OrganisationExistsError as error:
            raise CommandError(f"There is an organisation called {error} already.") from error
        self.stdout.write(f"{person} signs in at {settings.BASE_URL}/ as {person.email}.")
