"""What happened, in words: one sentence for each kind of event, in the order of the apps.

A sentence needs no subject: whoever reads it sees beside it who did it, and to what.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SENTENCES: "dict[str, _StrPromise]" = {
    # accounts
    "organisation.founded": _("Founded the organisation"),
    "accounts.signed_in": _("Signed in"),
    "accounts.signed_out": _("Signed out"),
    "accounts.password_changed": _("Chose a new password"),
    "accounts.factor_added": _("Added a step to the sign-in"),
    "accounts.factor_removed": _("Removed a step from the sign-in"),
    "accounts.person_added": _("Added the person"),
    "accounts.settings_changed": _("Changed name, language or time zone"),
    "membership.began": _("Made a member of the organisation"),
    "membership.renewed": _("Made a member of the organisation again"),
    # notifications
    "message.approved": _("Let the message go"),
    "message.held": _("Held the message back"),
    "message.cancelled": _("Cancelled the message"),
    "message.sent_again": _("Sent the message again"),
    "outbox.paused": _("Paused the outbox"),
    "outbox.resumed": _("Let the outbox go on"),
    "address.resumed": _("Let mail go to the address again"),
    "mail_preference.changed": _("Changed which mails arrive"),
    # programmes
    "programme.created": _("Started the programme"),
    "programme.imported": _("Imported the record of the programme"),
    "cohort.added": _("Planned the cohort"),
    "cohort.recruiting": _("Opened the cohort for recruiting"),
    "cohort.matching": _("Moved the cohort on to matching"),
    "cohort.running": _("Let the cohort run"),
    "cohort.closing": _("Moved the cohort on to closing"),
    "cohort.closed": _("Closed the cohort"),
    "participant.added": _("Added to the cohort"),
    "participant.applied": _("Applied for a place"),
    "participant.accepted": _("Accepted for the cohort"),
    "participant.trained": _("Noted as trained"),
    "participant.matched": _("Noted as matched"),
    "participant.finished": _("Noted as finished"),
    "participant.withdrawn": _("Withdrawn from the cohort"),
    "participant.paused": _("Noted as away"),
    "participant.resumed": _("Noted as back"),
    "people.downloaded": _("Downloaded the list of people"),
    "team.joined": _("Joined the team"),
    "team.left": _("Left the team"),
    "sponsor.appointed": _("Named as sponsor"),
    # set-up of a programme
    # strategy of a programme
    # charter and sponsors
    # team and caseloads
    # people of a programme
    # files that come in and go out
    "import.uploaded": _("Brought a table to import"),
    "import.discarded": _("Threw the table away"),
    "people.imported": _("Imported a table"),
    "profile.imported": _("Changed by an imported table"),
    "person.corrected": _("Corrected by an imported table"),
    "membership.referenced": _("Given a reference by an imported table"),
    "participant.corrected": _("Place corrected by an imported table"),
    "contribution.added": _("Noted as having helped the cohort"),
    "table.downloaded": _("Downloaded a list"),
    # timetable of a cohort
    # training
    "course.added": _("Added the course"),
    "session.planned": _("Planned the session"),
    "session.invited": _("Invited people to the session"),
    "session.held": _("Noted that the session took place"),
    "session.cancelled": _("Cancelled the session"),
    "enrolment.made": _("Took a place at a session"),
    "enrolment.promoted": _("Moved up from the waiting list"),
    "enrolment.cancelled": _("Gave up a place at a session"),
    "attendance.recorded": _("Said who was at the session"),
    "hours.credited": _("Credited hours of training"),
    "hours.reversed": _("Took hours of training back"),
    # matching
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
    "meeting.planned": _("Planned a meeting"),
    "meeting.moved": _("Moved a meeting"),
    "meeting.cancelled": _("Cancelled a meeting"),
    "meeting.held": _("Said that a meeting happened"),
    "meeting.not_held": _("Said that a meeting did not happen"),
    # evaluation
    "instrument.added": _("Added the survey"),
    "wave.planned": _("Planned when the survey is asked"),
    "wave.opened": _("Opened the survey"),
    "wave.closed": _("Closed the survey"),
    "answer.submitted": _("Answered the survey"),
    "evaluation.surveys_imported": _("Imported the surveys of the record"),
    "report.built": _("Built the report"),
    "report.approved": _("Approved the report"),
    "report.sent": _("Sent the report"),
}


def sentence_for(kind: str) -> str:
    """Return the sentence for a kind of event; an unknown one is named as it is."""
    known = SENTENCES.get(kind)
    return str(known) if known else _now("Something else: %(kind)s") % {"kind": kind}
