"""Kinds of questions, and states of applications."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionKind(TextChoices):
    """How a question is answered."""

    SHORT_TEXT = "short_text", _("A line of text")
    LONG_TEXT = "long_text", _("Some sentences")
    CHOICE = "choice", _("One of a list")
    MULTI_CHOICE = "multi_choice", _("Any of a list")
    SCALE = "scale", _("A scale")
    DATE = "date", _("A date")
    FILE = "file", _("A file")
    CONSENT = "consent", _("An agreement to tick")
    GOALS = "goals", _("Up to three goals")
    PROFILE = "profile", _("Something from the profile")


# Only the answers to these can decide whether a later question is asked.
BRANCHING_KINDS = (QuestionKind.CHOICE, QuestionKind.MULTI_CHOICE, QuestionKind.CONSENT)


class ProfileField(TextChoices):
    """What an application takes from the profile, so that nobody types it twice."""

    JOB_TITLE = "job_title", _("Job")
    DEPARTMENT = "department", _("Department")
    LOCATION = "location", _("Location")
    GRADE = "grade", _("Grade")
    LANGUAGES = "languages", _("Languages")
    INTERESTS = "interests", _("Interests")
    BIOGRAPHY = "biography", _("About me")
    LINE_MANAGER_NAME = "line_manager_name", _("Line manager")
    LINE_MANAGER_EMAIL = "line_manager_email", _("Line manager's e-mail")


class ApplicationState(TextChoices):
    """How far an application is."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Handed in")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


APPLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    # Back to the applicant: re-opened after withdrawing, or asked again under a new profile.
    ApplicationState.DRAFT: frozenset({ApplicationState.WITHDRAWN, ApplicationState.SUBMITTED}),
    # Back to the coordinators: a decision is reconsidered.
    ApplicationState.SUBMITTED: frozenset({ApplicationState.DRAFT, ApplicationState.DECIDED}),
    ApplicationState.DECIDED: frozenset({ApplicationState.SUBMITTED}),
    ApplicationState.WITHDRAWN: frozenset({ApplicationState.DRAFT, ApplicationState.SUBMITTED}),
}


class OpenApplications(TextChoices):
    """What becomes of applications handed in, but not reviewed, when a new profile is published."""

    KEEP = "keep", _("They are judged by the version they were made under")
    ASK_AGAIN = "ask_again", _("They go back to the applicants, to be handed in again")
