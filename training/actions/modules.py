"""Working through a module by oneself: beginning, reading on, answering, and finishing once."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance
from training.actions.enrolments import NotForThemError
from training.actions.ledger import settle_hours
from training.actions.session_hours import settle_session_hours
from training.actions.sessions import lock_session
from training.courses.modules import (
    Stage,
    asked,
    day_at,
    mark_of_quiz,
    materials_of,
    questions_of,
    stage_of,
)
from training.courses.prerequisites import refuse_before_its_turn
from training.courses.quiz import fitting, mark
from training.enums import ENROLMENT_TRANSITIONS, AttendanceSource, EnrolmentState
from training.models import Attendance, CourseMaterial, Enrolment, ModuleRun, QuizTry, Session
from training.queries.sessions import may_come

Answers = Mapping[str, Sequence[int]]


class ModuleClosedError(Exception):
    """The module is not open: not yet, not any more, or it was cancelled; `stage` says which."""

    def __init__(self, stage: Stage) -> None:
        """Keep why."""
        self.stage = stage
        super().__init__(stage)


class NotReadyError(Exception):
    """The module was not begun, or some of its materials come before the quiz."""


class QuizChangedError(Exception):
    """The questions changed after they were shown, so the answers may mean something else."""


@transaction.atomic
def begin_module(session: Session, person: Person, *, by: Person | None) -> ModuleRun:
    """Let a person begin a module, which books their place; beginning again changes nothing.

    Recorded. Modules have room for everybody. Raises ModuleClosedError, NotForThemError, and
    ComesFirstError for who has no place yet and lacks a course that comes before.
    """
    locked = _lock_open(session)
    known = locked.enrolments.of(person).first()
    has_place = known is not None and known.has_place
    if not has_place:
        if not may_come(locked, person):
            raise NotForThemError
        refuse_before_its_turn(locked, person)
        _give_place(locked, person, known)
    run, is_new = ModuleRun.objects.get_or_create(session=locked, person=person)
    if is_new:
        _record("module.begun", locked, by=by)
    return run


@transaction.atomic
def note_seen(
    session: Session, person: Person, material: CourseMaterial, *, by: Person | None
) -> bool:
    """Note that a person worked through a material; return whether that finished the module.

    It does when it was the last one and there is no quiz. Raises ModuleClosedError, NotReadyError.
    """
    locked = _lock_open(session)
    run = _run_of(locked, person)
    if str(material.pk) not in run.seen:
        run.seen = [*run.seen, str(material.pk)]
        run.save(update_fields=("seen",))
    if questions_of(locked) or not _has_seen_all(locked, run):
        return False
    return finish_module(locked, person, on=day_at(locked), by=by)


@transaction.atomic
def keep_answers(session: Session, person: Person, answers: Answers, *, by: Person | None) -> None:
    """Keep answers that are not handed in yet, so that none is lost; read by nobody else.

    Raises NotReadyError.
    """
    locked = lock_session(session)
    run = _run_of(locked, person)
    run.answers = run.answers | fitting(asked(questions_of(locked)), answers)
    run.save(update_fields=("answers",))


@transaction.atomic
def hand_in(
    session: Session,
    person: Person,
    answers: Answers,
    *,
    turn: int,
    quiz_mark: str,
    by: Person | None,
) -> QuizTry:
    """Mark a try at the quiz, and finish the module when it is passed; return the try.

    A try that was handed in before is returned as it was marked: a second press changes nothing.
    Raises ModuleClosedError, NotReadyError, QuizChangedError.
    """
    locked = _lock_open(session)
    run = _run_of(locked, person)
    before = locked.quiz_tries.filter(person=person).first()
    if before is not None and (run.turn != turn or before.has_passed):
        return before
    questions = questions_of(locked)
    if not questions or not _has_seen_all(locked, run):
        raise NotReadyError
    if mark_of_quiz(questions) != quiz_mark:
        raise QuizChangedError
    given = fitting(asked(questions), answers)
    pass_percent = locked.course.pass_percent if locked.course else 100
    marked = mark(asked(questions), given, pass_percent=pass_percent)
    handed_in = QuizTry.objects.create(
        session=locked,
        person=person,
        answers=given,
        right=marked.right,
        questions=marked.questions,
        has_passed=marked.has_passed,
    )
    run.turn, run.answers = run.turn + 1, {}
    run.save(update_fields=("turn", "answers"))
    if marked.has_passed:
        finish_module(locked, person, on=day_at(locked), by=by)
    return handed_in


@transaction.atomic
def finish_module(session: Session, person: Person, *, on: date, by: Person | None) -> bool:
    """Note that a person finished a module on a day, and enter its hours; recorded.

    Who finished it before keeps what they have: return whether it is news. Standings follow.
    Raises NotInProgrammeError for somebody who never took part in the programme.
    """
    locked = lock_session(session)
    if locked.attendances.filter(person=person, is_present=True).exists():
        return False
    Attendance.objects.update_or_create(
        session=locked,
        person=person,
        defaults={
            "is_present": True,
            "source": AttendanceSource.MODULE,
            "recorded_by": by,
            "recorded_at": timezone.now(),
        },
    )
    entries = settle_session_hours(locked, {person: True}, on=on, by=by)
    _record("module.finished", locked, by=by)
    settle_hours(entries, by=by)
    return True


def _lock_open(session: Session) -> Session:
    """Return the module, held, if it is open; raises ModuleClosedError."""
    locked = lock_session(session)
    stage = stage_of(locked)
    if stage is not Stage.OPEN:
        raise ModuleClosedError(stage)
    return locked


def _give_place(session: Session, person: Person, known: Enrolment | None) -> None:
    """Give a person a place at a module, whatever they had before."""
    if known is None:
        Enrolment.objects.create(session=session, person=person, state=EnrolmentState.ENROLLED)
        return
    advance(
        known,
        EnrolmentState.ENROLLED,
        ENROLMENT_TRANSITIONS,
        enrolled_at=timezone.now(),
        turn=known.turn + 1,
    )


def _run_of(session: Session, person: Person) -> ModuleRun:
    """Return how far the person is; raises NotReadyError for who did not begin."""
    run = session.module_runs.filter(person=person).first()
    if run is None:
        raise NotReadyError
    return run


def _has_seen_all(session: Session, run: ModuleRun) -> bool:
    """Tell whether the person worked through all materials there are now."""
    return {str(material.pk) for material in materials_of(session)} <= set(run.seen)


def _record(kind: str, session: Session, *, by: Person | None) -> None:
    """Record under the organisation of the programme."""
    record(kind, session, by=by, organisation_id=session.programme.organisation_id)
