"""What was done about surveys, in words: counts and names of surveys, never an answer."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SURVEYS: "dict[str, _StrPromise]" = {
    "instrument.added": _("Added the survey"),
    "wave.planned": _("Planned when the survey is asked"),
    "wave.opened": _("Opened the survey"),
    "wave.closed": _("Closed the survey"),
    "answer.submitted": _("Answered the survey"),
    # instruments
    # waves and plans
    "wave.moved": _("Moved when the survey is asked"),
    "wave.extended": _("Kept the survey open for longer"),
    "wave.taken_back": _("Took back a planned survey"),
    "wave.room_opened": _("Made a link to the survey for a room"),
    "wave.room_shut": _("Took back the link to the survey for a room"),
    "plan.added": _("Planned when a survey is asked again and again"),
    "plan.changed": _("Changed when a survey is asked again and again"),
    "plan.stopped": _("Stopped asking a survey again and again"),
    "plan.resumed": _("Began again to ask a survey again and again"),
    # answering
    # candour
    # budget
    # results and comparisons
    # mirror
    "mirror.consent_given": _("Let a mentor see their own marks"),
    "mirror.consent_withdrawn": _("Took back that a mentor sees their own marks"),
    # early warning
}
