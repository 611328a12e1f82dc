"""An application as it is filled in: its questions, the answers, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from uuid import UUID

from programmes.applying import stepping
from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.applying.forms_in_use import form_in_use
from programmes.applying.values import in_words, of_profile, still_possible
from programmes.models import (
    Answer,
    Application,
    ApplicationForm,
    FormSection,
    Profile,
    Question,
    StoredFile,
)


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One question with its answer in words; its file, where it is answered by one."""

    application_id: UUID
    question_id: UUID
    text: str
    kind: str
    answer: str
    file: StoredFile | None
    criterion_keys: tuple[UUID, ...]
    is_from_profile: bool
    is_missing: bool


@dataclass(frozen=True, slots=True)
class SectionAnswers:
    """The answers under one heading."""

    title: str
    answers: tuple[ShownAnswer, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Which question it is: the fourth of eleven; no number for one that is only changed."""

    number: int | None
    total: int


@dataclass(frozen=True)
class Sheet:
    """The questions of an application and what was answered to each, at one moment."""

    application: Application
    questions: tuple[Question, ...]
    answers: Mapping[UUID, Answer]
    profile: Profile | None

    @cached_property
    def values(self) -> dict[UUID, list[str]]:
        """Return what counts as the answer to each question; no entry where there is none."""
        found = {}
        for question in self.questions:
            known = self._of_profile(question)
            answer = self.answers.get(question.pk)
            if known:
                found[question.pk] = known
            elif answer is not None:
                found[question.pk] = still_possible(question, answer.values)
        return found

    @cached_property
    def steps(self) -> tuple[stepping.Step, ...]:
        """Return the questions as far as their turn is concerned."""
        return tuple(
            stepping.Step(
                id=question.pk,
                is_required=question.is_required,
                asked_if=question.asked_if_id,
                asked_if_answers=frozenset(question.asked_if_answers),
                is_known=question.pk not in self.answers and bool(self._of_profile(question)),
            )
            for question in self.questions
        )

    @cached_property
    def known(self) -> dict[UUID, list[str]]:
        """Return what the profile knows of the questions that are not asked for that reason."""
        return {step.id: self.values[step.id] for step in self.asked if step.is_known}

    @cached_property
    def asked(self) -> tuple[stepping.Step, ...]:
        """Return the questions whose conditions hold."""
        return stepping.asked(self.steps, self.values)

    @cached_property
    def missing(self) -> list[Question]:
        """Return the questions that have to be answered first."""
        ids = {step.id for step in stepping.missing(self.steps, self.values)}
        return [question for question in self.questions if question.pk in ids]

    def question(self, question_id: UUID) -> Question | None:
        """Return a question that is asked, or None."""
        if all(step.id != question_id for step in self.asked):
            return None
        return self.find(question_id)

    def find(self, question_id: UUID | None) -> Question | None:
        """Return a question of the form, asked or not."""
        return next((each for each in self.questions if each.pk == question_id), None)

    def next_after(self, question: Question) -> Question | None:
        """Return the question that comes next; None when only checking is left."""
        step = stepping.next_after(self.steps, self.values, question.pk)
        return self.find(step.id) if step else None

    def previous_before(self, question: Question) -> Question | None:
        """Return the question before; None at the beginning."""
        step = stepping.previous_before(self.steps, self.values, question.pk)
        return self.find(step.id) if step else None

    def where_to_go_on(self) -> Question | None:
        """Return the question at which the applicant goes on; None when only checking is left."""
        left_at = self._same_here(self.application.at_question)
        step = stepping.where_to_go_on(self.steps, self.values, left_at)
        return self.find(step.id) if step else None

    def place_of(self, question: Question) -> Place:
        """Return which of how many questions it is."""
        ids = [step.id for step in stepping.to_ask(self.steps, self.values)]
        number = ids.index(question.pk) + 1 if question.pk in ids else None
        return Place(number, len(ids))

    def file_of(self, question: Question) -> StoredFile | None:
        """Return the file that is kept as the answer."""
        answer = self.answers.get(question.pk)
        return answer.file if answer else None

    def sections(self) -> list[SectionAnswers]:
        """Return what is asked, by heading, each with its answer in words."""
        ids = {step.id for step in self.asked}
        shown = [question for question in self.questions if question.pk in ids]
        return [
            SectionAnswers(section.title, tuple(self._shown(each) for each in questions))
            for section, questions in groupby(shown, key=_section_of)
        ]

    def _shown(self, question: Question) -> ShownAnswer:
        """Return one question with its answer in words."""
        has_answer = question.pk in self.values
        values = self.values.get(question.pk, [])
        is_open_consent = question.kind == QuestionKind.CONSENT and not has_answer
        return ShownAnswer(
            application_id=self.application.pk,
            question_id=question.pk,
            text=question.text,
            kind=question.kind,
            answer="" if is_open_consent else in_words(question, values),
            file=self.file_of(question),
            criterion_keys=tuple(question.criterion_keys),
            is_from_profile=question.pk in self.known,
            is_missing=question in self.missing,
        )

    def _of_profile(self, question: Question) -> list[str]:
        """Return what the profile says now to a question that is answered by it."""
        return of_profile(self.profile, question.profile_field) if question.profile_field else []

    def _same_here(self, question: Question | None) -> UUID | None:
        """Return the question of this form that is the same as one of an earlier version."""
        if question is None:
            return None
        same = (each.pk for each in self.questions if each.key == question.key)
        return next(same, None)


def sheet_of(
    application: Application, *, is_live: bool | None = None, follows: bool = True
) -> Sheet:
    """Return an application's questions and answers; four queries at most, however many there are.

    While it is written it follows the form in use and the profile as it is now; what was handed in
    says what was handed in, unless it is asked for live. Where it does not follow, it keeps to the
    form that the application names, whatever is published at the same moment.
    """
    is_draft = application.state == ApplicationState.DRAFT
    form: ApplicationForm | None = None
    if is_draft and follows:
        form = form_in_use(application.cohort.programme, application.role)
    questions = questions_of(form.pk if form else application.form_id)
    is_live = is_draft if is_live is None else is_live
    asks_profile = any(question.profile_field for question in questions)
    profile = profile_of(application) if is_live and asks_profile else None
    return Sheet(application, questions, _answers_of(application, questions), profile)


def answers_of(application: Application) -> list[SectionAnswers]:
    """Return what was asked and answered, by heading; constant queries."""
    return sheet_of(application).sections()


def questions_of(form_id: UUID) -> tuple[Question, ...]:
    """Return a form's questions in the order they are asked; one query."""
    return tuple(
        Question.objects.filter(section__form=form_id)
        .select_related("section")
        .order_by("section__position", "section", "position", "pk")
    )


def profile_of(application: Application) -> Profile | None:
    """Return what the organisation knows of the applicant; one query."""
    return Profile.objects.filter(
        membership__person=application.person_id,
        membership__organisation=application.cohort.programme.organisation_id,
        membership__ended_on__isnull=True,
    ).first()


def _answers_of(application: Application, questions: Sequence[Question]) -> dict[UUID, Answer]:
    """Return answers by question; those of an earlier version stand for the same question here."""
    stored = list(application.answers.select_related("question", "file").order_by("changed_at"))
    exact = {answer.question_id: answer for answer in stored}
    by_key = {(answer.question.key, answer.question.kind): answer for answer in stored}
    found = {
        question.pk: exact.get(question.pk) or by_key.get((question.key, question.kind))
        for question in questions
    }
    return {question_id: answer for question_id, answer in found.items() if answer is not None}


def _section_of(question: Question) -> FormSection:
    """Return under which heading it stands."""
    return question.section
