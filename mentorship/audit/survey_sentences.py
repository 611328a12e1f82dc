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
    "instrument.begun": _("Began the survey"),
    "instrument.changed": _("Changed what the survey is"),
    "instrument.version_begun": _("Began a new version of the survey"),
    "instrument.imported": _("Took the survey in from a file"),
    "instrument.ready": _("Made the survey ready to use"),
    "instrument.reopened": _("Went on writing the survey"),
    "instrument.retired": _("Took the survey from the offer"),
    "instrument.brought_back": _("Offered the survey again"),
    "instrument.discarded": _("Threw a draft of the survey away"),
    "instrument.told": _("Wrote the survey in another language"),
    "instrument.language_dropped": _("Took a language out of the survey"),
    "instrument_section.added": _("Added a section to the survey"),
    "instrument_section.changed": _("Changed a section of the survey"),
    "instrument_section.moved": _("Moved a section of the survey"),
    "instrument_section.removed": _("Took a section out of the survey"),
    "instrument_item.added": _("Added a question to the survey"),
    "instrument_item.changed": _("Changed a question of the survey"),
    "instrument_item.moved": _("Moved a question of the survey"),
    "instrument_item.removed": _("Took a question out of the survey"),
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
    "figures.first_shown": _("Was the first to see figures from surveys"),
    # budget
    "survey_budget.changed": _("Changed how many minutes a month surveys may take"),
    "wave.eased": _("Changed the plan of the survey, so that nobody is asked for too much time"),
    "wave.eased_no_more": _("Took back a change to the plan of the survey"),
    # results and comparisons
    # mirror
    "mirror.consent_given": _("Let a mentor see their own marks"),
    "mirror.consent_withdrawn": _("Took back that a mentor sees their own marks"),
    # early warning
}
