"""What was done about privacy, the record, sign-in, looks and other programs, in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TRUST: "dict[str, _StrPromise]" = {
    "accounts.settings_changed": _("Changed name, language or time zone"),
    # export, consents, who saw whom
    # erasing and keeping
    # the record and its chain
    # signing in, view as
    # directory, tokens, webhooks
    "membership.ended": _("No longer belongs to the organisation"),
    "token.made": _("Made the token for another program"),
    "token.revoked": _("Took the token back"),
    "endpoint.added": _("Set up the endpoint for news"),
    "endpoint.changed": _("Changed the endpoint for news"),
    "endpoint.paused": _("Stopped telling the endpoint of news"),
    "endpoint.resumed": _("Told the endpoint of news again"),
    "endpoint.removed": _("Removed the endpoint for news"),
    "endpoint.secret_changed": _("Changed the secret that signs news"),
    "endpoint.tested": _("Sent a test to the endpoint"),
    "delivery.sent_again": _("Sent the news once more"),
    "directory.added": _("The directory added the person"),
    "directory.changed": _("The directory changed what it says of the person"),
    "directory.deactivated": _("The directory shut the person out; their matches rest"),
    "directory.reactivated": _("The directory let the person in again"),
    "directory.address_changed": _("The directory changed the address to sign in by"),
    # backup, restore, operations
    # name, logo, colours, search
}
