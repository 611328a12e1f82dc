"""What a forecast rests on, and how it fares on a real programme's past."""

from datetime import UTC, date, datetime

import pytest

from evaluation.forecasting.core import Intent
from evaluation.forecasting.forecast import forecast_from, looked_back
from evaluation.forecasting.frozen import forecast_of
from evaluation.forecasting.history import record_of
from mentorship.accounts.models import Membership
from programmes.enums import CohortState
from tests.evaluation.record import EXPECTED, import_record
from tests.factories.fresh import DepartureFactory
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    ProgrammeFactory,
)
from training.actions.retention import keep_return_intent
from training.models import Departure

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory.create()


def cohort(programme, number, state=CohortState.CLOSED):
    return CohortFactory.create(
        programme=programme,
        number=number,
        name=f"Cohort {number}",
        state=state,
        starts_on=date(2020 + number, 1, 1),
        ends_on=date(2020 + number, 11, 30),
    )


def mentors(place, people):
    return [ParticipantFactory.create(cohort=place, person=person).person for person in people]


def crowd(place, count):
    return [ParticipantFactory.create(cohort=place).person for _number in range(count)]


def test_open_seeds_is_foreseen_from_earlier_cohorts_alone():
    record = record_of(import_record())
    returned = {str(turn.number): [turn.back.came, turn.back.of] for turn in record.turns}
    assert returned == EXPECTED["mentors_returning_next_cohort"]
    forecasts = looked_back(record.turns)
    assert [each.turn.number for each in forecasts] == [2, 3, 4]
    forecast = forecast_from(record)
    assert forecast.held == sum(each.held for each in forecasts) >= 2
    assert forecast.back.of == EXPECTED["mentor_seats"]["5"]


def test_a_report_says_what_the_page_says():
    programme = import_record()
    cohorts = list(programme.cohorts.order_by("number"))
    frozen, forecast = forecast_of(programme, cohorts), forecast_from(record_of(programme))
    assert frozen
    assert forecast
    assert (frozen.low, frozen.likely, frozen.high, frozen.of) == (
        forecast.back.low,
        forecast.back.likely,
        forecast.back.high,
        35,
    )
    assert frozen.last_actual == 13
    last = forecast.tested[-1].foreseen
    assert (frozen.last_low, frozen.last_high) == (last.low, last.high)
    # Cohort 4 was followed by another, so there is nothing left to foresee.
    assert forecast_of(programme, cohorts[:4]) is None


def test_nothing_is_foreseen_before_a_cohort_followed_another(programme):
    assert forecast_from(record_of(programme)) is None
    first = cohort(programme, 1)
    assert record_of(programme).ahead is None
    crowd(first, 2)
    record = record_of(programme)
    assert record.ahead.mentors == 2
    assert forecast_from(record) is None


def test_who_left_before_the_next_cohort_was_not_there_to_be_asked(programme):
    first, second = cohort(programme, 1), cohort(programme, 2)
    people = crowd(first, 5)
    mentors(second, people[:2])
    Membership.objects.update_or_create(
        organisation=programme.organisation,
        person=people[4],
        defaults={"joined_on": date(2020, 1, 1), "ended_on": date(2021, 12, 1)},
    )
    (turn,) = record_of(programme).turns
    assert (turn.mentors, turn.gone, turn.back.of, turn.back.came) == (5, 1, 4, 2)


def test_what_became_known_later_could_not_have_helped(programme):
    first, second = cohort(programme, 1), cohort(programme, 2)
    people = crowd(first, 4)
    mentors(second, people[:2])
    place = first.participants.get(person=people[3])
    DepartureFactory.create(participant=place, may_ask_again=False)
    Departure.objects.update(noted_at=datetime(2022, 6, 1, tzinfo=UTC))
    (turn,) = record_of(programme).turns
    assert turn.back.of == 4


def test_who_is_not_to_be_asked_again_does_not_count_ahead(programme):
    first, second = cohort(programme, 1), cohort(programme, 2)
    crowd(first, 3)
    people = crowd(second, 4)
    place = second.participants.get(person=people[0])
    DepartureFactory.create(participant=place, may_ask_again=False)
    record = record_of(programme)
    assert (record.ahead.mentors, record.ahead.gone) == (4, 1)
    assert forecast_from(record).back.of == 3


def test_a_place_in_the_coming_cohort_is_certain(programme):
    first, second = cohort(programme, 1), cohort(programme, 2)
    crowd(first, 3)
    people = crowd(second, 4)
    mentee = MenteeFactory.create(cohort=second).person
    coming = cohort(programme, 3, CohortState.MATCHING)
    mentors(coming, [*people[:3], mentee])
    forecast = forecast_from(record_of(programme))
    assert forecast.ahead.sure == 3
    assert forecast.back.low >= 3
    assert forecast.ahead.sure_steps == 1
    assert forecast.steps is None


def test_what_mentors_say_is_told_by_cohort(programme):
    first = cohort(programme, 1)
    crowd(first, 2)
    for intent, count in (("yes", 12), ("maybe", 5), ("no", 3)):
        keep_return_intent(
            first,
            role="mentor",
            intent=intent,
            count=count,
            answers=20,
            wave_key="close",
            measured_on=date(2021, 12, 1),
        )
    assert record_of(programme).ahead.intent == Intent(12, 5, 20)


def test_mentees_who_had_mentored_do_not_step_up(programme):
    first, second = cohort(programme, 1), cohort(programme, 2)
    fresh, old = (MenteeFactory.create(cohort=first).person for _number in range(2))
    mentors(first, [old])
    mentors(second, [fresh, old])
    (turn,) = record_of(programme).turns
    assert (turn.steps.of, turn.steps.came) == (1, 1)


def test_the_record_takes_as_many_queries_for_thirty_as_for_one(
    programme, django_assert_num_queries
):
    first, second = cohort(programme, 1), cohort(programme, 2)
    mentors(second, crowd(first, 1))
    with django_assert_num_queries(5):
        record_of(programme)
    mentors(second, crowd(first, 30))
    with django_assert_num_queries(5):
        record_of(programme)
