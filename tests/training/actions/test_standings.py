"""A standing is what the pure function says of the ledger, whoever reckons it and how often."""

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.enums import CohortState, ParticipantRole, ParticipantState
from tests.factories.programmes import CohortFactory, ParticipantFactory, PauseFactory
from tests.factories.training import EntryFactory, initial_training
from training.actions import ensure_policies, refresh_standings
from training.enums import CurrencyStatus, EntryKind
from training.models import CurrencyPolicy, Standing
from training.queries import currency_of


@pytest.fixture
def policy(world):
    return ensure_policies(world.programme)[ParticipantRole.MENTOR]


def mentors(world, number):
    return [place.person for place in ParticipantFactory.create_batch(number, cohort=world.cohort)]


def some_hours(world, person, chance):
    """Enter a ledger as life writes it: some trained, some refreshed, some were away."""
    today = timezone.localdate()
    if chance.random() < 0.8:
        initial_training(world.programme, person, days=chance.randrange(500))
    for _ in range(chance.randrange(4)):
        EntryFactory.create(
            programme=world.programme,
            person=person,
            kind=chance.choice([EntryKind.INITIAL, EntryKind.REFRESHER, EntryKind.GATHERING]),
            hours=Decimal(chance.choice(["1", "1.5", "3", "6"])),
            earned_on=today - timedelta(days=chance.randrange(500)),
        )
    if chance.random() < 0.3:
        place = person.places.get()
        ends_on = chance.choice([None, today - timedelta(days=chance.randrange(100))])
        PauseFactory.create(
            participant=place, starts_on=today - timedelta(days=300), ends_on=ends_on
        )


def test_policies_are_made_once_with_the_defaults(world):
    first = ensure_policies(world.programme)
    assert ensure_policies(world.programme) == first
    assert CurrencyPolicy.objects.count() == 2
    mentor = first[ParticipantRole.MENTOR]
    assert (mentor.initial_hours, mentor.refresher_hours, mentor.counted_gatherings) == (6, 3, 2)
    assert first[ParticipantRole.MENTEE].initial_hours == 2


def test_a_policy_that_was_changed_stays_as_it_is(world, policy):
    CurrencyPolicy.objects.filter(pk=policy.pk).update(initial_hours=9)
    assert ensure_policies(world.programme)[ParticipantRole.MENTOR].initial_hours == 9


def test_standings_equal_the_direct_computation(world, policy):
    chance = Random(20270303)
    people = mentors(world, 40)
    for person in people:
        some_hours(world, person, chance)
    today = timezone.localdate()

    refresh_standings(policy)

    standings = {row.person: row for row in Standing.objects.filter(policy=policy)}
    assert set(standings) == {*people, world.mentor}
    assert len({row.status for row in standings.values()}) >= 4
    for person, row in standings.items():
        current = currency_of(person, policy, today)
        assert (row.status, row.period, row.is_paused) == (
            current.status,
            current.period,
            current.is_paused,
        )
        assert (row.renewed_on, row.expires_on, row.next_change_on) == (
            current.renewed_on,
            current.expires_on,
            current.next_change_on,
        )


def test_refreshing_some_leaves_the_others_alone(world, policy):
    first, second = mentors(world, 2)
    refresh_standings(policy)
    initial_training(world.programme, first, days=3)
    initial_training(world.programme, second, days=3)
    refresh_standings(policy, [first.pk])
    found = dict(Standing.objects.values_list("person", "status"))
    assert found[first.pk] == CurrencyStatus.IN_DATE
    assert found[second.pk] == CurrencyStatus.IN_TRAINING


def test_a_standing_keeps_its_name_when_it_changes(world, policy):
    refresh_standings(policy)
    before = Standing.objects.get(person=world.mentor).pk
    initial_training(world.programme, world.mentor, days=3)
    refresh_standings(policy)
    after = Standing.objects.get(person=world.mentor)
    assert (after.pk, after.status) == (before, CurrencyStatus.IN_DATE)


def test_who_left_has_no_standing_and_who_served_before_keeps_theirs(world, policy):
    closed = CohortFactory.create(programme=world.programme, state=CohortState.CLOSED)
    served = ParticipantFactory.create(cohort=closed, state=ParticipantState.FINISHED).person
    leaving = ParticipantFactory.create(cohort=world.cohort)
    refresh_standings(policy)
    leaving.state = ParticipantState.WITHDRAWN
    leaving.save()
    refresh_standings(policy)
    assert {row.person for row in Standing.objects.all()} == {world.mentor, served}


def test_the_number_of_queries_does_not_grow_with_people(world, policy):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            refresh_standings(policy)
        return len(captured)

    few = queries()
    for person in mentors(world, 30):
        initial_training(world.programme, person, days=30)
    assert queries() == few
