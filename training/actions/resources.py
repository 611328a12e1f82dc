"""What members add to their community's resources, rate and take away."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.documents.keeping import forget_document, keep_document
from programmes.documents.reading import Document
from training.actions.discussions import NotAModeratorError, hold_member
from training.models import Community, Competency, Resource, ResourceRating


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody offers: a link or a document, by what it is good for."""

    title: str
    words: str = ""
    link: str = ""
    document: Document | None = None
    competencies: Collection[Competency] = ()


@transaction.atomic
def add_resource(community: Community, offer: Offer, *, by: Person) -> Resource:
    """Add a link or a file to what a community keeps; recorded. Raises NotAMemberError."""
    hold_member(community, by)
    organisation = community.programme.organisation
    document = offer.document
    resource = Resource.objects.create(
        community=community,
        title=offer.title,
        words=offer.words,
        link=offer.link,
        file=keep_document(document, organisation=organisation, by=by) if document else None,
        added_by=by,
    )
    resource.competencies.set(offer.competencies)
    _record("resource.added", resource, by=by)
    return resource


@transaction.atomic
def rate_resource(resource: Resource, *, stars: int, by: Person) -> None:
    """Keep how useful a member found a resource, in place of what they said before."""
    hold_member(resource.community, by)
    ResourceRating.objects.update_or_create(
        resource=resource, person=by, defaults={"stars": stars, "rated_at": timezone.now()}
    )


@transaction.atomic
def remove_resource(resource: Resource, *, by: Person) -> None:
    """Take away what one added oneself, or as a moderator anybody's; recorded once.

    The bytes of a file are deleted for good. Raises NotAModeratorError.
    """
    member = hold_member(resource.community, by)
    if resource.added_by_id != by.pk and not member.is_moderator:
        raise NotAModeratorError
    rows = Resource.objects.on_offer().filter(pk=resource.pk)
    if not rows.update(removed_at=timezone.now()):
        return
    if resource.file is not None:
        transaction.on_commit(partial(forget_document, resource.file))
    _record("resource.removed", resource, by=by)


def _record(kind: str, resource: Resource, *, by: Person) -> None:
    """Record under the programme's organisation; no words."""
    record(kind, resource, by=by, organisation_id=resource.community.programme.organisation_id)
