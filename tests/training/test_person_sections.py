"""A participant's page shows their training to those who may see it."""

import pytest

from mentorship.common.together import tell_together
from programmes.person_facts import Moment, Section, told_of
from tests.factories.fresh import CompetencyFactory
from tests.factories.training import (
    EnrolmentFactory,
    SessionFactory,
    in_days,
    initial_training,
)
from training.actions import record_attendance
from training.person_sections import facts_of_training


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to("2027-03-11T12:00:00Z")


def told(world, kind, viewer=None):
    (facts,) = tell_together(facts_of_training(world.mentor_place, viewer or world.coordinator))
    return [fact for fact in facts if isinstance(fact, kind)]


def facts(world, viewer=None):
    sections = told(world, Section, viewer)
    return {fact.label: fact.value for section in sections for fact in section.facts}


def test_how_current_they_are_and_what_comes_next(world):
    initial_training(world.programme, world.mentor, days=335)
    session = SessionFactory.create(
        programme=world.programme, title="Asking more", starts_at=in_days(9)
    )
    EnrolmentFactory.create(session=session, person=world.mentor)
    assert facts(world) == {
        "In date until": "10 April 2027",
        "What is missing": "3 hours of refresher training or 2 gatherings "
        "by then keeps it in date.",
        "Hours so far": "6 hours",
        "Next session": "Asking more, 20 March",
    }
    (section,) = told(world, Section)
    assert (section.tone, section.word) == ("warn", "Due")
    assert section in told_of(world.mentor_place, world.coordinator).sections


def test_who_learnt_nothing_yet(world):
    assert facts(world)["Hours so far"] == "0 hours"
    assert facts(world)["Next session"] == "–"


def test_what_they_learnt_stands_on_their_way(world):
    session = SessionFactory.create(
        programme=world.programme, starts_at=in_days(-3), title="Asking more"
    )
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    (moment,) = told(world, Moment)
    assert (moment.title, moment.text) == ("Asking more", "Refresher, 3 hours")
    assert moment in told_of(world.mentor_place, world.coordinator).moments
    record_attendance(session, {world.mentor: False}, by=world.coordinator)
    assert not told(world, Moment)


def test_a_session_that_taught_two_skills_is_one_moment(world):
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(-3))
    session.competencies.set(CompetencyFactory.create_batch(2, organisation=world.organisation))
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    (moment,) = told(world, Moment)
    assert moment.text == "Refresher, 3 hours"


def test_who_may_not_see_training_sees_nothing_of_it(world):
    initial_training(world.programme, world.mentor, days=335)
    for viewer in (world.reviewer, world.facilitator, world.other_coordinator):
        assert facts(world, viewer) == {}
        assert not told(world, Moment, viewer)
