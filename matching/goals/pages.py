"""What the pages of goals show, reckoned from rows that were fetched before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.actions.goals import WRITABLE
from matching.goals.enums import GoalState, NoteKind
from matching.goals.wording import due_in_words, from_to, how_far, how_many
from matching.models import Goal, GoalNote, GoalStep, Match
from matching.wording import short_names
from mentorship.accounts.models import Person

TONES: dict[str, str] = {
    GoalState.OPEN: "idle",
    GoalState.REACHED: "good",
    GoalState.DROPPED: "off",
}
ICONS: dict[str, str] = {
    NoteKind.PROGRESS: "arrow-trending-up",
    NoteKind.COMMENT: "chat-bubble-left-ellipsis",
    NoteKind.REACHED: "check-badge",
    NoteKind.LET_GO: "pause-circle",
    NoteKind.TAKEN_UP: "arrow-path",
}


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as a reader sees it; `due` and `done` are in words."""

    step: GoalStep
    taker: str
    due: str
    done: str
    is_overdue: bool
    may_tick: bool


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal in a list: how far it is, what comes next, by when."""

    goal: Goal
    share: int
    far: str
    rating: str
    due: str
    is_overdue: bool
    next_step: StepLine | None
    steps_done: int
    steps: int
    tone: str


@dataclass(frozen=True, slots=True)
class GoalGroup:
    """The goals of one person."""

    person: Person
    lines: list[GoalLine]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """Something said of a goal: who did what, and in which words."""

    note: GoalNote
    title: str
    icon: str


def is_writable(match: Match) -> bool:
    """Tell whether goals of a match may be set and talked about."""
    return match.state in WRITABLE


def headline_of(match: Match, viewer: Person, states: dict[str, int]) -> str:
    """Return the sentence that opens the page of a match's goals."""
    if states:
        return how_many(states)
    if viewer in match.mentees:
        return _("What would you like to reach?")
    return _("%(names)s: no goal yet") % {"names": short_names(match.mentees)}


def whose(match: Match, viewer: Person) -> str:
    """Return whose goals a person reads in a match."""
    names = short_names(person for person in match.mentees if person != viewer)
    if viewer not in match.mentees:
        return _("Goals of %(names)s") % {"names": names}
    if viewer in match.mentors and names:
        return _("Your goals, and those of %(names)s") % {"names": names}
    return _("Your goals")


def grouped(goals: Iterable[Goal], viewer: Person) -> list[GoalGroup]:
    """Return goals by whose they are, in the order given."""
    found: dict[Person, list[GoalLine]] = {}
    for goal in goals:
        found.setdefault(goal.person, []).append(line_of(goal, viewer))
    return [GoalGroup(person, lines) for person, lines in found.items()]


def line_of(goal: Goal, viewer: Person) -> GoalLine:
    """Return a goal fetched `with_progress` and its steps as a line."""
    today = timezone.localdate()
    steps = step_lines(goal, goal.steps.all(), viewer)
    waiting = [line for line in steps if line.step.done_at is None]
    reached: int | None = getattr(goal, "reached", None)
    is_open = goal.state == GoalState.OPEN
    return GoalLine(
        goal=goal,
        share=100 if goal.state == GoalState.REACHED else reached or 0,
        far=how_far(reached) if is_open else str(GoalState(goal.state).label),
        rating=from_to(goal),
        due=due_in_words(goal.due_on, today) if is_open else "",
        is_overdue=is_open and _is_overdue(goal.due_on, today),
        next_step=waiting[0] if waiting and is_open else None,
        steps_done=len(steps) - len(waiting),
        steps=len(steps),
        tone=TONES[goal.state],
    )


def step_lines(goal: Goal, steps: Iterable[GoalStep], viewer: Person) -> list[StepLine]:
    """Return steps as the reader sees them: what waits first, then what is done."""
    today = timezone.localdate()
    lines = [
        StepLine(
            step=step,
            taker=_("You") if step.owner == viewer else step.owner.short_name,
            due=due_in_words(step.due_on, today),
            done=_done_in_words(step, viewer),
            is_overdue=step.done_at is None and _is_overdue(step.due_on, today),
            may_tick=viewer.pk in (goal.person_id, step.owner_id),
        )
        for step in steps
    ]
    return sorted(lines, key=lambda line: line.step.done_at is not None)


def _done_in_words(step: GoalStep, viewer: Person) -> str:
    """Return who did a step and when; empty while it waits."""
    if step.done_at is None or step.done_by is None:
        return ""
    facts = {
        "name": _("you") if step.done_by == viewer else step.done_by.short_name,
        "day": date_format(timezone.localtime(step.done_at), "j F"),
    }
    return _("Done by %(name)s on %(day)s") % facts


def note_lines(notes: Sequence[GoalNote], viewer: Person) -> list[NoteLine]:
    """Return what was said of a goal, each with a sentence."""
    return [NoteLine(note, _sentence(note, viewer), ICONS[note.kind]) for note in notes]


def _sentence(note: GoalNote, viewer: Person) -> str:
    """Return who said what: "Jonas: About half way (50%)"."""
    name = _("You") if note.by == viewer else note.by.short_name
    if note.kind == NoteKind.PROGRESS:
        return _("%(name)s: %(far)s") % {"name": name, "far": how_far(note.reached)}
    sentences = {
        NoteKind.COMMENT: _("%(name)s commented"),
        NoteKind.REACHED: _("%(name)s reached this goal"),
        NoteKind.LET_GO: _("%(name)s let this goal go"),
        NoteKind.TAKEN_UP: _("%(name)s took this goal up again"),
    }
    return sentences[NoteKind(note.kind)] % {"name": name}


def _is_overdue(day: date | None, today: date) -> bool:
    """Tell whether a day has passed."""
    return day is not None and day < today
