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
    "record.verified": _("Found the record as it was sealed"),
    "record.found_altered": _("Found that the record was altered"),
    "record.redacted": _("Took out what an event quoted, because a person was erased"),
    "record.downloaded": _("Downloaded the record of what happened"),
    "access.denied": _("Tried something that was refused"),
    "access.denied_often": _("Was refused so often that no more of it is noted this hour"),
    # signing in, view as
    # directory, tokens, webhooks
    # backup, restore, operations
    # name, logo, colours, search
}
