"""The portal's communities: who finds which, and what they can do there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.models import Profile
from tests.factories.fresh import CommunityFactory, MemberFactory
from tests.factories.training import EnrolmentFactory, GatheringFactory, in_days
from training.communities.enums import DigestRhythm, Joining, MemberState
from training.enums import EnrolmentState
from training.models import CommunityMember, Enrolment

LIST = "/learn/communities/"


@pytest.fixture
def circle(world):
    return CommunityFactory.create(
        programme=world.programme, name="Mentors’ circle", joining=Joining.INVITATION
    )


@pytest.fixture
def member(world, circle):
    return MemberFactory.create(community=circle, person=world.mentor)


@pytest.fixture
def gathering(world, circle):
    return GatheringFactory.create(programme=world.programme, community=circle, capacity=1)


def address(name, row):
    return reverse(f"training:{name}", args=[row.pk])


def test_only_members_find_a_community_by_invitation(world, client_of, member):
    url = address("my-community", member.community)
    expected = {
        world.mentor: 200,
        world.mentee: 404,
        world.coordinator: 404,
        world.stranger: 404,
        world.other_coordinator: 404,
    }
    for person, status in expected.items():
        assert client_of(person).get(url).status_code == status, person.name


def test_without_any_community_the_page_says_so_kindly(world, client_of):
    assert "No community for you yet" in client_of(world.mentor).get(LIST).text


def test_who_may_join_reads_what_it_is_for_and_no_names(world, client_of, circle):
    type(circle).objects.update(joining=Joining.OPEN, purpose="To think aloud")
    MemberFactory.create(community=circle, person__name="Bo Lind")
    client = client_of(world.mentor)
    page = client.get(address("my-community", circle)).text
    assert "To think aloud" in page
    assert "Bo Lind" not in page
    assert "Mentors’ circle" in client.get(LIST).text
    inside = client.post(address("my-community-join", circle), follow=True).text
    assert "Bo Lind" in inside


def test_an_invitation_is_answered(world, client_of, member):
    CommunityMember.objects.update(state=MemberState.INVITED)
    client = client_of(world.mentor)
    assert "You are invited to “Mentors’ circle”" in client.get(LIST).text
    assert "You are invited" in client.get(address("my-community", member.community)).text
    client.post(address("my-community-join", member.community))
    member.refresh_from_db()
    assert member.state == MemberState.MEMBER
    client.post(address("my-community-leave", member.community))
    again = client.post(address("my-community-leave", member.community), follow=True)
    assert "You left it before." in again.text
    assert client.get(address("my-community", member.community)).status_code == 404


@pytest.mark.parametrize("name", ["my-community-join", "my-community-leave", "my-community-digest"])
def test_strangers_change_nothing_and_links_neither(world, client_of, member, name):
    url = address(name, member.community)
    for person in (world.mentee, world.stranger, world.coordinator):
        assert client_of(person).post(url, {"digest": "never"}).status_code == 404
    assert client_of(world.mentor).get(url).status_code == 405
    assert CommunityMember.objects.count() == 1


def test_members_see_each_other_by_name_and_profile(world, client_of, member):
    membership = world.mentee.memberships.get()
    Profile.objects.update_or_create(membership=membership, defaults={"job_title": "Analyst"})
    MemberFactory.create(community=member.community, person=world.mentee, is_moderator=True)
    page = client_of(world.mentor).get(address("my-community", member.community)).text
    assert "Jonas Weber" in page
    assert "Analyst" in page
    assert world.mentee.email not in page


def test_members_say_whether_they_come(world, client_of, member, gathering):
    client = client_of(world.mentor)
    assert "Are you coming?" in client.get(address("my-community", member.community)).text
    url = address("my-community-answer", gathering)
    assert "You have a place" in client.post(url, {"answer": "yes"}, follow=True).text
    assert "You can still change your mind" in client.post(url, follow=True).text
    assert Enrolment.objects.get().state == EnrolmentState.DECLINED
    EnrolmentFactory.create(session=gathering)
    assert "You are in line" in client.post(url, {"answer": "yes"}, follow=True).text
    for person in (world.mentee, world.stranger):
        assert client_of(person).post(url, {"answer": "yes"}).status_code == 404


def test_a_gathering_that_has_begun_takes_no_answer(world, client_of, member, gathering):
    type(gathering).objects.update(starts_at=in_days(-1))
    url = address("my-community-answer", gathering)
    page = client_of(world.mentor).post(url, {"answer": "yes"}, follow=True)
    assert "Nobody can answer" in page.text
    assert not Enrolment.objects.exists()


def test_past_gatherings_show_notes_and_recording_to_members(world, client_of, member, gathering):
    type(gathering).objects.update(
        starts_at=in_days(-3), notes="Three questions", recording_url="https://example.org/film"
    )
    page = client_of(world.mentor).get(address("my-community", member.community)).text
    assert "Three questions" in page
    assert 'href="https://example.org/film" rel="noopener nofollow"' in page


def test_who_moderates_or_leads_a_gathering_writes_it_up(world, client_of, member, gathering):
    url = address("my-community-write-up", gathering)
    client = client_of(world.mentor)
    assert client.get(url).status_code == 404
    gathering.facilitators.add(world.mentor, world.facilitator)
    assert client.get(url).status_code == 200
    assert client_of(world.facilitator).get(url).status_code == 404  # no member
    gathering.facilitators.clear()
    CommunityMember.objects.update(is_moderator=True)
    client.post(url, {"agenda": "How each of us is"})
    gathering.refresh_from_db()
    assert gathering.agenda == "How each of us is"


def test_the_digest_is_chosen(world, client_of, member):
    client = client_of(world.mentor)
    url = address("my-community-digest", member.community)
    client.post(url, {"digest": "hourly"})
    member.refresh_from_db()
    assert member.digest == DigestRhythm.WEEKLY
    client.post(url, {"digest": "never"})
    member.refresh_from_db()
    assert member.digest == DigestRhythm.NEVER


def test_the_page_asks_no_more_with_more_members_and_gatherings(world, client_of, member):
    client = client_of(world.mentor)
    url = address("my-community", member.community)
    counts = []
    for number in (2, 20):
        for more in range(number):
            MemberFactory.create(community=member.community)
            GatheringFactory.create(
                programme=world.programme,
                community=member.community,
                starts_at=in_days(3 if more % 2 else -3),
            )
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_learn_leads_to_communities(world, client_of):
    assert LIST in client_of(world.mentor).get("/learn/").text
