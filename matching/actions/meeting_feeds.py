"""Secret addresses by which calendars follow a person's own meetings."""

import secrets

from django.db import transaction
from django.utils import timezone

from matching.models import MeetingFeed
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models.calendar_feed import hash_of

# With a colon in it, as in every signed link, so that logs leave it out.
PREFIX = "mine:"
BYTES = 32


@transaction.atomic
def make_feed(person: Person, *, by: Person) -> str:
    """Make an address for a person's calendar; an earlier one stops working. Recorded.

    Return its token, which is kept nowhere else: it is shown once.
    """
    Person.objects.select_for_update().get(pk=person.pk)  # one new address at a time
    _stop(person)
    token = f"{PREFIX}{secrets.token_urlsafe(BYTES)}"
    feed = MeetingFeed.objects.create(person=person, token_hash=hash_of(token))
    record("meeting_feed.made", feed, by=by)
    return token


@transaction.atomic
def revoke_feed(feed: MeetingFeed, *, by: Person) -> bool:
    """Stop an address from working; recorded. Tell whether it still did."""
    if not _stop(feed.person):
        return False
    record("meeting_feed.revoked", feed, by=by)
    return True


def _stop(person: Person) -> int:
    """Take back what works for the person; return how many that were."""
    feeds = MeetingFeed.objects.working().filter(person=person)
    return feeds.update(revoked_at=timezone.now())
