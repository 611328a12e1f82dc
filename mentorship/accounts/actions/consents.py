"""Agreeing to something of an organisation, and taking it back as easily."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Consent, Organisation, Person
from mentorship.audit.actions import record


@transaction.atomic
def give_consent(
    organisation: Organisation, *, purpose: str, version: int, words: str, by: Person
) -> Consent:
    """Agree to something in these words; recorded. Given twice, it stands once.

    Words of a newer version end the older consent, so that it is known which ones hold.
    """
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    standing = Consent.objects.standing().filter(
        person=by, organisation=organisation, purpose=purpose
    )
    known = standing.first()
    if known is not None and known.version == version:
        return known
    now = timezone.now()
    standing.update(withdrawn_at=now)
    consent = Consent.objects.create(
        person=by,
        organisation=organisation,
        purpose=purpose,
        version=version,
        words=words,
        given_at=now,
    )
    record("consent.given", consent, by=by, changes={"purpose": purpose, "version": version})
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Person) -> None:
    """Take a consent back; recorded. Taken back twice, nothing changes."""
    taken_back = Consent.objects.standing().filter(pk=consent.pk, person=by)
    if taken_back.update(withdrawn_at=timezone.now()):
        record("consent.withdrawn", consent, by=by, changes={"purpose": consent.purpose})
