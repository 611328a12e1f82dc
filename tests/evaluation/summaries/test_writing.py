"""What is kept of a wave at closing is what its answers say, no more and no less."""

from collections import Counter

import pytest

from evaluation.enums import ItemKind, WaveState
from evaluation.models import Answer, WaveSummary, WaveTally
from evaluation.queries import tallies_of
from evaluation.statistics import cronbach_alpha
from evaluation.statistics.moments import alpha_of_moments
from evaluation.summaries.counting import counted_of
from evaluation.summaries.writing import summarise, summarise_what_is_missing
from tests.factories.evaluation import (
    AgainItemFactory,
    AnswerFactory,
    ItemFactory,
    TextItemFactory,
    WaveFactory,
)

pytestmark = pytest.mark.django_db
ANSWERS = (
    {"one": 1, "two": 5, "work_with_mentor_again": "yes", "useful": ["a", "b"]},
    {"one": 4, "two": 2, "work_with_mentor_again": "no", "useful": ["b", "a"], "would_help": "Tea"},
    {"one": 5, "two": 1, "useful": ["b"], "would_help": "Time"},
    {"one": 3, "unknown": 9},
    {},
)


@pytest.fixture
def wave(db):
    made = WaveFactory.create(state=WaveState.CLOSED)
    ItemFactory.create(instrument=made.instrument, key="one", subscale="trust")
    ItemFactory.create(instrument=made.instrument, key="two", subscale="trust", is_reversed=True)
    AgainItemFactory.create(instrument=made.instrument)
    ItemFactory.create(
        instrument=made.instrument,
        key="useful",
        kind=ItemKind.SEVERAL,
        options=[["a", "Talks"], ["b", "Sessions"]],
    )
    TextItemFactory.create(instrument=made.instrument)
    for place, values in enumerate(ANSWERS):
        AnswerFactory.create(wave=made, values=values, department=["Sales", "Legal", ""][place % 3])
    return made


def test_what_is_kept_equals_what_the_answers_say(wave):
    live = counted_of([wave])[wave.pk]
    summarise(wave)
    assert counted_of([wave])[wave.pk] == live
    assert live.answers == 5
    assert live.tally("one") == Counter([1, 4, 5, 3])
    assert live.tally("useful") == {("a", "b"): 2, ("b",): 1}
    assert live.texts == {"would_help": 2}
    assert "unknown" not in live.tallies
    alpha = alpha_of_moments(live.moments["trust"])
    assert alpha.value == cronbach_alpha([(1, 1), (4, 4), (5, 5)]).value
    assert alpha.incomplete == 1


def test_pages_read_what_was_kept_and_not_the_answers(wave):
    summarise(wave)
    kept = tallies_of([wave])
    Answer.objects.filter(wave=wave).delete()
    assert tallies_of([wave]) == kept
    assert kept[wave.pk, "two"] == Counter([5, 2, 1])


def test_departments_are_counted_beside_the_whole(wave):
    summarise(wave)
    rows = WaveTally.objects.filter(wave=wave, item_key="one").values_list("department", "value")
    assert sorted(rows) == [
        ("", 1), ("", 3), ("", 4), ("", 5), ("Legal", 4), ("Sales", 1), ("Sales", 3)
    ]  # fmt: skip


def test_counting_again_after_answers_changed_replaces_what_was_kept(wave):
    summarise(wave)
    AnswerFactory.create(wave=wave, values={"one": 1})
    summarise(wave)
    assert tallies_of([wave])[wave.pk, "one"][1] == 2
    assert WaveSummary.objects.get(wave=wave).answers == 6


def test_nothing_is_counted_before_a_wave_has_closed(wave):
    open_wave = WaveFactory.create(cohort=wave.cohort, instrument=wave.instrument)
    AnswerFactory.create(wave=open_wave, values={"one": 2})
    summarise(open_wave)
    assert not WaveSummary.objects.exists()
    assert counted_of([open_wave]) == {}
    assert not tallies_of([open_wave])


def test_waves_that_closed_before_counts_were_kept_get_theirs(wave):
    assert summarise_what_is_missing() == 1
    assert summarise_what_is_missing() == 0
    assert wave.tallies.exists()
