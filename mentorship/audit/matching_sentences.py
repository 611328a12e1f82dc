"""What was done about matching, in words: drafts, meetings."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MATCHING: "dict[str, _StrPromise]" = {
    "draft.asked": _("Asked for a draft of matching"),
    "draft.solved": _("The draft of matching was ready"),
    "draft.failed": _("The draft of matching could not be made"),
    "draft.stopped": _("Stopped the run of a draft"),
    "draft.named": _("Named the draft"),
    "draft.discarded": _("Put the draft aside"),
    "draft.taken_up": _("Took the draft up again"),
    "draft.changed": _("Changed the draft by hand"),
    "meeting.planned": _("Planned a meeting"),
    "meeting.moved": _("Moved a meeting"),
    "meeting.cancelled": _("Cancelled a meeting"),
    "meeting.held": _("Said that a meeting happened"),
    "meeting.not_held": _("Said that a meeting did not happen"),
}
