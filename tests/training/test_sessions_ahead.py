"""Today tells of sessions near that nobody leads, and of lines while another date is free."""

import pytest

from tests.factories.training import CourseFactory, EnrolmentFactory, SessionFactory, in_days
from training.sessions_ahead import needs_of_sessions


def titles(world):
    return [need.title for need in needs_of_sessions(world.programme, world.coordinator)]


@pytest.mark.parametrize(("days", "is_told"), [(6, True), (8, False), (-1, False)])
def test_a_session_that_nobody_leads_is_told_of_a_week_ahead(world, days, is_told):
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(days))
    assert (f"Nobody leads “{session.title}” yet" in titles(world)) is is_told
    session.facilitators.add(world.facilitator)
    assert titles(world) == []


def test_a_module_needs_nobody(world):
    SessionFactory.create(programme=world.programme, starts_at=in_days(2), kind="module")
    assert titles(world) == []


@pytest.fixture
def crowded(world):
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(10), capacity=1)
    EnrolmentFactory.create(session=session)
    EnrolmentFactory.create_batch(2, session=session, state="waiting")
    return session


def test_who_waits_is_offered_another_date_of_the_same(world, crowded):
    assert titles(world) == []
    other = SessionFactory.create(
        programme=world.programme, course=crowded.course, starts_at=in_days(40)
    )
    (need,) = needs_of_sessions(world.programme, world.coordinator)
    assert need.title == f"Two people wait for “{crowded.title}”"
    assert other.title in need.reason
    assert f"{other.pk}/people/?who=line" in need.url


def test_what_is_another_course_or_full_is_no_offer(world, crowded):
    SessionFactory.create(
        programme=world.programme,
        course=CourseFactory.create(organisation=world.organisation),
        starts_at=in_days(40),
    )
    full = SessionFactory.create(
        programme=world.programme, course=crowded.course, starts_at=in_days(40), capacity=1
    )
    EnrolmentFactory.create(session=full)
    assert titles(world) == []
