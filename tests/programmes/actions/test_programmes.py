"""Starting programmes, planning cohorts and moving them on."""

from datetime import date, timedelta
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
from programmes.actions.programmes import StillMissingError
from programmes.blueprints import BLUEPRINTS
from programmes.enums import CohortState, ParticipantState, PhaseKind, ProgrammeTemplate
from programmes.models import Cohort, Participant
from programmes.signals import cohort_moved, programme_created
from programmes.task_list import missing_before
from tests.factories.programmes import (
    CohortFactory,
    ParticipantFactory,
    PhaseFactory,
    ProgrammeFactory,
)
from tests.factories.setup import ProgrammePolicyFactory
from tests.programmes.races import both_at_once

REASON = "The board wants it by Monday."


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
        move_cohort_on(cohort, by=world.coordinator, reason=REASON)
        states.append(cohort.state)

    stored = Cohort.objects.get(pk=cohort.pk)
    assert states == CohortState.values
    assert stored.closed_at == cohort.closed_at is not None
    kinds = [event.kind for event in Event.objects.about(cohort)]
    assert kinds == [f"cohort.{state}" for state in reversed(states[1:])]
    assert [(came_from, to) for _pk, came_from, to, _by in moves] == list(pairwise(states))
    with pytest.raises(IllegalTransitionError):
        move_cohort_on(cohort, by=world.coordinator, reason=REASON)


def test_closing_finishes_those_who_took_part_and_nobody_else(world):
    cohort = CohortFactory.create(programme=world.programme, state=CohortState.CLOSING)
    came = {
        state: ParticipantFactory.create(cohort=cohort, state=state) for state in ParticipantState
    }
    away = came[ParticipantState.MATCHED]
    pause_participant(
        away, by=world.coordinator, starts_on=timezone.localdate() - timedelta(days=3)
    )

    move_cohort_on(cohort, by=world.coordinator, reason=REASON)

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
            move_cohort_on(world.cohort, by=world.coordinator, reason=REASON)
    finally:
        cohort_moved.disconnect(fail)

    assert Cohort.objects.get(pk=world.cohort.pk).state == CohortState.RUNNING
    assert not Event.objects.about(world.cohort).exists()


def test_a_cohort_waits_for_what_is_missing_unless_somebody_says_why(world):
    cohort = CohortFactory.create(programme=world.programme, state=CohortState.RECRUITING)
    with pytest.raises(StillMissingError) as refused:
        move_cohort_on(cohort, by=world.coordinator, reason="  ")

    assert refused.value.may_go_on_early
    keys = [task.key for task in refused.value.tasks]
    assert keys == ["programmes.decisions", "programmes.mentors", "training.initial"]
    assert Cohort.objects.get(pk=cohort.pk).state == CohortState.RECRUITING

    move_cohort_on(cohort, by=world.coordinator, reason=f" {REASON} ")
    move = cohort.moves.get()
    assert (move.came_from, move.to) == (CohortState.RECRUITING, CohortState.MATCHING)
    assert (move.by, move.reason) == (world.coordinator, REASON)
    assert move.missing == [task.title for task in refused.value.tasks]
    assert Event.objects.about(cohort).first().changes["missing"] == 3


def test_where_policy_forbids_it_no_reason_is_good_enough(world):
    ProgrammePolicyFactory.create(programme=world.programme, may_go_on_early=False)
    with pytest.raises(StillMissingError) as refused:
        move_cohort_on(world.cohort, by=world.coordinator, reason=REASON)

    assert not refused.value.may_go_on_early
    assert not world.cohort.moves.exists()


def test_a_cohort_that_misses_nothing_needs_no_reason_and_no_policy(world):
    ProgrammePolicyFactory.create(programme=world.programme, may_go_on_early=False)
    world.cohort.ends_on = timezone.localdate()
    move_cohort_on(world.cohort, by=world.coordinator)

    assert world.cohort.state == CohortState.CLOSING
    assert world.cohort.moves.get().missing == []


@pytest.mark.parametrize("template", list(BLUEPRINTS))
def test_a_template_brings_all_it_promises(world, template):
    blueprint = BLUEPRINTS[template]
    programme = create_programme(
        organisation=world.organisation,
        name="New",
        template=template,
        starts_on=timezone.localdate() + timedelta(days=150),
        by=world.administrator,
    )

    cohort = programme.cohorts.get()
    assert programme.template == template
    assert programme.policy.months == blueprint.policy.months
    assert programme.policy.may_go_on_early == blueprint.policy.may_go_on_early
    assert cohort.phases.count() == len(blueprint.timetable.phases)
    assert cohort.milestones.count() == len(blueprint.timetable.milestones)
    assert programme.objectives.count() == len(blueprint.objectives)
    assert programme.texts.count() == len(blueprint.texts)
    assert programme.charters.count() == (0 if blueprint.charter is None else 1)


@pytest.mark.parametrize(
    "template", [template for template in BLUEPRINTS if template != ProgrammeTemplate.BLANK]
)
def test_after_a_template_only_what_needs_a_person_is_left_before_recruiting(world, template):
    programme = create_programme(
        organisation=world.organisation,
        name="New",
        template=template,
        starts_on=timezone.localdate() + timedelta(days=150),
        by=world.administrator,
    )

    missing = missing_before(programme.cohorts.get(), CohortState.RECRUITING)
    assert [task.key for task in missing] == [
        "programmes.sponsor",
        "programmes.charter",
        "programmes.mentor_profile",
    ]
    later = missing_before(programme.cohorts.get(), CohortState.MATCHING)
    assert [task.key for task in later] == [
        "programmes.decisions",
        "programmes.mentors",
        "training.initial",
    ]


def test_two_programmes_serve_one_goal_of_their_organisation(world):
    for name in ("One", "Another"):
        create_programme(
            organisation=world.organisation,
            name=name,
            template=ProgrammeTemplate.COMMUNITY,
            by=None,
        )

    goal = world.organisation.strategic_goals.get()
    assert goal.objectives.values("programme").distinct().count() == 2


def test_the_length_can_be_another_than_the_templates(world):
    programme = create_programme(
        organisation=world.organisation,
        name="Short",
        template=ProgrammeTemplate.REGULATED,
        starts_on=date(2031, 3, 3),
        months=4,
        by=None,
    )

    cohort = programme.cohorts.get()
    assert (cohort.name, cohort.ends_on) == ("March 2031", date(2031, 7, 2))
    assert programme.policy.months == 4


def test_the_next_cohort_is_timed_as_the_one_before_it_was(world):
    PhaseFactory.create(
        cohort=world.cohort,
        kind=PhaseKind.RECRUIT,
        starts_on=world.cohort.starts_on - timedelta(days=9),
        ends_on=world.cohort.starts_on - timedelta(days=2),
    )
    cohort = add_cohort(
        world.programme,
        name="Next",
        starts_on=date(2031, 3, 10),
        ends_on=date(2031, 9, 1),
        by=None,
    )

    assert [(p.kind, p.starts_on, p.ends_on) for p in cohort.phases.all()] == [
        ("recruit", date(2031, 3, 1), date(2031, 3, 8))
    ]


def test_the_apps_above_hear_of_a_programme_once_all_of_it_is_there(world):
    heard = []

    def hear(sender, programme, by, **_):
        heard.append((programme.cohorts.count(), programme.texts.count(), by))

    programme_created.connect(hear)
    try:
        create_programme(
            organisation=world.organisation,
            name="Heard of",
            template=ProgrammeTemplate.UNIVERSITY,
            starts_on=date(2031, 3, 3),
            by=world.administrator,
        )
    finally:
        programme_created.disconnect(hear)

    assert heard == [(1, 3, world.administrator)]


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_exactly_one_succeeds():
    cohort = CohortFactory.create(state=CohortState.RUNNING)

    def move():
        move_cohort_on(Cohort.objects.get(pk=cohort.pk), by=None, reason=REASON)

    def late():
        stale = Cohort.objects.get(pk=cohort.pk)
        stale.state = CohortState.RUNNING
        move_cohort_on(stale, by=None, reason=REASON)

    failures = both_at_once(late, late)
    assert [type(failure) for failure in failures] == [IllegalTransitionError]
    assert Cohort.objects.get(pk=cohort.pk).state == CohortState.CLOSING
    assert Event.objects.about(cohort).count() == 1
    move()
    assert Cohort.objects.get(pk=cohort.pk).state == CohortState.CLOSED
