"""What was done in a relationship, in words: never what anybody wrote in it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

RELATIONSHIPS: "dict[str, _StrPromise]" = {
    # meeting each other and agreements
    "care.threshold_chosen": _("Chose from how many points on pairs are pointed out"),
    "match.talk_asked": _("Asked to talk before saying yes or no"),
    "agreement.proposed": _("Wrote down how the pair works together, and signed it"),
    "agreement.signed": _("Signed the agreement"),
    "agreement.in_force": _("The agreement was signed by everybody"),
    "agreement.withdrawn": _("Took their proposal of an agreement back"),
    # goals
    "goal.set": _("Set a goal"),
    "goal.changed": _("Changed a goal"),
    "goal.open": _("Took a goal up again"),
    "goal.reached": _("Reached a goal"),
    "goal.dropped": _("Let a goal go"),
    "goal.rated": _("Said where a goal stands at the end"),
    "goal.step_added": _("Added a step to a goal"),
    "goal.step_changed": _("Changed a step of a goal"),
    "goal.step_removed": _("Took a step off a goal"),
    "goal.step_done": _("Ticked a step of a goal"),
    "goal.step_undone": _("Took the tick off a step of a goal"),
    "goal.progress_said": _("Said how far a goal is"),
    "goal.commented": _("Commented on a goal"),
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
    "meeting.entered": _("Entered a meeting that took place"),
    "fit.asked": _("Asked everybody in the match whether the two fit"),
    "fit.answered": _("Somebody answered whether the two fit"),
    # messages
    "message_report.raised": _("Reported what was written to them"),
    "message_report.opening_asked": _("Asked a colleague to open a reported conversation"),
    "message_report.opened": _("Opened a reported conversation, as the second of two"),
    "message_report.read": _("Read a reported conversation that was opened"),
    "message_report.settled": _("Settled a report about a message"),
    # care
    "care.nudged": _("Wrote to the pair"),
    "care.called": _("Called the pair"),
    "care.met": _("Talked with the pair"),
    "care.noted": _("Made a note about the pair"),
    "care.snoozed": _("Put the pair off, with a reason"),
    # concerns
    "concern.raised": _("Said that something is not right"),
    "concern.added_to": _("Said more about a concern"),
    "concern.reopened": _("Said that a concern is not settled"),
    "concern.taken": _("Took a concern in hand"),
    "concern.replied": _("Answered a concern"),
    "concern.noted": _("Made a note about a concern"),
    "concern.graded": _("Changed how urgent a concern is"),
    "concern.handed": _("Handed a concern on"),
    "concern.escalated": _("Told the next person of a concern"),
    "concern.settled": _("Settled a concern"),
    "concern_route.set": _("Said who answers concerns in a programme"),
    "concern_contact.set": _("Named whom people can turn to about concerns"),
    "concern_contact.removed": _("Named nobody whom people can turn to about concerns"),
    # endings
    "rematch.asked": _("Would like somebody else"),
    "rematch.taken_back": _("Took back the wish for somebody else"),
    "match.looked_back": _("Looked back on the match, and finished"),
    "participation.issued": _("Got certificates of participation"),
}
