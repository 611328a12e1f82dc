"""Looking at the product as somebody else: begun with a reason, recorded page by page, ended."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mentorship.accounts.access import organisations_allowing
from mentorship.accounts.models import Membership, Person, Viewing
from mentorship.accounts.permissions import Permission
from mentorship.accounts.viewing.queries import Obstacle, obstacle
from mentorship.accounts.viewing.signals import seen_as
from mentorship.audit.actions import record

MINUTES = 30


class MayNotViewError(Exception):
    """The administrator may not look as this person; `why` says the reason."""

    def __init__(self, why: Obstacle) -> None:
        """Keep the reason."""
        self.why = why
        super().__init__(why.value)


@transaction.atomic
def begin_viewing(*, person: Person, reason: str, by: Person) -> Viewing:
    """Begin to look as a person, for half an hour; an earlier look of the same viewer ends.

    Recorded. Raises MayNotViewError.
    """
    # One look at a time: two windows that begin at once take turns.
    Person.objects.get_queryset().select_for_update().get(pk=by.pk)
    why = obstacle(by, person)
    if why is not None:
        raise MayNotViewError(why)
    for earlier in Viewing.objects.filter(viewer=by, ended_at__isnull=True):
        end_viewing(earlier, by=by)
    allowed = organisations_allowing(by, Permission.MANAGE_ORGANISATION)
    membership = Membership.objects.filter(person=person, organisation_id__in=allowed).first()
    if membership is None:
        raise MayNotViewError(Obstacle.ELSEWHERE)
    now = timezone.now()
    viewing = Viewing.objects.create(
        organisation_id=membership.organisation_id,
        viewer=by,
        person=person,
        reason=reason,
        began_at=now,
        until=now + timedelta(minutes=MINUTES),
    )
    record("viewing.began", viewing, by=by, changes={"person": person.pk, "minutes": MINUTES})
    return viewing


@transaction.atomic
def note_page(viewing: Viewing, *, page: str, by: Person) -> None:
    """Record that a page was seen; `page` is the name of its address."""
    Viewing.objects.filter(pk=viewing.pk).update(pages=F("pages") + 1)
    record("viewing.page_seen", viewing, by=by, changes={"person": viewing.person_id, "page": page})
    seen_as.send(sender=Viewing, viewing=viewing, page=page)


@transaction.atomic
def end_viewing(viewing: Viewing, *, by: Person) -> None:
    """End a look, once; one that ran out ended when it ran out. Recorded."""
    ended_at = min(timezone.now(), viewing.until)
    ended = Viewing.objects.filter(pk=viewing.pk, ended_at__isnull=True).update(ended_at=ended_at)
    if ended:
        record("viewing.ended", viewing, by=by, changes={"person": viewing.person_id})
