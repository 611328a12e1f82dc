"""The pages of discussions: who may read, what is new, what is kept, and what is never shown."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import OrganisationRoleFactory
from tests.factories.fresh import DiscussionFactory, ReplyFactory
from training.models import CommunityMember, Discussion, PostReport, Reply

pytestmark = pytest.mark.django_db

MARKUP = "<script>alert('x')</script>"


@pytest.fixture
def talk(circle):
    return DiscussionFactory.create(
        community=circle.community, author=circle.ben, title="Beginnings", words="How do you begin?"
    )


@pytest.fixture
def amara(circle, client_of):
    return client_of(circle.amara)


@pytest.fixture
def ben(circle, client_of):
    return client_of(circle.ben)


def url(name, row):
    return reverse(f"training:{name}", args=(row.pk,))


def text(response):
    return response.content.decode()


def test_only_current_members_read(world, circle, talk, client_of):
    reply = ReplyFactory.create(discussion=talk, author=circle.chloe)
    pages = [
        url("my-community-talk", circle.community),
        url("my-community-begin", circle.community),
        url("my-community-reports", circle.community),
        url("discussion", talk),
        url("discussion-report", talk),
        url("reply-hide", reply),
    ]
    OrganisationRoleFactory.create(membership=world.coordinator.memberships.get())
    circle.community.members.filter(person=circle.chloe).update(state="left")
    for person in (world.coordinator, world.administrator, world.stranger, circle.chloe):
        client = client_of(person)
        assert {client.get(page).status_code for page in pages} == {404}
    assert (
        client_of(circle.amara).get(url("my-community-talk", circle.community)).status_code == 200
    )


def test_a_coordinator_who_is_a_member_reads(world, circle, talk, client_of):
    CommunityMember.objects.create(
        community=circle.community, person=world.coordinator, state="member"
    )
    assert "How do you begin?" in text(client_of(world.coordinator).get(url("discussion", talk)))


def test_the_page_says_who_reads(circle, talk, amara):
    page = text(amara.get(url("my-community-talk", circle.community)))
    assert "Members read what is written here, and nobody else. It is moderated by Ben Ito." in page


def test_what_is_new_is_marked_until_one_has_looked(circle, talk, amara):
    listed = url("my-community-talk", circle.community)
    circle.community.members.update(since="2020-01-01T00:00:00Z")
    page = text(amara.get(listed))
    assert "1 discussion is new" in page
    assert CommunityMember.objects.get(person=circle.amara).read_at is None
    amara.post(url("my-community-read", circle.community), {"until": timezone.now().isoformat()})
    assert "Nothing new since you looked" in text(amara.get(listed))
    ReplyFactory.create(discussion=talk, author=circle.chloe)
    assert "1 discussion is new" in text(amara.get(listed))
    ReplyFactory.create(discussion=talk, author=circle.amara)
    assert "New" in text(amara.get(url("discussion", talk)))


def test_nonsense_as_a_moment_marks_nothing(circle, amara):
    for until in ("", "yesterday", "2027-01-01", "9" * 99):
        amara.post(url("my-community-read", circle.community), {"until": until})
    assert CommunityMember.objects.get(person=circle.amara).read_at is None


def test_beginning_and_answering(circle, amara):
    page = amara.post(
        url("my-community-begin", circle.community),
        {"title": "Endings", "words": "How?\nhttps://example.org/x"},
        follow=True,
    )
    assert 'href="https://example.org/x" rel="noopener nofollow"' in text(page)
    discussion = Discussion.objects.get()
    page = amara.post(url("discussion", discussion), {"words": "Slowly."}, follow=True)
    assert "Slowly." in text(page)


def test_typed_markup_is_text(circle, amara):
    discussion = DiscussionFactory.create(
        community=circle.community, author=circle.ben, title=MARKUP, words=MARKUP
    )
    ReplyFactory.create(discussion=discussion, words=MARKUP, author=circle.ben)
    for page in (
        url("discussion", discussion),
        url("my-community-talk", circle.community),
        url("discussion-report", discussion),
    ):
        assert "<script>alert" not in text(amara.get(page))


def test_words_stay_when_something_is_wrong_or_it_was_closed(circle, talk, amara):
    bad = amara.post(
        url("my-community-begin", circle.community), {"title": "", "words": "Do not lose me"}
    )
    assert bad.status_code == 422
    assert "Do not lose me" in text(bad)
    Discussion.objects.update(closed_at=timezone.now())
    late = amara.post(url("discussion", talk), {"words": "Do not lose me"})
    assert late.status_code == 422
    assert "closed meanwhile" in text(late)
    assert "Do not lose me" in text(late)
    assert not Reply.objects.exists()


def test_nobody_from_outside_can_be_picked(world, circle, talk, amara):
    given = {"words": "See", "mentioned": [str(world.coordinator.pk)]}
    assert amara.post(url("discussion", talk), given).status_code == 422
    assert not Reply.objects.exists()


def test_changing_ones_own_words(circle, talk, amara, ben, time_machine):
    given = {"title": "Beginnings", "words": "How do you really begin?"}
    assert amara.get(url("discussion-edit", talk)).status_code == 404
    assert "edited" in text(ben.post(url("discussion-edit", talk), given, follow=True))
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    late = ben.post(url("discussion-edit", talk), {"title": "B", "words": "Do not lose me"})
    assert late.status_code == 422
    assert "Do not lose me" in text(late)


def test_search_finds_words_but_not_what_is_hidden(circle, talk, amara, ben):
    ReplyFactory.create(discussion=talk, author=circle.chloe, words="With Erdbeeren")
    DiscussionFactory.create(community=circle.community, author=circle.ben, title="Other")
    listed = url("my-community-talk", circle.community)
    page = text(amara.get(listed, {"words": "erdbeeren"}))
    assert "Beginnings" in page
    assert "Other" not in page
    Reply.objects.update(hidden_at=timezone.now(), hidden_by=circle.ben)
    assert "Nothing was found" in text(amara.get(listed, {"words": "erdbeeren"}))
    assert "Beginnings" in text(ben.get(listed, {"words": "erdbeeren"}))
    assert amara.get(listed, {"words": "'; --\" & | !"}).status_code == 200
    assert amara.get(listed, {"words": "a\x00b"}).status_code == 200


def test_what_is_hidden_is_read_by_its_author_and_moderators_only(
    circle, talk, amara, ben, client_of
):
    reply = ReplyFactory.create(discussion=talk, author=circle.amara, words="Unkind words")
    ben.post(url("reply-hide", reply), {"reason": "Speak of the thing"})
    for client in (amara, ben):
        page = text(client.get(url("discussion", talk)))
        assert "Unkind words" in page
        assert "Speak of the thing" in page
    chloe = client_of(circle.chloe)
    for page in (url("discussion", talk), url("reply-report", reply)):
        seen = text(chloe.get(page))
        assert "Unkind words" not in seen
        assert "Speak of the thing" not in seen
        assert "Taken out of sight by a moderator" in seen
    ben.post(url("reply-show", reply))
    assert "Unkind words" in text(chloe.get(url("discussion", talk)))


def test_a_report_goes_to_the_moderators(circle, talk, amara, ben):
    reply = ReplyFactory.create(discussion=talk, author=circle.chloe)
    page = amara.post(url("reply-report", reply), {"reason": "Names my mentee"}, follow=True)
    assert "The moderators look at it" in text(page)
    assert amara.get(url("my-community-reports", circle.community)).status_code == 404
    assert amara.post(url("reply-settle", reply)).status_code == 404
    assert "Names my mentee" in text(ben.get(url("my-community-reports", circle.community)))
    assert "settled" in text(ben.post(url("reply-settle", reply), follow=True))
    assert PostReport.objects.get().settled_by == circle.ben
    assert "Ben was quicker" in text(ben.post(url("reply-settle", reply), follow=True))


def test_pinning_and_closing_are_for_moderators(circle, talk, amara, ben):
    for name in ("discussion-pin", "discussion-close", "discussion-show", "discussion-settle"):
        assert amara.post(url(name, talk), {"on": "1"}).status_code == 404
    ben.post(url("discussion-pin", talk), {"on": "1"})
    ben.post(url("discussion-close", talk), {"on": "1"})
    page = text(amara.get(url("my-community-talk", circle.community)))
    assert "Pinned" in page
    assert "Closed" in page
    assert "This discussion is closed" in text(amara.get(url("discussion", talk)))


def test_queries_do_not_grow(circle, talk, ben):
    ReplyFactory.create(discussion=talk, author=circle.amara)
    pages = [url("my-community-talk", circle.community), url("discussion", talk)]
    counts = [count_queries(ben, page) for page in pages]
    for _each in range(12):
        ReplyFactory.create(discussion=talk, author=circle.amara)
        DiscussionFactory.create(community=circle.community, author=circle.amara)
    assert [count_queries(ben, page) for page in pages] == counts


def count_queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    return len(queries)
