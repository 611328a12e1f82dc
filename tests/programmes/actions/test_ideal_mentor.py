"""Writing down what a programme looks for in its mentors."""

from typing import Any

import pytest

from mentorship.audit.models import Event
from programmes.actions.ideal_mentor import (
    add_criterion,
    add_expectation,
    change_criterion,
    change_expectation,
    remove_criterion,
    remove_expectation,
)
from programmes.models import Criterion, Expectation
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import ProgrammeFactory
from tests.programmes.races import both_at_once


def criterion(expectation, by, **fields):
    facts: dict[str, Any] = {
        "name": "Listens",
        "evidence": "Asks",
        "is_essential": True,
        "weight": 9,
    }
    return add_criterion(expectation, **(facts | fields), by=by)


def test_expectations_and_criteria_stand_in_the_order_they_were_written(world):
    by = world.coordinator
    first = add_expectation(world.programme, text="They listen", by=by)
    add_expectation(world.programme, text="They turn up", by=by)
    criterion(first, by)
    criterion(first, by, name="Keeps secrets")

    profile = world.programme.mentor_profiles.get()
    assert [str(each) for each in profile.expectations.all()] == ["They listen", "They turn up"]
    assert [str(each) for each in first.criteria.all()] == ["Listens", "Keeps secrets"]


def test_everything_is_recorded_without_its_words(world):
    by = world.coordinator
    expectation = add_expectation(world.programme, text="They listen", by=by)
    change_expectation(expectation, text="They listen well", by=by)
    row = criterion(expectation, by)
    change_criterion(row, name="Hears", evidence="", is_essential=False, weight=3, by=by)
    kept = {"expectation": str(expectation.pk), "criterion": str(row.pk)}
    remove_criterion(row, by=by)
    criterion(expectation, by)
    remove_expectation(expectation, by=by)

    assert not Expectation.objects.exists()
    assert not Criterion.objects.exists()
    events = Event.objects.filter(about_id__in=kept.values())
    assert {event.kind for event in events} == {
        f"{noun}.{verb}"
        for noun in ("expectation", "criterion")
        for verb in ("added", "changed", "removed")
    }
    assert all(event.organisation_id == world.organisation.pk for event in events)
    said = str([event.changes for event in events])
    assert "isten" not in said
    assert "weight_before" in said


@pytest.mark.django_db(transaction=True)
def test_two_first_expectations_at_once_begin_one_profile():
    programme, person = ProgrammeFactory.create(), PersonFactory.create()
    failures = both_at_once(
        lambda: add_expectation(programme, text="One", by=person),
        lambda: add_expectation(programme, text="Another", by=person),
    )
    assert failures == []
    assert programme.mentor_profiles.get().expectations.count() == 2
