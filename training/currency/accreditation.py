"""On which days initial training was complete."""

from collections.abc import Iterator, Sequence
from datetime import date

from training.currency.model import Entry, Policy, check_hours


def accreditations(initial: Sequence[Entry], policy: Policy) -> tuple[date, ...]:
    """Return the days on which some choice of the entries completes the initial hours, in order.

    The first of them is the day on which the sum of all entries reaches the hours. A later entry
    accredits anew on its own day if the hours can be completed by it, that is, if some earlier
    entries fall short of them without it and reach them with it. Anything stricter would punish
    people for learning more: an hour found late in the files would make the accreditation, and
    with it the first expiry, earlier. ``initial`` is in the order of time.
    """
    sums = _Sums(check_hours(policy.initial_hours), _cap(policy))
    days = [entry.earned_on for entry in initial if sums.completes_with(entry)]
    return tuple(dict.fromkeys(days))


def _cap(policy: Policy) -> int:
    """Return how many hundredths of hours prior learning may bring at most."""
    if policy.prior_learning_cap is None:
        return check_hours(policy.initial_hours)
    return min(check_hours(policy.prior_learning_cap), check_hours(policy.initial_hours))


class _Sums:
    """The sums, below the goal, that choices among the entries so far can reach.

    Sums are bits of an integer: bit 150 stands for 1.5 hours. Prior learning is kept apart, since
    its sum stops growing at the cap.
    """

    def __init__(self, goal: int, prior_cap: int) -> None:
        self._goal = goal
        self._prior_cap = prior_cap
        self._attended = 1
        self._prior = 1

    def completes_with(self, entry: Entry) -> bool:
        """Add an entry, and say whether some choice reaches the goal with it and not without it."""
        hours = check_hours(entry.hours)
        if entry.is_prior_learning:
            return self._add_prior(hours)
        return self._add_attended(hours)

    def _add_attended(self, hours: int) -> bool:
        completes = any(
            _has_bit_between(self._attended << prior, self._goal - hours, self._goal)
            for prior in _bits(self._prior)
        )
        self._attended |= self._below_goal(self._attended << hours)
        return completes

    def _add_prior(self, hours: int) -> bool:
        completes = False
        for prior in tuple(_bits(self._prior)):
            more = min(prior + hours, self._prior_cap)
            if _has_bit_between(self._attended, self._goal - more, self._goal - prior):
                completes = True
            self._prior |= 1 << more
        return completes

    def _below_goal(self, bits: int) -> int:
        return bits & ((1 << self._goal) - 1)


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, from the lowest."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _has_bit_between(number: int, low: int, high: int) -> bool:
    """Say whether a bit from ``low`` up to, but not including, ``high`` is set."""
    low = max(low, 0)
    return high > low and bool((number >> low) & ((1 << (high - low)) - 1))
