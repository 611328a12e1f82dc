"""The currency of one person on one day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from training.currency.accreditation import accreditations
from training.currency.days import ActiveDays
from training.currency.explanation import explain
from training.currency.ledger import Ledger, read_ledger
from training.currency.model import (
    Activity,
    Clock,
    Currency,
    Entry,
    Kind,
    Need,
    Option,
    Pause,
    Policy,
    Rule,
    Status,
)
from training.currency.practice import run_activity, run_review
from training.currency.refresher import run_refresher
from training.currency.running import Case, Running, status_at


def currency_on(
    day: date,
    *,
    policy: Policy,
    entries: Iterable[Entry],
    activity: Iterable[Activity] = (),
    pauses: Iterable[Pause] = (),
) -> Currency:
    """Return how current a person is on a day; the rules stand in the package's docstring.

    Entries and activity dated after the day are left out. Pauses known for the time to come are
    reckoned with. Raises ValueError if entries undo each other in a circle.
    """
    ledger = read_ledger(entries, day)
    days = ActiveDays(pauses)
    if not policy.initial_hours:
        return _current_without_training(ledger, policy, is_paused=days.is_paused(day))
    accredited = accreditations(ledger.of(Kind.INITIAL), policy)
    if not accredited:
        return _in_training(ledger, policy, is_paused=days.is_paused(day))
    case = Case(policy, day, days.number(day), days, ledger, accredited)
    return _accredited(case, tuple(_clocks(case, tuple(activity))))


def passes_gate(currency: Currency, *, is_pass_used: bool = False) -> bool:
    """Say whether a person may be matched: in date, due or in grace, or lapsed on activity alone.

    Who has lapsed on activity alone passes once, since only a match can restore it. The pass is
    used while a match that it opened has not yet brought its mentee into the activity; afterwards
    it may be given again, or somebody who needs two mentees would stay locked out after one.
    """
    if currency.status is Status.LAPSED:
        lapsed = {clock.rule for clock in currency.clocks if clock.status is Status.LAPSED}
        return lapsed == {Rule.ACTIVITY} and not is_pass_used
    return currency.status is not Status.IN_TRAINING


def _clocks(case: Case, activity: Sequence[Activity]) -> Iterator[Running]:
    policy = case.policy
    if policy.refreshes:
        yield run_refresher(case)
    if policy.activity_mentees is not None and policy.activity_months is not None:
        yield run_activity(case, activity, policy.activity_mentees, policy.activity_months)
    if policy.review_months is not None:
        yield run_review(case, policy.review_months)


def _accredited(case: Case, running: tuple[Running, ...]) -> Currency:
    clocks = tuple(_clock(case, clock) for clock in running)
    expiries = [clock.expires_on for clock in clocks if clock.expires_on]
    next_change_on, next_status = _next_change(case, running)
    refresher = next((clock for clock in clocks if clock.rule is Rule.REFRESHER), None)
    return Currency(
        status=_status(case.policy, running, case.today),
        since=case.since,
        renewed_on=refresher.renewed_on if refresher else case.accredited[-1],
        expires_on=min(expiries, default=None),
        next_change_on=next_change_on,
        next_status=next_status,
        period=refresher.period if refresher else 1,
        is_paused=case.days.is_paused(case.day),
        clocks=clocks,
        restore=tuple(_needs(case, running)),
        explanation=explain(
            case.ledger, case.policy, case.accredited, {clock.rule: clock for clock in running}
        ),
    )


def _clock(case: Case, running: Running) -> Clock:
    return Clock(
        rule=running.rule,
        status=status_at(case.today, running.target, case.policy),
        turn=running.turn,
        period=running.period,
        renewed_on=running.renewed_on,
        expires_on=None if running.target is None else case.days.last_with(running.target),
    )


def _status(policy: Policy, running: Iterable[Running], number: int) -> Status:
    """Return the worst status among the clocks on the day with a number."""
    statuses = (status_at(number, clock.target, policy) for clock in running)
    return max(statuses, key=lambda status: status.severity, default=Status.IN_DATE)


def _next_change(case: Case, running: Sequence[Running]) -> tuple[date | None, Status | None]:
    """Return the next day on which the status differs if nothing new happens, and that status."""
    policy = case.policy
    now = _status(policy, running, case.today)
    turns: set[int] = set()
    for clock in running:
        if clock.target is not None:
            after = clock.target + 1
            turns |= {clock.target - policy.due_window_days, after, after + policy.grace_days}
    for number in sorted(turn for turn in turns if turn > case.today):
        status = _status(policy, running, number)
        if status is not now:
            day = case.days.first_with(number)
            return (day, status) if day else (None, None)
    return None, None


def _needs(case: Case, running: Iterable[Running]) -> Iterator[Need]:
    for clock in running:
        status = status_at(case.today, clock.target, case.policy)
        if clock.target is None or status is Status.IN_DATE:
            continue
        last = {
            Status.DUE: clock.target,
            Status.IN_GRACE: clock.target + case.policy.grace_days,
        }.get(status)
        by = None if last is None else case.days.last_with(last)
        yield Need(clock.rule, clock.options(), by)


def _in_training(ledger: Ledger, policy: Policy, *, is_paused: bool) -> Currency:
    explanation = explain(ledger, policy, (), {})
    learnt = sum((line.hours for line in explanation), start=Decimal(0))
    option = Option(Kind.INITIAL, hours=policy.initial_hours - learnt)
    return Currency(
        status=Status.IN_TRAINING,
        since=None,
        renewed_on=None,
        expires_on=None,
        next_change_on=None,
        next_status=None,
        period=0,
        is_paused=is_paused,
        clocks=(),
        restore=(Need(Rule.INITIAL, (option,), None),),
        explanation=explanation,
    )


def _current_without_training(ledger: Ledger, policy: Policy, *, is_paused: bool) -> Currency:
    """Return the currency of somebody of whom nothing is asked."""
    return Currency(
        status=Status.IN_DATE,
        since=None,
        renewed_on=None,
        expires_on=None,
        next_change_on=None,
        next_status=None,
        period=0,
        is_paused=is_paused,
        clocks=(),
        restore=(),
        explanation=explain(ledger, policy, (), {}),
    )
