"""Fresh and alive answers four questions with a figure, a trend, a gap and the next step."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import PersonFactory
from tests.factories.dates import days_ago
from tests.factories.fresh import PathwayFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import initial_training
from training.actions.fresh import keep_fresh_readings, keep_reading
from training.actions.reminders import keep_reminding
from training.fresh.answers import answers_of, weakest_of
from training.fresh.enums import Question, Trend
from training.fresh.figures import Share, figures_of
from training.models import FreshReading
from training.pathway.enums import PathwayState


@pytest.fixture
def page(world, client_of):
    client, url = (
        client_of(world.coordinator),
        reverse("training:fresh", args=(world.programme.slug,)),
    )

    def shown():
        return client.get(url).content.decode()

    return shown


def mentor(world, days):
    person = PersonFactory.create()
    ParticipantFactory.create(cohort=world.cohort, person=person)
    initial_training(world.programme, person, days=days)
    return person


def figures(world):
    return figures_of(world.programme, timezone.localdate())


def test_an_empty_programme_says_that_nothing_is_on_record(world, page):
    assert "Nothing is on record yet" in page()


def test_skills_are_compared_with_a_quarter_ago(world, page):
    for days in (100, 120, 500):
        mentor(world, days)
    keep_reminding()
    keep_reading(world.programme, Question.SKILLS, Share(3, 3), on=days_ago(85)())
    keep_reading(world.programme, Question.SKILLS, Share(1, 3), on=days_ago(10)())

    figure = figures(world)[Question.SKILLS]
    assert (figure.now, figure.gap, figure.trend) == (Share(2, 4), 2, Trend.DOWN)
    shown = page()
    assert "2 of 4 mentors who take part are in date, or due soon." in shown
    assert "Falling: 3 of 3 on" in shown
    assert "Invite them to a refresher" in shown


def test_who_learns_to_mentor_should_have_somebody_at_their_side(world):
    PathwayFactory.create(programme=world.programme, state=PathwayState.SOLO)
    PathwayFactory.create(
        programme=world.programme, state=PathwayState.SHADOWING, supporter=world.mentor
    )
    PathwayFactory.create(programme=world.programme, state=PathwayState.INTERESTED)

    assert figures(world)[Question.SUPPORT].now == Share(1, 2)


def test_the_weakest_is_the_one_without_a_figure_and_then_the_lowest(world):
    mentor(world, 500)
    keep_reminding()
    answers = answers_of(world.programme, figures(world))

    assert weakest_of(answers).question == Question.STAYING
    assert next(a for a in answers if a.question == Question.SKILLS).tone == "bad"


def test_readings_are_kept_once_a_day(world):
    mentor(world, 100)
    keep_reminding()
    for _ in range(2):
        keep_fresh_readings(world.programme, on=timezone.localdate())

    reading = FreshReading.objects.get()
    assert (reading.question, reading.count, reading.of) == (Question.SKILLS, 1, 2)


def test_the_page_asks_as_much_for_thirty_mentors_as_for_one(world, page):
    mentor(world, 100)
    keep_reminding()
    page()

    def queries():
        with CaptureQueriesContext(connection) as caught:
            page()
        return len(caught)

    one = queries()
    for _ in range(29):
        PathwayFactory.create(programme=world.programme)
        mentor(world, 200)
    keep_reminding()
    assert queries() == one
