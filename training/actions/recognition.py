"""Noticing milestones, and thanking mentors for them."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme
from training.actions.certificates import issue_service_certificate
from training.actions.retention import call_for_many
from training.models import Recognition
from training.queries.currency import today_at
from training.retention import emails
from training.retention.care import about_to_lapse
from training.retention.enums import CareReason
from training.retention.milestones import milestones_of, title_of


class AlreadyThankedError(Exception):
    """Somebody else has thanked them for this; nothing was changed."""


def note_milestones(programme: Programme) -> int:
    """Store the milestones that mentors have reached, each once; return how many are new."""
    before = programme.recognitions.count()
    Recognition.objects.bulk_create(
        [
            Recognition(
                programme=programme,
                person_id=reached.person,
                of=reached.of,
                number=reached.number,
                reached_on=reached.on,
            )
            for reached in milestones_of(programme, today_at(programme.organisation))
        ],
        ignore_conflicts=True,
    )
    return programme.recognitions.count() - before


@transaction.atomic
def thank_for_milestone(recognition: Recognition, *, by: Person) -> None:
    """Thank a mentor for a milestone by e-mail, with a certificate of it; recorded.

    Raises AlreadyThankedError when somebody else was quicker, ValueError for one's own.
    """
    if recognition.person_id == by.pk:
        raise ValueError("Nobody thanks themselves.")
    locked = (
        Recognition.objects.select_for_update(of=("self",))
        .select_related("programme__organisation", "person")
        .get(pk=recognition.pk)
    )
    if locked.thanked_at is not None:
        raise AlreadyThankedError
    locked.certificate = issue_service_certificate(
        locked.programme,
        locked.person,
        title=title_of(locked),
        hours=None,
        earned_on=locked.reached_on,
        by=by,
    )
    locked.thanked_at, locked.thanked_by = timezone.now(), by
    locked.save(update_fields=["certificate", "thanked_at", "thanked_by"])
    record("recognition.thanked", locked, by=by, organisation_id=locked.programme.organisation_id)
    emails.post_milestone(locked)


def look_after_mentors(programme: Programme) -> None:
    """Note milestones, and ask the team to call mentors who are about to lapse; safe to repeat."""
    note_milestones(programme)
    call_for_many(
        programme,
        about_to_lapse(programme),
        reason=CareReason.ABOUT_TO_LAPSE,
        on=today_at(programme.organisation),
    )
