"""Thanking a mentor, and taking it back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme
from training.models import ThankYou
from training.pathway.pairs import pairs_of_person
from training.retention import emails

# The same words from the same person within this time are one press of the button too many.
SAME_WITHIN = timedelta(minutes=2)


class NotTheirMentorError(Exception):
    """The person thanked is not, and was not, a mentor of who thanks."""


@transaction.atomic
def thank_mentor(
    programme: Programme, mentor: Person, *, words: str, may_be_shared: bool, by: Person
) -> ThankYou:
    """Send a mentor a mentee's thanks; recorded without its words, and told by e-mail.

    Pressed twice, it is sent once. Raises NotTheirMentorError.
    """
    # Two presses at once: the other one waits here.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    twin = ThankYou.objects.filter(
        programme=programme,
        author=by,
        mentor=mentor,
        words=words,
        withdrawn_at__isnull=True,
        written_at__gt=timezone.now() - SAME_WITHIN,
    ).first()
    if twin is not None:
        return twin
    mentors = {pair.mentor.pk for pair in pairs_of_person(by, programme) if pair.mentee == by}
    if mentor.pk not in mentors:
        raise NotTheirMentorError
    note = ThankYou.objects.create(
        programme=programme, author=by, mentor=mentor, words=words, may_be_shared=may_be_shared
    )
    record("thanks.written", note, by=by, organisation_id=programme.organisation_id)
    emails.post_thanks(note)
    return note


@transaction.atomic
def change_consent(note: ThankYou, *, may_be_shared: bool, by: Person) -> None:
    """Let the team read a note, or no longer; recorded. Nothing happens to one taken back."""
    changed = ThankYou.objects.filter(pk=note.pk, author=by, withdrawn_at__isnull=True).update(
        may_be_shared=may_be_shared
    )
    if changed:
        record(
            "thanks.consent_changed",
            note,
            by=by,
            organisation_id=note.programme.organisation_id,
            changes={"may_be_shared": may_be_shared},
        )


@transaction.atomic
def withdraw_thanks(note: ThankYou, *, by: Person) -> None:
    """Take a note back: its mentor may have read it, nobody else reads it any more. Recorded."""
    taken_back = ThankYou.objects.filter(pk=note.pk, author=by, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now(), may_be_shared=False
    )
    if taken_back:
        record("thanks.withdrawn", note, by=by, organisation_id=note.programme.organisation_id)


def mark_read(person: Person) -> None:
    """Note that a mentor has read the thanks they were sent."""
    ThankYou.objects.filter(mentor=person, read_at__isnull=True).update(read_at=timezone.now())
