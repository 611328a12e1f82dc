"""What goes into the currency of a person and what comes out of it."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

SHORTEST_MONTH = 28


class Status(StrEnum):
    """How current somebody is, from best to worst."""

    IN_DATE = "in_date"
    DUE = "due"
    IN_GRACE = "in_grace"
    LAPSED = "lapsed"
    IN_TRAINING = "in_training"

    @property
    def severity(self) -> int:
        """Count the statuses that are better: 0 for in date, 4 for in training."""
        return _SEVERITY[self]


_SEVERITY = {status: place for place, status in enumerate(Status)}


class Kind(StrEnum):
    """The kinds of entries that a policy may ask for; any other kind counts for nothing here."""

    INITIAL = "initial"
    REFRESHER = "refresher"
    GATHERING = "gathering"
    REVIEW = "review"


class Rule(StrEnum):
    """What a policy asks for, and what somebody can therefore be short of."""

    INITIAL = "initial"
    REFRESHER = "refresher"
    ACTIVITY = "activity"
    REVIEW = "review"


class Renewal(StrEnum):
    """From when the next period runs."""

    ROLLING = "rolling"
    ANCHORED = "anchored"


class Reason(StrEnum):
    """Why an entry counts on the day asked about, or why not."""

    INITIAL = "initial"  # counts: initial training
    IN_PERIOD = "in_period"  # counts: recent enough to hold the refresher clock
    REVIEW = "review"  # counts: the latest review
    PAST_PERIOD = "past_period"  # counted in its time, which is over
    OVER_CAP = "over_cap"  # the cap was reached by other entries
    SURPLUS = "surplus"  # initial training beyond what made the accreditation
    BEFORE_ACCREDITATION = "before_accreditation"  # a refresher before there was anything to keep
    NOT_YET = "not_yet"  # dated after the day asked about
    NOT_ASSURED = "not_assured"  # rejected, or nobody has confirmed it yet
    REVERSED = "reversed"  # another entry undoes it
    REVERSAL = "reversal"  # undoes another entry and carries no hours itself
    NOT_ASKED = "not_asked"  # the policy asks for no entries of this kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What is asked of somebody before the first match, and afterwards to stay current.

    Any one of ``refresher_hours``, ``counted_gatherings`` and ``counted_refreshers`` in a period
    is enough; with all three ``None`` nothing is to be refreshed. Hours have two
    decimal places at most; months, mentees and counts are at least 1. ``anchor`` is the month
    and day (1 to 28) on which everybody's periods begin; without it anchored periods begin on each
    person's own anniversary. Raises ValueError for a policy that contradicts itself.
    """

    initial_hours: Decimal
    refresher_hours: Decimal | None = None
    counted_gatherings: int | None = None
    counted_refreshers: int | None = None
    period_months: int = 12
    due_window_days: int = 60
    grace_days: int = 60
    renewal: Renewal | str = Renewal.ROLLING
    anchor: tuple[int, int] | None = None
    is_repeated: bool = True
    activity_mentees: int | None = None
    activity_months: int | None = None
    review_months: int | None = None
    initial_cap: Decimal | None = None
    refresher_cap: Decimal | None = None
    prior_learning_cap: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        self._check_numbers()
        self._check_caps()
        if self.renewal not in set(Renewal):
            raise ValueError(f"Periods are rolling or anchored, not {self.renewal!r}.")
        if (self.activity_mentees is None) != (self.activity_months is None):
            raise ValueError("An activity rule needs both a number of mentees and of months.")
        if not self.initial_hours and (
            self.refreshes or self.activity_months or self.review_months
        ):
            raise ValueError("Clocks run from the initial training, so its hours must be above 0.")
        self._check_anchor()
        shortest = min(
            self.period_months,
            self.activity_months or self.period_months,
            self.review_months or self.period_months,
        )
        if self.due_window_days >= shortest * SHORTEST_MONTH:
            raise ValueError("The due window must be shorter than the shortest period.")

    @property
    def refreshes(self) -> bool:
        """Whether anything is to be refreshed."""
        return (
            self.refresher_hours is not None
            or self.counted_gatherings is not None
            or self.counted_refreshers is not None
        )

    def _check_numbers(self) -> None:
        for hours in (self.initial_hours, self.initial_cap, self.prior_learning_cap):
            if hours is not None:
                check_hours(hours)
        for hours in (self.refresher_hours, self.refresher_cap):
            if hours is not None and check_hours(hours) == 0:
                raise ValueError("A refresher has more than no hours.")
        counts = (
            self.counted_gatherings,
            self.counted_refreshers,
            self.period_months,
            self.activity_mentees,
            self.activity_months,
            self.review_months,
        )
        if any(count is not None and count < 1 for count in counts):
            raise ValueError("Months, mentees and counts are at least 1.")
        if self.due_window_days < 0 or self.grace_days < 0:
            raise ValueError("Windows are not negative.")

    def _check_caps(self) -> None:
        if self.initial_cap is not None and self.initial_cap < self.initial_hours:
            raise ValueError("The cap on initial hours is below the hours asked for.")
        if self.refresher_cap is None:
            return
        if self.refresher_hours is None or self.refresher_cap < self.refresher_hours:
            raise ValueError("The cap on refresher hours is below the hours asked for.")

    def _check_anchor(self) -> None:
        if self.anchor is None:
            return
        month, day = self.anchor
        if self.renewal != Renewal.ANCHORED:
            raise ValueError("Only anchored periods begin on a fixed day.")
        if not (1 <= month <= 12 and 1 <= day <= SHORTEST_MONTH):  # noqa: PLR2004  # a calendar
            raise ValueError("The anchor is a month and a day that every year has.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a person's ledger, earned on a day.

    ``occasion`` names what was attended: a session that is split over several lines (one for each
    competency) counts as one gathering or refresher. ``is_prior_learning`` marks initial hours that
    were credited and not attended. ``is_slot`` marks training inside a gathering: its hours count,
    but it is no refresher of its own. ``reverses`` is the id of the entry that this one undoes.
    Raises ValueError for hours below 0 or finer than a hundredth, except on a reversal.
    """

    id: Hashable
    kind: Kind | str
    hours: Decimal
    earned_on: date
    is_assured: bool = True
    reverses: Hashable | None = None
    is_prior_learning: bool = False
    occasion: Hashable | None = None
    is_slot: bool = False

    def __post_init__(self) -> None:
        """Refuse hours that cannot be added up."""
        if self.reverses is None:
            check_hours(self.hours)


@dataclass(frozen=True, slots=True)
class Activity:
    """On a day a mentor was at work with a mentee."""

    on: date
    mentee: Hashable


@dataclass(frozen=True, slots=True)
class Pause:
    """Days, the first and the last included, on which no clock runs; no last day: until further."""

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a pause that ends before it begins."""
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError("A pause ends on or after the day it begins.")


@dataclass(frozen=True, slots=True)
class Option:
    """One way to meet a need: so many hours of a kind, or so many of them."""

    kind: str
    hours: Decimal | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a rule still asks for: any one of the options, earned on the day asked about.

    ``by`` is the last day on which it keeps things from getting worse; ``None`` where nothing
    hurries, or a pause without an end leaves it open.
    """

    rule: Rule
    options: tuple[Option, ...]
    by: date | None


@dataclass(frozen=True, slots=True)
class Clock:
    """One rule's state on a day.

    ``turn`` names the present period by the day on which it would end had nobody paused: unlike
    ``expires_on`` it does not move with a pause, so reminders can be named by it. ``period`` counts
    the periods since accreditation, from 1; a line entered late may renumber it. ``expires_on`` is
    the last day in date (``None``: never, or not while the pause lasts).
    """

    rule: Rule
    status: Status
    turn: date | None
    period: int
    renewed_on: date
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one entry: the hours that count on the day asked about, and why."""

    entry: Hashable
    is_counted: bool
    hours: Decimal
    reason: Reason


@dataclass(frozen=True, slots=True)
class Currency:
    """How current somebody is on a day, what comes next, and what would restore it.

    All of ``restore`` is needed to be in date again. ``expires_on`` is the earliest of the clocks.
    """

    status: Status
    since: date | None
    renewed_on: date | None
    expires_on: date | None
    next_change_on: date | None
    next_status: Status | None
    period: int
    is_paused: bool
    clocks: tuple[Clock, ...]
    restore: tuple[Need, ...]
    explanation: tuple[Line, ...]


def check_hours(hours: Decimal) -> int:
    """Return hours as hundredths; raise ValueError if they are negative, endless or finer."""
    if not hours.is_finite() or hours < 0:
        raise ValueError(f"Hours are 0 or more, not {hours}.")
    hundredths = hours * 100
    if hundredths != int(hundredths):
        raise ValueError(f"Hours have two decimal places at most, not {hours}.")
    return int(hundredths)
