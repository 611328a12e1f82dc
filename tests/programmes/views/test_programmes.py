"""Today, and the list of programmes."""

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from mentorship.accounts.permissions import Role
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.actions import move_cohort_on
from programmes.enums import CohortState, ParticipantState, PhaseKind
from programmes.models import Cohort, Participant
from programmes.needs import Need, Urgency
from programmes.timetable import last_day, suggested_first_day
from tests.factories.charters import signed_charter
from tests.factories.programmes import (
    CohortFactory,
    ParticipantFactory,
    PhaseFactory,
    ProgrammeFactory,
    TeamMemberFactory,
)
from tests.factories.setup import ProgrammePolicyFactory

TODAY = "/programmes/leaders/"
# Queries of Today where hardly anything needs anybody.
QUIET = 14


@pytest.fixture
def needs(monkeypatch):
    """What needs somebody, in place of what the apps say."""
    said = []
    monkeypatch.setattr("programmes.needs._sources", [lambda _programme, _person: said])
    return said


def need(number, urgency=Urgency.SOON):
    return Need(f"test.{number:02}", f"Thing {number}", "Because", "Do it", "/x/", urgency)


def test_today_says_that_nothing_presses(world, client_of):
    signed_charter(world.programme)
    page = client_of(world.coordinator).get(TODAY)

    assert "Nothing needs you just now" in page.text
    assert "The cohort “Spring cohort” is on course until" in page.text


@pytest.mark.parametrize(
    ("number", "heading"),
    [(1, "One thing needs you"), (4, "Four things need you"), (12, "12 things need you")],
)
def test_today_says_in_words_how_many_things_need_somebody(
    world, client_of, needs, number, heading
):
    needs.extend(need(n) for n in range(number))

    page = client_of(world.coordinator).get(TODAY)

    assert f"<h1>{heading}</h1>" in page.text
    assert "Everything else in Leaders is on course." in page.text


def test_today_shows_seven_and_keeps_the_rest_behind_a_fold(world, client_of, needs):
    needs.extend(need(n) for n in range(8))
    needs.append(need(99, Urgency.NOW))

    page = client_of(world.coordinator).get(TODAY)
    shown, hidden = page.text.split("2 more, when there is time")

    assert shown.index("Thing 99") < shown.index("Thing 0")
    assert "Thing 5" in shown
    assert "Thing 6" not in shown
    assert "Thing 7" in hidden


def test_today_draws_the_timetable_of_the_cohort_under_way(world, client_of):
    PhaseFactory.create(cohort=world.cohort, kind=PhaseKind.MENTOR)
    CohortFactory.create(
        programme=world.programme,
        name="Autumn cohort",
        state=CohortState.DESIGNING,
        starts_on=timezone.localdate() + timedelta(days=90),
        ends_on=timezone.localdate() + timedelta(days=190),
    )
    page = client_of(world.coordinator).get(TODAY)

    where, others = page.text.split("Other cohorts")
    assert "Where the programme is" in where
    assert "Spring cohort: Running" in where
    assert "Meetings" in where
    assert "timeline-today" in where
    assert "Autumn cohort" in others


def test_a_programme_without_a_cohort_offers_to_plan_one(world, client_of):
    programme = ProgrammeFactory.create(organisation=world.organisation)
    lead = TeamMemberFactory.create(programme=programme).person

    page = client_of(lead).get(f"/programmes/{programme.slug}/")

    assert "Plan the first cohort" in page.text
    assert "No cohort is under way." in page.text


def test_a_coordinator_who_does_not_lead_moves_no_cohort(world, client_of):
    person = TeamMemberFactory.create(programme=world.programme, role=Role.COORDINATOR).person
    client = client_of(person)
    move = f"/programmes/leaders/cohorts/{world.cohort.pk}/move/"

    assert "Move it on" not in client.get(TODAY).text
    assert client.post(move).status_code == 403
    assert Cohort.objects.get(pk=world.cohort.pk).state == CohortState.RUNNING


def test_the_next_cohort_is_suggested_as_long_as_the_policy_says(world, client_of):
    ProgrammePolicyFactory.create(programme=world.programme, months=4)
    page = client_of(world.coordinator).get("/programmes/leaders/cohorts/add/")
    starts_on = suggested_first_day(timezone.localdate())

    assert f'value="{starts_on}"' in page.text
    assert f'value="{last_day(starts_on, 4)}"' in page.text


def test_planning_a_cohort_keeps_what_was_typed_when_a_day_is_wrong(world, client_of):
    client = client_of(world.coordinator)
    typed = {"name": "Autumn", "starts_on": "2027-03-01", "ends_on": "2027-02-01"}

    wrong = client.post("/programmes/leaders/cohorts/add/", typed)
    right = client.post("/programmes/leaders/cohorts/add/", typed | {"ends_on": "2027-12-01"})

    assert "The last day must come after the first." in wrong.text
    assert 'value="Autumn"' in wrong.text
    assert 'value="2027-03-01"' in wrong.text
    assert right.status_code == 302
    assert world.programme.cohorts.get(number=2).name == "Autumn"


def test_the_list_shows_what_somebody_works_for_and_nothing_else(world, client_of):
    ProgrammeFactory.create(organisation=world.organisation, name="Not mine")
    page = client_of(world.coordinator).get("/programmes/")

    assert "Leaders" in page.text
    assert "Not mine" not in page.text
    assert "Captains" not in page.text
    assert "New programme" in page.text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("reviewer", 200),
        ("facilitator", 200),
        ("administrator", 200),
        ("mentor", 403),
        ("mentee", 403),
        ("stranger", 404),
        ("other_coordinator", 404),
    ],
)
def test_today_is_for_those_who_work_for_the_programme(world, client_of, who, status):
    assert client_of(getattr(world, who)).get(TODAY).status_code == status


def test_today_makes_as_many_queries_for_one_as_for_many(
    world, client_of, django_assert_max_num_queries
):
    def add(number):
        long_ago = timezone.now() - timedelta(days=30)
        for state in ParticipantState:
            ParticipantFactory.create_batch(
                number, cohort=world.cohort, state=state, moved_at=long_ago
            )
        for step in (CohortState.DESIGNING, CohortState.RUNNING, CohortState.CLOSED):
            CohortFactory.create_batch(number, programme=world.programme, state=step)

    client = client_of(world.coordinator)
    add(1)
    client.get(TODAY)
    with django_assert_max_num_queries(22) as few:
        client.get(TODAY)
    add(30)
    with django_assert_max_num_queries(22) as many:
        client.get(TODAY)
    assert len(many) == len(few)
    assert len(many) > QUIET


def test_today_asks_little_where_little_needs_anybody(
    world, client_of, django_assert_max_num_queries
):
    signed_charter(world.programme)
    client = client_of(world.coordinator)
    client.get(TODAY)
    with django_assert_max_num_queries(QUIET):
        client.get(TODAY)


def test_a_cohort_moved_by_a_colleague_is_named_with_who_and_when(world, client_of):
    colleague = TeamMemberFactory.create(
        programme=world.programme, person__name="Maya Ferreira"
    ).person
    client = client_of(world.coordinator)
    stale = Cohort.objects.get(pk=world.cohort.pk)
    with patch("programmes.views.setup.move_cohort_on") as move:

        def too_late(*_args, **_kwargs):
            move_cohort_on(stale, by=colleague, reason="Everything is ready but the paper.")
            raise IllegalTransitionError(stale, CohortState.CLOSING)

        move.side_effect = too_late
        page = client.post(
            f"/programmes/leaders/cohorts/{world.cohort.pk}/move/",
            {"to": CohortState.CLOSING, "reason": "Its last day is near."},
            follow=True,
        )
    assert "Maya moved Spring cohort on to closing at" in page.text


def test_needs_of_ones_own_caseload_come_first_and_alone_when_asked(world, client_of, needs):
    own = world.programme.team.get(person=world.coordinator)
    Participant.objects.filter(pk=world.mentee_place.pk).update(coordinator=own)
    needs.append(need(1))
    needs.append(replace(need(2), participants=frozenset({world.mentee_place.pk})))
    client = client_of(world.coordinator)

    page = client.get(TODAY).text
    assert page.index("Thing 2") < page.index("Your caseload") < page.index("Thing 1")
    mine = client.get(f"{TODAY}?coordinator={own.pk}").text
    assert "<h1>One thing needs you</h1>" in mine
    assert "Thing 1" not in mine
    assert "Thing 1" in client.get(f"{TODAY}?coordinator=somebody").text


def test_today_says_what_comes_next_when_nothing_presses(world, client_of, needs):
    PhaseFactory.create(
        cohort=world.cohort,
        kind=PhaseKind.EVALUATE,
        starts_on=timezone.localdate() + timedelta(days=4),
        ends_on=timezone.localdate() + timedelta(days=9),
    )
    page = client_of(world.coordinator).get(TODAY).text
    assert "Surveys" in page
    assert "in 4 days" in page


def test_a_new_programme_without_needs_leads_to_its_set_up(world, client_of, needs):
    world.programme.cohorts.update(state=CohortState.CLOSED, closed_at=timezone.now())
    page = client_of(world.coordinator).get(TODAY).text
    assert "A programme begins with its first cohort" in page
    assert "Set it up" not in client_of(world.reviewer).get(TODAY).text
