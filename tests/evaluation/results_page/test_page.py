"""What the page says of a wave: figures with n, what is missing or changed, and what it hides."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation.enums import Candour, ItemKind, Subject, WaveState
from evaluation.results_page.page import results_of
from evaluation.results_page.pooled import pooled_results
from evaluation.results_page.scales import may_show_people
from evaluation.results_page.table import header, lines_of
from evaluation.statistics import moments_of
from evaluation.summaries.writing import summarise
from tests.factories.evaluation import (
    AgainItemFactory,
    AnswerFactory,
    ItemFactory,
    TextItemFactory,
    WaveFactory,
)
from tests.factories.programmes import CohortFactory

pytestmark = pytest.mark.django_db


def wave_of(answers, *items, cohort=None, instrument=None, days_ago=1, **fields):
    """Make a closed, counted wave of an instrument with these items."""
    place = {"cohort": cohort} if cohort else {}
    if instrument:
        place["instrument"] = instrument
    wave = WaveFactory.create(
        state=WaveState.CLOSED,
        closed_at=timezone.now() - timedelta(days=days_ago),
        opens_at=timezone.now() - timedelta(days=days_ago + 5),
        invited=len(answers) + 2,
        **place,
    )
    for name, value in fields.items():
        setattr(wave.instrument, name, value)
    wave.instrument.save()
    for item in items:
        item(instrument=wave.instrument)
    for values in answers:
        AnswerFactory.create(wave=wave, values=values)
    summarise(wave)
    return wave


def item(key, factory=ItemFactory, **fields):
    return lambda instrument: factory.create(instrument=instrument, key=key, **fields)


def the(results, key):
    (found,) = (asked for asked in results.questions if asked.question.key == key)
    return found


def marks(*given, key="one"):
    return [{key: mark} for mark in given]


def test_a_question_says_its_figures_and_who_is_missing():
    wave = wave_of([*marks(1, 2, 2, 4, 5, 5), {}, {}], item("one"))
    results = results_of(wave, by=None)
    found = the(results, "one")
    assert found.sentence == "3.17 of 5 on average (95% interval 1.36 to 4.97), n = 6 answers."
    assert found.details == ("Median 3, standard deviation 1.72.",)
    assert found.missing == "2 of 8 who took part left it out."
    assert [(row.label, row.count, row.share) for row in found.rows][:2] == [
        ("1", 1, "17%"),
        ("2", 2, "33%"),
    ]
    assert (results.facts[0].value, results.facts[0].note) == ("8 of 10", "80%")
    assert "2 did not answer; what they would have said is not known" in results.lines[0]


def test_promoters_are_counted_where_somebody_is_asked_to_recommend():
    answers = marks(10, 9, 9, 9, 8, 7, 6, 2, key="recommend")
    wave = wave_of(answers, item("recommend", low=0, high=10))
    found = the(results_of(wave, by=None), "recommend")
    assert found.promoters.value == 25
    assert "Net promoter score +25" in found.details[1]
    assert "promoters (9 or 10) 4, passives (7 or 8) 2, detractors (0 to 6) 2." in found.details[1]


def test_several_ticks_are_shares_of_people_and_hide_what_all_of_few_ticked():
    options = [["a", "Talks"], ["b", "Sessions"]]
    ticks = item("useful", kind=ItemKind.SEVERAL, options=options)
    shown = wave_of([{"useful": ["a", "b"]}] * 3 + [{"useful": ["b"]}] * 7, ticks)
    found = the(results_of(shown, by=None), "useful")
    assert [(row.count, row.share) for row in found.rows] == [(3, "30%"), (10, "100%")]
    assert found.sentence.startswith("Ticked most often: “Sessions” (10), “Talks” (3)")
    hidden = wave_of([{"useful": ["a", "b"]}] * 3 + [{"useful": ["b"]}] * 4, ticks)
    assert not the(results_of(hidden, by=None), "useful").is_shown


def test_a_question_that_few_were_led_to_says_how_many_were():
    follow = item("why", asked_if_key="again", asked_if_values=["no"])
    answers = [{"again": "yes"}] * 4 + [{"again": "no", "why": m} for m in (1, 2, 3, 3, 5)]
    wave = wave_of([*answers, {"again": "no"}], item("again", AgainItemFactory), follow)
    found = the(results_of(wave, by=None), "why")
    assert found.missing == "Asked of 6, by what they answered before; 1 left it out."


def test_how_many_were_led_on_is_not_said_where_that_tells_a_hidden_answer():
    follow = item("why", asked_if_key="again", asked_if_values=["no"])
    answers = [{"again": "no", "why": m} for m in (1, 2, 3, 3, 5, 5)]
    wave = wave_of(answers, item("again", AgainItemFactory), follow)
    results = results_of(wave, by=None)
    assert not the(results, "again").is_shown
    assert the(results, "why").missing == "Asked only of some, by what they answered before."


def test_what_changed_since_the_last_time_comes_with_its_interval():
    before = wave_of(marks(*[2, 3] * 10), item("one"), days_ago=40)
    again = {"cohort": before.cohort, "instrument": before.instrument}
    now = wave_of(marks(*[4, 5] * 10), **again)
    results = results_of(now, by=None)
    change = the(results, "one").change
    assert change.is_beyond_chance
    assert "+2.00, from 2.50 (95% interval of the change +1.67 to +2.33)." in change.sentence
    assert "1 of 1 questions has moved by more than chance alone" in results.lines[-1]
    assert "Moved: “My mentor met my expectations” (+2.00)." in results.lines[-1]
    assert "Nothing links anonymous answers" in results.lines[-1]
    assert the(results_of(before, by=None), "one").change is None


def test_a_small_change_may_be_chance():
    before = wave_of(marks(1, 2, 3, 4, 5), item("one"), days_ago=40)
    now = wave_of(marks(2, 2, 3, 5, 5), cohort=before.cohort, instrument=before.instrument)
    results = results_of(now, by=None)
    assert "that may be chance alone" in the(results, "one").change.sentence
    assert "has not moved by more than chance" in results.lines[-1]


def test_nothing_is_compared_with_what_may_not_be_shown():
    before = wave_of(marks(1, 2, 3, 4), item("one"), days_ago=40)
    now = wave_of(marks(2, 2, 3, 5, 5), cohort=before.cohort, instrument=before.instrument)
    assert the(results_of(now, by=None), "one").change is None


TRUST = tuple(item(key, subscale="trust") for key in ("one", "two", "three"))


def trusting(complete, partial):
    rows = [{"one": n % 4 + 1, "two": n % 5 + 1, "three": n % 3 + 2} for n in range(complete)]
    return rows + [{"one": n % 3 + 1, "two": 4 - n % 2} for n in range(partial)]


def test_a_scale_has_its_mean_alpha_and_items():
    (scale,) = results_of(wave_of(trusting(20, 0), *TRUST), by=None).scales
    assert scale.title == "Trust"
    assert "on average over 3 questions (95% interval" in scale.sentence
    assert "n = 20 complete." in scale.reliability
    assert [each.total is not None for each in scale.items] == [True] * 3


@pytest.mark.parametrize("partial", [1, 4])
def test_a_scale_tells_nothing_of_the_few_who_left_out_a_question(partial):
    results = results_of(wave_of(trusting(20, partial), *TRUST), by=None)
    (scale,) = results.scales
    means = [float(the(results, key).question.figure.value) for key in ("one", "two", "three")]
    assert scale.figure.value == pytest.approx(sum(means) / 3, abs=0.0001)
    assert (scale.figure.low, scale.alpha, scale.reliability) == (None, None, "")
    assert "A few left some of them out" in scale.sentence


def test_a_scale_counts_those_who_answered_two_thirds_of_it():
    (scale,) = results_of(wave_of(trusting(20, 5), *TRUST), by=None).scales
    assert scale.figure.n == 25
    assert scale.alpha.n == 20


def test_alpha_waits_for_ten_complete_answers():
    (scale,) = results_of(wave_of(trusting(9, 0), *TRUST), by=None).scales
    assert scale.alpha is None
    assert "from ten complete answers on" in scale.reliability


def test_a_scale_is_hidden_with_any_question_of_it():
    answers = [{"one": n % 5 + 1, "two": n % 4 + 1} for n in range(12)]
    answers[0]["three"] = 2
    assert results_of(wave_of(answers, *TRUST), by=None).scales == ()


def test_those_who_left_out_something_all_of_one_mind_are_hidden():
    rows = [(n % 5 + 1, n % 4 + 1) for n in range(20)]
    assert may_show_people(moments_of([*rows, *[(n % 3 + 1, None) for n in range(5)]], 2))
    assert not may_show_people(moments_of([*rows, *[(3, None)] * 5], 2))


def test_answers_about_others_have_no_intervals():
    fields = {"candour": Candour.CONFIDENTIAL, "subject": Subject.PARTNER}
    wave = wave_of(trusting(20, 0), *TRUST, **fields)
    results = results_of(wave, by=None)
    assert the(results, "one").sentence == "2.50 of 5 on average, n = 20 answers."
    assert results.scales[0].figure.low is None
    assert re.fullmatch(
        r"Cronbach’s α = −?[\d.]+, n = 20 complete\.", results.scales[0].reliability
    )
    assert "no intervals are given" in results.caution


def test_named_answers_are_shown_however_few():
    wave = wave_of(marks(5, 5), item("one"), candour=Candour.NAMED)
    assert the(results_of(wave, by=None), "one").sentence == "5.00 of 5 on average, n = 2 answers."


def test_texts_are_drawn_by_lot_and_counted():
    wave = wave_of(
        [{"would_help": f"Idea {n:02}"} for n in range(12)], item("would_help", TextItemFactory)
    )
    ((section,)) = results_of(wave, by=None).sections
    (written,) = section.texts
    assert (len(written.answers or ()), written.count, written.has_more) == (10, 12, True)


def test_all_times_together_add_up_what_each_shows(world):
    first = wave_of(marks(1, 2, 3, 4, 5), item("one"), cohort=world.cohort, days_ago=40)
    other = CohortFactory.create(programme=world.programme, number=9, name="Autumn cohort")
    small = wave_of(marks(1, 1), cohort=other, instrument=first.instrument, days_ago=20)
    last = CohortFactory.create(programme=world.programme, number=10)
    third = wave_of(marks(5, 5, 4, 4, 4, 3), cohort=last, instrument=first.instrument)
    found = the(pooled_results([first, small, third], by=None), "one")
    # The sum of all less the two that are shown would be the small one's.
    shown = Counter({row.label: row.count for row in found.rows})
    assert shown.total() in {0, 5, 6, 11}
    assert found.question.figure.n != 13
    assert "Autumn cohort" in found.missing or not found.is_shown


def test_the_table_has_a_row_for_each_figure_and_none_for_what_is_hidden():
    wave = wave_of(
        [*({"one": m, "again": "yes"} for m in (1, 2, 3, 4, 5)), {}],
        item("one"),
        item("again", AgainItemFactory),
        item("would_help", TextItemFactory),
    )
    lines = lines_of(results_of(wave, by=None))
    assert {len(line) for line in lines} == {len(header())}
    told = {(line[1], line[2]): line[3] for line in lines}
    assert told["My mentor met my expectations.", "Mean"] == 3
    assert told["My mentor met my expectations.", "Answered “5”"] == 1
    hidden = [line for line in lines if line[1] == "Would you work with your mentor again?"]
    assert [line[2:] for line in hidden] == [["", None, None, None, None, "Withheld"]]


def test_a_survey_nobody_answered_says_so():
    results = results_of(wave_of([], item("one")), by=None)
    assert not results.has_answers
    assert the(results, "one").sentence == "Not on record."
