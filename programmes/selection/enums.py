"""States of reviews, decisions and appeals."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReviewState(TextChoices):
    """How far one reviewer is with one application."""

    ASSIGNED = "assigned", _("To do")
    SUBMITTED = "submitted", _("Handed in")
    RECUSED = "recused", _("Stood aside")
    WITHDRAWN = "withdrawn", _("Taken back")


REVIEW_TRANSITIONS: dict[str, frozenset[str]] = {
    # Handed in becomes to do again only where a coordinator gives it back.
    ReviewState.ASSIGNED: frozenset({ReviewState.SUBMITTED}),
    ReviewState.SUBMITTED: frozenset({ReviewState.ASSIGNED}),
    ReviewState.RECUSED: frozenset({ReviewState.ASSIGNED}),
    ReviewState.WITHDRAWN: frozenset({ReviewState.ASSIGNED}),
}


class Outcome(TextChoices):
    """What is decided about an application."""

    ACCEPT = "accept", _("Accept")
    LATER = "later", _("Accept for later")
    DEVELOP = "develop", _("Offer development first")
    WAIT = "wait", _("Waiting list")
    DECLINE = "decline", _("Decline")


# Mentors are never put on the waiting list; mentees are not sent to develop first.
MENTOR_OUTCOMES = (Outcome.ACCEPT, Outcome.LATER, Outcome.DEVELOP, Outcome.DECLINE)
MENTEE_OUTCOMES = (Outcome.ACCEPT, Outcome.WAIT, Outcome.LATER, Outcome.DECLINE)


class DecisionState(TextChoices):
    """How far a decision is; one that is staged is known to the coordinators alone."""

    STAGED = "staged", _("Staged")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Reconsidered")


DECISION_TRANSITIONS: dict[str, frozenset[str]] = {
    DecisionState.PUBLISHED: frozenset({DecisionState.STAGED}),
    DecisionState.SUPERSEDED: frozenset({DecisionState.PUBLISHED}),
}


class DecisionReason(TextChoices):
    """Why it was decided so, from a list; words say the rest."""

    MEETS_PROFILE = "meets_profile", _("Meets the profile")
    STRONG_ESSENTIALS = "strong_essentials", _("Strong where it is essential")
    ESSENTIAL_MISSING = "essential_missing", _("An essential criterion is not met yet")
    EVIDENCE_THIN = "evidence_thin", _("Too little evidence")
    NO_PLACE = "no_place", _("No place is left")
    NOT_ELIGIBLE = "not_eligible", _("A condition for taking part is not met")
    NOT_ENDORSED = "not_endorsed", _("The line manager cannot release the time now")
    TIMING = "timing", _("Another time suits better")
    OTHER = "other", _("Another reason")


class AppealKind(TextChoices):
    """What an applicant sends back after a decision."""

    QUESTION = "question", _("A question")
    APPEAL = "appeal", _("Please look at it again")
