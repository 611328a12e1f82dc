"""What depends on what in a cohort's timetable, as data. Kinds are named as the models store them.

`RULES` say which day may not come before which: they make clashes. `FOLLOWS` say what is proposed
to move along: they never move anything by themselves.
"""

from dataclasses import dataclass
from enum import Enum

from programmes.planning.timetable import COHORT, Side

START, END = Side.START, Side.END


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of the items of a kind."""

    kind: str
    side: Side


@dataclass(frozen=True, slots=True)
class Rule:
    """`later` comes no sooner than `least` days after `earlier`; negative allows it before.

    It is asked of the first item of a kind, and of each where there may be `MANY`.
    """

    key: str
    earlier: Edge
    later: Edge
    least: int = 0


class Part(Enum):
    """What of a follower moves."""

    WHOLE = "whole"
    FIRST_DAY = "first day"
    LAST_DAY = "last day"


@dataclass(frozen=True, slots=True)
class Follow:
    """When this end of the leader moves, part of each follower may move by as many working days."""

    leader: Edge
    follower: str
    part: Part = Part.WHOLE


def _point(kind: str) -> Edge:
    """Return the edge of a single day."""
    return Edge(kind, START)


RECRUIT, TRAIN, MATCH, MENTOR = "recruit", "train", "match", "mentor"
EVALUATE, CLOSE = "evaluate", "close"
OPENING, DEADLINE, DECISIONS, KICK_OFF = "opening", "deadline", "decisions", "kick_off"
GATHERING, REVIEW, REPORT, CELEBRATION = "gathering", "review", "report", "celebration"

# Kinds of which a cohort has several as a matter of course.
MANY = frozenset({EVALUATE, GATHERING, REVIEW})

RULES = (
    # Phases, before anybody meets
    Rule("recruit-train", Edge(RECRUIT, START), Edge(TRAIN, START)),
    Rule("recruit-match", Edge(RECRUIT, END), Edge(MATCH, END)),
    Rule("train-mentor", Edge(TRAIN, END), Edge(MENTOR, START)),
    Rule("match-mentor", Edge(MATCH, END), Edge(MENTOR, START)),
    # Phases, while they meet and after
    Rule("cohort-mentor", Edge(COHORT, START), Edge(MENTOR, START)),
    Rule("mentor-cohort", Edge(MENTOR, END), Edge(COHORT, END)),
    Rule("mentor-evaluate", Edge(MENTOR, START), Edge(EVALUATE, START)),
    Rule("evaluate-mentor", Edge(EVALUATE, END), Edge(MENTOR, END)),
    Rule("close-cohort", Edge(CLOSE, START), Edge(COHORT, END)),
    Rule("mentor-close", Edge(MENTOR, END), Edge(CLOSE, END)),
    # Milestones
    Rule("recruit-opening", Edge(RECRUIT, START), _point(OPENING)),
    Rule("opening-deadline", _point(OPENING), _point(DEADLINE), least=1),
    Rule("deadline-recruit", _point(DEADLINE), Edge(RECRUIT, END)),
    Rule("deadline-decisions", _point(DEADLINE), _point(DECISIONS), least=1),
    Rule("decisions-match", _point(DECISIONS), Edge(MATCH, END)),
    Rule("decisions-kick_off", _point(DECISIONS), _point(KICK_OFF)),
    # People may meet before everybody comes together, by a week and the holidays in it at most.
    Rule("kick_off-mentor", _point(KICK_OFF), Edge(MENTOR, START), least=-10),
    Rule("mentor-gathering", Edge(MENTOR, START), _point(GATHERING)),
    Rule("gathering-close", _point(GATHERING), Edge(CLOSE, END)),
    Rule("mentor-review", Edge(MENTOR, START), _point(REVIEW)),
    Rule("mentor-report", Edge(MENTOR, END), _point(REPORT)),
    Rule("report-close", _point(REPORT), Edge(CLOSE, END)),
    Rule("close-celebration", Edge(CLOSE, START), _point(CELEBRATION)),
)

FOLLOWS = (
    Follow(Edge(COHORT, START), RECRUIT),
    Follow(Edge(COHORT, START), TRAIN),
    Follow(Edge(COHORT, START), MATCH),
    Follow(Edge(COHORT, START), MENTOR, Part.FIRST_DAY),
    Follow(Edge(COHORT, END), MENTOR, Part.LAST_DAY),
    Follow(Edge(COHORT, END), CLOSE),
    Follow(Edge(RECRUIT, START), OPENING),
    Follow(Edge(RECRUIT, START), TRAIN),
    Follow(Edge(RECRUIT, END), DEADLINE),
    Follow(Edge(RECRUIT, END), MATCH),
    Follow(_point(DEADLINE), DECISIONS),
    Follow(_point(DECISIONS), MATCH),
    Follow(Edge(TRAIN, END), MENTOR, Part.FIRST_DAY),
    Follow(Edge(MATCH, END), MENTOR, Part.FIRST_DAY),
    Follow(Edge(MENTOR, START), KICK_OFF),
    Follow(Edge(MENTOR, START), EVALUATE),
    Follow(Edge(MENTOR, START), REVIEW),
    Follow(Edge(MENTOR, START), GATHERING),
    Follow(Edge(MENTOR, END), CLOSE),
    Follow(Edge(CLOSE, START), CELEBRATION),
    Follow(Edge(CLOSE, END), REPORT),
)
