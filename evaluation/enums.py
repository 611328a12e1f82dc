"""Kinds of questions, states of waves and reports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Candour(TextChoices):
    """Who can ever link an answer to a person."""

    ANONYMOUS = "anonymous", _("Anonymous: nobody, not even this system")
    CONFIDENTIAL = "confidential", _("Confidential: this system links, people see only totals")
    NAMED = "named", _("Named: your coordinator sees your answer")


class ItemKind(TextChoices):
    """How a question is answered."""

    SCALE = "scale", _("Scale")
    CHOICE = "choice", _("One of several")
    YES_NO = "yes_no", _("Yes or no")
    SEVERAL = "several", _("Several of several")
    TEXT = "text", _("In your own words")


class Audience(TextChoices):
    """Who answers; the first two are roles of participants."""

    MENTOR = "mentor", _("Mentors")
    MENTEE = "mentee", _("Mentees")
    SPONSOR = "sponsor", _("Sponsors")
    LINE_MANAGER = "line_manager", _("Line managers of mentees")


class Subject(TextChoices):
    """What an answer is about."""

    PROGRAMME = "programme", _("The programme, and oneself in it")
    PARTNER = "partner", _("Each person on the other side of one's matches")
    MENTEE = "mentee", _("Each mentee of a line manager")


class Purpose(TextChoices):
    """What a survey is there for."""

    BASELINE = "baseline", _("Baseline")
    SESSION = "session", _("After a session")
    PULSE = "pulse", _("Pulse")
    MID = "mid", _("Mid-point")
    CLOSE = "close", _("At the close")
    FOLLOW_UP = "follow_up", _("Follow-up")
    COMPETENCY_SELF = "competency_self", _("Mentors’ competency, by themselves")
    COMPETENCY_OTHER = "competency_other", _("Mentors’ competency, by their mentees")
    RELATIONSHIP = "relationship", _("Quality of the relationship")
    SPONSOR = "sponsor", _("Two questions for sponsors")
    MANAGER = "manager", _("Two questions for line managers")
    OTHER = "other", _("Something else")


class Layout(TextChoices):
    """How the questions of a section stand on a wide screen; a phone shows one at a time."""

    LIST = "list", _("One below the other")
    MATRIX = "matrix", _("As a table with one scale")


class InstrumentState(TextChoices):
    """How far a version of an instrument is."""

    DRAFT = "draft", _("Being written")
    READY = "ready", _("Ready to use")
    FROZEN = "frozen", _("In use, and frozen")
    RETIRED = "retired", _("Not offered any more")


INSTRUMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    InstrumentState.DRAFT: frozenset({InstrumentState.READY}),
    InstrumentState.READY: frozenset({InstrumentState.DRAFT}),
    InstrumentState.FROZEN: frozenset({InstrumentState.READY, InstrumentState.RETIRED}),
    InstrumentState.RETIRED: frozenset({InstrumentState.READY, InstrumentState.FROZEN}),
}


class Trigger(TextChoices):
    """What opens the waves of a plan."""

    AFTER_SESSION = "after_session", _("After each session")
    MATCH_DAY = "match_day", _("Some days after a match begins, and then again and again")
    AT_START = "at_start", _("When the cohort starts")
    MIDWAY = "midway", _("Half-way through the cohort")
    AT_CLOSE = "at_close", _("When the cohort closes")
    AFTER_CLOSE = "after_close", _("Some days after the cohort has ended")


class WaveState(TextChoices):
    """Whether a wave can be answered."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


WAVE_TRANSITIONS: dict[str, frozenset[str]] = {
    WaveState.OPEN: frozenset({WaveState.PLANNED}),
    WaveState.CLOSED: frozenset({WaveState.OPEN}),
}


class BurdenRemedy(TextChoices):
    """What was done with a wave so that surveys ask nobody for too much time."""

    MERGE = "merge", _("Put together with another")
    POSTPONE = "postpone", _("Postponed")
    SAMPLE = "sample", _("Each person is asked a part")


class ReportState(TextChoices):
    """How far a report is on its way to the sponsor."""

    BUILT = "built", _("Built")
    APPROVED = "approved", _("Approved")
    SENT = "sent", _("Handed to the outbox")


REPORT_TRANSITIONS: dict[str, frozenset[str]] = {
    # A change after approval begins another version, which has to be approved again.
    ReportState.BUILT: frozenset({ReportState.APPROVED, ReportState.SENT}),
    ReportState.APPROVED: frozenset({ReportState.BUILT}),
    ReportState.SENT: frozenset({ReportState.BUILT, ReportState.APPROVED}),
}


class Cadence(TextChoices):
    """When reports fall due."""

    AT_CLOSE = "at_close", _("When a cohort has closed")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every quarter")
    MIDWAY = "midway", _("Half-way through each cohort")
    MILESTONE = "milestone", _("On a day of each cohort’s timetable")


class AskAnswer(TextChoices):
    """What a sponsor says to something a report asks for."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    TALK = "talk", _("Let us talk")


class Judged(TextChoices):
    """How far somebody judges a requirement of a standard to be met."""

    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not_met", _("Not met")


class FileFormat(TextChoices):
    """What a report is kept as."""

    PDF = "pdf", _("PDF")
    HTML = "html", _("Web page")
    CSV = "csv", _("Table (CSV)")


class FindingSource(TextChoices):
    """Where the figure of a finding was read."""

    REPORT = "report", _("A report")
    WAVE = "wave", _("A survey")
    MEASURE = "measure", _("Counted by the product")
    TYPED = "typed", _("Elsewhere")
