"""What people did for their match, in words: hours, wishes, requests to mentors, meetings."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MATCHING: "dict[str, _StrPromise]" = {
    "matching_place.kept": _("Told what matters for matching: hours, languages, seats"),
    "wishes.handed_in": _("Handed in whom they would like"),
    "wishes.entered": _("Entered wishes on somebody’s behalf"),
    "wishes.reminded": _("Reminded somebody of their wishes"),
    "request.asked": _("Asked a mentor"),
    "request.accepted": _("Said yes to the mentee who asked"),
    "request.declined": _("Said no to the mentee who asked"),
    "request.withdrawn": _("Took the request to a mentor back"),
    "request.expired": _("The request to a mentor ended without an answer"),
    "meeting.planned": _("Planned a meeting"),
    "meeting.moved": _("Moved a meeting"),
    "meeting.cancelled": _("Cancelled a meeting"),
    "meeting.held": _("Said that a meeting happened"),
    "meeting.not_held": _("Said that a meeting did not happen"),
}
