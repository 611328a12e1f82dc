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
    "figures.first_shown": _("Was the first to see figures from surveys"),
    # budget
    # results and comparisons
    # mirror
    # early warning
}
