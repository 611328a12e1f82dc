"""What happened before people are matched, in words: hours, wishes, requests to mentors."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WISHING: "dict[str, _StrPromise]" = {
    "matching_place.kept": _("Told what matters for matching: hours, languages, seats"),
    "wishes.handed_in": _("Handed in whom they would like"),
    "wishes.entered": _("Entered wishes on somebody’s behalf"),
    "wishes.reminded": _("Reminded somebody of their wishes"),
    "request.asked": _("Asked a mentor"),
    "request.accepted": _("Said yes to the mentee who asked"),
    "request.declined": _("Said no to the mentee who asked"),
    "request.withdrawn": _("Took the request to a mentor back"),
    "request.expired": _("The request to a mentor ended without an answer"),
}
