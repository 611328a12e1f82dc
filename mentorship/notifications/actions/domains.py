"""Asking whoever runs the mail of a domain whether it is an organisation's own."""

from django.db import transaction

from mentorship.accounts.actions.domains import CODE_HOURS, claim_domain
from mentorship.accounts.models import Organisation, OwnedDomain, Person
from mentorship.notifications.actions.posting import post
from mentorship.notifications.emails import DOMAIN_CODE

# Names of mailboxes that belong to whoever runs a domain (RFC 2142 and what certifiers use).
MAILBOXES = ("postmaster", "hostmaster", "webmaster", "administrator", "admin")


@transaction.atomic
def ask_for_domain(
    *, organisation: Organisation, domain: str, mailbox: str, by: Person
) -> OwnedDomain:
    """Claim a domain and mail its code to one of its own mailboxes; recorded.

    Raises OwnedElsewhereError; ValueError for a mailbox that anybody might have there.
    """
    if mailbox not in MAILBOXES:
        raise ValueError(mailbox)
    claimed, code = claim_domain(organisation=organisation, domain=domain, by=by)
    if code:
        post(
            DOMAIN_CODE,
            to_address=f"{mailbox}@{domain}",
            organisation=organisation,
            about=claimed,
            occurrence=f"until {claimed.code_until}",
            context={
                "code": code,
                "domain": domain,
                "organisation": organisation.name,
                "asked_by": by.name,
                "hours": CODE_HOURS,
            },
            stale_after=claimed.code_until,
        )
    return claimed
