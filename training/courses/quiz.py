"""The quiz at a module's end: what is wrong with a question, in which order, and who passes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

FEWEST_OPTIONS, MOST_OPTIONS = 2, 6


class Fault(StrEnum):
    """What can be wrong with the options of a question."""

    TOO_FEW = "too_few"
    NONE_RIGHT = "none_right"
    DOUBLED = "doubled"
    RIGHT_BUT_EMPTY = "right_but_empty"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, and the number of the option, from none, that it is about."""

    fault: Fault
    place: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is marked: its id, how many options it has, and which are right."""

    key: str
    options: int
    right: frozenset[int]


@dataclass(frozen=True, slots=True)
class Marked:
    """How many questions were answered rightly, and whether that is enough."""

    right: int
    questions: int
    has_passed: bool


def faults_of(texts: Sequence[str], right: Collection[int]) -> tuple[Finding, ...]:
    """Return what is wrong with options as they were typed in; empty ones are left out."""
    filled = [place for place, text in enumerate(texts) if text.strip()]
    found: list[Finding] = []
    first_at: dict[str, int] = {}
    for place in filled:
        words = " ".join(texts[place].split()).casefold()
        if words in first_at:
            found.append(Finding(Fault.DOUBLED, place))
        first_at.setdefault(words, place)
    empty = (place for place in sorted(right) if place not in filled)
    found += [Finding(Fault.RIGHT_BUT_EMPTY, place) for place in empty]
    if len(filled) < FEWEST_OPTIONS:
        found.append(Finding(Fault.TOO_FEW, min(len(filled), len(texts) - 1)))
    if not right:
        found.append(Finding(Fault.NONE_RIGHT, 0))
    return tuple(found)


def asked_of(key: str, options: Sequence[Mapping[str, Any]]) -> Asked:
    """Return a question as it is marked, from its options as they are stored."""
    right = frozenset(place for place, option in enumerate(options) if option["is_right"])
    return Asked(key, len(options), right)


def order_of(count: int, *, seed: str) -> tuple[int, ...]:
    """Return the numbers of the options in an order that the seed alone decides."""
    return tuple(
        sorted(range(count), key=lambda place: sha256(f"{seed}:{place}".encode()).digest())
    )


def is_right(question: Asked, chosen: Collection[int]) -> bool:
    """Tell whether the options chosen are the right ones: all of them and no other."""
    return frozenset(chosen) == question.right


def mark(
    questions: Sequence[Asked], answers: Mapping[str, Collection[int]], *, pass_percent: int
) -> Marked:
    """Mark a quiz; one without questions is passed."""
    right = sum(is_right(question, answers.get(question.key, ())) for question in questions)
    has_passed = 100 * right >= pass_percent * len(questions)
    return Marked(right, len(questions), has_passed)


def fitting(
    questions: Sequence[Asked], answers: Mapping[str, Sequence[int]]
) -> dict[str, list[int]]:
    """Return those answers that still fit: to questions there are, with options they have."""
    return {
        question.key: list(answers[question.key])
        for question in questions
        if question.key in answers
        and all(0 <= place < question.options for place in answers[question.key])
    }
