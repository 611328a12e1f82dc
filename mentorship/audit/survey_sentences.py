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
    # results and comparisons
    # mirror
    "mirror.consent_given": _("Let a mentor see their own marks"),
    "mirror.consent_withdrawn": _("Took back that a mentor sees their own marks"),
    # early warning
}
