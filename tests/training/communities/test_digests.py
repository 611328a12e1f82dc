"""Digests: only what others wrote, mentions first, once, never to who wants none."""

import pytest
from django.utils import timezone

from mentorship.notifications.models import Message
from tests.factories.fresh import DiscussionFactory, ReplyFactory
from training.actions.digests import keep_digests
from training.communities.digests import digest_plans
from training.models import CommunityMember

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tuesday(time_machine, circle):
    """A Tuesday in the zone of everybody; all have belonged since January, and read daily."""
    time_machine.move_to("2027-03-09T12:00:00Z", tick=False)
    CommunityMember.objects.update(digest="daily", since="2027-01-01T00:00:00Z")


@pytest.fixture
def talk(circle):
    return DiscussionFactory.create(
        community=circle.community,
        author=circle.ben,
        title="Beginnings",
        words="How do you begin?",
        begun_at=timezone.now(),
    )


def mails():
    return {mail.recipient.short_name: mail for mail in Message.objects.select_related("recipient")}


def next_morning(time_machine):
    time_machine.move_to("2027-03-10T09:00:00Z", tick=False)
    keep_digests()


def test_members_read_what_others_wrote_once(circle, talk, time_machine):
    keep_digests()
    assert not mails()
    next_morning(time_machine)
    keep_digests()
    assert set(mails()) == {"Amara", "Chloe"}
    mail = mails()["Amara"]
    assert "1 discussion" in mail.subject
    assert "Beginnings" not in mail.subject
    for words in ("Beginnings", "Ben Ito", "How do you begin?"):
        assert words in mail.text
    assert "/notifications/" in mail.text or "Stop mails of this kind" in mail.text
    time_machine.move_to("2027-03-11T09:00:00Z", tick=False)
    keep_digests()
    assert Message.objects.count() == 2


def test_mentions_come_first(circle, talk, time_machine):
    other = DiscussionFactory.create(
        community=circle.community, author=circle.ben, title="Later", begun_at=timezone.now()
    )
    reply = ReplyFactory.create(discussion=talk, author=circle.ben, words="Chloe?")
    reply.mentions.add(circle.chloe)
    ReplyFactory.create(discussion=other, author=circle.ben)
    next_morning(time_machine)
    text = mails()["Chloe"].text
    assert text.index("Beginnings (mentions you)") < text.index("Later")


def test_nothing_is_sent_of_what_is_hidden_seen_or_unwanted(circle, talk, time_machine):
    members = circle.community.members
    members.filter(person=circle.chloe).update(digest="never")
    members.filter(person=circle.amara).update(read_at=timezone.now())
    next_morning(time_machine)
    assert not mails()
    members.update(digest="daily", read_at=None)
    type(talk).objects.update(hidden_at=timezone.now(), hidden_by=circle.ben)
    keep_digests()
    assert not mails()


def test_who_left_or_whose_community_closed_reads_nothing(circle, talk, time_machine):
    circle.community.members.filter(person=circle.chloe).update(state="left")
    next_morning(time_machine)
    assert set(mails()) == {"Amara"}
    Message.objects.all().delete()
    type(circle.community).objects.update(closed_at=timezone.now())
    keep_digests()
    assert not mails()


def test_a_weekly_digest_leaves_on_monday(circle, talk, time_machine):
    circle.community.members.update(digest="weekly")
    next_morning(time_machine)
    assert not mails()
    time_machine.move_to("2027-03-15T08:00:00Z", tick=False)
    keep_digests()
    assert set(mails()) == {"Amara", "Chloe"}


def test_queries_do_not_grow_with_members_or_posts(
    circle, talk, time_machine, django_assert_max_num_queries
):
    for _each in range(15):
        ReplyFactory.create(discussion=talk, author=circle.ben)
    time_machine.move_to("2027-03-10T09:00:00Z", tick=False)
    with django_assert_max_num_queries(5):
        assert len(list(digest_plans(timezone.now()))) == 2
