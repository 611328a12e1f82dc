"""Applications that are being written go over to a new version of the form, with their answers."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from programmes.applying.carrying import carried_values
from programmes.applying.enums import ApplicationState
from programmes.applying.forms_in_use import asked, questions_of
from programmes.documents.keeping import forget_document
from programmes.models import Answer, Application, ApplicationForm, Question, StoredFile


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How many applications go over to a new version, and how many of their answers stay or go."""

    applications: int = 0
    kept: int = 0
    lost: int = 0


def what_carries_over(form: ApplicationForm) -> CarriedOver:
    """Return what publishing a draft would do to applications that are being written."""
    applications = _being_written(form).count()
    if not applications:
        return CarriedOver()
    kept, lost = _sorted_answers(form, _being_written(form))
    return CarriedOver(applications, len(kept), len(lost))


@transaction.atomic
def carry_over_drafts(form: ApplicationForm) -> CarriedOver:
    """Move applications that are being written to this version; the caller publishes and records.

    An answer follows the key of its question. One that no longer answers it is deleted, and so are
    the files that only it held. The number of queries does not grow with the applications.
    """
    applications = list(_being_written(form).select_for_update(of=("self",)))
    if not applications:
        return CarriedOver()
    kept, lost = _sorted_answers(
        form, Application.objects.filter(pk__in=[each.pk for each in applications])
    )
    by_key = {question.key: question for question in questions_of(form)}
    places = Question.objects.in_bulk(
        [each.at_question_id for each in applications if each.at_question_id]
    )
    for application in applications:
        place = places.get(application.at_question_id) if application.at_question_id else None
        application.form = form
        application.at_question = by_key.get(place.key) if place else None
    # When an application was saved last stays what it was: the applicant did nothing.
    Application.objects.bulk_update(applications, ["form", "at_question"])
    Answer.objects.bulk_update(kept, ["question", "values"])
    _delete(lost)
    return CarriedOver(len(applications), len(kept), len(lost))


def _being_written(form: ApplicationForm) -> "QuerySet[Application]":
    """Return the applications that would go over to a version."""
    return Application.objects.filter(
        cohort__programme=form.programme_id, role=form.role, state=ApplicationState.DRAFT
    ).exclude(form=form)


def _sorted_answers(
    form: ApplicationForm, applications: "QuerySet[Application]"
) -> tuple[list[Answer], list[Answer]]:
    """Return the answers that still fit, on the new questions and not yet stored; and the rest."""
    by_key: dict[UUID, Question] = {question.key: question for question in questions_of(form)}
    kept, lost = [], []
    # Of an application opened again, what it said under an earlier version stays there.
    answers = Answer.objects.filter(
        application__in=applications, question__section__form=F("application__form")
    ).select_related("question")
    for answer in answers:
        question = by_key.get(answer.question.key)
        values = (
            carried_values(asked(answer.question), asked(question), answer.values)
            if question
            else None
        )
        if question is None or values is None:
            lost.append(answer)
        else:
            answer.question, answer.values = question, values
            kept.append(answer)
    return kept, lost


def _delete(answers: list[Answer]) -> None:
    """Delete answers, and once that holds the files that came with them."""
    if not answers:
        return
    files = [answer.file_id for answer in answers if answer.file_id]
    Answer.objects.filter(pk__in=[answer.pk for answer in answers]).delete()
    if files:
        _forget(files)


def _forget(ids: list[UUID]) -> None:
    """Delete stored files that no answer holds any more: rows now, bytes once that holds."""
    stored = list(StoredFile.objects.filter(pk__in=ids, answers__isnull=True))
    StoredFile.objects.filter(pk__in=[each.pk for each in stored]).delete()
    for each in stored:
        transaction.on_commit(partial(forget_document, each))
