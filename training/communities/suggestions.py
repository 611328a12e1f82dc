"""Which resources may help a person now: by their goals, and by what they find hard."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from training.communities.discussions import communities_of
from training.communities.resources import sorted_by, with_ratings
from training.currency.days import add_months
from training.models import LedgerEntry, Resource, SelfRating

LOW = 4
FRESH_FOR_MONTHS = 11
MOST = 3

GoalTopics = Callable[[Person], Iterable[UUID]]
_goal_topics: list[GoalTopics] = []


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


def register_goal_topics(source: GoalTopics) -> None:
    """Let an app say which competencies a person's goals are about; from its `AppConfig.ready`."""
    if source not in _goal_topics:
        _goal_topics.append(source)


def suggested_for(person: Person) -> list[Suggestion]:
    """Return the resources that may help a person, the most fitting first; three at most.

    Only of communities they belong to. What they added or rated, they know.
    """
    topics = _topics_of(person)
    if not topics:
        return []
    known = Resource.objects.filter(ratings__person=person).values("pk")
    fitting = (
        Resource.objects.visible_to(person)
        .on_offer()
        .filter(
            community__in=communities_of(person).alive().values("pk"),
            competencies__in=list(topics),
        )
        .exclude(added_by=person)
        .exclude(pk__in=known)
        .distinct()
    )
    ranked = [
        (_first_topic(resource, topics), resource)
        for resource in sorted_by(with_ratings(fitting, person), "rating")
    ]
    ranked.sort(key=lambda row: row[0].rank)
    return [
        Suggestion(resource, topic.reason % {"name": _name_in(resource, topic)})
        for topic, resource in ranked[:MOST]
    ]


def _topics_of(person: Person) -> dict[UUID, _Topic]:
    """Return what a person may want to work on: goals, then what is low, then what is long ago."""
    today = timezone.localdate(timezone=person.time_zone)
    found: dict[UUID, _Topic] = {}
    for topic in (*_of_goals(person), *_low(person), *_long_ago(person, today)):
        found.setdefault(topic.competency_id, topic)
    return found


def _of_goals(person: Person) -> list[_Topic]:
    """Return what the person's goals are about."""
    reason = _("One of your goals is about “%(name)s”.")
    ids = dict.fromkeys(key for source in _goal_topics for key in source(person))
    return [_Topic(competency_id, (0, 0), reason) for competency_id in ids]


def _low(person: Person) -> list[_Topic]:
    """Return what the person rated low when they rated it last."""
    latest = (
        SelfRating.objects.visible_to(person)
        .order_by("competency_id", "-rated_on", "-pk")
        .distinct("competency_id")
    )
    return [
        _Topic(
            rating.competency_id,
            (1, rating.value),
            _("You rated “%(name)s” {value} of 7.").replace("{value}", str(rating.value)),
        )
        for rating in latest
        if rating.value <= LOW
    ]


def _long_ago(person: Person, today: date) -> list[_Topic]:
    """Return what the person last learnt or practised many months ago."""
    limit = add_months(today, -FRESH_FOR_MONTHS)
    latest = (
        LedgerEntry.objects.standing()
        .filter(person=person, competency__isnull=False)
        .values_list("competency")
        .annotate(last=Max("earned_on"))
        .order_by("last")
    )
    reason = _("It is a while since you trained “%(name)s”.")
    return [_Topic(key, (2, last.toordinal()), reason) for key, last in latest if last < limit]


def _first_topic(resource: Resource, topics: dict[UUID, _Topic]) -> _Topic:
    """Return the topic for which a resource comes first."""
    fitting = [topics[each.pk] for each in resource.competencies.all() if each.pk in topics]
    return min(fitting, key=lambda topic: topic.rank)


def _name_in(resource: Resource, topic: _Topic) -> str:
    """Return the name of the topic's competency, as the resource carries it."""
    return next(each.name for each in resource.competencies.all() if each.pk == topic.competency_id)
