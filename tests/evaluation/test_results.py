"""What may be shown is shown with its n; what may not carries no number."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.enums import ItemKind
from evaluation.models import Instrument, Item
from evaluation.reports.model import Source, State, Unit
from evaluation.results import Pool, breakdown, pools, question, share

SCALE = Item(
    instrument=Instrument(audience="mentee"), key="met", kind=ItemKind.SCALE, low=1, high=5
)
AGAIN = Item(
    instrument=Instrument(audience="mentee"),
    key="again",
    kind=ItemKind.CHOICE,
    options=[["yes", "Yes"], ["maybe", "Perhaps"], ["no", "No"]],
)
YES_NO = Item(instrument=Instrument(audience="mentee"), key="prepared", kind=ItemKind.YES_NO)


def asked(item, *answers):
    return question(item, "How is it going?", "mentee", Pool(Counter(answers)))


def test_a_scale_gives_its_mean_and_a_choice_the_share_of_its_first_answer():
    assert asked(SCALE, 3, 4, 5, 4, 4).figure.value == Decimal("4.0000")
    again = asked(AGAIN, *["yes"] * 4, "no")
    assert (again.figure.count, again.figure.n, again.share_of) == (4, 5, "Yes")
    assert asked(YES_NO, True, True, True, False, False).figure.count == 3


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((), State.NO_DATA),
        ((1, 2, 3, 4), State.TOO_FEW),
        ((4, 4, 4, 4, 4), State.WITHHELD),
        ((4,) * 9, State.WITHHELD),
        ((4,) * 10, State.SHOWN),
        ((4, 4, 4, 4, 5), State.SHOWN),
    ],
)
def test_few_answers_and_a_small_group_of_one_mind_are_hidden(answers, state):
    shown = asked(SCALE, *answers)
    assert shown.figure.state == shown.tally.state == state
    if state != State.SHOWN:
        numbers = {shown.figure.n, shown.figure.count, shown.figure.value, shown.figure.low}
        assert numbers == {None}
        assert shown.tally.groups == ()


def test_one_no_among_many_may_be_shown():
    groups = asked(AGAIN, *["yes"] * 130, "no").tally.groups
    assert [(group.label, group.count) for group in groups] == [
        ("Yes", 130),
        ("Perhaps", 0),
        ("No", 1),
    ]


def test_an_interval_stays_within_the_scale():
    figure = asked(SCALE, *[5] * 9, 4).figure
    assert figure.high == Decimal("5.0000")


def test_a_share_of_nothing_is_not_on_record():
    figure = share(0, 0, source=Source.PLACES, unit=Unit.PEOPLE)
    assert (figure.state, figure.n) == (State.NO_DATA, None)


def test_a_cohort_too_small_to_show_is_kept_out_of_the_sum():
    pooled, *_others = pools({1: Counter([3, 4, 5, 5, 5]), 2: Counter([1, 2])})
    assert pooled.left_out == (2,)
    assert pooled.counted == Counter([3, 4, 5, 5, 5])


def test_small_cohorts_that_protect_each_other_join_the_sum():
    parts = {1: Counter([3, 4, 5, 5, 5]), 2: Counter([1, 2, 4]), 3: Counter([2, 3])}
    pooled, *others = pools(parts)
    assert pooled.left_out == ()
    assert pooled.counted.total() == 10
    assert [(one.numbers, one.left_out) for one in others] == [((1, 2), (3,)), ((1,), (2, 3))]


def test_who_left_the_other_question_out_is_a_group_that_protects_and_is_protected():
    pairs = Counter({(5, "yes"): 6, (4, "yes"): 4, (4, "maybe"): 5, (3, "maybe"): 3})
    whole = Counter({5: 6, 4: 9, 3: 3, 1: 1})
    table = breakdown(SCALE, AGAIN, pairs, (1,), whole)
    assert [line.figure.state for line in table.lines[:2]] == [State.SHOWN, State.WITHHELD]


parts = st.dictionaries(
    st.integers(1, 6), st.lists(st.integers(1, 5), max_size=15).map(Counter), max_size=6
)


@given(parts)
def test_the_sum_less_the_cohorts_shown_never_tells_of_few(cohorts):
    pooled, *_others = pools(cohorts)
    if not asked(SCALE, *pooled.counted.elements()).figure.is_shown:
        return
    shown = [c for c in cohorts.values() if asked(SCALE, *c.elements()).figure.is_shown]
    rest = pooled.counted - sum(shown, Counter())
    assert rest.total() == 0 or rest.total() >= 5
    if rest.total():
        assert rest.total() >= 10 or len(rest) > 1


def test_a_hidden_group_takes_another_with_it():
    pairs = Counter({(5, "yes"): 60, (4, "yes"): 24, (4, "maybe"): 12, (3, "maybe"): 8})
    pairs[2, "no"] = 1
    table = breakdown(SCALE, AGAIN, pairs, (1, 2))
    assert [(line.label, line.figure.state) for line in table.lines] == [
        ("Yes", State.SHOWN),
        ("Perhaps", State.WITHHELD),
        ("No", State.TOO_FEW),
    ]


def test_an_empty_group_is_said_to_be_empty_and_hides_nobody():
    pairs = Counter({(5, "yes"): 6, (4, "yes"): 2, (4, "maybe"): 5, (3, "maybe"): 3})
    table = breakdown(SCALE, AGAIN, pairs, (1,))
    assert [line.figure.state for line in table.lines] == [
        State.SHOWN,
        State.SHOWN,
        State.NO_DATA,
    ]


pairs_of_answers = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from(["yes", "maybe", "no"])), max_size=60
).map(Counter)


@given(pairs_of_answers)
def test_what_a_breakdown_hides_numbers_five_in_two_groups(pairs):
    table = breakdown(SCALE, AGAIN, pairs, (1,))
    sizes = Counter()
    for (_mark, answer), count in pairs.items():
        sizes[answer] += count
    by_label = {"Yes": "yes", "Perhaps": "maybe", "No": "no"}
    hidden = [
        sizes[by_label[line.label]]
        for line in table.lines
        if line.figure.state in {State.TOO_FEW, State.WITHHELD}
    ]
    all_hidden = len(hidden) == len([size for size in sizes.values() if size])
    assert not hidden or all_hidden or (sum(hidden) >= 5 and len(hidden) >= 2)
