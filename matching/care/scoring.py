"""How much a relationship needs somebody, from stated reasons in plain figures.

Every reason weighs some points; a pair's score is their sum, and the list is sorted by it. From
`HELP_FROM` a pair may need help (a programme may choose another figure), from `WATCH_FROM` it is
worth a look. A concern, a fit that was said not to be good, silence and a missing first meeting are
each enough for help; what is only untidy is not, unless it comes together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

# Without a first meeting so many days after the start, somebody should ask.
FIRST_MEETING_WITHIN = 21
# An agreement may take so many days; after the last of these a pair has found its own way.
AGREEMENT_WITHIN, AGREEMENT_ASKED_UNTIL = 28, 120
# People have a week to say whether they met.
WORD_WITHIN = 7
# Where nobody ever said how often they meet.
QUIET_WITHOUT_CADENCE = 28
# A pair is quiet after two rounds and a week, never before three weeks and, unless it agreed to
# meet seldom, never after six: that is when pairs are lost.
LEAST_QUIET, MOST_QUIET, GRACE, GRACE_WHEN_SELDOM = 21, 42, 7, 14
MISSED_IN_A_ROW = 2
# So many meetings make a tendency; an average mood of 2 is "so-so".
MEETINGS_IN_A_TENDENCY = 3
LOW_MOOD = 2.0

HELP_FROM, WATCH_FROM = 40, 10
# A day of silence more weighs a point more, up to so many.
MOST_DAYS_WEIGHED = 30


class Level(StrEnum):
    """How much a relationship needs somebody."""

    WELL = "well"
    WATCH = "watch"
    HELP = "help"
    NOT_SCORED = "not_scored"


class Kind(StrEnum):
    """Why a relationship may need somebody; the gravest first."""

    CONCERN = "concern"
    FIT = "fit"
    QUIET = "quiet"
    NO_FIRST_MEETING = "no_first_meeting"
    MOOD = "mood"
    MISSED = "missed"
    UNSIGNED = "unsigned"
    UNSAID = "unsaid"


WEIGHTS = {
    Kind.CONCERN: 90,
    Kind.FIT: 75,
    Kind.QUIET: 40,
    Kind.NO_FIRST_MEETING: 40,
    Kind.MOOD: 25,
    Kind.MISSED: 25,
    Kind.UNSIGNED: 12,
    Kind.UNSAID: 10,
}


@dataclass(frozen=True, slots=True)
class PairFacts:
    """What is known of a pair on a day; days are whole, 0 or more, without those it rested."""

    is_under_way: bool = True
    is_resting: bool = False
    # Since it began, or, where it has not, since everybody had said yes.
    days_begun: int = 0
    # Since the last meeting held; None where there was none.
    days_since_met: int | None = None
    # How often they mean to meet, in weeks; None where nobody ever said.
    cadence_weeks: int | None = None
    is_cadence_agreed: bool = False
    # Until the next planned meeting; None where none is planned.
    days_to_next: int | None = None
    # Meetings since the last one held that did not happen.
    missed_in_a_row: int = 0
    # Planned meetings over for more than a week of which nobody said whether they happened.
    unsaid: int = 0
    is_fit_not_good: bool = False
    # Average moods of the last meetings, 1 to 5, the oldest first.
    moods: Sequence[float] = ()
    has_agreement: bool = False
    has_open_concern: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with its figures, and what it weighs."""

    kind: Kind
    points: int
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a pair fares: its reasons are in order of weight."""

    level: Level
    score: int
    reasons: tuple[Reason, ...] = ()


def quiet_after(cadence_weeks: int | None) -> int:
    """Return after how many days of silence a pair that meets every so many weeks is quiet."""
    if cadence_weeks is None:
        return QUIET_WITHOUT_CADENCE
    days = 7 * cadence_weeks
    usual = min(max(2 * days + GRACE, LEAST_QUIET), MOST_QUIET)
    return max(usual, days + GRACE_WHEN_SELDOM)


def judge(facts: PairFacts, *, help_from: int = HELP_FROM) -> Judgement:
    """Return how a pair fares; what rests, is only proposed or has ended is not scored.

    From `help_from` points on it may need help: what a programme chose, or `HELP_FROM`.
    """
    if not facts.is_under_way or facts.is_resting:
        return Judgement(Level.NOT_SCORED, 0)
    found = [*_said(facts), *_silence(facts), *_untidy(facts)]
    # Python sorts stably: of two that weigh the same the graver kind stays first.
    reasons = tuple(sorted(found, key=lambda reason: -reason.points))
    score = sum(reason.points for reason in reasons)
    if score >= help_from:
        return Judgement(Level.HELP, score, reasons)
    return Judgement(Level.WATCH if score >= WATCH_FROM else Level.WELL, score, reasons)


def wakes(now: Sequence[str], stood: Sequence[str]) -> bool:
    """Tell whether a pair that was put off for some reasons has a graver one now."""
    order = {str(kind): place for place, kind in enumerate(Kind)}
    least = len(order)
    gravest_then = min((order.get(kind, least) for kind in stood), default=least)
    return any(order.get(kind, least) < gravest_then for kind in now)


def _said(facts: PairFacts) -> list[Reason]:
    """Return what somebody in the pair said or showed; a meeting ahead soothes none of it."""
    reasons = []
    if facts.has_open_concern:
        reasons.append(Reason(Kind.CONCERN, WEIGHTS[Kind.CONCERN]))
    if facts.is_fit_not_good:
        reasons.append(Reason(Kind.FIT, WEIGHTS[Kind.FIT]))
    last = tuple(facts.moods)[-MEETINGS_IN_A_TENDENCY:]
    if len(last) == MEETINGS_IN_A_TENDENCY:
        is_falling = all(later < earlier for earlier, later in pairwise(last))
        if is_falling or sum(last) / len(last) <= LOW_MOOD:
            reasons.append(Reason(Kind.MOOD, WEIGHTS[Kind.MOOD]))
    return reasons


def _silence(facts: PairFacts) -> list[Reason]:
    """Return that they do not meet, unless a meeting is planned before long."""
    limit = quiet_after(facts.cadence_weeks)
    if facts.days_to_next is not None and facts.days_to_next <= limit:
        return []
    if facts.days_since_met is None:
        over = facts.days_begun - FIRST_MEETING_WITHIN
        if over <= 0:
            return []
        points = WEIGHTS[Kind.NO_FIRST_MEETING] + min(over, MOST_DAYS_WEIGHED)
        return [Reason(Kind.NO_FIRST_MEETING, points, {"days": facts.days_begun})]
    over = facts.days_since_met - limit
    if over <= 0:
        return []
    figures = {"days": facts.days_since_met}
    if facts.cadence_weeks is not None:
        figures |= {"weeks": facts.cadence_weeks, "agreed": int(facts.is_cadence_agreed)}
    return [Reason(Kind.QUIET, WEIGHTS[Kind.QUIET] + min(over, MOST_DAYS_WEIGHED), figures)]


def _untidy(facts: PairFacts) -> list[Reason]:
    """Return what was missed, not agreed or not said."""
    reasons = []
    if (times := facts.missed_in_a_row) >= MISSED_IN_A_ROW:
        reasons.append(Reason(Kind.MISSED, WEIGHTS[Kind.MISSED], {"times": times}))
    is_time = AGREEMENT_WITHIN < facts.days_begun <= AGREEMENT_ASKED_UNTIL
    if is_time and not facts.has_agreement:
        figures = {"days": facts.days_begun}
        reasons.append(Reason(Kind.UNSIGNED, WEIGHTS[Kind.UNSIGNED], figures))
    if facts.unsaid:
        reasons.append(Reason(Kind.UNSAID, WEIGHTS[Kind.UNSAID], {"count": facts.unsaid}))
    return reasons
