"""Reports and what moderators do: one of two wins, and nobody judges themselves."""

import pytest
from django.db.models import F

from tests.factories.accounts import PersonFactory
from tests.factories.fresh import DiscussionFactory, ReplyFactory
from tests.training.circles import join
from training.actions.discussions import NotAMemberError, NotAModeratorError
from training.actions.moderation import (
    OwnPostError,
    QuickerError,
    hide_post,
    report_post,
    settle_reports,
    show_post,
)
from training.models import PostReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply(circle):
    talk = DiscussionFactory.create(community=circle.community, author=circle.ben)
    return ReplyFactory.create(discussion=talk, author=circle.amara)


def open_reports():
    return PostReport.objects.filter(settled_at__isnull=True).count()


def test_a_report_is_made_once_by_each_and_open_again_when_repeated(circle, reply):
    report_post(reply, reason="Unkind", by=circle.chloe)
    report_post(reply, reason="Very unkind", by=circle.chloe)
    assert PostReport.objects.get().reason == "Very unkind"
    settle_reports(reply, by=circle.ben)
    assert open_reports() == 0
    report_post(reply, reason="Still", by=circle.chloe)
    assert open_reports() == 1


def test_nobody_reports_themselves_or_from_outside(world, circle, reply):
    with pytest.raises(OwnPostError):
        report_post(reply, reason="Mine", by=circle.amara)
    with pytest.raises(NotAMemberError):
        report_post(reply, reason="Theirs", by=world.coordinator)


def test_hiding_settles_the_reports_and_the_second_reads_who_was_quicker(circle, reply):
    report_post(reply, reason="Unkind", by=circle.chloe)
    hide_post(reply, reason="Please speak of the thing, not of her.", by=circle.ben)
    assert open_reports() == 0
    with pytest.raises(QuickerError) as caught:
        hide_post(reply, reason="Me too", by=circle.ben)
    assert caught.value.who == circle.ben
    reply.refresh_from_db()
    assert reply.hidden_reason.startswith("Please")
    with pytest.raises(QuickerError):
        settle_reports(reply, by=circle.ben)
    show_post(reply, by=circle.ben)
    with pytest.raises(QuickerError):
        show_post(reply, by=circle.ben)
    reply.refresh_from_db()
    assert (reply.hidden_at, reply.hidden_reason) == (None, "")


def test_only_moderators_judge(circle, reply):
    report_post(reply, reason="Unkind", by=circle.chloe)
    for act in (
        lambda: hide_post(reply, reason="No", by=circle.chloe),
        lambda: show_post(reply, by=circle.chloe),
        lambda: settle_reports(reply, by=circle.chloe),
    ):
        with pytest.raises(NotAModeratorError):
            act()
    assert open_reports() == 1


def test_a_moderator_judges_their_own_words_only_when_alone(circle):
    own = DiscussionFactory.create(community=circle.community, author=circle.ben)
    report_post(own, reason="Hm", by=circle.chloe)
    other = PersonFactory.create()
    join(circle.community, other, is_moderator=True)
    with pytest.raises(OwnPostError):
        settle_reports(own, by=circle.ben)
    hide_post(own, reason="I was wrong", by=circle.ben)
    assert open_reports() == 1
    circle.community.members.filter(person=other).update(is_moderator=False, since=F("since"))
    settle_reports(own, by=circle.ben)
    assert open_reports() == 0
