"""Gates: all are asked at once, and none lets a source be asked in vain or not at all."""

from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from django.db.models import Exists, OuterRef
from django.utils import timezone

from mentorship.accounts.permissions import Permission
from programmes.gates import NOW, TODAY, later, open_gates, question
from programmes.models import Cohort
from programmes.needs import (
    Need,
    NeedSources,
    Urgency,
    needs_of,
    registered_sources,
    tells_needs,
)
from tests.factories.programmes import CohortFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db

# Sources that ask nothing for themselves on Today: cohorts are fetched there already.
WITHOUT_GATE = {"_cohorts"}


def need(key):
    return Need(key, "", "", "", "", Urgency.SOON)


@pytest.fixture
def register(monkeypatch):
    """Let these alone be the sources of needs."""

    def register(*sources):
        monkeypatch.setattr("programmes.needs._sources", list(sources))

    return register


def has_cohort():
    return Exists(Cohort.objects.filter(programme=OuterRef("pk")))


def begins_within_a_week():
    cohorts = Cohort.objects.filter(programme=OuterRef("pk"))
    return Exists(cohorts.filter(starts_on__range=(TODAY, later(TODAY, timedelta(days=7)))))


def was_closed():
    return Exists(Cohort.objects.filter(programme=OuterRef("pk"), closed_at__lt=NOW))


def test_a_gate_is_open_for_the_programme_that_has_the_rows(world):
    empty = ProgrammeFactory.create(organisation=world.organisation)
    assert open_gates(world.programme, [has_cohort]) == {has_cohort}
    assert open_gates(empty, [has_cohort]) == frozenset()


def test_all_gates_are_asked_at_once(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert open_gates(world.programme, [has_cohort, was_closed]) == {has_cohort}
    with django_assert_num_queries(0):
        assert open_gates(world.programme, []) == frozenset()


def test_what_was_asked_yesterday_is_asked_of_today_again():
    cohort = CohortFactory.create(starts_on=date(2026, 5, 11), ends_on=date(2026, 12, 11))
    told = {}
    for day in (3, 4, 11, 12):
        with time_machine.travel(f"2026-05-{day:02}T12:00:00+00:00", tick=False):
            told[day] = bool(open_gates(cohort.programme, [begins_within_a_week]))
    assert told == {3: False, 4: True, 11: True, 12: False}


def test_what_has_happened_opens_a_gate_from_that_moment_on():
    moment = timezone.now()
    cohort = CohortFactory.create(state="closed", closed_at=moment)
    for minutes, is_open in ((-1, False), (1, True)):
        with time_machine.travel(moment + timedelta(minutes=minutes), tick=False):
            assert bool(open_gates(cohort.programme, [was_closed])) is is_open


def test_a_source_is_asked_while_its_gate_is_open(world, register):
    asked = []

    @tells_needs(gate=has_cohort)
    def awake(_programme, _person):
        asked.append("awake")
        yield need("awake")

    @tells_needs(gate=was_closed)
    def asleep(_programme, _person):
        asked.append("asleep")
        yield need("asleep")

    register(NeedSources((awake, asleep)))
    assert [each.key for each in needs_of(world.programme, world.coordinator)] == ["awake"]
    assert [each.key for each in awake(world.programme, world.coordinator)] == ["awake"]
    assert asleep(world.programme, world.coordinator) == []
    assert asked == ["awake", "awake"]


def test_nobody_is_told_without_the_permission(world, register):
    @tells_needs(Permission.MANAGE_PROGRAMME)
    def source(_programme, _person):
        yield need("secret")

    register(source)
    assert len(needs_of(world.programme, world.coordinator)) == 1
    for person in (world.reviewer, world.facilitator, world.mentor, world.stranger):
        assert needs_of(world.programme, person) == []


def test_every_source_has_a_gate():
    without = {source.tell.__name__ for source in registered_sources() if source.gate is None}
    assert without == WITHOUT_GATE


def test_gates_are_about_any_programme_on_any_day():
    gates = tuple(source.gate for source in registered_sources() if source.gate)
    _sql, parameters = question(gates)
    assert {each for each in parameters if isinstance(each, UUID)} == {UUID(int=0)}
    assert {each for each in parameters if isinstance(each, date)} == {TODAY, NOW}
