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
    "sign_in.service_added": _("Described a sign-in service of the organisation"),
    "sign_in.service_changed": _("Changed a sign-in service of the organisation"),
    "sign_in.service_tested": _("Tried a sign-in service of the organisation"),
    "sign_in.service_switched": _("Switched a sign-in service of the organisation"),
    "sign_in.linked": _("Signed in by the organisation’s own sign-in for the first time"),
    "sign_in.unlinked": _("Made the organisation’s own sign-in forget somebody"),
    "sign_in.domain_claimed": _("Said that a domain is the organisation’s"),
    "sign_in.domain_confirmed": _("Showed that a domain is the organisation’s"),
    "sign_in.domain_given_up": _("Gave up a domain"),
    "sign_in.policy_changed": _("Changed who is asked for a second step"),
    "viewing.began": _("Began to look as somebody else"),
    "viewing.page_seen": _("Saw a page as somebody else"),
    "viewing.ended": _("Was themselves again"),
    # directory, tokens, webhooks
    # backup, restore, operations
    # name, logo, colours, search
}
