"""Starting programmes, planning cohorts and moving them on."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from mentorship.accounts.access import allows
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.actions import (
    NameTakenError,
    add_cohort,
    create_programme,
    move_cohort_on,
    pause_participant,
)
from programmes.enums import CohortState, ParticipantState, PhaseKind
from programmes.models import Cohort, Participant
from programmes.signals import cohort_moved
from tests.factories.programmes import CohortFactory, ParticipantFactory, ProgrammeFactory
from tests.programmes.races import both_at_once


@pytest.fixture
def moves():
    """What `cohort_moved` said, in order."""
    heard = []

    def hear(sender, cohort, came_from, by, **_):
        heard.append((cohort.pk, came_from, cohort.state, by))

    cohort_moved.connect(hear)
    yield heard
    cohort_moved.disconnect(hear)


def test_whoever_starts_a_programme_leads_it(world):
    programme = create_programme(
        organisation=world.organisation, name="First jobs", by=world.administrator
    )

    person = Person.objects.get(pk=world.administrator.pk)
    assert programme.slug == "first-jobs"
    assert allows(person, Permission.MANAGE_PROGRAMME, programme_id=programme.pk)
    assert [event.kind for event in Event.objects.about(programme)] == ["programme.created"]


def test_the_system_may_start_a_programme_that_nobody_leads(world):
    programme = create_programme(organisation=world.organisation, name="First jobs", by=None)

    assert not programme.team.exists()


def test_a_name_is_given_once_in_an_organisation(world):
    with pytest.raises(NameTakenError):
        create_programme(
            organisation=world.organisation, name=world.programme.name, by=world.administrator
        )


def test_two_organisations_may_use_one_name_at_two_addresses(world):
    programme = create_programme(
        organisation=world.other_organisation, name=world.programme.name, by=None
    )

    assert programme.slug == f"{world.programme.slug}-2"


@pytest.mark.parametrize(("name", "slug"), [("Add", "add-2"), ("领导", "programme")])
def test_addresses_of_pages_and_empty_ones_are_not_given_away(world, name, slug):
    assert create_programme(organisation=world.organisation, name=name, by=None).slug == slug


def test_cohorts_are_counted(world):
    today = timezone.localdate()
    cohort = add_cohort(
        world.programme,
        name="Autumn",
        starts_on=today,
        ends_on=today + timedelta(days=9),
        by=world.coordinator,
    )

    assert (cohort.number, cohort.state) == (2, CohortState.DESIGNING)
    assert {phase.kind for phase in cohort.phases.all()} == set(PhaseKind)
    (event,) = Event.objects.about(cohort)
    assert event.organisation_id == world.organisation.pk
    assert event.changes == {"number": 2}


@pytest.mark.django_db(transaction=True)
def test_two_cohorts_planned_at_once_get_two_numbers():
    programme = ProgrammeFactory.create()
    today = timezone.localdate()

    def plan(name):
        add_cohort(
            programme, name=name, starts_on=today, ends_on=today + timedelta(days=9), by=None
        )

    both_at_once(lambda: plan("One"), lambda: plan("Another"))

    assert sorted(programme.cohorts.values_list("number", flat=True)) == [1, 2]


def test_a_cohort_goes_from_state_to_state_until_it_is_closed(world, moves):
    cohort = CohortFactory.create(programme=world.programme, state=CohortState.DESIGNING)
    states = [cohort.state]
    while cohort.next_state is not None:
        move_cohort_on(cohort, by=world.coordinator)
        states.append(cohort.state)

    stored = Cohort.objects.get(pk=cohort.pk)
    assert states == CohortState.values
    assert stored.closed_at == cohort.closed_at is not None
    kinds = [event.kind for event in Event.objects.about(cohort)]
    assert kinds == [f"cohort.{state}" for state in reversed(states[1:])]
    assert [(came_from, to) for _pk, came_from, to, _by in moves] == list(pairwise(states))
    with pytest.raises(IllegalTransitionError):
        move_cohort_on(cohort, by=world.coordinator)


def test_closing_finishes_those_who_took_part_and_nobody_else(world):
    cohort = CohortFactory.create(programme=world.programme, state=CohortState.CLOSING)
    came = {
        state: ParticipantFactory.create(cohort=cohort, state=state) for state in ParticipantState
    }
    away = came[ParticipantState.MATCHED]
    pause_participant(
        away, by=world.coordinator, starts_on=timezone.localdate() - timedelta(days=3)
    )

    move_cohort_on(cohort, by=world.coordinator)

    went = {state: Participant.objects.get(pk=place.pk) for state, place in came.items()}
    finished = {state for state, place in went.items() if place.state == ParticipantState.FINISHED}
    assert finished == {
        ParticipantState.ACCEPTED,
        ParticipantState.TRAINED,
        ParticipantState.MATCHED,
        ParticipantState.FINISHED,
    }
    assert went[ParticipantState.MATCHED].ended_on == timezone.localdate()
    assert went[ParticipantState.APPLIED].ended_on is None
    assert away.pauses.get().ends_on == timezone.localdate() - timedelta(days=1)
    assert Event.objects.about(cohort).first().changes["finished"] == 3


def test_a_receiver_that_fails_leaves_the_cohort_where_it_was(world):
    def fail(sender, **_):
        raise ZeroDivisionError

    cohort_moved.connect(fail)
    try:
        with pytest.raises(ZeroDivisionError):
            move_cohort_on(world.cohort, by=world.coordinator)
    finally:
        cohort_moved.disconnect(fail)

    assert Cohort.objects.get(pk=world.cohort.pk).state == CohortState.RUNNING
    assert not Event.objects.about(world.cohort).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_exactly_one_succeeds():
    cohort = CohortFactory.create(state=CohortState.RUNNING)

    def move():
        move_cohort_on(Cohort.objects.get(pk=cohort.pk), by=None)

    def late():
        stale = Cohort.objects.get(pk=cohort.pk)
        stale.state = CohortState.RUNNING
        move_cohort_on(stale, by=None)

    failures = both_at_once(late, late)
    assert [type(failure) for failure in failures] == [IllegalTransitionError]
    assert Cohort.objects.get(pk=cohort.pk).state == CohortState.CLOSING
    assert Event.objects.about(cohort).count() == 1
    move()
    assert Cohort.objects.get(pk=cohort.pk).state == CohortState.CLOSED
