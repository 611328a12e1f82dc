"""A session enters a line for each competency, and its slot as a refresher; all add up."""

from datetime import date
from decimal import Decimal

import pytest

from programmes.enums import ParticipantRole
from tests.factories.dates import days_ago
from tests.factories.fresh import CompetencyFactory
from tests.factories.programmes import MenteeFactory
from tests.factories.training import (
    CourseFactory,
    GatheringFactory,
    SessionFactory,
    in_days,
    initial_training,
)
from training.actions import NotInProgrammeError, enter_hours, record_attendance, reverse_entry
from training.currency import Policy, currency_on
from training.enums import Audience, EntryKind, EntrySource
from training.models import LedgerEntry, Standing
from training.policies import default_policy
from training.queries.currency import records_of


def skills(world, count, **fields):
    return CompetencyFactory.create_batch(count, organisation=world.organisation, **fields)


def held(world, **fields):
    return SessionFactory.create(programme=world.programme, starts_at=in_days(-1), **fields)


def course(world, **fields):
    return CourseFactory.create(organisation=world.organisation, **fields)


def gathering(world, **fields):
    return GatheringFactory.create(programme=world.programme, starts_at=in_days(-1), **fields)


def lines(person, **fields):
    found = LedgerEntry.objects.standing().filter(person=person, **fields)
    return sorted((e.kind, e.competency and e.competency.name, e.hours) for e in found)


def test_hours_are_split_over_the_competencies_of_the_course(world):
    taught = course(world, hours=Decimal("2.0"))
    taught.competencies.set(skills(world, 3))
    record_attendance(held(world, course=taught), {world.mentor: True}, by=world.coordinator)
    found = LedgerEntry.objects.all()
    assert sorted(entry.hours for entry in found) == [
        Decimal("0.6"),
        Decimal("0.7"),
        Decimal("0.7"),
    ]
    assert {entry.competency for entry in found} == set(taught.competencies.all())


def test_a_session_works_on_its_own_competencies_before_those_of_its_course(world):
    taught = course(world)
    taught.competencies.set(skills(world, 2))
    session = held(world, course=taught)
    (own,) = skills(world, 1)
    session.competencies.set([own])
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    assert lines(world.mentor) == [("refresher", own.name, Decimal("3.0"))]


def test_who_is_both_learns_in_each_role_what_is_asked_of_it(world):
    MenteeFactory.create(cohort=world.cohort, person=world.mentor)
    (of_mentors,) = skills(world, 1, name="Listening")
    (of_mentees,) = skills(world, 1, name="Asking", audience=Audience.MENTEES)
    session = held(world, course=course(world, audience=Audience.BOTH))
    session.competencies.set([of_mentors, of_mentees])
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    hours = Decimal("3.0")
    assert lines(world.mentor, role="mentor") == [("refresher", "Listening", hours)]
    assert lines(world.mentor, role="mentee") == [("refresher", "Asking", hours)]

    record_attendance(session, {world.mentor: False}, by=world.coordinator)
    assert lines(world.mentor) == []
    assert LedgerEntry.objects.filter(reverses__isnull=False).count() == 2


def test_a_slot_counts_as_refresher_hours_out_of_the_gathering(world):
    (skill,) = skills(world, 1)
    session = gathering(world, minutes=90, slot_title="Silence", slot_minutes=30)
    session.slot_competencies.set([skill])
    record_attendance(session, {world.mentor: True, world.mentee: False}, by=world.coordinator)
    assert lines(world.mentor) == [
        ("gathering", None, Decimal("1.0")),
        ("refresher", skill.name, Decimal("0.5")),
    ]
    slot = LedgerEntry.objects.get(kind=EntryKind.REFRESHER)
    assert slot.source == EntrySource.GATHERING
    assert session.counts_as == "Gathering, 1.5 hours, 30 minutes of it as refresher"
    assert lines(world.mentee) == []


def test_taking_a_tick_back_reverses_exactly_these_lines(world):
    session = gathering(world, slot_minutes=30)
    session.competencies.set(skills(world, 2))
    other = held(world)
    for each in (session, other):
        record_attendance(each, {world.mentor: True}, by=world.coordinator)
    before = lines(world.mentor, session=session)
    assert len(before) == 3

    record_attendance(session, {world.mentor: False}, by=world.coordinator)
    assert lines(world.mentor, session=session) == []
    assert len(lines(world.mentor, session=other)) == 1
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    assert lines(world.mentor, session=session) == before
    assert LedgerEntry.objects.filter(session=session).count() == 9


def mentor_currency(world, rules, day):
    policy = default_policy(world.programme, ParticipantRole.MENTOR)
    entries = records_of([world.mentor.pk], policy)[world.mentor.pk].entries
    return currency_on(day, policy=rules, entries=entries)


def test_a_slot_is_no_refresher_of_its_own_and_no_second_gathering(world):
    initial_training(world.programme, world.mentor, days=350)
    session = gathering(world, slot_minutes=30)
    session.competencies.set(skills(world, 3))
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    today, renewed = days_ago(0)(), session.starts_at.date()

    def renews(**asked):
        current = mentor_currency(world, Policy(initial_hours=Decimal(6), **asked), today)
        return current.renewed_on == renewed

    assert renews(counted_gatherings=1)
    assert not renews(counted_gatherings=2)
    assert not renews(counted_refreshers=1)
    assert renews(refresher_hours=Decimal("0.5"))
    assert not renews(refresher_hours=Decimal("0.6"))


def test_split_lines_count_as_one_refresher_and_sum_their_hours(world):
    initial_training(world.programme, world.mentor, days=350)
    session = held(world)
    session.competencies.set(skills(world, 4))
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    today, renewed = days_ago(0)(), session.starts_at.date()
    for asked, counts in (
        ({"refresher_hours": Decimal(3)}, True),
        ({"refresher_hours": Decimal("3.1")}, False),
        ({"counted_refreshers": 1}, True),
        ({"counted_refreshers": 2}, False),
    ):
        current = mentor_currency(world, Policy(initial_hours=Decimal(6), **asked), today)
        assert (current.renewed_on == renewed) is counts, asked


def test_hours_are_entered_on_a_day_of_their_own_and_once(world):
    session = held(world)
    for _ in range(2):
        enter_hours(session, world.mentor, on=date(2026, 5, 4), by=None)
    entry = LedgerEntry.objects.get()
    assert entry.earned_on == date(2026, 5, 4)
    assert Standing.objects.filter(person=world.mentor).exists()
    reverse_entry(entry, by=None, reason="A mistake")
    assert len(enter_hours(session, world.mentor, on=date(2026, 5, 5), by=None)) == 1


def test_strangers_are_not_entered(world):
    with pytest.raises(NotInProgrammeError):
        enter_hours(held(world), world.stranger, on=date(2026, 5, 4), by=None)
