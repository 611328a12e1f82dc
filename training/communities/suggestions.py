"""Which resources may help a person now: by their goals, and by what they find hard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.common.statements import Read, rows_of
from training.communities.discussions import communities_of
from training.communities.resources import sorted_by, with_ratings
from training.currency.days import add_months
from training.models import LedgerEntry, Resource, SelfRating
from training.models.agenda import SelfRatingQuerySet
from training.models.discussion import ResourceQuerySet

LOW = 4
FRESH_FOR_MONTHS = 11
MOST = 3

_goal_topics: list[Read] = []


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A resource that may help, and why, in words for the person."""

    resource: Resource
    reason: str


@dataclass(frozen=True, slots=True)
class _Topic:
    """A competency a person may want to work on, and why; the smallest rank comes first."""

    competency_id: UUID
    rank: tuple[int, int]
    reason: str


def register_goal_topics(source: Read) -> None:
    """Let an app say which competencies a person's goals are about; from its `AppConfig.ready`.

    A source reads their ids (`common.together`).
    """
    if source not in _goal_topics:
        _goal_topics.append(source)


def suggested_for(person: Person) -> list[Suggestion]:
    """Return the resources that may help a person, the most fitting first; three at most.

    Only of communities they belong to. What they added or rated, they know.
    """
    topics = _topics_of(person)
    if not topics:
        return []
    fitting = unknown_resources(person).filter(competencies__in=list(topics)).distinct()
    ranked = [
        (_first_topic(resource, topics), resource)
        for resource in sorted_by(with_ratings(fitting, person), "rating")
    ]
    ranked.sort(key=lambda row: row[0].rank)
    return [
        Suggestion(resource, topic.reason % {"name": _name_in(resource, topic)})
        for topic, resource in ranked[:MOST]
    ]


def unknown_resources(person: Person) -> ResourceQuerySet:
    """Return what somebody's communities keep, and they neither added nor rated."""
    known = Resource.objects.filter(ratings__person=person).values("pk")
    return (
        Resource.objects.on_offer()
        .filter(community__in=communities_of(person).alive().values("pk"))
        .exclude(added_by=person)
        .exclude(pk__in=known)
    )


def _topics_of(person: Person) -> dict[UUID, _Topic]:
    """Return what a person may want to work on: goals, then what is low, then what is long ago."""
    today = timezone.localdate(timezone=person.time_zone)
    ratings, learnt, *goals = rows_of((last_rated, last_learnt, *_goal_topics), person)
    found: dict[UUID, _Topic] = {}
    for topic in (*_of_goals(goals), *_low(ratings), *_long_ago(learnt, today)):
        found.setdefault(topic.competency_id, topic)
    return found


def last_rated(person: Person) -> SelfRatingQuerySet:
    """Return how somebody rated themselves last in each competency."""
    return (
        SelfRating.objects.visible_to(person)
        .order_by("competency_id", "-rated_on", "-pk")
        .distinct("competency_id")
    )


def last_learnt(person: Person) -> QuerySet[LedgerEntry, tuple[UUID, date]]:
    """Return when somebody last learnt or practised each competency, the longest ago first."""
    return (
        LedgerEntry.objects.standing()
        .filter(person=person, competency__isnull=False)
        .values_list("competency")
        .annotate(last=Max("earned_on"))
        .order_by("last")
    )


def _of_goals(goals: Iterable[Iterable[UUID]]) -> list[_Topic]:
    """Return what the person's goals are about."""
    reason = _("One of your goals is about “%(name)s”.")
    ids = dict.fromkeys(key for keys in goals for key in keys)
    return [_Topic(competency_id, (0, 0), reason) for competency_id in ids]


def _low(latest: Iterable[SelfRating]) -> list[_Topic]:
    """Return what the person rated low when they rated it last."""
    return [
        _Topic(
            rating.competency_id,
            (1, rating.value),
            _("You rated “%(name)s” {value} of 7.").replace("{value}", str(rating.value)),
        )
        for rating in latest
        if rating.value <= LOW
    ]


def _long_ago(latest: Iterable[tuple[UUID, date]], today: date) -> list[_Topic]:
    """Return what the person last learnt or practised many months ago."""
    limit = add_months(today, -FRESH_FOR_MONTHS)
    reason = _("It is a while since you trained “%(name)s”.")
    return [_Topic(key, (2, last.toordinal()), reason) for key, last in latest if last < limit]


def _first_topic(resource: Resource, topics: dict[UUID, _Topic]) -> _Topic:
    """Return the topic for which a resource comes first."""
    fitting = [topics[each.pk] for each in resource.competencies.all() if each.pk in topics]
    return min(fitting, key=lambda topic: topic.rank)


def _name_in(resource: Resource, topic: _Topic) -> str:
    """Return the name of the topic's competency, as the resource carries it."""
    return next(each.name for each in resource.competencies.all() if each.pk == topic.competency_id)
