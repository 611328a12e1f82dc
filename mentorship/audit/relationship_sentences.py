"""What was done in a relationship, in words: never what anybody wrote in it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RELATIONSHIPS: "dict[str, _StrPromise]" = {
    # meeting each other and agreements
    "match.talk_asked": _("Asked to talk before saying yes or no"),
    # goals
    # meetings
    "free_hours.kept": _("Told when they could meet"),
    "meeting.place_changed": _("Changed where or how long a pair meets"),
    "meeting.agenda_kept": _("Noted what to talk about"),
    "meeting_series.planned": _("Planned meetings that come round"),
    "meeting_series.moved": _("Moved the rest of a series of meetings"),
    "meeting_series.cancelled": _("Cancelled the rest of a series of meetings"),
    "meeting_feed.made": _("Made an address for the calendar of their meetings"),
    "meeting_feed.revoked": _("Stopped the address for the calendar of their meetings"),
    # afterwards and fit
    # messages
    # care
    # concerns
    # endings
}
