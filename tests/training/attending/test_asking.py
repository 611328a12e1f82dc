"""Nobody is asked twice about a session: training's own question gives way to a survey."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.enums import Trigger
from programmes.cards import home_of
from tests.factories.evaluation import InstrumentFactory, WavePlanFactory
from tests.factories.training import GatheringFactory
from training.attending.asking import asked_elsewhere
from training.models import Attendance
from training.queries.attending import may_give_feedback


@pytest.fixture
def session(world):
    held = GatheringFactory.create(
        programme=world.programme, starts_at=timezone.now() - timedelta(hours=4), minutes=60
    )
    for person in (world.mentor, world.mentee):
        Attendance.objects.create(session=held, person=person, is_present=True)
    return held


@pytest.fixture
def plan(world):
    InstrumentFactory.create(organisation=world.organisation, key="session-feedback-mentee")
    return WavePlanFactory.create(
        programme=world.programme,
        instrument_key="session-feedback-mentee",
        trigger=Trigger.AFTER_SESSION,
        days=0,
        every_days=None,
    )


def asks(person):
    return any(card.key.startswith("training.feedback") for card in home_of(person).cards)


def test_where_a_survey_asks_the_own_question_steps_back_for_that_role_alone(world, session, plan):
    assert (asks(world.mentee), asks(world.mentor)) == (False, True)
    assert not may_give_feedback(session, world.mentee)
    assert may_give_feedback(session, world.mentor)


@pytest.mark.parametrize("change", [{"is_active": False}, {"states": ["matched"]}])
def test_a_plan_that_does_not_ask_the_person_leaves_the_question(world, session, plan, change):
    type(plan).objects.filter(pk=plan.pk).update(**change)
    assert asks(world.mentee)


def test_the_pages_say_where_it_is_asked(world, client_of, session, plan):
    page = client_of(world.mentee).get(reverse("training:feedback", args=(session.pk,)))
    assert "asked about this session by a survey" in page.content.decode()


def test_the_number_of_queries_does_not_grow_with_sessions(
    world, session, plan, django_assert_num_queries
):
    more = GatheringFactory.create_batch(5, programme=world.programme)
    for sessions in ([session], [session, *more]):
        with django_assert_num_queries(3):
            assert len(asked_elsewhere(world.mentee, sessions)) == len(sessions)
