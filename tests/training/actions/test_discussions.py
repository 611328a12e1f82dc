"""Writing in a community: members only, nothing twice, mentions, half an hour to change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.fresh import DiscussionFactory, ReplyFactory
from tests.programmes.races import both_at_once
from tests.training.circles import make_circle
from training.actions.communities import remove_member, set_digest
from training.actions.digests import keep_mentions
from training.actions.discussions import (
    DiscussionClosedError,
    NotAMemberError,
    NotAModeratorError,
    TooLateToEditError,
    Written,
    begin_discussion,
    close_discussion,
    edit_post,
    note_read,
    pin_discussion,
    reply_to,
)
from training.actions.moderation import hide_post
from training.communities.enums import DigestRhythm, MemberState
from training.models import Community, CommunityMember, Discussion, Reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(circle):
    return DiscussionFactory.create(community=circle.community, author=circle.ben)


def mentions():
    return Message.objects.filter(kind="training.talk_mention").order_by("due_at")


def test_a_double_press_begins_and_answers_once(circle):
    written = Written("How do you begin?", title="Beginning")
    first = begin_discussion(circle.community, written, by=circle.amara)
    assert begin_discussion(circle.community, written, by=circle.amara) == first
    reply = reply_to(first, Written("With a question."), by=circle.ben)
    assert reply_to(first, Written("With a question."), by=circle.ben) == reply
    first.refresh_from_db()
    assert first.stirred_at == reply.written_at


def test_only_members_of_a_community_that_goes_on_may_write(world, circle, talk):
    for outsider in (world.coordinator, world.administrator, world.stranger):
        with pytest.raises(NotAMemberError):
            reply_to(talk, Written("Let me in"), by=outsider)
    circle.community.members.filter(person=circle.chloe).update(state=MemberState.LEFT)
    with pytest.raises(NotAMemberError):
        begin_discussion(circle.community, Written("x", title="y"), by=circle.chloe)
    Community.objects.update(closed_at=timezone.now())
    with pytest.raises(NotAMemberError):
        reply_to(talk, Written("Too late"), by=circle.amara)


def test_a_closed_discussion_takes_no_replies_until_it_is_opened(circle, talk):
    close_discussion(talk, is_closed=True, by=circle.ben)
    with pytest.raises(DiscussionClosedError):
        reply_to(talk, Written("But"), by=circle.amara)
    close_discussion(talk, is_closed=False, by=circle.ben)
    assert reply_to(talk, Written("But"), by=circle.amara).words == "But"


def test_only_moderators_pin_and_close_and_it_is_recorded_once(circle, talk):
    with pytest.raises(NotAModeratorError):
        pin_discussion(talk, is_pinned=True, by=circle.amara)
    with pytest.raises(NotAModeratorError):
        close_discussion(talk, is_closed=True, by=circle.amara)
    pin_discussion(talk, is_pinned=True, by=circle.ben)
    pin_discussion(talk, is_pinned=True, by=circle.ben)
    assert Event.objects.filter(kind="discussion.pinned").count() == 1


def test_own_words_change_within_half_an_hour(circle, talk, time_machine):
    time_machine.move_to(talk.begun_at + timedelta(minutes=1))
    edit_post(talk, Written("Better so.", title="New"), by=circle.ben)
    talk.refresh_from_db()
    assert (talk.title, talk.words) == ("New", "Better so.")
    assert talk.edited_at
    with pytest.raises(TooLateToEditError):
        edit_post(talk, Written("Mine now.", title="New"), by=circle.amara)
    reply = reply_to(talk, Written("Hm."), by=circle.amara)
    time_machine.shift(31 * 60)
    with pytest.raises(TooLateToEditError):
        edit_post(reply, Written("Hm!"), by=circle.amara)


def test_words_never_reach_the_record(circle, talk):
    reply = reply_to(talk, Written("A secret of mine"), by=circle.amara)
    edit_post(reply, Written("A secret of ours"), by=circle.amara)
    hide_post(reply, reason="Names a secret", by=circle.ben)
    told = " ".join(str(event.changes) for event in Event.objects.all())
    assert "secret" not in told


def test_members_are_mentioned_by_name_or_pick_and_nobody_else_is(world, circle, talk):
    written = Written("@Chloe and @Catherine Ward, see this", mentioned=[world.coordinator])
    reply = reply_to(talk, written, by=circle.amara)
    assert list(reply.mentions.all()) == [circle.chloe]
    picked = reply_to(talk, Written("You too", mentioned=[circle.chloe]), by=circle.amara)
    assert list(picked.mentions.all()) == [circle.chloe]


def test_who_is_taken_out_gets_no_words_that_wait(circle, talk):
    reply_to(talk, Written("@Chloe, see this"), by=circle.amara)
    assert mentions().get().state == "queued"
    member = circle.community.members.get(person=circle.chloe)
    remove_member(member, by=circle.ben)
    assert mentions().get().state == "cancelled"


def test_mentions_are_mailed_at_once_and_then_folded_for_an_hour(circle, talk, time_machine):
    time_machine.move_to("2027-03-10T10:00:00Z", tick=False)
    reply_to(talk, Written("@Chloe apples"), by=circle.amara)
    assert [mail.due_at for mail in mentions()] == [timezone.now()]
    Message.objects.update(state="sent", sent_at=timezone.now())
    for minute, words in ((10, "@Chloe two"), (20, "@Chloe three")):
        time_machine.move_to(f"2027-03-10T10:{minute}:00Z", tick=False)
        reply_to(talk, Written(words), by=circle.amara)
    first, later = mentions()
    assert (later.due_at - first.due_at).total_seconds() == 3600
    assert "mentioned 2 times" in later.subject
    assert "two" in later.text
    assert "three" in later.text
    assert "apples" not in later.text
    keep_mentions()
    assert mentions().count() == 2


def test_who_wants_no_digest_gets_no_mention_and_what_is_hidden_is_not_mailed(circle, talk):
    member = CommunityMember.objects.get(community=circle.community, person=circle.chloe)
    set_digest(member, DigestRhythm.NEVER, by=circle.chloe)
    reply = reply_to(talk, Written("@Chloe and @Amara"), by=circle.ben)
    assert [mail.recipient for mail in mentions()] == [circle.amara]
    hide_post(reply, reason="No", by=circle.ben)
    assert [mail.state for mail in mentions()] == ["cancelled"]


def test_what_was_seen_never_becomes_unseen(circle):
    member = circle.community.members.get(person=circle.amara)
    earlier = timezone.now()
    note_read(circle.community, timezone.now(), by=circle.amara)
    note_read(circle.community, earlier, by=circle.amara)
    member.refresh_from_db()
    assert member.read_at > earlier


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_write_once(world):
    circle = make_circle(world)
    talk = DiscussionFactory.create(community=circle.community, author=circle.ben)

    def press():
        reply_to(Discussion.objects.get(pk=talk.pk), Written("Once."), by=circle.amara)

    assert both_at_once(press, press) == []
    assert Reply.objects.count() == 1


def test_a_hidden_discussion_takes_no_replies(circle, talk):
    ReplyFactory.create(discussion=talk)
    hide_post(talk, reason="Unkind", by=circle.ben)
    with pytest.raises(DiscussionClosedError):
        reply_to(talk, Written("But"), by=circle.amara)
