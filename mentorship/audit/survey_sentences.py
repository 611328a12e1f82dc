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
    # answering
    # candour
    # budget
    "survey_budget.changed": _("Changed how many minutes a month surveys may take"),
    "wave.eased": _("Changed the plan of the survey, so that nobody is asked for too much time"),
    "wave.eased_no_more": _("Took back a change to the plan of the survey"),
    # results and comparisons
    # mirror
    # early warning
}
