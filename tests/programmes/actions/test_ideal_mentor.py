"""Writing down what a programme looks for in its mentors."""

from typing import Any

import pytest

from mentorship.audit.models import Event
from programmes.actions.ideal_mentor import (
    NotADraftError,
    add_criterion,
    add_expectation,
    change_criterion,
    change_expectation,
    move_criterion,
    move_expectation,
    remove_criterion,
    remove_expectation,
)
from programmes.models import Criterion, Expectation
from tests.factories.accounts import PersonFactory
from tests.factories.choosing import published_profile
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


def test_rows_change_places_with_their_neighbour(world):
    by = world.coordinator
    first = add_expectation(world.programme, text="One", by=by)
    second = add_expectation(world.programme, text="Two", by=by)
    criterion(first, by, name="A")
    last = criterion(first, by, name="B")

    move_expectation(second, step=-1, by=by)
    move_expectation(second, step=-1, by=by)
    move_criterion(last, step=-1, by=by)

    profile = world.programme.mentor_profiles.get()
    assert [str(each) for each in profile.expectations.all()] == ["Two", "One"]
    assert [str(each) for each in first.criteria.all()] == ["B", "A"]


def test_what_is_published_is_never_changed(world):
    by = world.coordinator
    row = published_profile(world.programme, {"name": "Listens"}).expectations.get().criteria.get()
    expectation = row.expectation
    facts = {"name": "Other", "weight": 1}
    for change in (
        lambda: add_expectation(world.programme, text="One", by=by),
        lambda: change_expectation(expectation, text="Two", by=by),
        lambda: move_expectation(expectation, step=1, by=by),
        lambda: remove_expectation(expectation, by=by),
        lambda: add_criterion(expectation, by=by, **facts),
        lambda: change_criterion(row, by=by, **facts),
        lambda: move_criterion(row, step=1, by=by),
        lambda: remove_criterion(row, by=by),
    ):
        with pytest.raises(NotADraftError):
            change()
    stored = Criterion.objects.get()
    assert (stored.name, stored.weight, str(stored.expectation)) == ("Listens", 3, str(expectation))
    assert not Event.objects.filter(kind__startswith="criterion").exists()


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
