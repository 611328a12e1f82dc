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
    DECLINED = "declined", _("Not taken on")


PARTICIPANT_TRANSITIONS: dict[str, frozenset[str]] = {
    # Back from the end: somebody opens their application again, or a decision is reconsidered.
    ParticipantState.APPLIED: frozenset(
        {ParticipantState.INVITED, ParticipantState.WITHDRAWN, ParticipantState.DECLINED}
    ),
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
    ParticipantState.DECLINED: frozenset({ParticipantState.INVITED, ParticipantState.APPLIED}),
}

# Whose place is over, however it ended.
PLACE_OVER = frozenset(
    {ParticipantState.FINISHED, ParticipantState.WITHDRAWN, ParticipantState.DECLINED}
)

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


class MilestoneKind(TextChoices):
    """A day of a cohort's timetable on which something is due or takes place."""

    OPENING = "opening", _("Applications open")
    DEADLINE = "deadline", _("Last day to apply")
    DECISIONS = "decisions", _("Decisions are sent")
    KICK_OFF = "kick_off", _("Kick-off")
    GATHERING = "gathering", _("Gathering")
    REVIEW = "review", _("Sponsor's review")
    REPORT = "report", _("Report to the sponsor")
    CELEBRATION = "celebration", _("Celebration")
    OTHER = "other", _("Something else")


class ProgrammeTemplate(TextChoices):
    """What a new programme starts from."""

    CORPORATE = "corporate", _("Corporate leadership")
    UNIVERSITY = "university", _("University")
    REGULATED = "regulated", _("Nursing and other regulated professions")
    COMMUNITY = "community", _("Alumni or community")
    BLANK = "blank", _("An empty page")


class GoalTheme(TextChoices):
    """What part of the organisation's strategy a goal belongs to."""

    GROWTH = "growth", _("Growth")
    PRODUCTIVITY = "productivity", _("Productivity")
    SUSTAINABILITY = "sustainability", _("Sustainability")
    PEOPLE = "people", _("People")
    QUALITY = "quality", _("Quality and safety")
    INCLUSION = "inclusion", _("Inclusion")
    COMMUNITY = "community", _("Community")


class Direction(TextChoices):
    """Which way an indicator should move."""

    HIGHER = "higher", _("Higher")
    LOWER = "lower", _("Lower")


class CharterState(TextChoices):
    """How far one version of a charter is."""

    DRAFT = "draft", _("Draft")
    AWAITING_SIGNATURE = "awaiting_signature", _("Awaiting signature")
    SIGNED = "signed", _("Signed")
    DECLINED = "declined", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Superseded")


CHARTER_TRANSITIONS: dict[str, frozenset[str]] = {
    CharterState.AWAITING_SIGNATURE: frozenset({CharterState.DRAFT}),
    CharterState.SIGNED: frozenset({CharterState.AWAITING_SIGNATURE}),
    CharterState.DECLINED: frozenset({CharterState.AWAITING_SIGNATURE}),
    CharterState.WITHDRAWN: frozenset({CharterState.AWAITING_SIGNATURE}),
    CharterState.SUPERSEDED: frozenset(
        {
            CharterState.DRAFT,
            CharterState.AWAITING_SIGNATURE,
            CharterState.SIGNED,
            CharterState.DECLINED,
        }
    ),
}


class SignOffState(TextChoices):
    """What became of one request to sign a charter."""

    OPEN = "open", _("Unanswered")
    SIGNED = "signed", _("Signed")
    SENT_BACK = "sent_back", _("Sent back")
    WITHDRAWN = "withdrawn", _("Withdrawn")


SIGN_OFF_TRANSITIONS: dict[str, frozenset[str]] = {
    SignOffState.SIGNED: frozenset({SignOffState.OPEN}),
    SignOffState.SENT_BACK: frozenset({SignOffState.OPEN}),
    SignOffState.WITHDRAWN: frozenset({SignOffState.OPEN}),
}


class CharterPlan(TextChoices):
    """What becomes of the charter when the sponsor changes."""

    ASK = "ask", _("Ask them now to sign the same text, as a new version")
    WRITE = "write", _("Begin a new version, to be changed before they sign")
    LEAVE = "leave", _("Leave it as it is for now")


class ReviewAnswer(TextChoices):
    """What a sponsor says when they look at their charter again."""

    STANDS = "stands", _("It still stands")
    CHANGE = "change", _("Change it")
    TALK = "talk", _("Let us talk")


class RecommendationState(TextChoices):
    """What became of a recommendation."""

    OPEN = "open", _("Open")
    ACCEPTED = "accepted", _("Accepted")
    ADAPTED = "adapted", _("Adapted")
    REFUSED = "refused", _("Refused")


RECOMMENDATION_TRANSITIONS: dict[str, frozenset[str]] = {
    RecommendationState.ACCEPTED: frozenset({RecommendationState.OPEN}),
    RecommendationState.ADAPTED: frozenset({RecommendationState.OPEN}),
    RecommendationState.REFUSED: frozenset({RecommendationState.OPEN}),
}


class Effort(TextChoices):
    """How much work it is to follow a recommendation, as whoever made it sees it."""

    SMALL = "small", _("Small: some hours")
    MEDIUM = "medium", _("Medium: some days")
    LARGE = "large", _("Large: weeks, or money")


class Reach(TextChoices):
    """Where a recommendation applies."""

    NEXT_COHORT = "next_cohort", _("The next cohort")
    PROGRAMME = "programme", _("This programme from now on")
    KIND = "kind", _("Every programme of this kind")


class ReadingMoment(TextChoices):
    """When the figure was read that a recommendation should move."""

    DECISION = "decision", _("When it was decided")
    CLOSE = "close", _("When the cohort that tried it closed")


class TextKind(TextChoices):
    """A message into which a programme writes a paragraph of its own."""

    INVITATION_MENTOR = "invitation_mentor", _("Invitation to a mentor")
    INVITATION_MENTEE = "invitation_mentee", _("Invitation to a mentee")
    CHARTER_REQUEST = "charter_request", _("Charter for the sponsor's signature")
    LETTER_ACCEPT = "letter_accept", _("Letter to who is accepted")
    LETTER_LATER = "letter_later", _("Letter to who is accepted for later")
    LETTER_DEVELOP = "letter_develop", _("Letter to who is offered development first")
    LETTER_WAIT = "letter_wait", _("Letter to who is on the waiting list")
    LETTER_DECLINE = "letter_decline", _("Letter to who is declined")


class VersionState(TextChoices):
    """How far one version is of something that is written, then used, then replaced."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")


VERSION_TRANSITIONS: dict[str, frozenset[str]] = {
    VersionState.PUBLISHED: frozenset({VersionState.DRAFT}),
    VersionState.SUPERSEDED: frozenset({VersionState.PUBLISHED}),
}


class CriterionKind(TextChoices):
    """What sort of thing a criterion looks for."""

    SKILL = "skill", _("Skill")
    QUALITY = "quality", _("Quality")
    KNOWLEDGE = "knowledge", _("Knowledge")
    EXPERIENCE = "experience", _("Experience")
