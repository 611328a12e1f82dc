"""The console's pages about relationships."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.enums import DeclineReason, MatchState
from matching.models import Match
from mentorship.notifications.models import Message
from programmes.enums import CohortState
from tests.factories.health import work_out_all
from tests.factories.matching import (
    HeldMeetingFactory,
    MatchFactory,
    MeetingFactory,
    ago,
    pair,
    trained,
)
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory

MOST_QUERIES = 16


def list_of(world):
    return reverse("matching:match-list", args=(world.programme.slug,))


def page_of(world, match):
    return reverse("matching:match", args=(world.programme.slug, match.pk))


def text(response):
    return response.content.decode()


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def ready(world):
    trained(world.mentor_place)
    trained(world.mentee_place)
    return world


def test_who_may_look(world, client_of):
    match = pair(world)
    expected = {
        world.coordinator: 200,
        world.mentor: 403,
        world.mentee: 403,
        world.reviewer: 403,
        world.facilitator: 403,
        world.administrator: 403,
        world.other_coordinator: 404,
        world.stranger: 404,
    }
    add = reverse("matching:match-add", args=(world.programme.slug,))
    close = reverse("matching:match-close", args=(world.programme.slug, match.pk))
    for person, status in expected.items():
        client = client_of(person)
        found = [
            client.get(url).status_code
            for url in (list_of(world), page_of(world, match), add, close)
        ]
        assert found == [status] * 4, person
        assert client.post(close).status_code == (302 if status == 200 else status)
    match.refresh_from_db()
    assert match.state == MatchState.CLOSED


def test_a_match_of_another_programme_is_not_here(world, coordinator):
    other = MatchFactory.create(cohort=CohortFactory.create(programme=world.other_programme))
    assert coordinator.get(page_of(world, other)).status_code == 404
    url = reverse("matching:match-end", args=(world.programme.slug, other.pk))
    assert coordinator.post(url).status_code == 404


def test_the_list_opens_with_a_sentence(world, coordinator):
    assert "Nobody is matched yet" in text(coordinator.get(list_of(world)))
    match = pair(world, proposed_at=ago(days=63))
    HeldMeetingFactory.create(match=match, starts_at=ago(days=41))
    work_out_all()
    shown = text(coordinator.get(list_of(world)))
    assert "One pair may need a word from you" in shown
    assert "Quiet for 41 days" in shown
    assert "Met in 1 of the last 12 weeks" in shown
    HeldMeetingFactory.create(match=match, starts_at=ago(days=1))
    work_out_all()
    assert "Everybody under way is in touch" in text(coordinator.get(list_of(world)))


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=okafor", True),
        ("q=JONAS", True),
        ("q=silas", False),
        ("state=active", True),
        ("state=closed", False),
        ("q=%00", True),
        ("page=99", True),
        ("page=x", True),
    ],
)
def test_the_list_can_be_narrowed(world, coordinator, query, is_found):
    match = pair(world)
    response = coordinator.get(f"{list_of(world)}?{query}")
    assert response.status_code == 200
    assert (str(match.pk) in text(response)) is is_found


def test_the_list_can_be_narrowed_to_a_cohort(world, coordinator):
    match = pair(world)
    other = CohortFactory.create(programme=world.programme)
    url = list_of(world)
    assert str(match.pk) in text(coordinator.get(f"{url}?cohort={world.cohort.pk}"))
    assert str(match.pk) not in text(coordinator.get(f"{url}?cohort={other.pk}"))


def test_a_page_holds_25_with_as_many_queries_for_1_and_30(world, coordinator):
    def queries():
        work_out_all()
        with CaptureQueriesContext(connection) as captured:
            response = coordinator.get(list_of(world))
        assert response.status_code == 200
        return len(captured), text(response).count('scope="row"')

    HeldMeetingFactory.create(match=pair(world))
    coordinator.get(list_of(world))  # the first visit remembers the programme
    one, rows = queries()
    assert rows == 1
    for _number in range(29):
        HeldMeetingFactory.create(match=MatchFactory.create(cohort=world.cohort))
    thirty, rows = queries()
    assert rows == 25
    assert thirty == one
    assert one <= MOST_QUERIES


def test_the_page_tells_dates_and_answers_never_what_or_where(world, coordinator):
    match = pair(world, title="Exports")
    MeetingFactory.create(match=match, place="https://video.example/secret-room")
    HeldMeetingFactory.create(match=match, place="Café Kleist")
    MeetingFactory.create(match=match, starts_at=ago(days=9))
    shown = text(coordinator.get(page_of(world, match)))
    for word in ("Exports", "Amara Okafor", "Jonas Weber", "They met"):
        assert word in shown
    assert "secret-room" not in shown
    assert "Kleist" not in shown


def test_the_page_shows_the_words_for_the_coordinator(world, coordinator):
    match = pair(world, MatchState.DECLINED)
    match.members.filter(participant=world.mentee_place).update(
        declined_at=ago(days=1),
        declined_reason=DeclineReason.OTHER,
        declined_note="We were married <once>.",
    )
    shown = text(coordinator.get(page_of(world, match)))
    assert "We were married &lt;once&gt;." in shown
    assert "Another reason" in shown


def test_the_page_makes_as_many_queries_for_1_and_30_meetings(world, coordinator):
    match = pair(world)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert coordinator.get(page_of(world, match)).status_code == 200
        return len(captured)

    HeldMeetingFactory.create(match=match, logged_by=world.mentor)
    queries()
    one = queries()
    for days in range(29):
        HeldMeetingFactory.create(match=match, starts_at=ago(days=8 + days), logged_by=world.mentor)
    assert queries() == one


def propose(client, world, **fields):
    url = reverse("matching:match-add", args=(world.programme.slug,))
    said = {"mentors": [world.mentor_place.pk], "mentees": [world.mentee_place.pk], "title": ""}
    return client.post(url, said | fields)


def test_nothing_leaves_before_it_was_read(ready, coordinator):
    shown = text(propose(coordinator, ready, title="Exports"))
    assert "Jonas Weber could be your mentee" in shown
    assert "Amara Okafor could be your mentor" in shown
    assert not Match.objects.exists()

    changed = text(propose(coordinator, ready, title="Exports", change="1"))
    assert 'value="Exports"' in changed
    assert not Match.objects.exists()

    response = propose(coordinator, ready, title="Exports", send="1")
    match = Match.objects.get()
    assert response.headers["Location"] == page_of(ready, match)
    assert match.title == "Exports"
    assert Message.objects.filter(kind="matching.match_proposed").count() == 2


@pytest.mark.parametrize("send", [{}, {"send": "1"}])
def test_a_refusal_says_why_and_keeps_what_was_chosen(world, coordinator, send):
    trained(world.mentee_place)
    shown = text(propose(coordinator, world, title="Exports", **send))
    assert "Amara" in shown
    assert 'value="Exports"' in shown
    assert shown.count("checked") == 2
    assert not Match.objects.exists()


def test_an_empty_form_names_what_is_missing(ready, coordinator):
    response = propose(coordinator, ready, mentors=[], title="Exports")
    shown = text(response)
    assert shown.count("checked") == 1
    assert 'value="Exports"' in shown
    assert "Error" in shown.split("</title>")[0]


def test_people_of_other_cohorts_cannot_be_smuggled_in(ready, coordinator):
    stranger = trained(ParticipantFactory.create())
    for fields in ({"mentors": [stranger.pk]}, {"mentors": ["x"]}, {"mentees": [stranger.pk]}):
        assert propose(coordinator, ready, send="1", **fields).status_code == 200
    assert not Match.objects.exists()


def test_each_open_cohort_is_a_tab(world, coordinator):
    later = CohortFactory.create(
        programme=world.programme, name="Autumn cohort", state=CohortState.MATCHING
    )
    mentor = ParticipantFactory.create(cohort=later, person__name="Ben Li")
    closed = CohortFactory.create(programme=world.programme, state=CohortState.CLOSED, name="Past")
    url = reverse("matching:match-add", args=(world.programme.slug,))
    shown = text(coordinator.get(f"{url}?cohort={later.pk}"))
    assert mentor.person.name in shown
    assert "Amara Okafor" not in shown
    assert "Spring cohort" in shown
    assert f"?cohort={closed.pk}" not in shown
    assert coordinator.get(f"{url}?cohort=nonsense").status_code == 200


def test_without_an_open_cohort_there_is_nothing_to_propose(world, coordinator):
    world.cohort.state, world.cohort.closed_at = CohortState.CLOSED, ago(days=1)
    world.cohort.save()
    url = reverse("matching:match-add", args=(world.programme.slug,))
    assert "No cohort is open" in text(coordinator.get(url))


def test_the_form_asks_as_many_queries_for_1_and_30(world, coordinator):
    url = reverse("matching:match-add", args=(world.programme.slug,))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert coordinator.get(url).status_code == 200
        return len(captured)

    queries()
    one = queries()
    MenteeFactory.create_batch(30, cohort=world.cohort)
    assert queries() == one


@pytest.mark.parametrize(("typed", "days"), [({}, 7), ({"answer_days": 21}, 21)])
def test_people_have_so_many_days_to_answer(ready, coordinator, typed, days):
    shown = text(propose(coordinator, ready, **typed))
    day = timezone.localdate(timezone=ready.organisation.time_zone) + timedelta(days=days)
    assert f"until {day:%A} {day.day}" in shown
    propose(coordinator, ready, send="1", **typed)
    made = Match.objects.get()
    assert timezone.localdate(made.answer_by, ready.organisation.time_zone) == day


def test_too_many_days_are_refused_and_nothing_typed_is_lost(ready, coordinator):
    shown = text(propose(coordinator, ready, answer_days=61, title="KEEP THIS"))
    assert "KEEP THIS" in shown
    assert not Match.objects.exists()
