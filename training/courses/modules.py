"""Modules that people do by themselves: whether one is open, and how far somebody is in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.meanwhile import mark_of
from training.courses.quiz import Asked, asked_of, order_of
from training.enums import SessionKind, SessionState
from training.models import (
    Attendance,
    CourseMaterial,
    Enrolment,
    ModuleRun,
    QuizQuestion,
    QuizTry,
    Session,
)
from training.models.session import SessionQuerySet
from training.queries.sessions import own_sessions


class Stage(StrEnum):
    """Whether a module can be worked on."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Step:
    """A material of a module, and whether it is done, comes now, or later."""

    material: CourseMaterial
    state: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one person is in a module; `run` is None before they began."""

    session: Session
    stage: Stage
    is_finished: bool
    run: ModuleRun | None
    steps: tuple[Step, ...]
    questions: tuple[QuizQuestion, ...]
    last_try: QuizTry | None

    @property
    def done(self) -> int:
        """Return how many materials are worked through."""
        return sum(step.state == "done" for step in self.steps)

    @property
    def now(self) -> CourseMaterial | None:
        """Return the material that comes next."""
        return next((step.material for step in self.steps if step.state == "now"), None)

    @property
    def is_ready_for_quiz(self) -> bool:
        """Tell whether the quiz is what comes next, or came last."""
        return self.run is not None and self.now is None and bool(self.questions)

    @property
    def may_answer(self) -> bool:
        """Tell whether answers can be handed in."""
        return self.is_ready_for_quiz and self.stage is Stage.OPEN and not self.is_finished

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody has put anything into it yet."""
        return not self.steps and not self.questions


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module in the list of a person's own, with how it stands for them."""

    session: Session
    stage: Stage
    is_begun: bool
    is_finished: bool


@dataclass(frozen=True, slots=True)
class ModuleCounts:
    """How many began a module, and how many finished it."""

    begun: int
    finished: int


def day_at(session: Session) -> date:
    """Return today where the session's organisation is."""
    return timezone.localdate(timezone=session.programme.organisation.time_zone)


def stage_of(session: Session) -> Stage:
    """Return whether a module can be worked on now; its last day belongs to it."""
    if session.state == SessionState.CANCELLED:
        return Stage.CANCELLED
    if not session.has_begun:
        return Stage.NOT_YET
    if session.open_until is not None and day_at(session) > session.open_until:
        return Stage.CLOSED
    return Stage.OPEN


def progress_of(session: Session, person: Person) -> Progress:
    """Return how far a person is in a module; five queries at most."""
    run = session.module_runs.filter(person=person).first()
    return Progress(
        session=session,
        stage=stage_of(session),
        is_finished=session.attendances.filter(person=person, is_present=True).exists(),
        run=run,
        steps=_steps(session, run),
        questions=questions_of(session),
        last_try=session.quiz_tries.filter(person=person).first(),
    )


def questions_of(session: Session) -> tuple[QuizQuestion, ...]:
    """Return the questions of a module's quiz; none without a course."""
    return tuple(session.course.quiz.all()) if session.course else ()


def materials_of(session: Session) -> tuple[CourseMaterial, ...]:
    """Return the materials of a session's course."""
    return tuple(session.course.materials.select_related("file")) if session.course else ()


def asked(questions: Iterable[QuizQuestion]) -> list[Asked]:
    """Return questions as they are marked."""
    return [asked_of(str(question.pk), question.options) for question in questions]


def mark_of_quiz(questions: Iterable[QuizQuestion]) -> str:
    """Return a mark that changes when what is asked, or an answer to it, changes."""
    return mark_of({str(each.pk): [each.text, each.options] for each in questions})


def shuffled(
    question: QuizQuestion, *, session: Session, person: Person, turn: int
) -> list[tuple[str, str]]:
    """Return the options, by their numbers, in an order of this person's try alone."""
    seed = f"{session.pk}:{person.pk}:{turn}:{question.pk}"
    order = order_of(len(question.options), seed=seed)
    return [(str(place), question.options[place]["text"]) for place in order]


def modules_for(person: Person) -> SessionQuerySet:
    """Return the modules that are for a person, or that they began."""
    modules = own_sessions(person).filter(kind=SessionKind.MODULE)
    return modules.order_by("open_until", "starts_at", "pk")


def module_lines(person: Person) -> list[ModuleLine]:
    """Return the person's modules, those to do first; the queries do not grow with them."""
    sessions = list(modules_for(person))
    begun = set(ModuleRun.objects.filter(person=person).values_list("session_id", flat=True))
    finished = _finished_by(person)
    lines = [
        ModuleLine(row, stage_of(row), row.pk in begun, row.pk in finished) for row in sessions
    ]
    seen = (line for line in lines if line.stage is not Stage.CANCELLED or line.is_begun)
    return sorted(seen, key=lambda line: (line.is_finished, line.stage is not Stage.OPEN))


def counts_of(session: Session) -> ModuleCounts:
    """Return how many began a module, and how many finished it; what they answered is theirs."""
    counts: Mapping[str, int] = Enrolment.objects.filter(session=session).aggregate(
        begun=Count("pk", filter=Q(person__in=session.module_runs.values("person"))),
    )
    finished = session.attendances.filter(is_present=True).count()
    return ModuleCounts(max(counts["begun"], finished), finished)


def materials_open_to(person: Person) -> "set[UUID]":
    """Return the courses whose materials a person may read: of sessions for them, not cancelled.

    A module's materials are read while it is open, and by who began it.
    """
    begun = ModuleRun.objects.filter(person=person).values("session")
    sessions = own_sessions(person).exclude(state=SessionState.CANCELLED)
    readable = sessions.filter(~Q(kind=SessionKind.MODULE) | Q(pk__in=begun))
    return set(readable.filter(course__isnull=False).values_list("course_id", flat=True))


def _finished_by(person: Person) -> set[UUID]:
    """Return the sessions at which the person is known to have been."""
    rows = Attendance.objects.filter(person=person, is_present=True)
    return set(rows.values_list("session_id", flat=True))


def _steps(session: Session, run: ModuleRun | None) -> tuple[Step, ...]:
    """Return the materials with their states: the first that is not done comes now."""
    seen = set(run.seen) if run else set()
    steps: list[Step] = []
    has_now = False
    for material in materials_of(session):
        if str(material.pk) in seen:
            steps.append(Step(material, "done"))
            continue
        steps.append(Step(material, "later" if has_now else "now"))
        has_now = True
    return tuple(steps)
