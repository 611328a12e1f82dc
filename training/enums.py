"""States of sessions and enrolments, and the kinds of learning that are counted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Whom a course is for."""

    MENTORS = "mentors", _("Mentors")
    MENTEES = "mentees", _("Mentees")
    BOTH = "both", _("Mentors and mentees")


class CourseKind(TextChoices):
    """What a course is there for."""

    INITIAL = "initial", _("Initial training")
    REFRESHER = "refresher", _("Refresher")
    TRANSITION = "transition", _("Becoming a mentor")
    TOPIC = "topic", _("Topic")


class SessionKind(TextChoices):
    """How people come together."""

    WORKSHOP = "workshop", _("Workshop")
    ONLINE = "online", _("Online")
    MODULE = "module", _("Module")
    GATHERING = "gathering", _("Gathering")


class SessionState(TextChoices):
    """Whether a session is still to come."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


SESSION_TRANSITIONS: dict[str, frozenset[str]] = {
    SessionState.HELD: frozenset({SessionState.PLANNED}),
    SessionState.CANCELLED: frozenset({SessionState.PLANNED}),
}


class EnrolmentState(TextChoices):
    """Whether somebody has a place at a session."""

    ENROLLED = "enrolled", _("Has a place")
    WAITING = "waiting", _("On the waiting list")
    CANCELLED = "cancelled", _("Cancelled")


ENROLMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    EnrolmentState.ENROLLED: frozenset({EnrolmentState.WAITING, EnrolmentState.CANCELLED}),
    EnrolmentState.WAITING: frozenset({EnrolmentState.CANCELLED}),
    EnrolmentState.CANCELLED: frozenset({EnrolmentState.ENROLLED, EnrolmentState.WAITING}),
}


class EntryKind(TextChoices):
    """What an hour in the ledger counts as."""

    INITIAL = "initial", _("Initial training")
    REFRESHER = "refresher", _("Refresher")
    GATHERING = "gathering", _("Gathering")
    TRANSITION = "transition", _("Becoming a mentor")
    TOPIC = "topic", _("Topic")
    REVIEW = "review", _("Review")


class EntrySource(TextChoices):
    """Where an hour in the ledger comes from."""

    ATTENDANCE = "attendance", _("Attendance")
    PRIOR_LEARNING = "prior_learning", _("Prior learning")
    MODULE = "module", _("Module")
    PRACTICE = "practice", _("Practice")
    IMPORTED = "imported", _("Imported record")


class CurrencyRule(TextChoices):
    """What a policy asks for after the first match, each on a clock of its own."""

    REFRESHER = "refresher", _("Refresher")
    ACTIVITY = "activity", _("Practice with mentees")
    REVIEW = "review", _("Review")


class Renewal(TextChoices):
    """From when the next period runs."""

    ROLLING = "rolling", _("from the last renewal")
    ANCHORED = "anchored", _("from the anniversary")


class RegisterStatus(TextChoices):
    """What the register says of somebody: their currency or, while their clocks stand, away."""

    IN_TRAINING = "in_training", _("In training")
    IN_DATE = "in_date", _("In date")
    DUE = "due", _("Due")
    IN_GRACE = "in_grace", _("In grace")
    LAPSED = "lapsed", _("Lapsed")
    AWAY = "away", _("Away")


class CurrencyStatus(TextChoices):
    """How current a person's training is, in the words of the register."""

    IN_TRAINING = "in_training", _("In training")
    IN_DATE = "in_date", _("In date")
    DUE = "due", _("Due")
    IN_GRACE = "in_grace", _("In grace")
    LAPSED = "lapsed", _("Lapsed")
