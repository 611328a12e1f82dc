"""The plan never drops, never moves outside a window, and never makes any month worse."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from evaluation.burden.planning import (
    OPENING_MINUTES,
    Ask,
    Remedy,
    loads_of,
    month_of,
    next_month,
    people_over,
    propose,
)

JANUARY, FEBRUARY, MARCH = date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)
ALL = {"ann": 1, "ben": 1, "cem": 1}


def ask(key="pulse", day=date(2027, 1, 12), people=ALL, minutes=5, wait=0, **more):
    return Ask(
        key=key,
        day=day,
        people={month_of(day): people},
        minutes=minutes,
        latest=day + timedelta(days=wait),
        patience=wait,
        **more,
    )


@st.composite
def asks(draw):
    made = []
    for number in range(draw(st.integers(0, 7))):
        day = date(2027, 1, 1) + timedelta(days=draw(st.integers(0, 75)))
        people = draw(
            st.one_of(
                st.just(ALL),
                st.just(dict.fromkeys(range(24), 1)),
                st.dictionaries(st.sampled_from("abcde"), st.integers(1, 3), min_size=1),
            )
        )
        made.append(
            ask(
                f"ask-{number}",
                day,
                people,
                minutes=draw(st.integers(1, 15)),
                wait=draw(st.sampled_from((0, 5, 21, 60))),
                core=draw(st.integers(1, 6)),
                optional=draw(st.integers(0, 12)),
                family=draw(st.sampled_from(("", "anonymous", "named"))),
                is_fixed=draw(st.booleans()),
            )
        )
    return made


budgets = st.integers(3, 25)


@given(asks(), budgets)
def test_nothing_is_dropped_and_nobody_is_asked_more_or_less_often(before, budget):
    after = {one.key: one for one in propose(before, budget).asks}
    assert after.keys() == {one.key for one in before}
    for one in before:
        assert list(after[one.key].people.values()) == list(one.people.values())
        assert after[one.key].minutes == one.minutes


@given(asks(), budgets)
def test_nothing_fixed_is_touched_and_nothing_leaves_its_window(before, budget):
    after = {one.key: one for one in propose(before, budget, weekend=(5, 6)).asks}
    for one in before:
        then = after[one.key]
        if one.is_fixed:
            assert then == one
        assert one.day <= then.day <= one.latest
        assert [month_of(then.day)] == list(then.people)
        if then.host:
            host = after[then.host]
            assert (host.host, host.day, host.family) == ("", then.day, one.family)
            assert host.people[month_of(then.day)].keys() == then.people[month_of(then.day)].keys()
        assert then.forms == 1 or then.forms <= one.optional


@given(asks(), budgets)
def test_no_cell_comes_above_the_budget_and_every_step_spares_somebody(before, budget):
    proposal = propose(before, budget)
    earlier, later = loads_of(before), loads_of(proposal.asks)
    for cell, minutes in later.items():
        assert minutes <= max(earlier[cell], budget)
    assert all(step.people > 0 and step.minutes > 0 for step in proposal.steps)
    assert bool(proposal.steps) == (later != earlier)
    assert people_over(later, budget).total() <= people_over(earlier, budget).total()


@given(asks(), budgets, st.randoms())
def test_the_order_of_rows_decides_nothing(before, budget, chance):
    shuffled = list(before)
    chance.shuffle(shuffled)
    assert propose(shuffled, budget) == propose(before, budget)


@given(asks(), budgets)
def test_after_all_steps_nothing_more_is_to_be_done(before, budget):
    settled = propose(before, budget)
    if not people_over(loads_of(before), budget):
        assert settled.steps == ()
    if settled.steps and settled.steps[-1].is_enough:
        assert people_over(loads_of(settled.asks), budget)[settled.steps[-1].month] == 0


@given(st.integers(1, 40), st.integers(1, 12), st.integers(2, 24), st.integers(2, 4))
def test_a_form_takes_no_longer_than_all_and_no_less_than_its_share(minutes, core, optional, forms):
    sampled = ask(minutes=minutes, core=core, optional=optional, forms=forms).minutes_each
    share = (core + optional - optional // forms) / (core + optional)
    assert minutes * share <= sampled <= minutes


def test_merging_comes_first_where_it_is_enough_and_saves_the_second_opening():
    both = [
        ask("mid", date(2027, 1, 10), minutes=8, wait=21, family="named"),
        ask("relationship", date(2027, 1, 14), minutes=5, wait=21, family="named"),
    ]
    proposal = propose(both, 14)
    (step,) = proposal.steps
    assert (step.remedy, step.key, step.host) == (Remedy.MERGE, "mid", "relationship")
    assert (step.day, step.people, step.minutes) == (date(2027, 1, 14), 3, OPENING_MINUTES)
    assert set(loads_of(proposal.asks).values()) == {14}


def test_surveys_of_another_candour_or_other_people_are_never_merged():
    mid = ask("mid", minutes=8, family="named")
    for other in (
        ask("pulse", minutes=5, family="anonymous"),
        ask("other", minutes=5, family="named", people={"ann": 1}),
    ):
        assert propose([mid, other], 14).steps == ()


def test_the_least_urgent_is_postponed_to_the_first_working_day_with_room():
    both = [ask("pulse", minutes=9, wait=21), ask("follow-up", minutes=9, wait=60)]
    (step,) = propose(both, 15, weekend=(5, 6, 0)).steps
    assert (step.remedy, step.key, step.is_enough) == (Remedy.POSTPONE, "follow-up", True)
    assert step.day == date(2027, 2, 2)


def test_a_full_month_is_passed_over():
    full = ask("full", FEBRUARY, minutes=12, is_fixed=True)
    both = [ask("pulse", minutes=9), ask("follow-up", minutes=9, wait=60), full]
    (step,) = propose(both, 15).steps
    assert (step.key, step.day) == ("follow-up", MARCH)


def test_items_are_sampled_where_nothing_can_wait_and_as_few_left_out_as_enough():
    twenty = {f"person-{number}": 1 for number in range(20)}
    long = ask(minutes=16, core=4, optional=12, people=twenty)
    for budget, forms, minutes in ((14, 4, 14), (13, 3, 13), (11, 2, 11)):
        proposal = propose([long], budget)
        (step,) = proposal.steps
        assert (step.remedy, step.forms, step.is_enough) == (Remedy.SAMPLE, forms, True)
        assert set(loads_of(proposal.asks).values()) == {minutes}


def test_few_people_are_asked_everything_since_figures_of_fewer_would_be_hidden():
    thirteen = {f"person-{number}": 1 for number in range(13)}
    long = ask(minutes=16, core=4, optional=12, people=thirteen)
    assert [step.forms for step in propose([long], 14).steps] == []
    (step,) = propose([replace(long, people={JANUARY: thirteen | {"one more": 1}})], 14).steps
    assert step.forms == 4


def test_what_stays_too_much_is_told():
    proposal = propose([ask("long", minutes=30, core=10)], 15)
    assert proposal.steps == ()
    assert people_over(loads_of(proposal.asks), 15) == Counter({JANUARY: 3})


def test_who_is_asked_about_three_people_opens_once():
    assert loads_of([ask(minutes=4, people={"ann": 3})])[JANUARY, "ann"] == 13


def test_months_follow_each_other():
    assert next_month(date(2026, 12, 31)) == JANUARY
