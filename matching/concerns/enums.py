"""States of concerns, what they are about, and how grave they are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConcernState(TextChoices):
    """How far a concern is."""

    RAISED = "raised", _("Raised")
    TAKEN = "taken", _("In hand")
    SETTLED = "settled", _("Settled")


CONCERN_TRANSITIONS: dict[str, frozenset[str]] = {
    # It waits anew when it is handed on, and when whoever raised it says that it is not settled.
    ConcernState.RAISED: frozenset(ConcernState),
    ConcernState.TAKEN: frozenset({ConcernState.RAISED}),
    ConcernState.SETTLED: frozenset({ConcernState.RAISED, ConcernState.TAKEN}),
}


class ConcernCategory(TextChoices):
    """What a concern is about; the categories of training's agenda, in participants' words."""

    CONTACT = "contact", _("I cannot reach them, or they are silent")
    EXPECTATIONS = "expectations", _("We expect different things")
    COMMUNICATION = "communication", _("How we talk with each other")
    BOUNDARIES = "boundaries", _("Boundaries or confidentiality")
    INCLUSION = "inclusion", _("Respect, bullying or harassment")
    INDEPENDENCE = "independence", _("Too much or too little steering")
    DEVELOPMENT = "development", _("Goals and development")
    FIT = "fit", _("We do not fit")
    TIME = "time", _("Time")
    OTHER = "other", _("Something else")


class Severity(TextChoices):
    """How soon a concern wants somebody."""

    LOW = "low", _("It can wait a little")
    NORMAL = "normal", _("Soon, please")
    URGENT = "urgent", _("Today: somebody may come to harm")


class Channel(TextChoices):
    """Who reads a concern."""

    COORDINATORS = "coordinators", _("The person named for this programme")
    CONTACT = "contact", _("The organisation’s named contact, and no coordinator")


class ConcernOutcome(TextChoices):
    """What came of a concern."""

    TALKED = "talked", _("Talked it through")
    AGREED = "agreed", _("They agreed on something new")
    REMATCHED = "rematched", _("They were matched with others")
    ENDED = "ended", _("The match ended")
    PASSED_ON = "passed_on", _("Passed on to those responsible")
    NOTHING = "nothing", _("Nothing was needed")


class EntryKind(TextChoices):
    """What one line of a concern's record says."""

    NOTE = "note", _("Note")
    WORD = "word", _("More from whoever raised it")
    REPLY = "reply", _("Answer")
    TAKEN = "taken", _("Taken in hand")
    HANDED = "handed", _("Handed on")
    GRADED = "graded", _("Urgency changed")
    ESCALATED = "escalated", _("Told to the next person")
    SETTLED = "settled", _("Settled")
