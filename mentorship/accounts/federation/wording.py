"""What people are told when a sign-in service is not believed; it names nobody."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from mentorship.accounts.federation.identities import Mistrust

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: "dict[Mistrust, _StrPromise]" = {
    Mistrust.UNREACHABLE: _(
        "Your organisation’s sign-in does not answer. Please try again in a few minutes."
    ),
    Mistrust.DECLINED: _("Your organisation’s sign-in did not let you through. Please try again."),
    Mistrust.FORGED: _(
        "What your organisation’s sign-in answered could not be trusted, so nobody was let in."
    ),
    Mistrust.STALE: _("That took too long, or was begun in another window. Please start again."),
    Mistrust.NO_EMAIL: _(
        "Your organisation’s sign-in did not tell us a checked e-mail address of yours."
    ),
    Mistrust.FOREIGN_DOMAIN: _(
        "Your organisation’s sign-in named an address that is not one of its own, "
        "so we did not take its word for it."
    ),
    Mistrust.UNKNOWN: _(
        "You are known to your organisation and not here yet. "
        "Please ask whoever runs the mentoring programme to add you."
    ),
    Mistrust.SHUT_OUT: _("You may not sign in here any more. Please ask your organisation."),
    Mistrust.OTHERWISE_LINKED: _(
        "Somebody else at your organisation signs in by this address. Please ask your organisation."
    ),
}
