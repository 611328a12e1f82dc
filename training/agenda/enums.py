"""The words of evidence: who scored, what was raised, and what an agenda becomes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FigureKind(TextChoices):
    """What a figure on a competency compares or averages."""

    SELF = "self", _("Mentors’ own rating")
    MENTEE = "mentee", _("Mentees’ rating")
    GAP = "gap", _("Own rating less mentees’ rating")


class RaisedKind(TextChoices):
    """On which occasion somebody gave a reason."""

    CONCERN = "concern", _("A concern")
    DECLINE = "decline", _("A match declined")
    ENDED = "ended", _("A match ended early")


class RaisedCategory(TextChoices):
    """What it was about: a category, never what was said."""

    CONTACT = "contact", _("Hard to reach, or silent")
    EXPECTATIONS = "expectations", _("Expectations differ")
    COMMUNICATION = "communication", _("Talking and listening")
    BOUNDARIES = "boundaries", _("Boundaries and confidentiality")
    INCLUSION = "inclusion", _("Respect and inclusion")
    INDEPENDENCE = "independence", _("Too much or too little steering")
    DEVELOPMENT = "development", _("Goals and development")
    FIT = "fit", _("The fit of the two")
    TIME = "time", _("Time")
    OTHER = "other", _("Something else")


class AgendaForm(TextChoices):
    """What an agenda is for, and so how long it is."""

    HALF_DAY = "half_day", _("Half-day workshop")
    HOUR = "hour", _("60-minute gathering")


class AgendaState(TextChoices):
    """Whether an agenda is still being written."""

    DRAFT = "draft", _("Draft")
    PLANNED = "planned", _("Made into a session")
    DROPPED = "dropped", _("Dropped")


AGENDA_TRANSITIONS: dict[str, frozenset[str]] = {
    AgendaState.PLANNED: frozenset({AgendaState.DRAFT}),
    AgendaState.DROPPED: frozenset({AgendaState.DRAFT}),
}


class FitFinding(TextChoices):
    """What refitting the clock of a competency found."""

    FITTED = "fitted", _("Fitted to this programme’s own ratings")
    TOO_FEW = "too_few", _("Too few people have repeated their rating")
    NO_DECAY = "no_decay", _("The ratings show no decay")
