"""When one may apply: as somebody set it, as the timetable says, or while the cohort recruits."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from programmes.applying.windows import Window, WindowState, today_at, window_of, windows_of
from programmes.enums import CohortState, MilestoneKind, ParticipantRole
from tests.factories.choosing import ApplicationWindowFactory
from tests.factories.programmes import CohortFactory
from tests.factories.timetable import MilestoneFactory

MENTOR, MENTEE = ParticipantRole.MENTOR, ParticipantRole.MENTEE
OPENS, CLOSES = date(2030, 3, 1), date(2030, 3, 31)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2030, 2, 28), WindowState.NOT_YET),
        (date(2030, 3, 1), WindowState.OPEN),
        (date(2030, 3, 31), WindowState.OPEN),
        (date(2030, 4, 1), WindowState.GRACE),
        (date(2030, 4, 2), WindowState.GRACE),
        (date(2030, 4, 3), WindowState.CLOSED),
    ],
)
def test_a_window_on_the_days_around_its_ends(today, state):
    window = Window(opens_on=OPENS, closes_on=CLOSES, grace_days=2)
    assert window.last_day == date(2030, 4, 2)
    assert window.state(today) == state
    over = Window(opens_on=OPENS, closes_on=CLOSES, grace_days=2, is_over=True)
    assert over.state(today) == WindowState.CLOSED


@pytest.mark.django_db
def test_what_somebody_set_comes_before_the_timetable(django_assert_num_queries):
    cohort = CohortFactory.create()
    MilestoneFactory.create(cohort=cohort, kind=MilestoneKind.OPENING, on=OPENS)
    MilestoneFactory.create(cohort=cohort, kind=MilestoneKind.DEADLINE, on=CLOSES)
    ApplicationWindowFactory.create(
        cohort=cohort, role=MENTOR, opens_on=OPENS, closes_on=CLOSES + timedelta(7), places=12
    )
    with django_assert_num_queries(2):
        windows = windows_of([cohort, cohort])
    mentors, mentees = windows[cohort.pk, MENTOR], windows[cohort.pk, MENTEE]
    assert (mentors.closes_on, mentors.places, mentors.is_set) == (date(2030, 4, 7), 12, True)
    assert (mentees.opens_on, mentees.closes_on, mentees.last_day) == (OPENS, CLOSES, CLOSES)
    assert not mentees.is_set


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cohort_state", "state"),
    [
        (CohortState.DESIGNING, WindowState.NOT_YET),
        (CohortState.RECRUITING, WindowState.OPEN),
        (CohortState.MATCHING, WindowState.CLOSED),
    ],
)
def test_without_days_one_may_apply_while_the_cohort_recruits(cohort_state, state):
    cohort = CohortFactory.create(state=cohort_state)
    assert window_of(cohort, MENTEE).state(date(2030, 1, 1)) == state


@pytest.mark.django_db
def test_planned_days_open_nothing_while_the_cohort_is_designed():
    cohort = CohortFactory.create(state=CohortState.DESIGNING)
    MilestoneFactory.create(cohort=cohort, kind=MilestoneKind.OPENING, on=OPENS)
    MilestoneFactory.create(cohort=cohort, kind=MilestoneKind.DEADLINE, on=CLOSES)
    assert window_of(cohort, MENTOR).state(OPENS) == WindowState.NOT_YET
    cohort.state = CohortState.RECRUITING
    assert window_of(cohort, MENTOR).state(OPENS) == WindowState.OPEN


@pytest.mark.django_db
def test_a_day_is_one_where_the_organisation_is(world):
    world.organisation.time_zone = "Pacific/Auckland"
    world.organisation.save()
    world.organisation.refresh_from_db()
    with time_machine.travel(datetime(2030, 3, 31, 12, 30, tzinfo=UTC), tick=False):
        assert today_at(world.organisation) == date(2030, 4, 1)
