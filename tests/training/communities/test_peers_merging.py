"""Two records of one person become one, whatever both did in a community, and two again."""

import pytest

from programmes.actions.merging import merge_people, undo_merge
from tests.factories.accounts import PersonFactory
from tests.factories.fresh import DiscussionFactory, PeerPairFactory, ResourceFactory
from tests.training.circles import join
from training.actions.discussions import Written, reply_to
from training.actions.moderation import report_post
from training.actions.resources import rate_resource
from training.communities.enums import PeerState
from training.models import PeerMeeting, PeerPair, PostReport, Reply, ResourceRating

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(circle):
    person = PersonFactory.create(name="Chloe V.", email="cv@example.org")
    join(circle.community, person)
    return person


def pair(circle, one, other, **fields):
    two = sorted((one, other), key=lambda person: person.pk)
    fields = {"state": PeerState.ACTIVE} | fields
    return PeerPairFactory.create(community=circle.community, two=two, **fields)


def merge(world, circle, twin):
    return merge_people(
        kept=circle.chloe,
        gone=twin,
        organisation=world.organisation,
        by=world.administrator,
        is_administrator=True,
    )


def state():
    rows = PeerPair.objects.order_by("pk")
    return list(rows.values("pk", "first", "second", "state", "aims", "first_agreed_at"))


def test_pairs_follow_and_those_with_oneself_go(world, circle, twin, time_machine):
    between = pair(circle, circle.chloe, twin)
    PeerMeeting.objects.create(
        pair=between, met_on="2027-01-05", minutes=30, words="Us", logged_by=twin
    )
    pair(circle, circle.chloe, circle.ben, aims="Kept")
    doubled = pair(circle, twin, circle.ben, aims="Ends")
    moved = pair(circle, twin, circle.amara)
    before = state()
    done = merge(world, circle, twin)
    assert not PeerPair.objects.filter(pk=between.pk).exists()
    doubled.refresh_from_db()
    moved.refresh_from_db()
    assert doubled.state == PeerState.ENDED
    assert {moved.first_id, moved.second_id} == {circle.chloe.pk, circle.amara.pk}
    assert not PeerPair.objects.of(twin).exists()
    undo_merge(done, by=world.administrator)
    assert state() == before
    assert PeerMeeting.objects.get().logged_by == twin


def test_ratings_reports_mentions_and_membership_never_stand_in_the_way(world, circle, twin):
    talk = DiscussionFactory.create(community=circle.community, author=circle.ben)
    guide = ResourceFactory.create(community=circle.community, added_by=circle.ben)
    for person, stars in ((circle.chloe, 5), (twin, 1)):
        rate_resource(guide, stars=stars, by=person)
        report_post(talk, reason="Hm", by=person)
    both = [circle.chloe, twin]
    reply_to(talk, Written("You two", mentioned=both), by=circle.amara)
    done = merge(world, circle, twin)
    assert ResourceRating.objects.get().stars == 5
    assert PostReport.objects.get().reported_by == circle.chloe
    assert list(Reply.objects.get().mentions.all()) == [circle.chloe]
    undo_merge(done, by=world.administrator)
    assert ResourceRating.objects.count() == PostReport.objects.count() == 2
    assert Reply.objects.get().mentions.count() == 2
