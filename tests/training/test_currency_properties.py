"""What holds for every ledger, policy and day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.currency import (
    MENTEE_DEFAULT,
    MENTOR_DEFAULT,
    POLICIES,
    Activity,
    Currency,
    Entry,
    Kind,
    Option,
    Pause,
    Policy,
    Renewal,
    Status,
    currency_on,
    passes_gate,
)
from training.currency.accreditation import accreditations
from training.currency.days import ActiveDays, add_months

# Around two ends of February, one of them in a leap year.
FIRST, LAST = date(2022, 12, 1), date(2026, 6, 30)
HORIZON = date(2040, 1, 1)

days = st.dates(FIRST, LAST)
hours = st.sampled_from([Decimal(n) / 2 for n in range(14)])


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    if draw(st.booleans()):
        regimes = [regime.policy for regime in POLICIES.values()]
        return draw(st.sampled_from([MENTOR_DEFAULT, MENTEE_DEFAULT, *regimes]))
    renewal = draw(st.sampled_from(Renewal))
    may_anchor = renewal is Renewal.ANCHORED and draw(st.booleans())
    has_activity = draw(st.booleans())
    return Policy(
        initial_hours=draw(st.sampled_from([Decimal(1), Decimal("4.5"), Decimal(6)])),
        refresher_hours=draw(st.none() | st.sampled_from([Decimal(1), Decimal(3)])),
        counted_gatherings=draw(st.none() | st.integers(1, 3)),
        counted_refreshers=draw(st.none() | st.integers(1, 2)),
        period_months=draw(st.sampled_from([2, 6, 12, 14])),
        due_window_days=draw(st.integers(0, 50)),
        grace_days=draw(st.integers(0, 60)),
        renewal=renewal,
        anchor=(draw(st.integers(1, 12)), draw(st.integers(1, 28))) if may_anchor else None,
        is_repeated=draw(st.booleans()),
        activity_mentees=draw(st.integers(1, 3)) if has_activity else None,
        activity_months=draw(st.sampled_from([12, 36])) if has_activity else None,
        review_months=draw(st.none() | st.sampled_from([12, 36])),
        prior_learning_cap=draw(st.none() | st.sampled_from([Decimal(0), Decimal(1), Decimal(3)])),
    )


@st.composite
def entry_lists(draw: st.DrawFn) -> list[Entry]:
    size = draw(st.integers(0, 10))
    entries = [
        Entry(
            id=number,
            kind=draw(st.sampled_from(Kind)),
            hours=draw(hours),
            earned_on=draw(days),
            is_assured=draw(st.sampled_from([True, True, True, False])),
            is_prior_learning=draw(st.booleans()),
            occasion=draw(st.none() | st.sampled_from(["spring", "autumn"])),
        )
        for number in range(size)
    ]
    # A reversal undoes an earlier number, so that none run in a circle.
    for number in range(1, size):
        if draw(st.integers(0, 5)) == 0:
            target = draw(st.integers(0, number - 1))
            entries[number] = replace(entries[number], reverses=target)
    return entries


pause_lists = st.lists(
    st.builds(
        lambda first, length: Pause(first, None if length is None else first + length),
        days,
        st.none() | st.integers(0, 200).map(timedelta),
    ),
    max_size=3,
)
activity_lists = st.lists(st.builds(Activity, days, st.integers(1, 3)), max_size=6)


@dataclass(frozen=True)
class Person:
    policy: Policy
    entries: list[Entry]
    activity: list[Activity]
    pauses: list[Pause]

    def on(self, day: date, *more: Entry, activity: Iterable[Activity] = ()) -> Currency:
        return currency_on(
            day,
            policy=self.policy,
            entries=[*self.entries, *more],
            activity=[*self.activity, *activity],
            pauses=self.pauses,
        )


@st.composite
def people(draw: st.DrawFn) -> Person:
    policy = draw(policies())
    entries = draw(entry_lists())
    # Most people are trained early, or little would be left to see.
    if draw(st.integers(0, 9)):
        day = draw(st.dates(FIRST, FIRST + timedelta(days=400)))
        entries.append(Entry(-1, Kind.INITIAL, policy.initial_hours, day))
    return Person(policy, entries, draw(activity_lists), draw(pause_lists))


new_entries = st.builds(
    Entry,
    id=st.just("new"),
    kind=st.sampled_from(Kind),
    hours=hours,
    earned_on=days,
    is_prior_learning=st.booleans(),
    occasion=st.none() | st.sampled_from(["spring", "autumn"]),
)


@given(people(), days, st.randoms())
def test_the_order_does_not_matter(person: Person, day: date, chance: object) -> None:
    shuffled = Person(person.policy, person.entries[:], person.activity[:], person.pauses[:])
    for rows in (shuffled.entries, shuffled.activity, shuffled.pauses):
        chance.shuffle(rows)

    assert shuffled.on(day) == person.on(day)


@given(people(), new_entries, st.lists(days, min_size=1, max_size=12))
def test_one_more_entry_never_makes_it_worse(
    person: Person, entry: Entry, when: list[date]
) -> None:
    for day in when:
        before, after = person.on(day), person.on(day, entry)
        assert after.status.severity <= before.status.severity
        assert passes_gate(after) >= passes_gate(before)


@given(people(), st.builds(Activity, days, st.integers(1, 4)), st.lists(days, max_size=12))
def test_more_work_with_mentees_never_makes_it_worse(
    person: Person, activity: Activity, when: list[date]
) -> None:
    for day in when:
        before, after = person.on(day), person.on(day, activity=[activity])
        assert after.status.severity <= before.status.severity


@given(people(), days)
def test_the_status_changes_on_the_predicted_day_and_not_before(person: Person, day: date) -> None:
    known = Person(
        person.policy,
        # Whatever is dated after the day would be news; reversals correct the record on all days.
        [entry for entry in person.entries if entry.reverses is not None or entry.earned_on <= day],
        [activity for activity in person.activity if activity.on <= day],
        person.pauses,
    )
    now = known.on(day)

    while now.next_change_on:
        change = now.next_change_on
        assert change > day
        assert known.on(change - timedelta(days=1)).status is now.status
        assert known.on(day + (change - day) // 2).status is now.status
        then = known.on(change)
        assert then.status is now.next_status
        assert then.status is not now.status
        day, now = change, then

    assert now.next_status is None
    assert known.on(HORIZON).status is now.status


@given(people(), days)
def test_what_restore_asks_for_restores(person: Person, day: date) -> None:
    currency = person.on(day)
    if currency.status is Status.IN_DATE:
        assert currency.restore == ()
        return

    needs = [need.options for need in currency.restore]
    # Accreditation comes first; what else is missing shows once it is there.
    for chosen in product(*needs):
        entries, activity = _given(chosen, day)
        after = person.on(day, *entries, activity=activity)
        assert after.status is Status.IN_DATE
        assert passes_gate(after, is_pass_used=True)


def _given(chosen: Sequence[Option], day: date) -> tuple[list[Entry], list[Activity]]:
    entries: list[Entry] = []
    activity: list[Activity] = []
    for place, option in enumerate(chosen):
        assert (option.hours or option.count or 0) > 0
        for number in range(option.count or 1):
            if option.kind == "mentee":
                activity.append(Activity(day, f"new {number}"))
            else:
                amount = option.hours or Decimal(0)
                entries.append(Entry((place, number), option.kind, amount, day))
    return entries, activity


@given(people(), days)
def test_who_lapsed_for_want_of_mentees_comes_back_by_one_match_after_another(
    person: Person, day: date
) -> None:
    met: list[Activity] = []
    currency = person.on(day)
    while passes_gate(currency) and not passes_gate(currency, is_pass_used=True):
        # Whom only the pass lets through is matched, meets, and has the pass again if need be.
        met.append(Activity(day, f"new {len(met)}"))
        assert len(met) <= (person.policy.activity_mentees or 0)
        currency = person.on(day, activity=met)

    assert not met or passes_gate(currency, is_pass_used=True)


@given(people(), days)
def test_nobody_is_locked_out_for_good(person: Person, day: date) -> None:
    again = Entry("again", Kind.INITIAL, person.policy.initial_hours, day)

    assert person.on(day, again).status is Status.IN_DATE


@given(people(), days)
def test_every_entry_is_explained_once(person: Person, day: date) -> None:
    explanation = person.on(day).explanation

    assert len(explanation) == len(person.entries)
    assert {line.entry for line in explanation} == {entry.id for entry in person.entries}
    claimed = {entry.id: entry.hours for entry in person.entries}
    for line in explanation:
        assert 0 <= line.hours <= claimed[line.entry]
        assert line.is_counted or not line.hours


@given(entry_lists(), days, st.sampled_from([0, 30, 50]), st.sampled_from([6, 12]))
def test_rolling_is_what_the_sentence_says(
    entries: list[Entry], day: date, window: int, months: int
) -> None:
    """Compare with a search, day by day, for the last one whose months hold 3 hours."""
    policy = Policy(
        initial_hours=Decimal(6),
        refresher_hours=Decimal(3),
        period_months=months,
        due_window_days=window,
        grace_days=45,
    )
    plain = [replace(entry, reverses=None) for entry in entries]
    counted = [entry for entry in plain if entry.is_assured and entry.earned_on <= day]
    accredited = accreditations(_of(counted, Kind.INITIAL), policy)
    currency = currency_on(day, policy=policy, entries=plain)
    if not accredited:
        assert currency.status is Status.IN_TRAINING
        return

    def is_met(on: date) -> bool:
        return any(
            first in accredited
            or sum(
                entry.hours
                for entry in _of(counted, Kind.REFRESHER)
                if accredited[0] < entry.earned_on and first <= entry.earned_on <= on
            )
            >= 3
            for first in {entry.earned_on for entry in counted}
            if first <= on <= add_months(first, months)
        )

    last = next(d for d in _backwards(add_months(day, months)) if d <= accredited[0] or is_met(d))
    assert currency.expires_on == last
    assert currency.status is _status(day, last, window, grace=45)


def _status(day: date, last: date, window: int, *, grace: int) -> Status:
    left = (last - day).days
    if left > window:
        return Status.IN_DATE
    if left >= 0:
        return Status.DUE
    return Status.IN_GRACE if -left <= grace else Status.LAPSED


def _of(entries: Iterable[Entry], kind: Kind) -> list[Entry]:
    return sorted((e for e in entries if e.kind == kind), key=lambda e: e.earned_on)


def _all_days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _backwards(day: date) -> Iterable[date]:
    return (day - timedelta(days=n) for n in range(4000))


@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 4), st.booleans()), max_size=7),
    st.integers(1, 12),
    st.none() | st.integers(0, 6),
)
def test_accreditations_are_what_a_search_over_all_choices_finds(
    rows: list[tuple[int, int, bool]], goal: int, cap: int | None
) -> None:
    policy = Policy(
        initial_hours=Decimal(goal) / 2,
        prior_learning_cap=None if cap is None else Decimal(cap) / 2,
    )
    entries = sorted(
        (
            Entry(
                n, Kind.INITIAL, Decimal(halves) / 2, FIRST + timedelta(days=day), True, None, prior
            )
            for n, (halves, day, prior) in enumerate(rows)
        ),
        key=lambda entry: entry.earned_on,
    )

    def reached(choice: Iterable[Entry]) -> Decimal:
        attended = sum((e.hours for e in choice if not e.is_prior_learning), Decimal(0))
        prior = sum((e.hours for e in choice if e.is_prior_learning), Decimal(0))
        return attended + (prior if cap is None else min(prior, Decimal(cap) / 2))

    found = set()
    choices = chain.from_iterable(combinations(entries, n) for n in range(1, len(entries) + 1))
    for choice in choices:
        is_tight = all(
            reached([e for e in choice if e is not left]) < policy.initial_hours for left in choice
        )
        if reached(choice) >= policy.initial_hours and is_tight:
            found.add(max(entry.earned_on for entry in choice))
    assert accreditations(entries, policy) == tuple(sorted(found))


@given(pause_lists, days)
def test_numbered_days_are_those_without_a_pause(pauses: list[Pause], day: date) -> None:
    active = ActiveDays(pauses)

    def is_paused(on: date) -> bool:
        return any(p.starts_on <= on and (not p.ends_on or on <= p.ends_on) for p in pauses)

    unpaused = sum(not is_paused(on) for on in _all_days(FIRST, day))
    assert active.number(day) - active.number(FIRST - timedelta(days=1)) == unpaused
    assert active.is_paused(day) is is_paused(day)


@given(pause_lists, days, st.integers(1, 800))
def test_a_number_leads_back_to_its_days(pauses: list[Pause], day: date, ahead: int) -> None:
    active = ActiveDays(pauses)
    number = active.number(day) + ahead

    first, last = active.first_with(number), active.last_with(number)

    if first is None:
        assert active.number(date.max) < number
        return
    assert active.number(first) == number
    assert active.number(first - timedelta(days=1)) == number - 1
    if last is None:
        assert active.number(date.max) == number
        return
    assert active.number(last) == number
    assert active.number(last + timedelta(days=1)) == number + 1


@given(st.dates(date(1999, 1, 1), date(2101, 1, 1)), st.integers(-30, 30))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    next_day = later + timedelta(days=1)
    assert later.day == day.day or (later.day < day.day and next_day.month != later.month)


@pytest.mark.parametrize("name", ["mentor", "mentee", *POLICIES])
def test_shipped_policies_begin_in_date(name: str) -> None:
    shipped = {"mentor": MENTOR_DEFAULT, "mentee": MENTEE_DEFAULT}
    policy = shipped.get(name) or POLICIES[name].policy
    trained = Entry(1, Kind.INITIAL, policy.initial_hours, FIRST)

    assert currency_on(FIRST, policy=policy, entries=[trained]).status is Status.IN_DATE
