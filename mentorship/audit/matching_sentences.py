"""What was done in matching, in words: rounds, wishes, drafts, proposals, matches, meetings."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MATCHING: "dict[str, _StrPromise]" = {
    # rounds, rules and seats
    "matching_round.begun": _("Began a round of matching"),
    "matching_round.changed": _("Changed how the round of matching is set up"),
    "matching_round.closed": _("Closed the round of matching"),
    "matching_round.reopened": _("Opened the round of matching again"),
    "matching_round.seats_given": _("Changed how many mentees a mentor may have"),
    "matching_rule.added": _("Added a rule for matching"),
    "matching_rule.changed": _("Changed a rule for matching"),
    "matching_rule.moved": _("Changed the order of the rules for matching"),
    "matching_rule.turned_on": _("Turned a rule for matching on"),
    "matching_rule.turned_off": _("Turned a rule for matching off"),
    "matching_rule.removed": _("Took out a rule for matching"),
    "mentor_group.added": _("Let mentors share a ceiling"),
    "mentor_group.changed": _("Changed mentors who share a ceiling"),
    "mentor_group.removed": _("Ended a ceiling that mentors shared"),
    "round.unmatched_told": _("Wrote to a mentee who has no match yet"),
    # hours, wishes and requests
    "matching_place.kept": _("Told what matters for matching: hours, languages, seats"),
    "wishes.handed_in": _("Handed in whom they would like"),
    "wishes.entered": _("Entered wishes on somebody’s behalf"),
    "wishes.reminded": _("Reminded somebody of their wishes"),
    "request.asked": _("Asked a mentor"),
    "request.accepted": _("Said yes to the mentee who asked"),
    "request.declined": _("Said no to the mentee who asked"),
    "request.withdrawn": _("Took the request to a mentor back"),
    "request.expired": _("The request to a mentor ended without an answer"),
    # drafts, and who is missing
    "draft.asked": _("Asked for a draft of matching"),
    "draft.solved": _("The draft of matching was ready"),
    "draft.failed": _("The draft of matching could not be made"),
    "draft.stopped": _("Stopped the run of a draft"),
    "draft.named": _("Named the draft"),
    "draft.discarded": _("Put the draft aside"),
    "draft.taken_up": _("Took the draft up again"),
    "draft.changed": _("Changed the draft by hand"),
    "draft.kept": _("Kept what was tried as a draft"),
    "recruit.written": _("Wrote a request for a mentor"),
    "recruit.changed": _("Changed a request for a mentor"),
    "recruit.sent": _("Sent a request for a mentor"),
    # sendings
    "sending.staged": _("Began to prepare pairs for sending"),
    "sending.left_out": _("Left a pair out of the sending"),
    "sending.brought_back": _("Brought a pair back into the sending"),
    "sending.worded": _("Changed the words of the sending"),
    "sending.taken_over": _("Took the draft’s changes over into the sending"),
    "sending.kept_apart": _("Left the pairs out that the draft no longer has"),
    "sending.scheduled": _("Chose when the pairs are asked"),
    "sending.unscheduled": _("Took back when the pairs are asked"),
    "sending.called_off": _("Called the sending off"),
    "sending.sent": _("Let the pairs be asked"),
    # matches
    "match.imported": _("Imported the matches of the record"),
    "match.proposed": _("Proposed the match"),
    "match.answered": _("Said yes to the match"),
    "match.accepted": _("The match was accepted by all"),
    "match.declined": _("Declined the match"),
    "match.expired": _("Withdrew the proposal"),
    "match.started": _("Began the match"),
    "match.paused": _("Let the match pause"),
    "match.resumed": _("Let the match go on"),
    "match.closed": _("Closed the match"),
    "match.ended_early": _("Ended the match early"),
    "match.ran_out": _("The time to answer the proposal was over"),
    "match.extended": _("Gave more time to answer the proposal"),
    # meetings
    "meeting.planned": _("Planned a meeting"),
    "meeting.moved": _("Moved a meeting"),
    "meeting.cancelled": _("Cancelled a meeting"),
    "meeting.held": _("Said that a meeting happened"),
    "meeting.not_held": _("Said that a meeting did not happen"),
}
