"""What the pages of one form show: its sections and questions, and what is wrong with them."""

from dataclasses import dataclass
from uuid import UUID

from programmes.applying.enums import QuestionKind
from programmes.applying.form_problems import Problem, problems_of
from programmes.applying.forms_in_use import criteria_of, outline_of, sections_of
from programmes.applying.words import condition_in_words, problem_in_words
from programmes.models import ApplicationForm, Question


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question as the pages show it."""

    id: UUID
    number: int
    text: str
    hint: str
    kind: str
    kind_name: str
    is_required: bool
    options: list[str]
    scale: list[int]
    profile_name: str
    condition: str
    criteria: list[str]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section with its questions."""

    id: UUID
    title: str
    lead: str
    questions: list[QuestionRow]


@dataclass(frozen=True, slots=True)
class Note:
    """A problem in words, and the question it is about."""

    sentence: str
    question_id: UUID | None


@dataclass(frozen=True, slots=True)
class FormPage:
    """One version of a form: `missing` keeps it from being published, `advice` does not."""

    sections: list[SectionRow]
    missing: list[Note]
    advice: list[Note]

    @property
    def number(self) -> int:
        """Return how many questions it asks."""
        return sum(len(section.questions) for section in self.sections)


def form_page_of(form: ApplicationForm) -> FormPage:
    """Return what the page of a form shows; the number of queries does not grow with it."""
    stored = sections_of(form)
    names = criteria_of(form.programme)
    problems = problems_of(outline_of(form, stored))
    questions = [each for section in stored for each in section.questions.all()]
    # One step up from the first question of a section leads into the section before it.
    first, last = (stored[0].pk, stored[-1].pk) if stored else (None, None)
    sections = []
    number = 0
    for section in stored:
        rows = []
        within = list(section.questions.all())
        for place, question in enumerate(within):
            number += 1
            is_first = section.pk == first and place == 0
            is_last = section.pk == last and place == len(within) - 1
            rows.append(_row(question, number, names, is_first=is_first, is_last=is_last))
        sections.append(SectionRow(section.pk, section.title, section.lead, rows))
    known = {question.pk for question in questions}
    return FormPage(
        sections=sections,
        missing=[_note(each, known) for each in problems if each.is_blocking],
        advice=[_note(each, known) for each in problems if not each.is_blocking],
    )


def _row(
    question: Question, number: int, names: dict[UUID, str], *, is_first: bool, is_last: bool
) -> QuestionRow:
    """Return one question as the pages show it."""
    parent = question.asked_if
    is_scale = question.kind == QuestionKind.SCALE and question.scale_points
    return QuestionRow(
        id=question.pk,
        number=number,
        text=question.text,
        hint=question.hint,
        kind=question.kind,
        kind_name=question.get_kind_display(),
        is_required=question.is_required,
        options=question.options,
        scale=list(range(1, (question.scale_points or 0) + 1)) if is_scale else [],
        profile_name=question.get_profile_field_display(),
        condition=condition_in_words(parent.text, parent.kind, question.asked_if_answers)
        if parent
        else "",
        criteria=[names[key] for key in question.criterion_keys if key in names],
        is_first=is_first,
        is_last=is_last,
    )


def _note(problem: Problem, known: set[UUID]) -> Note:
    """Return a problem in words."""
    question_id = problem.question_id if problem.question_id in known else None
    return Note(problem_in_words(problem), question_id)
