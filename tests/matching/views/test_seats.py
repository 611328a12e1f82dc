"""People and seats of a round in the console."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.models import MentorGroup, MentorSeats
from matching.rounds.enums import RuleTest
from programmes.enums import ParticipantState
from tests.factories.matching import MatchFactory
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory
from tests.factories.rounds import (
    MatchingPlaceFactory,
    MentorGroupFactory,
    RoundFactory,
    RuleFactory,
)
from tests.factories.training import initial_training

pytestmark = pytest.mark.django_db


@pytest.fixture
def chosen(world):
    return RoundFactory.create(cohort=world.cohort)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def url_of(name, chosen, *more):
    return reverse(f"matching:{name}", args=(chosen.cohort.programme.slug, chosen.pk, *more))


def row_of(page, place):
    return next(row for row in page.context["rows"] if row.place == place)


def test_each_mentor_has_room_and_says_where_the_number_comes_from(world, chosen, coordinator):
    initial_training(world.programme, world.mentor, days=40)
    MatchingPlaceFactory.create(participant=world.mentor_place, seats=1)
    page = coordinator.get(url_of("round-seats", chosen))
    row = row_of(page, world.mentor_place)
    assert (row.seats, row.taken, row.source, row.word) == (1, 0, "their own word", "Has room")
    MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )
    page = coordinator.get(url_of("round-seats", chosen))
    assert row_of(page, world.mentor_place).word == "No room"
    assert row_of(page, world.mentee_place).word == "Matched or asked"


def test_whoever_is_not_ready_has_the_reason_and_what_mends_it(world, chosen, coordinator):
    invited = ParticipantFactory.create(cohort=world.cohort, state=ParticipantState.INVITED)
    page = coordinator.get(url_of("round-seats", chosen))
    (reason,) = row_of(page, world.mentor_place).obstacles
    assert "initial training" in reason.sentence
    assert reason.url == reverse(
        "training:register-person", args=(world.programme.slug, world.mentor_place.pk)
    )
    assert "has not answered yet" in row_of(page, invited).obstacles[0].sentence


def test_the_list_is_narrowed_by_what_keeps_people_out(world, chosen, coordinator):
    initial_training(world.programme, world.mentor, days=40)
    resting = MenteeFactory.create(cohort=world.cohort)
    MatchingPlaceFactory.create(participant=resting, is_resting=True)
    matched = MenteeFactory.create(cohort=world.cohort)
    MatchFactory.create(cohort=world.cohort, mentors=[world.mentor_place], mentees=[matched])
    RuleFactory.create(round=chosen, test=RuleTest.IN_DATE, mentee_field="", mentor_field="")
    expected = {
        "out": {resting},
        "held": {resting, matched, world.mentee_place},
        "nobody": {world.mentor_place, world.mentee_place},
        "placed": {matched},
        "room": {world.mentor_place},
    }
    for show, places in expected.items():
        page = coordinator.get(url_of("round-seats", chosen), {"show": show})
        assert {row.place for row in page.context["rows"]} == places, show
    page = coordinator.get(url_of("round-seats", chosen), {"q": "Jonas", "role": "mentee"})
    assert {row.place for row in page.context["rows"]} == {world.mentee_place}
    page = coordinator.get(url_of("round-seats", chosen), {"q": "nobody is called so"})
    assert "Nobody is among these" in page.text


def test_the_page_asks_as_much_of_many_people_as_of_few(world, chosen, coordinator):
    counts = []
    for more in (0, 12):
        for _turn in range(more):
            ParticipantFactory.create(cohort=world.cohort)
            MenteeFactory.create(cohort=world.cohort)
        coordinator.get(url_of("round-seats", chosen))
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(url_of("round-seats", chosen))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_seats_are_given_and_taken_back_and_nobody_is_overwritten(world, chosen, coordinator):
    url = url_of("round-give-seats", chosen, world.mentor_place.pk)
    coordinator.post(url, {"seats": "4", "seen": ""})
    assert MentorSeats.objects.get().seats == 4
    page = coordinator.post(url, {"seats": "9", "seen": ""}, follow=True)
    assert "Somebody changed this meanwhile." in page.text
    assert MentorSeats.objects.get().seats == 4
    coordinator.post(url, {"seats": "many", "seen": "4"})
    assert MentorSeats.objects.get().seats == 4
    coordinator.post(url, {"seats": "", "seen": "4"})
    assert not MentorSeats.objects.exists()
    chosen.refresh_from_db()
    assert chosen.version == 3


def test_seats_belong_to_mentors_of_the_cohort_alone(world, chosen, coordinator):
    elsewhere = ParticipantFactory.create(cohort=CohortFactory.create(programme=world.programme))
    for place in (world.mentee_place, elsewhere):
        url = url_of("round-give-seats", chosen, place.pk)
        assert coordinator.post(url, {"seats": "4"}).status_code == 404


def test_mentors_share_a_ceiling_until_it_ends(world, chosen, coordinator):
    other = ParticipantFactory.create(cohort=world.cohort)
    url = url_of("group-add", chosen)
    coordinator.post(url, {"name": "Finance", "ceiling": 3, "members": [world.mentor_place.pk]})
    group = MentorGroup.objects.get()
    assert "Finance" in coordinator.get(url_of("round-seats", chosen)).text
    page = coordinator.post(
        url, {"name": "Finance", "ceiling": 1, "members": [world.mentor_place.pk]}
    )
    assert "Another group of this round is called so." in page.text
    page = coordinator.post(url, {"name": "Law", "ceiling": 1, "members": [world.mentor_place.pk]})
    assert f"In another group already: {world.mentor.name}." in page.text
    one = reverse("matching:group-change", args=(world.programme.slug, group.pk))
    coordinator.post(one, {"name": "Money", "ceiling": 2, "members": [other.pk]})
    group.refresh_from_db()
    assert (group.name, group.ceiling) == ("Money", 2)
    assert [member.participant for member in group.members.all()] == [other]
    remove = reverse("matching:group-remove", args=(world.programme.slug, group.pk))
    assert "End the ceiling of “Money”?" in coordinator.get(remove).text
    coordinator.post(remove)
    assert not MentorGroup.objects.exists()


def test_a_group_needs_mentors_of_this_cohort(world, chosen, coordinator):
    elsewhere = ParticipantFactory.create(cohort=CohortFactory.create(programme=world.programme))
    for members in ([], [elsewhere.pk], [world.mentee_place.pk]):
        data = {"name": "Finance", "ceiling": 3, "members": members}
        page = coordinator.post(url_of("group-add", chosen), data)
        assert "members" in page.context["form"].errors


def test_a_group_of_another_programme_is_not_found(world, chosen, coordinator):
    other = MentorGroupFactory.create()
    for name in ("group-change", "group-remove"):
        url = reverse(f"matching:{name}", args=(world.programme.slug, other.pk))
        assert coordinator.get(url).status_code == 404


def test_a_reader_sees_everything_and_no_button(world, chosen, client_of):
    chosen.state = "closed"
    chosen.save()
    page = client_of(world.coordinator).get(url_of("round-seats", chosen))
    assert "Set up the round" not in page.text
    assert row_of(page, world.mentor_place).form is None
