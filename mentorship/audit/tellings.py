"""How an event is told to the rest of a team: beside who did it, and in full to whoever was later.

Only what settles something stands here; all other kinds have a sentence in `sentences.py` alone.
`%(name)s` is what it was done to.
"""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Telling(NamedTuple):
    """`deed` stands beside who did it and when; `in_full` is a sentence of its own."""

    deed: "_StrPromise"
    in_full: "_StrPromise"


TELLINGS: dict[str, Telling] = {
    # notifications
    "message.approved": Telling(_("Let “%(name)s” go"), _("%(who)s let “%(name)s” go %(when)s.")),
    "message.held": Telling(_("Held “%(name)s” back"), _("%(who)s held “%(name)s” back %(when)s.")),
    "message.cancelled": Telling(
        _("Cancelled “%(name)s”"), _("%(who)s cancelled “%(name)s” %(when)s.")
    ),
    "message.sent_again": Telling(
        _("Sent “%(name)s” again"), _("%(who)s sent “%(name)s” again %(when)s.")
    ),
    # programmes
    "application_form.published": Telling(
        _("Put “%(name)s” in use"), _("%(who)s put “%(name)s” in use %(when)s.")
    ),
    "cohort.added": Telling(
        _("Planned the cohort %(name)s"), _("%(who)s planned the cohort %(name)s %(when)s.")
    ),
    "cohort.recruiting": Telling(
        _("Opened %(name)s for recruiting"), _("%(who)s opened %(name)s for recruiting %(when)s.")
    ),
    "cohort.matching": Telling(
        _("Moved %(name)s on to matching"), _("%(who)s moved %(name)s on to matching %(when)s.")
    ),
    "cohort.running": Telling(_("Let %(name)s run"), _("%(who)s let %(name)s run %(when)s.")),
    "cohort.closing": Telling(
        _("Moved %(name)s on to closing"), _("%(who)s moved %(name)s on to closing %(when)s.")
    ),
    "cohort.closed": Telling(_("Closed %(name)s"), _("%(who)s closed %(name)s %(when)s.")),
    "nomination.withdrawn": Telling(
        _("Withdrew the nomination of %(name)s"),
        _("%(who)s withdrew the nomination of %(name)s %(when)s."),
    ),
    "nomination.confirmed": Telling(
        _("Said yes to the nomination of %(name)s"),
        _("%(who)s said yes to the nomination of %(name)s %(when)s."),
    ),
    "nomination.declined": Telling(
        _("Said no to the nomination of %(name)s"),
        _("%(who)s said no to the nomination of %(name)s %(when)s."),
    ),
    "endorsement.nudged": Telling(
        _("Reminded the line manager of %(name)s"),
        _("%(who)s reminded the line manager of %(name)s %(when)s."),
    ),
    "waiting_list.promoted": Telling(
        _("Gave %(name)s a place from the waiting list"),
        _("%(who)s gave %(name)s a place %(when)s."),
    ),
    "waiting_list.left": Telling(
        _("Took %(name)s off the waiting list"),
        _("%(who)s took %(name)s off the waiting list %(when)s."),
    ),
    "check.confirmed": Telling(
        _("Confirmed “%(name)s”"), _("%(who)s confirmed “%(name)s” %(when)s.")
    ),
    "check.refused": Telling(
        _("Sent “%(name)s” back"), _("%(who)s sent “%(name)s” back %(when)s.")
    ),
    "mentor_profile.published": Telling(
        _("Published %(name)s"), _("%(who)s published %(name)s %(when)s.")
    ),
    "participant.added": Telling(_("Added %(name)s"), _("%(who)s added %(name)s %(when)s.")),
    "participant.accepted": Telling(
        _("Accepted %(name)s"), _("%(who)s accepted %(name)s %(when)s.")
    ),
    "participant.trained": Telling(
        _("Noted %(name)s as trained"), _("%(who)s noted %(name)s as trained %(when)s.")
    ),
    "participant.finished": Telling(
        _("Noted %(name)s as finished"), _("%(who)s noted %(name)s as finished %(when)s.")
    ),
    "participant.withdrawn": Telling(
        _("Noted that %(name)s left"), _("%(who)s noted %(when)s that %(name)s left.")
    ),
    "participant.paused": Telling(
        _("Noted %(name)s as away"), _("%(who)s noted %(name)s as away %(when)s.")
    ),
    "participant.resumed": Telling(
        _("Noted %(name)s as back"), _("%(who)s noted %(name)s as back %(when)s.")
    ),
    "round.assigned": Telling(
        _("Gave out the reviews of %(name)s"),
        _("%(who)s gave out the reviews of %(name)s %(when)s."),
    ),
    "decision.staged": Telling(_("Staged “%(name)s”"), _("%(who)s staged “%(name)s” %(when)s.")),
    "decision.changed": Telling(
        _("Staged “%(name)s” instead"), _("%(who)s staged “%(name)s” %(when)s.")
    ),
    "decision.published": Telling(
        _("Told the applicant “%(name)s”"), _("%(who)s told the applicant “%(name)s” %(when)s.")
    ),
    "decision.reconsidered": Telling(
        _("Opened “%(name)s” again"), _("%(who)s opened “%(name)s” again %(when)s.")
    ),
    "team.joined": Telling(
        _("Added %(name)s to the team"), _("%(who)s added %(name)s to the team %(when)s.")
    ),
    "team.left": Telling(
        _("Ended %(name)s’s time in the team"),
        _("%(who)s ended %(name)s’s time in the team %(when)s."),
    ),
    "team.end_planned": Telling(
        _("Planned the end of %(name)s’s time in the team"),
        _("%(who)s planned the end of %(name)s’s time in the team %(when)s."),
    ),
    "team.dates_changed": Telling(
        _("Changed %(name)s’s dates in the team"),
        _("%(who)s changed %(name)s’s dates in the team %(when)s."),
    ),
    "caseload.assigned": Telling(
        _("Gave people to %(name)s to look after"),
        _("%(who)s gave people to %(name)s to look after %(when)s."),
    ),
    "caseload.rebalanced": Telling(
        _("Shared the caseloads of %(name)s out anew"),
        _("%(who)s shared the caseloads of %(name)s out anew %(when)s."),
    ),
    "sponsor.appointed": Telling(
        _("Named %(name)s as sponsor"), _("%(who)s named %(name)s as sponsor %(when)s.")
    ),
    # training
    "pathway.ready": Telling(
        _("Found %(name)s ready to learn to mentor"),
        _("%(who)s found %(name)s ready to learn to mentor %(when)s."),
    ),
    "pathway.not_yet": Telling(
        _("Told %(name)s what is missing to be ready"),
        _("%(who)s told %(name)s what is missing to be ready %(when)s."),
    ),
    "pathway.invited": Telling(
        _("Invited %(name)s to learn to mentor"),
        _("%(who)s invited %(name)s to learn to mentor %(when)s."),
    ),
    "pathway.moved": Telling(
        _("Noted a step of %(name)s on the way to mentor"),
        _("%(who)s noted a step of %(name)s on the way to mentor %(when)s."),
    ),
    "pathway.supporter_chosen": Telling(
        _("Chose who supports %(name)s"), _("%(who)s chose who supports %(name)s %(when)s.")
    ),
    "community.begun": Telling(_("Began “%(name)s”"), _("%(who)s began “%(name)s” %(when)s.")),
    "community.closed": Telling(_("Closed “%(name)s”"), _("%(who)s closed “%(name)s” %(when)s.")),
    "community.opened_again": Telling(
        _("Opened “%(name)s” again"), _("%(who)s opened “%(name)s” again %(when)s.")
    ),
    "session.planned": Telling(_("Planned “%(name)s”"), _("%(who)s planned “%(name)s” %(when)s.")),
    "session.changed": Telling(_("Changed “%(name)s”"), _("%(who)s changed “%(name)s” %(when)s.")),
    "session.invited": Telling(
        _("Invited people to “%(name)s”"), _("%(who)s invited people to “%(name)s” %(when)s.")
    ),
    "session.held": Telling(
        _("Noted that “%(name)s” took place"),
        _("%(who)s noted %(when)s that “%(name)s” took place."),
    ),
    "claim.accepted": Telling(
        _("Credited what %(name)s learnt before"),
        _("%(who)s credited what %(name)s learnt before %(when)s."),
    ),
    "claim.refused": Telling(
        _("Did not credit what %(name)s learnt before"),
        _("%(who)s decided %(when)s not to credit what %(name)s learnt before."),
    ),
    "claim.withdrawn": Telling(
        _("%(name)s withdrew what they asked for"),
        _("%(who)s withdrew it %(when)s."),
    ),
    "waiver.given": Telling(
        _("Waived training of %(name)s"), _("%(who)s waived training of %(name)s %(when)s.")
    ),
    "waiver.revoked": Telling(
        _("Ended the waiver of %(name)s"), _("%(who)s ended the waiver of %(name)s %(when)s.")
    ),
    "session.cancelled": Telling(
        _("Cancelled “%(name)s”"), _("%(who)s cancelled “%(name)s” %(when)s.")
    ),
    "attendance.recorded": Telling(
        _("Ticked who was at “%(name)s”"), _("%(who)s ticked who was at “%(name)s” %(when)s.")
    ),
    # matching
    "draft.stopped": Telling(
        _("Stopped the run of %(name)s"), _("%(who)s stopped %(name)s %(when)s.")
    ),
    "draft.discarded": Telling(_("Put %(name)s aside"), _("%(who)s put %(name)s aside %(when)s.")),
    "draft.taken_up": Telling(
        _("Took %(name)s up again"), _("%(who)s took %(name)s up again %(when)s.")
    ),
    "match.proposed": Telling(
        _("Proposed %(name)s to each other"),
        _("%(who)s proposed %(name)s to each other %(when)s."),
    ),
    "match.expired": Telling(
        _("Withdrew the proposal for %(name)s"),
        _("%(who)s withdrew the proposal for %(name)s %(when)s."),
    ),
    "match.extended": Telling(
        _("Gave %(name)s more time to answer"),
        _("%(who)s gave %(name)s more time to answer %(when)s."),
    ),
    "sending.scheduled": Telling(
        _("Chose when %(name)s leaves"), _("%(who)s chose when %(name)s leaves, %(when)s.")
    ),
    "sending.unscheduled": Telling(
        _("Took back when %(name)s leaves"), _("%(who)s took back when %(name)s leaves %(when)s.")
    ),
    "sending.called_off": Telling(
        _("Called %(name)s off"), _("%(who)s called %(name)s off %(when)s.")
    ),
    "sending.sent": Telling(_("Sent %(name)s"), _("%(who)s sent %(name)s %(when)s.")),
    "match.accepted": Telling(
        _("Completed the match of %(name)s"),
        _("%(who)s said the last yes to the match of %(name)s %(when)s."),
    ),
    "match.declined": Telling(
        _("Declined the match of %(name)s"),
        _("%(who)s declined the match of %(name)s %(when)s."),
    ),
    "match.started": Telling(
        _("Began the match of %(name)s"), _("%(who)s began the match of %(name)s %(when)s.")
    ),
    "care.nudged": Telling(_("Wrote to %(name)s"), _("%(who)s wrote to %(name)s %(when)s.")),
    "care.called": Telling(_("Called %(name)s"), _("%(who)s called %(name)s %(when)s.")),
    "care.met": Telling(_("Talked with %(name)s"), _("%(who)s talked with %(name)s %(when)s.")),
    "care.snoozed": Telling(_("Put %(name)s off"), _("%(who)s put %(name)s off %(when)s.")),
    "match.paused": Telling(
        _("Let the match of %(name)s pause"),
        _("%(who)s let the match of %(name)s pause %(when)s."),
    ),
    "match.resumed": Telling(
        _("Let the match of %(name)s go on"),
        _("%(who)s let the match of %(name)s go on %(when)s."),
    ),
    "match.closed": Telling(
        _("Closed the match of %(name)s"), _("%(who)s closed the match of %(name)s %(when)s.")
    ),
    "match.ended_early": Telling(
        _("Ended the match of %(name)s early"),
        _("%(who)s ended the match of %(name)s early %(when)s."),
    ),
    "message_report.opening_asked": Telling(
        _("Asked a colleague to open %(name)s"), _("%(who)s asked to open %(name)s %(when)s.")
    ),
    "message_report.opened": Telling(
        _("Opened %(name)s, as the second of two"), _("%(who)s opened %(name)s %(when)s.")
    ),
    "message_report.settled": Telling(
        _("Settled %(name)s"), _("%(who)s settled %(name)s %(when)s.")
    ),
    # evaluation
    "instrument.ready": Telling(
        _("Made “%(name)s” ready to use"), _("%(who)s made “%(name)s” ready to use %(when)s.")
    ),
    "instrument.reopened": Telling(
        _("Went on writing “%(name)s”"), _("%(who)s went on writing “%(name)s” %(when)s.")
    ),
    "instrument.retired": Telling(
        _("Took “%(name)s” from the offer"), _("%(who)s took “%(name)s” from the offer %(when)s.")
    ),
    "instrument.brought_back": Telling(
        _("Offered “%(name)s” again"), _("%(who)s offered “%(name)s” again %(when)s.")
    ),
    "wave.planned": Telling(
        _("Planned when “%(name)s” is asked"),
        _("%(who)s planned when “%(name)s” is asked, %(when)s."),
    ),
    "wave.eased": Telling(
        _("Changed the plan of “%(name)s”"), _("%(who)s changed the plan of “%(name)s” %(when)s.")
    ),
    "wave.eased_no_more": Telling(
        _("Took back a change to the plan of “%(name)s”"),
        _("%(who)s took back a change to the plan of “%(name)s” %(when)s."),
    ),
    "wave.opened": Telling(_("Opened “%(name)s”"), _("%(who)s opened “%(name)s” %(when)s.")),
    "wave.moved": Telling(_("Moved “%(name)s”"), _("%(who)s moved “%(name)s” %(when)s.")),
    "wave.extended": Telling(
        _("Kept “%(name)s” open for longer"),
        _("%(who)s kept “%(name)s” open for longer %(when)s."),
    ),
    "wave.closed": Telling(_("Closed “%(name)s”"), _("%(who)s closed “%(name)s” %(when)s.")),
    "report.built": Telling(_("Built “%(name)s”"), _("%(who)s built “%(name)s” %(when)s.")),
    "report.version_begun": Telling(
        _("Began another version of “%(name)s”"),
        _("%(who)s began another version of “%(name)s” %(when)s."),
    ),
    "report.approved": Telling(
        _("Approved “%(name)s”"), _("%(who)s approved “%(name)s” %(when)s.")
    ),
}
