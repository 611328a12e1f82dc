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
    # backup, restore, operations
    # name, logo, colours, search
    "organisation.look_changed": _("Changed how the organisation looks"),
}
