"""What an account comes to: return on investment, benefit–cost ratio, and how far either may vary.

Return in per cent is 100 · (benefit − cost) / cost and the ratio benefit / cost, both of sums that
are rounded line by line, so that a table adds up to its total. There is no return without costs,
and none where nothing is claimed.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from evaluation.costing.account import HUNDRED, Account, Span, to_cents

RATIO = Decimal("0.0001")


class Moves(StrEnum):
    """Which figure of a line an assumption is about."""

    COST = "cost"
    RATE = "rate"
    VALUE = "value"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What an account comes to; ratios are None where nothing was spent or nothing is claimed."""

    cost: Decimal
    benefit: Decimal
    return_percent: Decimal | None
    ratio: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A figure that varies, and the account as it is at either end of it."""

    title: str
    moves: Moves
    cautious: Decimal
    hopeful: Decimal
    at_cautious: Account
    at_hopeful: Account


@dataclass(frozen=True, slots=True)
class Reach:
    """The ratios between which one assumption moves the return; `low` ≤ `high`."""

    assumption: Assumption
    low: Decimal
    high: Decimal

    @property
    def width(self) -> Decimal:
        """Return how much depends on it."""
        return self.high - self.low


def reckon(account: Account) -> Reckoned:
    """Return cost, benefit, return and ratio of an account as it is likely."""
    cost = sum((line.amount for line in account.spent), Decimal(0))
    benefit = sum((line.claimed for line in account.gains), Decimal(0))
    if cost <= 0 or not account.gains:
        return Reckoned(to_cents(cost), to_cents(benefit), None, None)
    percent = to_cents(HUNDRED * (benefit - cost) / cost)
    ratio = (benefit / cost).quantize(RATIO, ROUND_HALF_UP)
    return Reckoned(to_cents(cost), to_cents(benefit), percent, ratio)


def assumptions_of(account: Account) -> list[Assumption]:
    """Return each figure that has bounds, in the order of the lines.

    Cautious is what makes the return smaller: the high end of a cost, the low end of a benefit.
    """
    found = []
    for place, line in enumerate(account.spent):
        moves = Moves.COST if line.hours is None else Moves.RATE
        found.append(
            Assumption(
                title=line.title,
                moves=moves,
                cautious=line.each.high,
                hopeful=line.each.low,
                at_cautious=spent_at(account, place, line.each.high),
                at_hopeful=spent_at(account, place, line.each.low),
            )
        )
    for place, gain in enumerate(account.gains):
        for moves, span in ((Moves.VALUE, gain.value), (Moves.SHARE, gain.share)):
            found.append(
                Assumption(
                    title=gain.title,
                    moves=moves,
                    cautious=span.low,
                    hopeful=span.high,
                    at_cautious=gain_at(account, place, moves, span.low),
                    at_hopeful=gain_at(account, place, moves, span.high),
                )
            )
    return [each for each in found if each.cautious != each.hopeful]


def reaches_of(account: Account) -> list[Reach]:
    """Return how far each assumption moves the ratio while the others stay, the widest first.

    One at whose hopeful end nothing would be spent has no ratio, and is left out.
    """
    reaches = []
    for assumption in assumptions_of(account):
        low, high = reckon(assumption.at_cautious).ratio, reckon(assumption.at_hopeful).ratio
        if low is not None and high is not None:
            reaches.append(Reach(assumption, low, high))
    return sorted(reaches, key=lambda reach: -reach.width)


def all_cautious(account: Account) -> Account:
    """Return the account with every assumption at the end that makes the return smaller."""
    return _leaning(account, is_hopeful=False)


def all_hopeful(account: Account) -> Account:
    """Return the account with every assumption at the end that makes the return larger."""
    return _leaning(account, is_hopeful=True)


def spent_at(account: Account, place: int, value: Decimal) -> Account:
    """Return the account with the sum, or the rate, of one cost at another figure."""
    return account.with_spent(place, lambda line: replace(line, each=line.each.at(value)))


def gain_at(account: Account, place: int, moves: Moves, value: Decimal) -> Account:
    """Return the account with value or share of one benefit at another figure."""
    if moves == Moves.VALUE:
        return account.with_gain(place, lambda gain: replace(gain, value=gain.value.at(value)))
    return account.with_gain(place, lambda gain: replace(gain, share=gain.share.at(value)))


def _leaning(account: Account, *, is_hopeful: bool) -> Account:
    """Return the account with every span at one end."""

    def most(span: Span) -> Span:
        return span.at(span.high)

    def least(span: Span) -> Span:
        return span.at(span.low)

    costs, gains = (least, most) if is_hopeful else (most, least)
    return Account(
        tuple(replace(line, each=costs(line.each)) for line in account.spent),
        tuple(
            replace(gain, value=gains(gain.value), share=gains(gain.share))
            for gain in account.gains
        ),
    )
