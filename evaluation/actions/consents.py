"""A mentee lets a mentor see their own marks, and takes it back."""

from django.db import transaction
from django.utils import timezone

from evaluation.models import MirrorConsent
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Participant


class NotTheirsError(ValueError):
    """Only a mentee decides about the mentee's own marks; nothing was changed."""


@transaction.atomic
def give_consent(mentee: Participant, mentor: Participant, *, words: str, by: Person) -> None:
    """Let a mentor see the mentee's marks from now on; agreeing twice changes nothing.

    `words` is the sentence that was agreed to. Raises `NotTheirsError`.
    """
    _lock(mentee, by)
    if _standing(mentee, mentor) is not None:
        return
    consent = MirrorConsent.objects.create(
        mentee=mentee, mentor=mentor, given_at=timezone.now(), words=words
    )
    _record("mirror.consent_given", consent, by=by)


@transaction.atomic
def withdraw_consent(mentee: Participant, mentor: Participant, *, by: Person) -> None:
    """Hide the mentee's marks from a mentor at once; where nothing stands, nothing changes.

    Raises `NotTheirsError`.
    """
    _lock(mentee, by)
    consent = _standing(mentee, mentor)
    if consent is None:
        return
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    _record("mirror.consent_withdrawn", consent, by=by)


def _lock(mentee: Participant, by: Person) -> None:
    """Let presses about one mentee's marks follow each other, and only their own."""
    if mentee.person_id != by.pk:
        raise NotTheirsError
    Participant.objects.select_for_update(of=("self",)).get(pk=mentee.pk)


def _standing(mentee: Participant, mentor: Participant) -> MirrorConsent | None:
    """Return the consent that stands."""
    return MirrorConsent.objects.filter(
        mentee=mentee, mentor=mentor, withdrawn_at__isnull=True
    ).first()


def _record(kind: str, consent: MirrorConsent, *, by: Person) -> None:
    """Write down that somebody decided; neither marks nor names."""
    organisation = consent.mentee.cohort.programme.organisation_id
    record(kind, consent, by=by, organisation_id=organisation)
