"""States of cohorts and participants, and the roles people hold in a cohort."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CohortState(TextChoices):
    """How far one run of a programme is."""

    DESIGNING = "designing", _("Designing")
    RECRUITING = "recruiting", _("Recruiting")
    MATCHING = "matching", _("Matching")
    RUNNING = "running", _("Running")
    CLOSING = "closing", _("Closing")
    CLOSED = "closed", _("Closed")


COHORT_TRANSITIONS: dict[str, frozenset[str]] = {
    CohortState.RECRUITING: frozenset({CohortState.DESIGNING}),
    CohortState.MATCHING: frozenset({CohortState.RECRUITING}),
    CohortState.RUNNING: frozenset({CohortState.MATCHING}),
    CohortState.CLOSING: frozenset({CohortState.RUNNING}),
    CohortState.CLOSED: frozenset({CohortState.CLOSING}),
}

# From each state to the one that follows it.
NEXT_COHORT_STATE: dict[str, CohortState] = {
    source: CohortState(to) for to, sources in COHORT_TRANSITIONS.items() for source in sources
}


class ParticipantRole(TextChoices):
    """What a participant is in a cohort."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")


class ParticipantState(TextChoices):
    """How far one participant is."""

    INVITED = "invited", _("Invited")
    APPLIED = "applied", _("Applied")
    ACCEPTED = "accepted", _("Accepted")
    TRAINED = "trained", _("Trained")
    MATCHED = "matched", _("Matched")
    FINISHED = "finished", _("Finished")
    WITHDRAWN = "withdrawn", _("Withdrawn")


PARTICIPANT_TRANSITIONS: dict[str, frozenset[str]] = {
    ParticipantState.APPLIED: frozenset({ParticipantState.INVITED}),
    ParticipantState.ACCEPTED: frozenset({ParticipantState.APPLIED, ParticipantState.INVITED}),
    ParticipantState.TRAINED: frozenset({ParticipantState.ACCEPTED}),
    ParticipantState.MATCHED: frozenset({ParticipantState.ACCEPTED, ParticipantState.TRAINED}),
    ParticipantState.FINISHED: frozenset(
        {ParticipantState.ACCEPTED, ParticipantState.TRAINED, ParticipantState.MATCHED}
    ),
    ParticipantState.WITHDRAWN: frozenset(
        {
            ParticipantState.INVITED,
            ParticipantState.APPLIED,
            ParticipantState.ACCEPTED,
            ParticipantState.TRAINED,
            ParticipantState.MATCHED,
        }
    ),
}

# The steps of the funnel, in order; who withdrew left it.
FUNNEL = (
    ParticipantState.INVITED,
    ParticipantState.APPLIED,
    ParticipantState.ACCEPTED,
    ParticipantState.TRAINED,
    ParticipantState.MATCHED,
    ParticipantState.FINISHED,
)


class ContributionRole(TextChoices):
    """How somebody helped a cohort without being mentor or mentee in it."""

    EXPERT = "expert", _("Expert")
    SPEAKER = "speaker", _("Speaker")
    FACILITATOR = "facilitator", _("Facilitator")
    ORGANISER = "organiser", _("Organiser")


class PhaseKind(TextChoices):
    """A stretch of a cohort's timetable."""

    RECRUIT = "recruit", _("Recruit")
    TRAIN = "train", _("Train")
    MATCH = "match", _("Match")
    MENTOR = "mentor", _("Meetings")
    EVALUATE = "evaluate", _("Surveys")
    CLOSE = "close", _("Close and report")
