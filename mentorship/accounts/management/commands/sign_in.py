"""For whoever runs the server: an organisation's sign-in broke, or a domain has no mail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentorship.accounts.actions.domains import OwnedElsewhereError, own_domain
from mentorship.accounts.actions.identity_providers import switch_provider
from mentorship.accounts.models import IdentityProvider, Organisation, OwnedDomain
from mentorship.accounts.models.signing_in import ProviderState


class Command(BaseCommand):
    """`sign_in relax` opens other ways again; `sign_in own` says whose a domain is."""

    help = "Opens other ways of signing in again (relax), or says whose a domain is (own)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do, the organisation, and a domain."""
        parser.add_argument("what", choices=("relax", "own"))
        parser.add_argument("organisation", help="its short name in addresses")
        parser.add_argument("domain", nargs="?", default="", help="such as guildhall.example")

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Do it, and say what was done."""
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"There is no organisation “{options['organisation']}”.")
        if options["what"] == "relax":
            self.relax(organisation)
        else:
            self.own(organisation, options["domain"].strip().lower())

    def relax(self, organisation: Organisation) -> None:
        """Let people use codes, passwords and passkeys again."""
        required = IdentityProvider.objects.filter(
            organisation=organisation, state=ProviderState.REQUIRED
        )
        for service in required:
            switch_provider(service, to=ProviderState.OFFERED, by=None)
            self.stdout.write(f"{service.name}: people may use it, and other ways too.")
        self.stdout.write(f"{organisation.name}: every way of signing in is open.")

    def own(self, organisation: Organisation, domain: str) -> None:
        """Say that a domain is the organisation's."""
        if "." not in domain:
            raise CommandError("Name a domain, such as guildhall.example.")
        claimed, _is_new = OwnedDomain.objects.get_or_create(
            organisation=organisation, domain=domain
        )
        try:
            own_domain(claimed, by=None)
        except OwnedElsewhereError as error:
            raise CommandError("Another organisation has shown it to be its own.") from error
        self.stdout.write(f"{domain} belongs to {organisation.name}.")
