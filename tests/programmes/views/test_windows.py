"""When one may apply for a cohort, on its pages."""

from datetime import date

import pytest

from mentorship.accounts.permissions import Role
from mentorship.audit.models import Event
from programmes.enums import CohortState, MilestoneKind
from programmes.models import ApplicationWindow
from tests.factories.choosing import ApplicationWindowFactory
from tests.factories.timetable import MilestoneFactory
from tests.people import team_member

DAYS = {"opens_on": "2031-03-01", "closes_on": "2031-03-31", "grace_days": "3", "places": "20"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def windows(world):
    return f"/programmes/leaders/cohorts/{world.cohort.pk}/windows/"


@pytest.fixture
def milestones(world):
    days = {MilestoneKind.OPENING: date(2031, 2, 1), MilestoneKind.DEADLINE: date(2031, 2, 20)}
    return [
        MilestoneFactory.create(cohort=world.cohort, kind=kind, on=on) for kind, on in days.items()
    ]


def test_the_days_of_the_timetable_are_offered_and_kept_in_step(
    world, client_of, windows, milestones
):
    client = client_of(world.coordinator)
    assert "These days come from the timetable." in client.get(windows).text
    offered = client.get(f"{windows}mentor/").text
    assert 'value="2031-02-01"' in offered
    assert 'value="2031-02-20"' in offered

    saved = client.post(
        f"{windows}mentor/", DAYS | {"takes_anybody": "on", "moves_milestones": "on"}, follow=True
    )
    assert "until Thursday 3 April 2031, for what was begun by the last day" in saved.text
    window = ApplicationWindow.objects.get()
    assert (window.places, window.takes_anybody, window.takes_nominations) == (20, True, False)
    for milestone in milestones:
        milestone.refresh_from_db()
    assert [each.on for each in milestones] == [date(2031, 3, 1), date(2031, 3, 31)]
    # The mentees' own days would pull the timetable away from the mentors'.
    form = client.get(f"{windows}mentee/").context["form"]
    assert form.initial["moves_milestones"] is False


def test_the_timetable_stays_where_nobody_asks_and_a_double_press_is_one(
    world, client_of, windows, milestones
):
    client = client_of(world.coordinator)
    for _press in range(2):
        client.post(f"{windows}mentee/", DAYS)
    milestones[0].refresh_from_db()
    assert milestones[0].on == date(2031, 2, 1)
    assert Event.objects.filter(kind="window.set").count() == 1
    assert ApplicationWindow.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"closes_on": "2031-02-28"}, "closes_on"),
        ({"closes_on": "2033-02-28"}, "closes_on"),
        ({"opens_on": "0001-01-01"}, "opens_on"),
        ({"opens_on": "31. 3."}, "opens_on"),
        ({"grace_days": "-1"}, "grace_days"),
        ({"grace_days": "61"}, "grace_days"),
        ({"places": "0"}, "places"),
        ({"places": "99999999999"}, "places"),
    ],
)
def test_days_that_nobody_can_have_meant_are_said_next_to_them(
    world, client_of, windows, typed, field
):
    page = client_of(world.coordinator).post(f"{windows}mentor/", DAYS | typed)
    assert list(page.context["form"].errors) == [field]
    assert not ApplicationWindow.objects.exists()


def test_who_saves_second_is_told(world, client_of, windows):
    ApplicationWindowFactory.create(cohort=world.cohort)
    client = client_of(world.coordinator)
    seen = client.get(f"{windows}mentor/").context["form"].initial["seen"]
    other = team_member(world.programme, "Leona Lind", Role.LEAD_COORDINATOR)
    client_of(other).post(f"{windows}mentor/", DAYS | {"seen": seen})
    page = client.post(f"{windows}mentor/", DAYS | {"seen": seen, "places": "7"})
    assert "Leona Lind saved this" in page.text
    assert ApplicationWindow.objects.get().places == 20


def test_a_closed_cohort_keeps_its_days(world, client_of, windows):
    world.cohort.state, world.cohort.closed_at = (
        CohortState.CLOSED,
        world.cohort.programme.created_at,
    )
    world.cohort.save()
    client = client_of(world.coordinator)
    assert "Set the days" not in client.get(windows).text
    page = client.post(f"{windows}mentor/", DAYS, follow=True)
    assert "The cohort is closed: its days are history." in page.text
    assert not ApplicationWindow.objects.exists()


def test_an_unknown_role_is_no_page_and_others_may_not(world, client_of, windows):
    assert client_of(world.coordinator).get(f"{windows}sponsor/").status_code == 404
    assert client_of(world.reviewer).get(windows).status_code == 403
    assert client_of(world.stranger).get(windows).status_code == 404
