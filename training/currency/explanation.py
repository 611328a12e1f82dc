"""What became of each entry, so that nobody has to take a status on trust."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from training.currency.ledger import Ledger
from training.currency.model import Entry, Kind, Line, Policy, Reason, Rule
from training.currency.running import Running

NOTHING = Decimal(0)


class _Cap:
    """Hours that still fit under a cap; no cap, no end."""

    def __init__(self, hours: Decimal | None) -> None:
        self._left = hours

    def admit(self, hours: Decimal) -> Decimal:
        """Return how many of the hours fit, and take them."""
        if self._left is None:
            return hours
        admitted = min(hours, self._left)
        self._left -= admitted
        return admitted


def explain(
    ledger: Ledger, policy: Policy, accredited: tuple[date, ...], clocks: Mapping[Rule, Running]
) -> tuple[Line, ...]:
    """Return one line for each entry, in the order of time."""
    lines = {
        entry.id: Line(entry.id, False, NOTHING, ledger.fallen.get(entry.id, Reason.NOT_ASKED))
        for entry in ledger.entries
    }
    explained = [
        *_initial(ledger.of(Kind.INITIAL), policy, accredited),
        *_refreshers(ledger, policy, accredited, clocks.get(Rule.REFRESHER)),
        *_reviews(ledger, clocks.get(Rule.REVIEW)),
    ]
    lines.update((line.entry, line) for line in explained)
    return tuple(lines.values())


def _initial(
    entries: Iterable[Entry], policy: Policy, accredited: tuple[date, ...]
) -> Iterable[Line]:
    """Count hours up to the first accreditation, and later ones that accredit anew."""
    cap = _Cap(policy.initial_cap)
    prior_cap = _Cap(policy.prior_learning_cap)
    for entry in entries:
        if accredited and entry.earned_on > accredited[0]:
            if entry.earned_on in accredited:
                yield Line(entry.id, True, entry.hours, Reason.INITIAL)
            else:
                surplus = Reason.SURPLUS if policy.initial_cap is None else Reason.OVER_CAP
                yield Line(entry.id, False, NOTHING, surplus)
            continue
        hours = prior_cap.admit(entry.hours) if entry.is_prior_learning else entry.hours
        yield _line(entry, cap.admit(hours), Reason.INITIAL)


def _refreshers(
    ledger: Ledger, policy: Policy, accredited: tuple[date, ...], clock: Running | None
) -> Iterable[Line]:
    """Count what the refresher clock still holds; under a cap the newest hours count first.

    The newest keep a person in date the longest, so they are the ones that the status rests on.
    """
    asked = {
        Kind.REFRESHER: (policy.refresher_hours, policy.counted_refreshers) != (None, None),
        Kind.GATHERING: policy.counted_gatherings is not None,
    }
    cap = _Cap(policy.refresher_cap)
    for kind in (kind for kind, is_asked in asked.items() if is_asked):
        for entry in reversed(ledger.of(kind)):
            if entry.is_slot and policy.refresher_hours is None:
                continue
            if not clock or entry.earned_on <= accredited[0]:
                yield Line(entry.id, False, NOTHING, Reason.BEFORE_ACCREDITATION)
            elif not clock.holds(entry.earned_on):
                yield Line(entry.id, False, NOTHING, Reason.PAST_PERIOD)
            elif kind is Kind.REFRESHER:
                yield _line(entry, cap.admit(entry.hours), Reason.IN_PERIOD)
            else:
                yield Line(entry.id, True, entry.hours, Reason.IN_PERIOD)


def _reviews(ledger: Ledger, clock: Running | None) -> Iterable[Line]:
    if not clock:
        return
    for entry in ledger.of(Kind.REVIEW):
        is_latest = entry.earned_on == clock.renewed_on
        reason = Reason.REVIEW if is_latest and clock.holds(entry.earned_on) else Reason.PAST_PERIOD
        yield Line(entry.id, reason is Reason.REVIEW, NOTHING, reason)


def _line(entry: Entry, admitted: Decimal, reason: Reason) -> Line:
    """Count an entry for the hours that were admitted; one without hours counts by being there."""
    if admitted or not entry.hours:
        return Line(entry.id, True, admitted, reason)
    return Line(entry.id, False, NOTHING, Reason.OVER_CAP)
