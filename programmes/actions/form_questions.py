"""Writing the questions of an application form's draft, and putting them in order.

Each step locks the form, so that questions change singly and conditions always lead backwards.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import GoneMeanwhileError
from programmes.actions.application_forms import open_draft
from programmes.actions.places import next_place
from programmes.applying.branching import Asked, answers_to, hanging_on, out_of_order
from programmes.applying.forms_in_use import asked, questions_of
from programmes.meanwhile import check_unchanged
from programmes.models import ApplicationForm, FormSection, Question

MOST_SECTIONS, MOST_QUESTIONS = 20, 60


class HangsTogetherError(Exception):
    """A question would be asked before the one it hangs on; nothing was changed."""

    def __init__(self, later: str, earlier: str) -> None:
        """Name both: `later` hangs on `earlier`."""
        self.later, self.earlier = later, earlier
        super().__init__(f"{later} hangs on {earlier}")


class StillWantedError(Exception):
    """A later question hangs on an answer that would be no more; nothing was changed."""

    def __init__(self, question: str, answers: Sequence[str]) -> None:
        """Name the later question and the answers it waits for."""
        self.question, self.answers = question, answers
        super().__init__(question)


class AlreadyThereError(Exception):
    """The form has a section of this heading, or this very question; nothing was changed."""


class FormFullError(Exception):
    """The form has as many sections or questions as anybody would answer; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Wording:
    """All that is said of a question; what its kind does not need stays empty."""

    kind: str
    text: str
    hint: str = ""
    is_required: bool = True
    options: tuple[str, ...] = ()
    scale_points: int | None = None
    profile_field: str = ""
    criterion_keys: tuple[UUID, ...] = ()
    asked_if_id: UUID | None = None
    asked_if_answers: tuple[str, ...] = ()


def wording_of(question: Question) -> Wording:
    """Return what is said of a stored question."""
    return Wording(
        kind=question.kind,
        text=question.text,
        hint=question.hint,
        is_required=question.is_required,
        options=tuple(question.options),
        scale_points=question.scale_points,
        profile_field=question.profile_field,
        criterion_keys=tuple(question.criterion_keys),
        asked_if_id=question.asked_if_id,
        asked_if_answers=tuple(question.asked_if_answers),
    )


@transaction.atomic
def add_section(
    form: ApplicationForm, *, title: str, lead: str = "", by: Person | None
) -> FormSection:
    """Add a section at the end of a draft; recorded. Raises AlreadyThereError, FormFullError."""
    stored = open_draft(form)
    sections = stored.sections.all()
    if any(each.title.casefold() == title.casefold() for each in sections):
        raise AlreadyThereError
    if len(sections) >= MOST_SECTIONS:
        raise FormFullError
    section = FormSection.objects.create(
        form=stored, title=title, lead=lead, position=next_place(sections)
    )
    _record("form_section.added", section, stored, by)
    return section


@transaction.atomic
def change_section(
    section: FormSection, *, title: str, lead: str = "", by: Person | None, seen: str = ""
) -> None:
    """Put a section's heading in other words; recorded.

    Raises AlreadyThereError, and ChangedMeanwhileError.
    """
    form = open_draft(section.form)
    stored = _stored_section(section, form)
    now, wanted = {"title": stored.title, "lead": stored.lead}, {"title": title, "lead": lead}
    kinds = ("form_section.added", "form_section.changed")
    check_unchanged(seen, stored=now, wanted=wanted, about=section, kinds=kinds)
    others = form.sections.exclude(pk=section.pk)
    if any(each.title.casefold() == title.casefold() for each in others):
        raise AlreadyThereError
    if now == wanted:
        return
    stored.title, stored.lead = title, lead
    stored.save(update_fields=("title", "lead"))
    _record("form_section.changed", stored, form, by)


@transaction.atomic
def move_section(section: FormSection, *, step: int, by: Person | None) -> None:
    """Move a section up (-1) or down (1) with its questions; recorded when it moved.

    Raises HangsTogetherError.
    """
    form = open_draft(section.form)
    stored = _stored_section(section, form)
    order = list(form.sections.all())
    place = order.index(stored)
    if not 0 <= place + step < len(order):
        return
    order[place], order[place + step] = order[place + step], order[place]
    questions = questions_of(form)
    _check_order([each for part in order for each in questions if each.section_id == part.pk])
    for position, each in enumerate(order):
        each.position = position
    FormSection.objects.bulk_update(order, ["position"])
    _record("form_section.moved", stored, form, by, step=step)


@transaction.atomic
def remove_section(section: FormSection, *, by: Person | None) -> None:
    """Take a section out with its questions; recorded.

    Later questions that hung on one of them are asked of everybody from then on.
    """
    form = open_draft(section.form)
    stored = _stored_section(section, form)
    gone = list(stored.questions.values_list("pk", flat=True))
    _detach(gone)
    _record("form_section.removed", stored, form, by, questions=len(gone))
    stored.delete()


@transaction.atomic
def add_question(
    section: FormSection, *, wording: Wording, key: UUID, by: Person | None
) -> Question:
    """Add a question at the end of a section; recorded.

    `key` comes with the page on which it was written: the same one again, pressed twice, is the
    question that is there. Raises AlreadyThereError, FormFullError, and HangsTogetherError.
    """
    form = open_draft(section.form)
    stored = _stored_section(section, form)
    questions = questions_of(form)
    again = next((each for each in questions if each.key == key), None)
    if again is not None:
        return again
    if len(questions) >= MOST_QUESTIONS:
        raise FormFullError
    question = Question(key=key, position=next_place(stored.questions.all()))
    _check_wording(questions, question, wording)
    _put(question, stored, wording)
    _check_order(_with(questions, question, form))
    question.save(force_insert=True)
    _record("form_question.added", question, form, by, answered_by=wording.kind)
    return question


@transaction.atomic
def change_question(
    question: Question, *, wording: Wording, section: FormSection, by: Person | None, seen: str = ""
) -> None:
    """Put a question otherwise; recorded. In another section it comes last.

    Raises AlreadyThereError, HangsTogetherError, ChangedMeanwhileError, and StillWantedError when a
    later question hangs on an answer that would be no more.
    """
    form = open_draft(question.section.form)
    questions = questions_of(form)
    stored = _stored_question(question, questions)
    target = _stored_section(section, form)
    now, wanted = seen_values(stored), _values(wording, target.pk)
    kinds = ("form_question.added", "form_question.changed", "form_question.moved")
    check_unchanged(seen, stored=now, wanted=wanted, about=question, kinds=kinds)
    if now == wanted:
        return
    _check_wording(questions, stored, wording)
    if target.pk != stored.section_id:
        stored.position = next_place(target.questions.all())
    _put(stored, target, wording)
    _check_order(_with(questions, stored, form))
    stored.save()
    _record("form_question.changed", stored, form, by, answered_by=wording.kind)


@transaction.atomic
def move_question(question: Question, *, step: int, by: Person | None) -> None:
    """Move a question up (-1) or down (1); recorded when it moved.

    Beyond the first or the last of its section it goes over to the neighbouring one. Raises
    HangsTogetherError.
    """
    form = open_draft(question.section.form)
    questions = questions_of(form)
    stored = _stored_question(question, questions)
    sections = list(form.sections.all())
    within = {part.pk: [q for q in questions if q.section_id == part.pk] for part in sections}
    mine = within[stored.section_id]
    place = mine.index(stored)
    here = [part.pk for part in sections].index(stored.section_id)
    if 0 <= place + step < len(mine):
        mine[place], mine[place + step] = mine[place + step], mine[place]
    elif 0 <= here + step < len(sections):
        mine.remove(stored)
        beside = sections[here + step]
        within[beside.pk].insert(0 if step > 0 else len(within[beside.pk]), stored)
        stored.section = beside
    else:
        return
    order = [each for part in sections for each in within[part.pk]]
    _check_order(order)
    for part in sections:
        for position, each in enumerate(within[part.pk]):
            each.position = position
    Question.objects.bulk_update(order, ["position", "section"])
    _record("form_question.moved", stored, form, by, step=step)


@transaction.atomic
def remove_question(question: Question, *, by: Person | None) -> None:
    """Take a question out of a draft; recorded.

    Later questions that hung on it are asked of everybody from then on.
    """
    form = open_draft(question.section.form)
    stored = _stored_question(question, questions_of(form))
    _detach([stored.pk])
    _record("form_question.removed", stored, form, by, answered_by=stored.kind)
    stored.delete()


def seen_values(question: Question) -> dict[str, Any]:
    """Return what a form about a question was opened with."""
    return _values(wording_of(question), question.section_id)


def _values(wording: Wording, section_id: UUID) -> dict[str, Any]:
    """Return all that can be said of a question, and where it stands."""
    names = tuple(Wording.__dataclass_fields__)
    return {name: getattr(wording, name) for name in names} | {"section_id": section_id}


def _check_wording(questions: Iterable[Question], question: Question, wording: Wording) -> None:
    """Refuse a question that is asked already, or without an answer that others wait for."""
    text = wording.text.casefold()
    beside = [each for each in questions if each.pk != question.pk]
    if any(each.text.casefold() == text for each in beside):
        raise AlreadyThereError
    new = replace(asked(question), kind=wording.kind, options=wording.options)
    for later in hanging_on([asked(each) for each in beside], question.pk):
        missing = [answer for answer in later.wanted if answer not in answers_to(new)]
        if missing:
            raise StillWantedError(later.text, missing)


def _put(question: Question, section: FormSection, wording: Wording) -> None:
    """Put into a question what is said of it; it is not stored yet."""
    question.section = section
    question.kind, question.text, question.hint = wording.kind, wording.text, wording.hint
    question.is_required = wording.is_required
    question.options = list(wording.options)
    question.scale_points = wording.scale_points
    question.profile_field = wording.profile_field
    question.criterion_keys = list(wording.criterion_keys)
    question.asked_if_id = wording.asked_if_id
    question.asked_if_answers = list(wording.asked_if_answers)


def _with(
    questions: Sequence[Question], changed: Question, form: ApplicationForm
) -> list[Question]:
    """Return the questions in order as they would be once one is stored."""
    places = {part.pk: place for place, part in enumerate(form.sections.all())}
    others = [each for each in questions if each.pk != changed.pk]
    order = [*others, changed]
    return sorted(order, key=lambda each: (places[each.section_id], each.position, each.pk))


def _check_order(order: Sequence[Question]) -> None:
    """Refuse an order in which a question comes before the one it hangs on."""
    for question, parent in out_of_order([asked(each) for each in order]):
        raise HangsTogetherError(question.text, _named(parent))


def _named(question: Asked | None) -> str:
    """Return the words of a question; empty where it is not of this form."""
    return question.text if question else ""


def _detach(gone: Sequence[UUID]) -> None:
    """Let questions that hang on some that go be asked of everybody."""
    hanging = Question.objects.filter(asked_if__in=gone)
    hanging.update(asked_if=None, asked_if_answers=[])


def _stored_section(section: FormSection, form: ApplicationForm) -> FormSection:
    """Return a section of the form as stored; raises GoneMeanwhileError."""
    stored = form.sections.filter(pk=section.pk).first()
    if stored is None:
        raise GoneMeanwhileError
    return stored


def _stored_question(question: Question, questions: Iterable[Question]) -> Question:
    """Return a question of the form as stored; raises GoneMeanwhileError."""
    stored = next((each for each in questions if each.pk == question.pk), None)
    if stored is None:
        raise GoneMeanwhileError
    return stored


def _record(
    kind: str,
    row: FormSection | Question,
    form: ApplicationForm,
    by: Person | None,
    **changes: object,
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = form.programme.organisation_id
    record(kind, row, by=by, organisation_id=organisation_id, changes=changes)
