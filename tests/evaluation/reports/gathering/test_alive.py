"""Communities with what was held, and the way from mentee to mentor."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from evaluation.reports.gathering.alive import communities_of, pathway_of
from evaluation.reports.model import Step
from tests.factories.attending import AttendanceFactory
from tests.factories.fresh import CommunityFactory, MemberFactory, PathwayFactory
from tests.factories.training import GatheringFactory
from training.enums import SessionState
from training.pathway.enums import PathwayState

TODAY = timezone.localdate()


def held(community, *, days, came):
    session = GatheringFactory.create(
        programme=community.programme,
        community=community,
        state=SessionState.HELD,
        starts_at=timezone.now() - timedelta(days=days),
    )
    AttendanceFactory.create_batch(came, session=session, is_present=True)
    AttendanceFactory.create(session=session, is_present=False)


def community(world, **fields):
    return CommunityFactory.create(
        programme=world.programme, begun_at=timezone.now() - timedelta(days=800), **fields
    )


def test_gatherings_of_the_last_twelve_months_are_counted(world):
    circle = community(world, name="Circle", gatherings_a_year=4)
    MemberFactory.create_batch(3, community=circle)
    for days, came in ((30, 6), (200, 3), (500, 9)):
        held(circle, days=days, came=came)
    GatheringFactory.create(programme=world.programme, community=circle)
    (found,) = communities_of(world.programme, [world.cohort], TODAY)
    assert (found.name, found.held, found.wanted, found.members) == ("Circle", 2, 4, 3)
    assert found.present == Decimal("4.50")


def test_a_community_without_gatherings_has_no_mean(world):
    community(world)
    (found,) = communities_of(world.programme, [world.cohort], TODAY)
    assert (found.held, found.present) == (0, None)


def test_as_many_queries_for_many_communities(world, django_assert_num_queries):
    for _number in range(3):
        held(community(world), days=20, came=1)
    with django_assert_num_queries(3):
        assert len(communities_of(world.programme, [world.cohort], TODAY)) == 3


def test_the_way_begins_with_everybody_who_was_a_mentee(world):
    assert pathway_of(world.programme) == ()
    PathwayFactory.create(programme=world.programme, state=PathwayState.INTERESTED)
    steps = pathway_of(world.programme)
    assert steps[0] == Step("mentees", 1)
    assert steps[1].count == 1
    assert [step.count for step in steps[2:]] == [0] * (len(steps) - 2)
