"""States of goals, and what they are about."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GoalState(TextChoices):
    """Whether somebody still works towards a goal."""

    OPEN = "open", _("Under way")
    REACHED = "reached", _("Reached")
    DROPPED = "dropped", _("Let go")


GOAL_TRANSITIONS: dict[str, frozenset[str]] = {
    GoalState.REACHED: frozenset({GoalState.OPEN}),
    GoalState.DROPPED: frozenset({GoalState.OPEN}),
    GoalState.OPEN: frozenset({GoalState.REACHED, GoalState.DROPPED}),
}


class GoalTheme(TextChoices):
    """What a goal is about."""

    CAREER = "career", _("The next step at work")
    LEADING = "leading", _("Leading people")
    SKILLS = "skills", _("A skill to learn or deepen")
    CONFIDENCE = "confidence", _("Confidence and visibility")
    NETWORK = "network", _("People to know")
    BALANCE = "balance", _("Work and life")
    PROJECT = "project", _("A project to finish")
    OTHER = "other", _("Something else")


class NoteKind(TextChoices):
    """Whether a note says how far a goal is, answers it, or says that it moved."""

    PROGRESS = "progress", _("How far it is")
    COMMENT = "comment", _("A comment")
    REACHED = "reached", _("Reached")
    LET_GO = "let_go", _("Let go")
    TAKEN_UP = "taken_up", _("Taken up again")


# What a note says when a goal comes into a state, and all of these.
NOTE_OF_STATE: dict[str, str] = {
    GoalState.REACHED: NoteKind.REACHED,
    GoalState.DROPPED: NoteKind.LET_GO,
    GoalState.OPEN: NoteKind.TAKEN_UP,
}
MOVES = (NoteKind.REACHED, NoteKind.LET_GO, NoteKind.TAKEN_UP)
