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
    DECLINED = "declined", _("Cannot come")


# Who has neither a place nor a place in line.
NOT_COMING = frozenset({EnrolmentState.CANCELLED, EnrolmentState.DECLINED})

ENROLMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    EnrolmentState.ENROLLED: frozenset({EnrolmentState.WAITING, *NOT_COMING}),
    EnrolmentState.WAITING: NOT_COMING,
    EnrolmentState.CANCELLED: frozenset({EnrolmentState.ENROLLED, EnrolmentState.WAITING}),
    EnrolmentState.DECLINED: frozenset(
        {EnrolmentState.ENROLLED, EnrolmentState.WAITING, EnrolmentState.CANCELLED}
    ),
}


class AttendanceSource(TextChoices):
    """How it is known who was there."""

    LIST = "list", _("Ticked on the list")
    CODE = "code", _("Code on the wall")
    MODULE = "module", _("Module finished")


class EnrolmentWhom(TextChoices):
    """Whom a rule gives places to, without their asking."""

    EVERYBODY = "everybody", _("Everybody the session is for")
    NEW = "new", _("Who has not had their initial training yet")
    DUE = "due", _("Whose training is due, in grace or lapsed")
    COMMUNITY = "community", _("Members of the community")


class EntryKind(TextChoices):
    """What an hour in the ledger counts as."""

    INITIAL = "initial", _("Initial training")
    REFRESHER = "refresher", _("Refresher")
    GATHERING = "gathering", _("Gathering")
    TRANSITION = "transition", _("Becoming a mentor")
    TOPIC = "topic", _("Topic")
    REVIEW = "review", _("Review")
    PRACTICE = "practice", _("Practice")


class EntrySource(TextChoices):
    """Where an hour in the ledger comes from."""

    ATTENDANCE = "attendance", _("Attendance")
    PRIOR_LEARNING = "prior_learning", _("Prior learning")
    MODULE = "module", _("Module")
    GATHERING = "gathering", _("Training in a gathering")
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


class ClaimState(TextChoices):
    """How far a claim of prior learning has come."""

    OPEN = "open", _("Waiting for an answer")
    ACCEPTED = "accepted", _("Credited")
    REFUSED = "refused", _("Not credited")
    WITHDRAWN = "withdrawn", _("Withdrawn")


CLAIM_TRANSITIONS: dict[str, frozenset[str]] = {
    ClaimState.ACCEPTED: frozenset({ClaimState.OPEN}),
    ClaimState.REFUSED: frozenset({ClaimState.OPEN}),
    ClaimState.WITHDRAWN: frozenset({ClaimState.OPEN}),
}


class CertificateKind(TextChoices):
    """What a certificate states."""

    SESSION = "session", _("Attendance at a session")
    MODULE = "module", _("A module finished")
    SERVICE = "service", _("Service as a mentor")
