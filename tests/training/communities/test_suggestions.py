import pytest
from django.utils import timezone

from tests.factories.dates import days_ago
from tests.factories.fresh import CompetencyFactory, ResourceFactory
from training.actions.resources import rate_resource
from training.communities import suggestions
from training.communities.suggestions import register_goal_topics, suggested_for
from training.models import Competency, LedgerEntry, SelfRating

pytestmark = pytest.mark.django_db


@pytest.fixture
def listening(world):
    return CompetencyFactory.create(organisation=world.organisation, name="Listening")


@pytest.fixture
def guide(circle, listening):
    resource = ResourceFactory.create(community=circle.community, added_by=circle.ben)
    resource.competencies.add(listening)
    return resource


def rate(world, person, competency, value, days=1):
    SelfRating.objects.create(
        programme=world.programme,
        person=person,
        competency=competency,
        value=value,
        rated_on=days_ago(days)(),
    )


def reasons(person):
    return [(each.resource, each.reason) for each in suggested_for(person)]


def test_nothing_is_suggested_without_a_reason(circle, guide):
    assert suggested_for(circle.amara) == []


def test_what_one_rated_low_last(world, circle, guide, listening):
    rate(world, circle.amara, listening, 3)
    assert reasons(circle.amara) == [(guide, "You rated “Listening” 3 of 7.")]
    rate(world, circle.amara, listening, 6, days=0)
    assert suggested_for(circle.amara) == []


def test_what_one_learnt_long_ago(world, circle, guide, listening):
    entry = {
        "organisation": world.organisation,
        "programme": world.programme,
        "person": circle.amara,
        "role": "mentor",
        "kind": "refresher",
        "source": "attendance",
        "hours": 1,
        "competency": listening,
        "is_assured": True,
    }
    LedgerEntry.objects.create(**entry, earned_on=days_ago(400)())
    assert reasons(circle.amara) == [(guide, "It is a while since you trained “Listening”.")]
    LedgerEntry.objects.create(**entry, earned_on=days_ago(20)())
    assert suggested_for(circle.amara) == []


def test_goals_come_first(world, circle, guide, listening, monkeypatch):
    monkeypatch.setattr(suggestions, "_goal_topics", [])
    wanted = Competency.objects.filter(pk=listening.pk).values_list("pk", flat=True)
    register_goal_topics(lambda _person: wanted)
    other = CompetencyFactory.create(organisation=world.organisation, name="Asking")
    low = ResourceFactory.create(community=circle.community, added_by=circle.ben)
    low.competencies.add(other, listening)
    rate(world, circle.amara, other, 1)
    rate_resource(guide, stars=5, by=circle.chloe)
    first, *_others = reasons(circle.amara)
    assert first[1] == "One of your goals is about “Listening”."


def test_only_of_ones_own_communities_and_what_one_does_not_know(world, circle, guide, listening):
    for person in (circle.amara, circle.ben, world.mentee):
        rate(world, person, listening, 2)
    assert len(suggested_for(circle.amara)) == 1
    assert suggested_for(world.mentee) == []
    assert suggested_for(circle.ben) == []
    rate_resource(guide, stars=4, by=circle.amara)
    assert suggested_for(circle.amara) == []
    rate(world, circle.chloe, listening, 2)
    type(circle.community).objects.update(closed_at=timezone.now())
    assert suggested_for(circle.chloe) == []
