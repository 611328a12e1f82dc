"""What a community keeps: the list with its ratings, for members and for who looks at training."""

from django.db.models import Avg, Case, Count, F, OuterRef, Q, Subquery, TextChoices, When
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Programme
from training.communities.discussions import communities_of
from training.models import Community, Competency, Resource, ResourceRating
from training.models.competency import CompetencyQuerySet
from training.models.discussion import ResourceQuerySet

# An average of fewer would say who rated how.
AVERAGE_FROM = 3


class Sorting(TextChoices):
    """What comes first in the list."""

    RATING = "rating", _("Best rated first")
    NEW = "new", _("Newest first")


def resources_for(person: Person) -> ResourceQuerySet:
    """Return what a person may open: of their communities, and where they look at training."""
    allowed = Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
    return (
        Resource.objects.visible_to(person)
        .on_offer()
        .filter(
            Q(community__in=communities_of(person).values("pk"))
            | Q(community__programme__in=allowed)
        )
    )


def with_ratings(resources: ResourceQuerySet, person: Person) -> ResourceQuerySet:
    """Return resources with their average from three ratings on, and the person's own stars."""
    own = ResourceRating.objects.filter(resource=OuterRef("pk"), person=person)
    return (
        resources.select_related("file", "added_by")
        .prefetch_related("competencies")
        .annotate(
            rating_count=Count("ratings", distinct=True),
            mean=Avg("ratings__stars"),
            own_stars=Subquery(own.values("stars")[:1]),
        )
        .annotate(average=Case(When(rating_count__gte=AVERAGE_FROM, then=F("mean"))))
    )


def sorted_by(resources: ResourceQuerySet, sorting: str) -> ResourceQuerySet:
    """Return resources with annotations of `with_ratings` in the order somebody asked for."""
    if sorting == Sorting.NEW:
        return resources.order_by("-added_at", "pk")
    return resources.order_by(F("average").desc(nulls_last=True), "-added_at", "pk")


def competencies_of(community: Community) -> CompetencyQuerySet:
    """Return the competencies in use, by which a community tags what it keeps."""
    organisation = community.programme.organisation_id
    return Competency.objects.filter(organisation=organisation, is_active=True)
