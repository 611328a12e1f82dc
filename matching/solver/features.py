"""What the rules compare, read off people once: who gave the same answer, and what it was."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from matching.solver.judging import TEXT_LENGTH
from matching.solver.rules import HALF_HOURS, Rule, Someone, Test

SAME_PERSON = "same person"  # stands for a rule where both places belong to one person

Codes = NDArray[np.int32]
Answer = Hashable
Read = Callable[[Someone], Answer]

WORD = re.compile(r"[^\W\d_]{2,}")
# Words that say nothing of what a text is about.
EVERYDAY = """
about above after again all also am an and any are as at be because been before being but by can
could did do does doing down during each else ever few for from further get had has have having he
her here hers him his how if in into is it its just like me more most much my no nor not now of off
on once only or other our ours out over own same she should so some such than that the their theirs
them then there these they this those through to too under until up us very want was we were what
when where which while who whom why will with would you your yours
"""
STOP_WORDS = frozenset(EVERYDAY.split())


@lru_cache(maxsize=1 << 16)
def folded(value: str) -> str:
    """Return a value as it is compared: no case, no outer or double spaces, one way of writing."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold())
    return " ".join(plain.split())


def values_of(someone: Someone, field: str) -> frozenset[str]:
    """Return what somebody answered, as it is compared."""
    return frozenset(filter(None, map(folded, someone.values.get(field, ()))))


def languages_of(someone: Someone, low: int) -> frozenset[str]:
    """Return the languages in which somebody has a level, or a better one."""
    return frozenset(
        filter(None, (folded(name) for name, level in someone.levels.items() if level >= low))
    )


def names_of(someone: Someone) -> frozenset[str]:
    """Return by what others may have named somebody: the place, and the person in it."""
    return frozenset(filter(None, (someone.id, someone.person)))


def words_of(text: str) -> list[str]:
    """Return the words of a text that say what it is about, in order, as they are compared."""
    return [word for word in WORD.findall(folded(text)) if word not in STOP_WORDS]


def reading(rule: Rule, *, of_mentor: bool) -> tuple[Hashable, Read]:
    """Return how to read one side's answer for a rule, and a key that is the same for the same.

    Answers are sets of tokens, and a pair's comparison is how many tokens are in both sets; for
    gaps and time zones they are numbers (None for who said nothing), for hours a bit pattern, for
    texts what was written.
    """
    if rule.test in BY_SIDE:
        return rule.test, BY_SIDE[rule.test][of_mentor]
    field = rule.mentor_field if of_mentor else rule.mentee_field
    if rule.test == Test.GAP:
        steps = _steps(rule.order)
        return ("gap", field, rule.order), lambda who: _highest(values_of(who, field), steps)
    if rule.test == Test.LANGUAGE:
        low = max(1, rule.low)
        return ("language", low), lambda who: languages_of(who, low)
    if rule.test == Test.SIMILAR_TEXT:
        return ("text", field), lambda who: who.texts.get(field, "").strip()
    return ("values", field), lambda who: values_of(who, field)


def read_person(who: Someone) -> Answer:
    """Return the person in a place, so that nobody is matched with themselves."""
    return frozenset(filter(None, (who.person,)))


def _steps(order: Sequence[str]) -> dict[str, int]:
    """Return the step of each value of an order, the lowest first."""
    steps: dict[str, int] = {}
    for step, value in enumerate(order):
        steps.setdefault(folded(value), step)
    return steps


def _highest(values: Iterable[str], steps: dict[str, int]) -> int | None:
    """Return the highest step among values; None where none is in the order."""
    return max((steps[value] for value in values if value in steps), default=None)


def step_of(rule: Rule, who: Someone, field: str) -> int | None:
    """Return the highest step of a rule's order that somebody's answer names."""
    return _highest(values_of(who, field), _steps(rule.order))


def _mentee_line(who: Someone) -> Answer:
    """Return tokens of a mentee's line: whom they report to, and who they are to others."""
    return frozenset({("to", line) for line in who.lines} | {("of", line) for line in who.own_line})


def _mentor_line(who: Someone) -> Answer:
    """Return tokens of a mentor's line, one in common with a mentee for each way to share it."""
    managed = {("to", line) for line in who.own_line | who.lines}
    return frozenset(managed | {("of", line) for line in who.lines})


def _mentee_partners(who: Someone) -> Answer:
    """Return tokens of whom a mentee was matched with, and of the mentee."""
    named = {("mentor", name) for name in who.previous}
    return frozenset(named | {("mentee", name) for name in names_of(who)})


def _mentor_partners(who: Someone) -> Answer:
    """Return tokens of whom a mentor was matched with, and of the mentor."""
    named = {("mentee", name) for name in who.previous}
    return frozenset(named | {("mentor", name) for name in names_of(who)})


def _zone(who: Someone) -> Answer:
    """Return the minutes of somebody's clock from UTC, or None."""
    return who.utc_offset


def _free(who: Someone) -> Answer:
    """Return the half hours of the week at which somebody is free, as bits."""
    return who.hours & ((1 << HALF_HOURS) - 1)


def _in_date(who: Someone) -> Answer:
    """Return a token where somebody's training lets them be matched."""
    return frozenset("y" if who.is_in_date else "")


def _checked(who: Someone) -> Answer:
    """Return a token where nothing that was asked of somebody is missing."""
    return frozenset("y" if who.has_checks else "")


# How a mentee's answer is read, and how a mentor's.
BY_SIDE: dict[Test, tuple[Read, Read]] = {
    Test.TIME_ZONE: (_zone, _zone),
    Test.AVAILABILITY: (_free, _free),
    Test.REPORTING_LINE: (_mentee_line, _mentor_line),
    Test.PREVIOUS_PARTNER: (_mentee_partners, _mentor_partners),
    Test.IN_DATE: (_in_date, _in_date),
    Test.CHECKS: (_checked, _checked),
}


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """One side of a comparison: the different answers, and which of them each person gave."""

    codes: Codes
    answers: tuple[Answer, ...]


class People:
    """One side of a round, whose answers are read once for all rules that ask for them."""

    def __init__(self, people: Sequence[Someone]) -> None:
        """Take people in the order in which they are matched."""
        self.people = tuple(people)
        self._read: dict[Hashable, Classes] = {}

    def classes(self, key: Hashable, read: Read) -> Classes:
        """Return who gave which answer; the same object for the same key."""
        if key not in self._read:
            number: dict[Answer, int] = {}
            codes = [number.setdefault(read(who), len(number)) for who in self.people]
            self._read[key] = Classes(np.array(codes, dtype=np.int32), tuple(number))
        return self._read[key]


def text_vectors(sides: Sequence[Classes]) -> list[list[dict[str, int]]]:
    """Return the texts of both sides as vectors of whole numbers, one list for each side.

    Each word weighs (1 + ln of how often) times how rare it is among all texts of both sides; the
    vector is scaled to `TEXT_LENGTH` and rounded, so that the product of two is exact.
    """
    counted = [[Counter(words_of(str(text))) for text in side.answers] for side in sides]
    written: Counter[str] = Counter()
    texts = 0
    for side, counts in zip(sides, counted, strict=True):
        for count, times in zip(counts, np.bincount(side.codes, minlength=1), strict=False):
            texts += int(times) if count else 0
            written.update(dict.fromkeys(count, int(times)))
    rarity = {word: 1 + math.log((1 + texts) / (1 + times)) for word, times in written.items()}
    return [[_text_vector(count, rarity) for count in counts] for counts in counted]


def _text_vector(count: Counter[str], rarity: dict[str, float]) -> dict[str, int]:
    """Return the vector of one text, by word."""
    weights = {word: (1 + math.log(count[word])) * rarity[word] for word in sorted(count)}
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {word: round(TEXT_LENGTH * weight / length) for word, weight in weights.items()}
