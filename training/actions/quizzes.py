"""The questions at a module's end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from training.actions.materials import lock_course, number_anew, swap
from training.courses.quiz import Finding, faults_of
from training.models import Course, QuizQuestion


class FaultyQuestionError(Exception):
    """Something is wrong with the options; `findings` says what and where."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep what is wrong."""
        self.findings = findings
        super().__init__(", ".join(finding.fault for finding in findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPlan:
    """What a question is to be: its options as typed in, and the numbers of the right ones."""

    text: str
    options: Sequence[str]
    right: Collection[int]
    explanation: str = ""

    def stored_options(self) -> list[dict[str, object]]:
        """Return the options as they are stored, without the empty ones."""
        return [
            {"text": words.strip(), "is_right": place in self.right}
            for place, words in enumerate(self.options)
            if words.strip()
        ]


@transaction.atomic
def add_question(course: Course, plan: QuestionPlan, *, by: Person | None) -> QuizQuestion:
    """Add a question after the others; recorded. Raises FaultyQuestionError."""
    _check(plan)
    locked = lock_course(course)
    question = QuizQuestion.objects.create(
        course=locked,
        position=locked.quiz.count(),
        text=plan.text,
        options=plan.stored_options(),
        explanation=plan.explanation,
    )
    _record("quiz.question_added", locked, by=by)
    return question


@transaction.atomic
def change_question(question: QuizQuestion, plan: QuestionPlan, *, by: Person | None) -> None:
    """Put a question otherwise; tries of the past keep their marks. Recorded.

    Raises FaultyQuestionError.
    """
    _check(plan)
    course = lock_course(question.course)
    question.text, question.explanation = plan.text, plan.explanation
    question.options = plan.stored_options()
    question.save(update_fields=("text", "options", "explanation"))
    _record("quiz.question_changed", course, by=by)


@transaction.atomic
def remove_question(question: QuizQuestion, *, by: Person | None) -> None:
    """Take a question out; recorded."""
    course = lock_course(question.course)
    gone, _rows = QuizQuestion.objects.filter(pk=question.pk).delete()
    if gone:
        number_anew(list(course.quiz.all()))
        _record("quiz.question_removed", course, by=by)


@transaction.atomic
def move_question(question: QuizQuestion, *, step: int, by: Person | None) -> None:
    """Move a question up (-1) or down (1); recorded when it moved."""
    course = lock_course(question.course)
    if swap(list(course.quiz.all()), question, step=step):
        _record("quiz.question_moved", course, by=by)


def _check(plan: QuestionPlan) -> None:
    """Refuse options with which nobody could answer."""
    findings = faults_of(plan.options, plan.right)
    if findings:
        raise FaultyQuestionError(findings)


def _record(kind: str, course: Course, *, by: Person | None) -> None:
    """Record what was done to a course's quiz, and how many questions it has now."""
    record(kind, course, by=by, changes={"questions": course.quiz.count()})
