"""Hours from elsewhere need evidence, and mistakes are undone once, in the open."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from programmes.enums import ParticipantRole, ParticipantState
from tests.factories.programmes import CohortFactory, ParticipantFactory, ProgrammeFactory
from tests.factories.training import EntryFactory, initial_training
from training.actions import credit_prior_learning, reverse_entry
from training.enums import CurrencyStatus, EntrySource
from training.models import LedgerEntry, Standing


def credit(world, person, **fields):
    given = {
        "programme": world.programme,
        "role": ParticipantRole.MENTOR,
        "hours": Decimal(6),
        "earned_on": timezone.localdate() - timedelta(days=100),
        "evidence": "Certificate of the nursing school",
        "by": world.coordinator,
    }
    return credit_prior_learning(person, **(given | fields))


def test_pressed_twice_hours_are_credited_once(world):
    assert credit(world, world.mentor) == credit(world, world.mentor)
    credit(world, world.mentor, hours=Decimal(2))
    assert sorted(LedgerEntry.objects.values_list("hours", flat=True)) == [2, 6]


def test_prior_learning_counts_and_moves_people_on(world):
    place = ParticipantFactory.create(cohort=world.cohort)
    entry = credit(world, place.person)
    assert (entry.source, entry.note) == (
        EntrySource.PRIOR_LEARNING,
        "Certificate of the nursing school",
    )
    place.refresh_from_db()
    assert place.state == ParticipantState.TRAINED
    assert Event.objects.filter(kind="hours.credited", actor_id=world.coordinator.pk).exists()


@pytest.mark.parametrize(
    "wrong", [{"evidence": "  "}, {"earned_on": timezone.localdate() + timedelta(days=2)}]
)
def test_prior_learning_needs_evidence_and_lies_in_the_past(world, wrong):
    with pytest.raises(ValueError, match="Prior learning"):
        credit(world, world.mentor, **wrong)


def test_hours_are_reversed_once_by_another_entry(world):
    entry = credit(world, world.mentor)
    assert Standing.objects.get(person=world.mentor).status == CurrencyStatus.IN_DATE

    first = reverse_entry(entry, by=world.coordinator, reason="Somebody else’s certificate")
    again = reverse_entry(entry, by=world.coordinator, reason="Twice")

    assert first == again
    assert (first.reverses, first.note) == (entry, "Somebody else’s certificate")
    assert LedgerEntry.objects.count() == 2
    assert Standing.objects.get(person=world.mentor).status == CurrencyStatus.IN_TRAINING
    assert Event.objects.filter(kind="hours.reversed").count() == 1


def test_a_reversal_is_not_reversed(world):
    reversal = reverse_entry(credit(world, world.mentor), by=None, reason="A mistake")
    with pytest.raises(ValueError, match="anew"):
        reverse_entry(reversal, by=None, reason="A mistake in the mistake")


def test_hours_count_in_every_programme_of_the_organisation_and_in_no_other(world):
    sister = ProgrammeFactory.create(organisation=world.organisation)
    ParticipantFactory.create(cohort=CohortFactory.create(programme=sister), person=world.mentor)
    ParticipantFactory.create(
        cohort=CohortFactory.create(programme=world.other_programme), person=world.mentor
    )
    initial_training(world.other_programme, world.mentor, days=10, hours=Decimal(1))

    credit(world, world.mentor)

    found = dict(Standing.objects.values_list("policy__programme__name", "status"))
    assert found == {world.programme.name: "in_date", sister.name: "in_date"}


def test_an_entry_in_another_role_says_nothing_of_this_one(world):
    EntryFactory.create(programme=world.programme, person=world.mentee, role=ParticipantRole.MENTOR)
    credit(world, world.mentee, role=ParticipantRole.MENTEE, hours=Decimal(1))
    assert Standing.objects.get(person=world.mentee).status == CurrencyStatus.IN_TRAINING
