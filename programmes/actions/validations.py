"""Asking before matching whether what people wrote is still true, and taking their word for it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.actions.answers import lock, note_changed
from programmes.applying.filling import sheet_of
from programmes.applying.still_true import round_of
from programmes.emails.applications import post_validation_asked
from programmes.enums import ParticipantRole
from programmes.models import Answer, Cohort, Validation


class AlreadyConfirmedError(Exception):
    """It was answered before; nothing was changed."""


@transaction.atomic
def ask_validation(
    cohort: Cohort, role: ParticipantRole, *, answer_by: date, by: Person
) -> list[Validation]:
    """Ask everybody who has a place and waits for a match; recorded, with a mail to each.

    Whoever is asked already, or said so lately, is left out. Pressed twice, it asks once.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    asked = [
        Validation(
            application=application, asked_by=by, asked_at=timezone.now(), answer_by=answer_by
        )
        for application in round_of(cohort, role).going
    ]
    for validation in Validation.objects.bulk_create(asked):
        validation.application.cohort = cohort
        post_validation_asked(validation)
    if asked:
        record(
            "cohort.validation_asked",
            cohort,
            by=by,
            organisation_id=cohort.programme.organisation_id,
            changes={"role": role, "people": len(asked), "answer_by": answer_by.isoformat()},
        )
    return asked


@transaction.atomic
def confirm_validation(validation: Validation, *, by: Person) -> None:
    """Take it that all that is written is true now; recorded, with how many answers changed.

    What the profile says by now is kept as the answer, as the person saw it. Raises
    AlreadyConfirmedError.
    """
    application = lock(validation.application)
    held = Validation.objects.select_for_update().get(pk=validation.pk)
    if held.answered_at is not None:
        raise AlreadyConfirmedError
    live = sheet_of(application, is_live=True)
    for question in live.questions:
        answer = live.answers.get(question.pk)
        values = live.values.get(question.pk, [])
        if question.profile_field and values and (answer is None or answer.values != values):
            Answer.objects.update_or_create(
                application=application, question=question, defaults={"values": values}
            )
            note_changed(held, [question.text])
    held.answered_at = timezone.now()
    held.is_still_true = not held.changed
    held.save(update_fields=["answered_at", "is_still_true"])
    record(
        "validation.answered",
        held,
        by=by,
        organisation_id=application.cohort.programme.organisation_id,
        changes={"changed": len(held.changed)},
    )
    validation.refresh_from_db()
