"""Keeping what an applicant answers, one question at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Membership, Person
from programmes.actions.profiles import change_profile
from programmes.applying.entry import may_write
from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.applying.filling import questions_of, sheet_of
from programmes.applying.forms_in_use import form_in_use
from programmes.applying.values import as_fact
from programmes.documents.keeping import forget_document, keep_document
from programmes.documents.reading import Document
from programmes.models import Answer, Application, Question, StoredFile, Validation


class AnswersClosedError(Exception):
    """The application takes no answers now: handed in, withdrawn, or its last day has passed."""


class QuestionGoneError(Exception):
    """The question is asked no more: the form was changed meanwhile."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody answered: texts, or a file that is new or goes."""

    values: Sequence[str] = ()
    document: Document | None = None
    is_removed: bool = False


def save_answer(
    application: Application,
    question: Question,
    given: Given,
    *,
    stays: bool = False,
    by: Person,
) -> None:
    """Keep the answer to one question; the last to save has the last word.

    Where it is answered by a file and none is sent, the earlier one stays, unless it is removed.
    With `stays` the applicant comes back to this question, else to the next. What belongs to the
    profile is written there as well. Raises AnswersClosedError, QuestionGoneError; where anything
    fails, no file stays behind.
    """
    stored: list[StoredFile] = []
    try:
        _save(application, question, given, stays=stays, by=by, stored=stored)
    except BaseException:
        for file in stored:
            forget_document(file)
        raise


@transaction.atomic
def _save(
    application: Application,
    question: Question,
    given: Given,
    *,
    stays: bool,
    by: Person,
    stored: list[StoredFile],
) -> None:
    """Keep one answer under the application's lock; a file that was stored is put into `stored`."""
    held = lock(application)
    validation = _open_validation(held)
    if validation is None and not may_write(held):
        raise AnswersClosedError
    if held.state == ApplicationState.DRAFT:
        follow_form_in_use(held)
    asked = _same_question(held, question)
    answer, _is_new = Answer.objects.get_or_create(application=held, question=asked)
    before = (list(answer.values), answer.file_id)
    if asked.kind == QuestionKind.FILE:
        _keep_file(answer, given, by=by, stored=stored)
    else:
        answer.values = list(given.values)
    answer.save()
    if asked.profile_field:
        _keep_in_profile(held, asked, given.values, by=by)
    if validation is not None and (list(answer.values), answer.file_id) != before:
        note_changed(validation, [asked.text])
    if held.state == ApplicationState.DRAFT:
        _leave_at(held, asked, stays=stays)


def lock(application: Application) -> Application:
    """Let one change to an application happen at a time, and return it as it is now."""
    related = ("cohort__programme__organisation", "person", "at_question")
    rows = Application.objects.select_related(*related).select_for_update(of=("self",))
    return rows.get(pk=application.pk)


def follow_form_in_use(application: Application) -> None:
    """Let an application that is being written follow the form in use; its answers come along.

    They find their question by its key. What is asked no more is kept with the earlier version.
    """
    form = form_in_use(application.cohort.programme, application.role)
    if form is None or form.pk == application.form_id:
        return
    new = {(each.key, each.kind): each for each in questions_of(form.pk)}
    for answer in application.answers.select_related("question").order_by("changed_at"):
        same = new.get((answer.question.key, answer.question.kind))
        if same is not None and same.pk != answer.question_id:
            Answer.objects.get_or_create(
                application=application,
                question=same,
                defaults={"values": answer.values, "file": answer.file},
            )
    at = application.at_question
    application.at_question = new.get((at.key, at.kind)) if at else None
    application.form = form
    application.save(update_fields=["form", "at_question", "saved_at"])


def note_changed(validation: Validation, texts: Sequence[str]) -> None:
    """Note which answers changed since somebody was asked whether they are still true."""
    validation.changed = [*validation.changed, *(t for t in texts if t not in validation.changed)]
    validation.save(update_fields=["changed"])


def _open_validation(application: Application) -> Validation | None:
    """Return the question whether all is still true, while it is unanswered."""
    return Validation.objects.open().filter(application=application).first()


def _same_question(application: Application, question: Question) -> Question:
    """Return the question as the application's form has it; raises QuestionGoneError."""
    if question.section.form_id == application.form_id:
        return question
    same = Question.objects.filter(
        section__form=application.form_id, key=question.key, kind=question.kind
    ).first()
    if same is None:
        raise QuestionGoneError
    return same


def _keep_file(answer: Answer, given: Given, *, by: Person, stored: list[StoredFile]) -> None:
    """Store a new file, or take the earlier one away; its bytes go once all is committed."""
    earlier = answer.file
    if given.document is not None:
        organisation = answer.application.cohort.programme.organisation
        answer.file = keep_document(given.document, organisation=organisation, by=by)
        stored.append(answer.file)
        answer.values = [answer.file.filename]
    elif given.is_removed:
        answer.file, answer.values = None, []
    if earlier is not None and earlier != answer.file:
        answer.save()
        _forget(earlier)


def _forget(stored: StoredFile) -> None:
    """Delete a file that no answer needs any more; one carried over to another version stays."""
    if stored.answers.exists():
        return
    transaction.on_commit(partial(forget_document, stored))
    StoredFile.objects.filter(pk=stored.pk).delete()


def _keep_in_profile(
    application: Application, question: Question, values: Sequence[str], *, by: Person
) -> None:
    """Write an answer into the profile too, where the person belongs to the organisation."""
    membership = (
        Membership.objects.current()
        .filter(
            person=application.person_id,
            organisation=application.cohort.programme.organisation_id,
        )
        .first()
    )
    if membership is not None:
        field = question.profile_field
        change_profile(membership, by=by, **{field: as_fact(field, values)})


def _leave_at(application: Application, question: Question, *, stays: bool) -> None:
    """Keep where the applicant goes on when they come back."""
    after = question if stays else sheet_of(application).next_after(question)
    application.at_question = after
    application.saved_at = timezone.now()
    application.save(update_fields=["at_question", "saved_at"])
