"""The console's communities: who may open them, and what pressing buttons does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.notifications.models import Message
from programmes.enums import ParticipantRole, ParticipantState
from tests.factories.accounts import PersonFactory
from tests.factories.fresh import CommunityFactory, CompetencyFactory, MemberFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import GatheringFactory, in_days
from training.communities.enums import CommunityKind, Joining, MemberState
from training.enums import Audience, SessionKind
from training.models import Attendance, Community, CommunityMember, Session

ON_ONE = ("community-detail", "community-edit", "community-invite", "community-gathering-add")
PAGES = ("community-list", "community-add", *ON_ONE)
POSTS = (
    "community-close",
    "community-open",
    "community-member-moderates",
    "community-member-remove",
)


@pytest.fixture
def circle(world):
    return CommunityFactory.create(programme=world.programme, name="Mentors’ circle")


@pytest.fixture
def member(world, circle):
    return MemberFactory.create(community=circle, person=world.mentor)


def address(name, row, programme=None):
    args = [(programme or getattr(row, "community", row).programme).slug]
    if name not in {"community-list", "community-add"}:
        args.append(row.pk)
    return reverse(f"training:{name}", args=args)


@pytest.mark.parametrize("name", PAGES)
def test_the_console_is_for_those_who_look_after_training(world, client_of, circle, name):
    expected = {
        world.coordinator: 200,
        world.facilitator: 403,
        world.mentor: 403,
        world.stranger: 404,
        world.other_coordinator: 404,
    }
    for person, status in expected.items():
        assert client_of(person).get(address(name, circle)).status_code == status, person.name


@pytest.mark.parametrize("name", [*ON_ONE[1:], *POSTS])
def test_nothing_is_found_under_another_programme(world, client_of, member, name):
    row = member if "member" in name else member.community
    url = address(name, row, world.other_programme)
    client = client_of(world.other_coordinator)
    assert client.post(url, {"moderates": "yes"}).status_code == 404
    page = address("community-detail", member.community, world.other_programme)
    assert client.get(page).status_code == 404
    member.refresh_from_db()
    assert (member.state, member.is_moderator) == (MemberState.MEMBER, False)


@pytest.mark.parametrize("name", POSTS)
def test_a_link_alone_changes_nothing(world, client_of, member, name):
    row = member if "member" in name else member.community
    assert client_of(world.coordinator).get(address(name, row)).status_code == 405


def test_a_community_is_begun_and_changed(world, client_of):
    client = client_of(world.coordinator)
    given = {"name": "Circle", "kind": "mentors", "joining": "automatic", "gatherings_a_year": "3"}
    url = reverse("training:community-add", args=[world.programme.slug])
    wrong = client.post(url, given | {"name": "", "purpose": "To think aloud"})
    assert "To think aloud" in wrong.text
    assert not Community.objects.exists()
    page = client.post(url, given, follow=True)
    assert "Amara Okafor" in page.text
    community = Community.objects.get()
    assert community.gatherings_a_year == 3
    client.post(address("community-edit", community), given | {"name": "Round"})
    community.refresh_from_db()
    assert (community.name, community.joining) == ("Round", Joining.AUTOMATIC)


def test_a_cohort_of_another_programme_cannot_be_chosen(world, client_of):
    url = reverse("training:community-add", args=[world.programme.slug])
    foreign = world.other_programme.cohorts.first() or world.other_programme.cohorts.create(
        number=1, name="Theirs", starts_on=world.cohort.starts_on, ends_on=world.cohort.ends_on
    )
    given = {"name": "C", "kind": "mentors", "joining": "open", "gatherings_a_year": "2"}
    client_of(world.coordinator).post(url, given | {"cohort": str(foreign.pk)})
    assert not Community.objects.exists()


def test_people_are_invited_after_the_mail_was_read(world, client_of, circle):
    client = client_of(world.coordinator)
    url = address("community-invite", circle)
    found = client.get(url, {"q": "amara"})
    assert "Amara Okafor" in found.text
    assert "Jonas Weber" not in found.text  # it is for mentors
    preview = client.get(url, {"who": world.mentor.pk, "step": "preview"})
    assert "You are invited to “Mentors’ circle”" in preview.text
    assert not Message.objects.exists()
    client.post(url, {"who": world.mentor.pk})
    assert CommunityMember.objects.get().state == MemberState.INVITED
    assert Message.objects.get().recipient == world.mentor
    refused = client.post(url, {"who": [world.mentee.pk, world.stranger.pk]})
    assert refused.status_code == 200
    assert CommunityMember.objects.count() == 1


def test_a_name_that_was_ticked_stays_ticked_while_one_looks_for_another(world, client_of, circle):
    url = address("community-invite", circle)
    page = client_of(world.coordinator).get(url, {"who": world.mentor.pk, "q": "nobody at all"})
    assert f'value="{world.mentor.pk}" checked' in page.text
    empty = client_of(world.coordinator).get(url, {"step": "preview"})
    assert "Tick at least one person first." in empty.text


def test_members_moderate_and_are_taken_out(world, client_of, member):
    client = client_of(world.coordinator)
    client.post(address("community-member-moderates", member), {"moderates": "yes"})
    member.refresh_from_db()
    assert member.is_moderator
    client.post(address("community-member-remove", member))
    member.refresh_from_db()
    assert (member.state, member.is_moderator) == (MemberState.LEFT, False)


def test_a_gathering_is_planned_with_its_training_slot(world, client_of, circle):
    skill = CompetencyFactory.create(organisation=world.organisation)
    foreign = CompetencyFactory.create()
    client = client_of(world.coordinator)
    url = address("community-gathering-add", circle)
    assert 'value="2027-05-04"' in client.get(url, {"on": "2027-05-04"}).text
    given = {
        "title": "Circle",
        "day": in_days(12).date().isoformat(),
        "starts": "17:00",
        "minutes": "60",
        "capacity": "8",
        "slot_title": "Feedback",
        "slot_minutes": "75",
    }
    wrong = client.post(url, given)
    assert "It cannot be longer than the gathering." in wrong.text
    assert client.post(url, given | {"slot_competencies": foreign.pk}).status_code == 200
    assert not Session.objects.exists()
    client.post(url, given | {"slot_minutes": "20", "slot_competencies": skill.pk})
    session = Session.objects.get()
    assert (session.kind, session.community) == (SessionKind.GATHERING, circle)
    assert (session.audience, session.slot_minutes) == (Audience.MENTORS, 20)
    assert list(session.slot_competencies.all()) == [skill]


def test_a_community_closes_unless_people_count_on_a_gathering(world, client_of, circle):
    client = client_of(world.coordinator)
    gathering = GatheringFactory.create(programme=world.programme, community=circle)
    page = client.post(address("community-close", circle), follow=True)
    assert "cancel it first" in page.text
    gathering.delete()
    client.post(address("community-close", circle))
    assert Community.objects.get().closed_at
    assert (
        address("community-detail", circle)
        not in client.get(address("community-list", circle)).text
    )
    client.post(address("community-open", circle))
    assert Community.objects.get().closed_at is None


def test_facilitators_write_notes_and_a_link_that_is_no_page_is_refused(world, client_of, circle):
    session = GatheringFactory.create(programme=world.programme, community=circle)
    url = reverse("training:gathering-write-up", args=[world.programme.slug, session.pk])
    client = client_of(world.facilitator)
    wrong = client.post(url, {"notes": "Three questions", "recording_url": "ftp://example.org/a"})
    assert "Three questions" in wrong.text
    client.post(url, {"notes": "Three questions", "recording_url": "https://example.org/a"})
    session.refresh_from_db()
    assert (session.notes, session.recording_url) == ("Three questions", "https://example.org/a")
    assert client_of(world.mentor).post(url, {"notes": "No"}).status_code == 403


def test_pages_ask_no_more_with_more_rows(world, client_of, circle):
    client = client_of(world.coordinator)
    urls = [address("community-list", circle), address("community-detail", circle)]
    counts = []
    for number in (1, 20):
        for _more in range(number):
            other = CommunityFactory.create(programme=world.programme)
            for community in (circle, other):
                person = MemberFactory.create(community=community).person
                session = GatheringFactory.create(
                    programme=world.programme, community=community, starts_at=in_days(-20)
                )
                Attendance.objects.create(session=session, person=person, is_present=True)
        found = []
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]


def test_members_are_found_by_name(world, client_of, member):
    MemberFactory.create(community=member.community, person=PersonFactory.create(name="Bo Lind"))
    url = address("community-detail", member.community)
    page = client_of(world.coordinator).get(url, {"q": "lind"})
    assert "Bo Lind" in page.text
    assert "Amara Okafor" not in page.text


def test_whom_a_topic_is_for(world, client_of):
    topic = CommunityFactory.create(programme=world.programme, kind=CommunityKind.TOPIC)
    ParticipantFactory.create(
        cohort=world.cohort,
        person__name="Not yet in",
        role=ParticipantRole.MENTOR,
        state=ParticipantState.APPLIED,
    )
    page = client_of(world.coordinator).get(address("community-invite", topic)).text
    assert "Amara Okafor" in page
    assert "Jonas Weber" in page
    assert "Not yet in" not in page
