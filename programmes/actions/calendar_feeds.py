"""Secret addresses by which calendars follow a programme's dates."""

import secrets

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import CalendarFeed, Programme
from programmes.models.calendar_feed import hash_of

# With a colon in it, as in every signed link, so that logs leave it out.
PREFIX = "team:"
BYTES = 32


@transaction.atomic
def make_feed(programme: Programme, *, person: Person, by: Person) -> str:
    """Make an address for a person's calendar; an earlier one stops working. Recorded.

    Return its token, which is kept nowhere else: it is shown once.
    """
    Person.objects.select_for_update().get(pk=person.pk)  # one new address at a time
    _stop(programme, person)
    token = f"{PREFIX}{secrets.token_urlsafe(BYTES)}"
    feed = CalendarFeed.objects.create(
        programme=programme, person=person, token_hash=hash_of(token)
    )
    _record("calendar_feed.made", feed, by=by)
    return token


@transaction.atomic
def revoke_feed(feed: CalendarFeed, *, by: Person) -> bool:
    """Stop an address from working; recorded. Tell whether it still did."""
    if not _stop(feed.programme, feed.person):
        return False
    _record("calendar_feed.revoked", feed, by=by)
    return True


def _stop(programme: Programme, person: Person) -> int:
    """Take back what works for the person in the programme; return how many that were."""
    feeds = CalendarFeed.objects.working().filter(programme=programme, person=person)
    return feeds.update(revoked_at=timezone.now())


def _record(kind: str, feed: CalendarFeed, *, by: Person) -> None:
    """Write down what was done to an address."""
    record(kind, feed, by=by, organisation_id=feed.programme.organisation_id)
