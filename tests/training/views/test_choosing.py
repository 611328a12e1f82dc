"""Several at once, and by rule: who gets what is seen first, and done in one press."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.notifications.models import Message
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EnrolmentFactory, GatheringFactory
from training.actions import decline
from training.models import Enrolment, EnrolmentRule


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def gathering(world):
    return GatheringFactory.create(programme=world.programme, capacity=1)


def url(session, name="session-people"):
    return reverse(f"training:{name}", args=(session.programme.slug, session.pk))


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"Amara Okafor", "Jonas Weber"}),
        ("?role=mentor", {"Amara Okafor"}),
        ("?q=weber", {"Jonas Weber"}),
        ("?status=due", set()),
        ("?who=line", set()),
    ],
)
def test_people_are_narrowed(client, gathering, query, seen):
    page = text_of(client.get(url(gathering) + query))
    for name in ("Amara Okafor", "Jonas Weber"):
        assert (name in page) is (name in seen)


def test_who_waits_elsewhere_is_offered_another_date(client, world, gathering):
    full = GatheringFactory.create(programme=world.programme)
    EnrolmentFactory.create(session=full, person=world.mentee, state="waiting")
    page = text_of(client.get(url(gathering) + "?who=line"))
    assert "Jonas Weber" in page
    assert "Amara Okafor" not in page


def test_places_are_seen_before_they_are_given(client, world, gathering):
    given = {"people": [str(world.mentor.pk), str(world.mentee.pk)], "do": "enrol"}
    page = text_of(client.post(url(gathering), given))
    assert "Book 2 people?" in page
    assert "their calendar: 1. In line: 1." in page
    assert not Enrolment.objects.exists()
    answer = client.post(url(gathering), given | {"confirmed": "yes"}, follow=True)
    assert "1 person has a place, 1 in line." in text_of(answer)
    assert Message.objects.get().kind == "training.place_given"


def test_chosen_people_are_invited_once(client, world, gathering):
    given = {"all": "yes", "do": "invite"}
    page = text_of(client.post(url(gathering), given))
    assert "Invite 2 people?" in page
    assert not Message.objects.exists()
    client.post(url(gathering), given | {"confirmed": "yes"})
    assert Message.objects.filter(kind="training.session_invitation").count() == 2
    assert "Nobody of them needs this" in text_of(client.post(url(gathering), given))


def test_people_of_others_are_not_chosen(client, world, gathering):
    given = {"people": [str(world.stranger.pk), "nonsense"], "do": "enrol", "confirmed": "yes"}
    assert "Choose somebody first" in text_of(client.post(url(gathering), given))
    assert not Enrolment.objects.exists()


def test_the_page_makes_as_many_queries_for_one_as_for_thirty(client, world, gathering):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(gathering)).status_code == 200
        return len(captured)

    queries()  # the first request of a person makes a few more
    few = queries()
    ParticipantFactory.create_batch(28, cohort=world.cohort)
    assert queries() == few


def test_coordinators_see_who_answered_what(client, world, gathering):
    decline(gathering, world.mentee, by=world.mentee)
    page = text_of(client.get(url(gathering, "session")))
    assert "0 yes, 1 no, 0 waiting" in page
    assert "1 without an answer yet" in page
    silent = text_of(client.get(url(gathering) + "?who=silent"))
    assert "Amara Okafor" in silent
    assert "Jonas Weber" not in silent


def test_a_rule_is_seen_before_it_is_on_and_can_be_taken_off(client, world, gathering):
    page = text_of(client.post(url(gathering, "session-rule"), {"whom": "everybody"}))
    assert "2 people fit" in page
    assert "With a place and an e-mail at once: 1. In line: 1." in page
    assert "keeps a place for you" in page
    assert not EnrolmentRule.objects.exists()
    on = {"whom": "everybody", "confirmed": "yes"}
    answer = client.post(url(gathering, "session-rule"), on, follow=True)
    assert "booked 2 people" in text_of(answer)
    client.post(url(gathering, "session-rule-off"))
    assert not EnrolmentRule.objects.exists()
    assert Enrolment.objects.count() == 2


def test_members_are_offered_where_there_is_a_community(client, gathering):
    assert "Members of the community" not in text_of(client.get(url(gathering, "session-rule")))
    wrong = client.post(url(gathering, "session-rule"), {"whom": "community"})
    assert wrong.status_code == 422
