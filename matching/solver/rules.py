"""What makes a good pair: rules over what is known of people, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

HALF_HOURS = 336  # of a week, from Monday 00:00 UTC


class Strength(StrEnum):
    """Whether a rule decides, or only weighs."""

    MUST = "must"
    MUST_NOT = "must_not"
    SHOULD = "should"


class Test(StrEnum):
    """What a rule looks at."""

    SAME = "same"  # a value of one side's field is among the other side's
    DIFFERENT = "different"  # no value is shared
    IN_COMMON = "in_common"  # at least `at_least` values are shared
    GAP = "gap"  # the mentor is `low` to `high` steps above the mentee in `order`
    TIME_ZONE = "time_zone"  # the clocks differ by at most `most` hours
    LANGUAGE = "language"  # a language is shared in which both have at least level `low` (1–6)
    AVAILABILITY = "availability"  # at least `at_least` hours of the week are free for both
    REPORTING_LINE = "reporting_line"  # one is the other's line manager, or both have the same
    PREVIOUS_PARTNER = "previous_partner"  # they were matched before
    IN_DATE = "in_date"  # the mentor's and the mentee's training lets them be matched
    CHECKS = "checks"  # nothing that was asked of either is missing or out of date
    SIMILAR_TEXT = "similar_text"  # what both wrote is alike; helps, never decides
    WISHES = "wishes"  # what they wished for each other


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of a round: MUST, MUST NOT, or SHOULD with a weight of 1 to 10.

    Where somebody said nothing, a MUST rules the pair out, a MUST NOT lets it be, and a SHOULD adds
    nothing. How far a pair fits a SHOULD, and what holds, is in `judging`.

    `mentee_field` and `mentor_field` name what is compared (a key of `Someone.values`, or of
    `Someone.texts` for similar text). `low`, `high` and `order` belong to GAP (`low` to LANGUAGE
    as well), `at_least` to IN_COMMON (a number) and AVAILABILITY (hours), `most` to TIME_ZONE.
    `order` begins with the lowest; of several values of one person the highest counts.
    """

    id: str
    strength: Strength
    test: Test
    weight: int = 0
    mentee_field: str = ""
    mentor_field: str = ""
    at_least: float = 1
    most: float = 0
    low: int = 0
    high: int = 0
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Someone:
    """What the rules may know of a mentor or mentee; an empty part is something not said.

    `hours` has a bit for each half hour of the week (UTC) at which they are free. `levels` has 1
    (beginner) to 6 (first language) by language. `lines` holds whom they report to, `own_line`
    what others who report to them would hold. `wishes` has 0 to 100 by the id of somebody on the
    other side; 50 is neither here nor there, as is saying nothing of them. `previous` names the
    ids, or persons, of whom they were matched with; either side's word is enough. `utc_offset` is
    in minutes; None where the zone is not known. Values are compared without case and spaces.
    """

    id: str
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    hours: int = 0
    utc_offset: int | None = None
    own_line: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    previous: frozenset[str] = frozenset()
    wishes: Mapping[str, int] = field(default_factory=dict)
    is_in_date: bool = True
    has_checks: bool = True
    # The same for two places of one person, who is never matched with themselves.
    person: str = ""
