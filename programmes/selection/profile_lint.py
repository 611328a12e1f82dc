"""What is wrong with criteria: too vague to see, counted twice, or shutting people out.

Rules over plain words, without Django. Words are looked for in English, since most profiles are
written in it; what is empty, alike or out of proportion is found in any language.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from programmes.selection import lint_words

MOST_CRITERIA = 10
HEAVIEST_SHARE = 0.4
ALIKE = 0.6
FEWEST_TO_COMPARE = 3
FEWEST_TO_WEIGH = 3
SHORTEST_STEM = 3
FEWEST_WORDS_IN_COMMON = 2


class Fault(StrEnum):
    """What may be wrong; the words for each stand elsewhere."""

    VAGUE = "vague"
    NO_EVIDENCE = "no_evidence"
    ANCHORS_EMPTY = "anchors_empty"
    ANCHORS_ALIKE = "anchors_alike"
    ANCHORS_BY_DEGREE = "anchors_by_degree"
    COUNTED_TWICE = "counted_twice"
    YEARS = "years"
    SENIORITY = "seniority"
    AGE = "age"
    ORIGIN = "origin"
    FULL_TIME = "full_time"
    DEGREE = "degree"
    GENDERED = "gendered"
    TOO_MANY = "too_many"
    TOO_HEAVY = "too_heavy"
    ALL_ESSENTIAL = "all_essential"


@dataclass(frozen=True, slots=True)
class LintedCriterion:
    """What the rules look at; `key` names the criterion to whoever asks."""

    key: str
    name: str
    evidence: str = ""
    anchors: tuple[str, ...] = ()
    weight: int = 1
    is_essential: bool = False
    # What is shown by having done it: here years may stand for what they were spent on.
    is_experience: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at again: in which criteria, none where it is about all of them.

    `words` are those that gave rise to it, as they are written there.
    """

    fault: Fault
    keys: tuple[str, ...] = ()
    words: str = ""


_EXCLUDING: dict[Fault, re.Pattern[str]] = {
    fault: re.compile(rf"\b(?:{pattern})", re.IGNORECASE)
    for fault, pattern in (
        (Fault.YEARS, lint_words.YEARS),
        (Fault.SENIORITY, lint_words.SENIORITY),
        (Fault.AGE, lint_words.AGE),
        (Fault.ORIGIN, lint_words.ORIGIN),
        (Fault.FULL_TIME, lint_words.FULL_TIME),
        (Fault.DEGREE, lint_words.DEGREES),
        (Fault.GENDERED, lint_words.GENDERED),
    )
}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def lint(criteria: Sequence[LintedCriterion]) -> list[Remark]:
    """Return what to look at again, criterion by criterion, then what is about all of them."""
    return [
        *(warning for each in criteria for warning in _about_one(each)),
        *_counted_twice(criteria),
        *_about_all(criteria),
    ]


def _about_one(criterion: LintedCriterion) -> Iterator[Remark]:
    """Look at one criterion by itself."""
    key = (criterion.key,)
    if found := _vague_words(criterion.name):
        yield Remark(Fault.VAGUE, key, found)
    if not criterion.evidence.strip():
        yield Remark(Fault.NO_EVIDENCE, key)
    if fault := _of_anchors(criterion.anchors):
        yield Remark(fault, key)
    yield from _excluding(criterion)


def _vague_words(name: str) -> str:
    """Return the praise in a name in which there is nothing else to see; "" in any other."""
    found = lint_words.VAGUE.search(name)
    rest = tokens_of(lint_words.VAGUE.sub(" ", name))
    is_all = all(lint_words.EMPTY.fullmatch(word) for word in rest)
    return found.group(0) if found and is_all else ""


def _of_anchors(anchors: Sequence[str]) -> Fault | None:
    """Say what is wrong with the words for the levels, if anything is."""
    written = [" ".join(tokens_of(anchor)) for anchor in anchors]
    if not written or not all(written):
        return Fault.ANCHORS_EMPTY
    if len(set(written)) < len(written):
        return Fault.ANCHORS_ALIKE
    bare = {_without_degree(each) for each in written}
    return Fault.ANCHORS_BY_DEGREE if len(bare) == 1 else None


def _without_degree(anchor: str) -> tuple[str, ...]:
    """Return the words of an anchor that say more than how much."""
    return tuple(word for word in anchor.split() if not lint_words.DEGREE.fullmatch(word))


def _excluding(criterion: LintedCriterion) -> Iterator[Remark]:
    """Look for what shuts people out who could do it."""
    text = f"{criterion.name}. {criterion.evidence}"
    for fault, pattern in _EXCLUDING.items():
        found = pattern.search(text)
        is_meant = fault == Fault.YEARS and criterion.is_experience
        if found and not (is_meant and not lint_words.SERVED.search(text)):
            yield Remark(fault, (criterion.key,), found.group(0))


def _counted_twice(criteria: Sequence[LintedCriterion]) -> Iterator[Remark]:
    """Look for pairs that measure the same: alike in their names, or in what shows them."""
    told = [(each.key, _telling(each.name), _telling(each.evidence)) for each in criteria]
    for (one, name, evidence), (other, other_name, other_evidence) in combinations(told, 2):
        is_same = bool(name) and name == other_name
        if is_same or _are_alike(name, other_name) or _are_alike(evidence, other_evidence):
            yield Remark(Fault.COUNTED_TWICE, (one, other))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether most of the words of two texts are the same."""
    common = len(one & other)
    fewest = min(len(one), len(other))
    if common < FEWEST_WORDS_IN_COMMON or fewest < FEWEST_WORDS_IN_COMMON:
        return False
    if fewest < FEWEST_TO_COMPARE and common < fewest:
        return False
    return common / len(one | other) >= ALIKE


def _about_all(criteria: Sequence[LintedCriterion]) -> Iterator[Remark]:
    """Look at how many there are, and how they are weighed."""
    if len(criteria) > MOST_CRITERIA:
        yield Remark(Fault.TOO_MANY, words=str(len(criteria)))
    total = sum(each.weight for each in criteria)
    for each in criteria:
        if len(criteria) >= FEWEST_TO_WEIGH and each.weight > HEAVIEST_SHARE * total:
            yield Remark(Fault.TOO_HEAVY, (each.key,), f"{100 * each.weight / total:.0f}")
    if len(criteria) >= FEWEST_TO_WEIGH and all(each.is_essential for each in criteria):
        yield Remark(Fault.ALL_ESSENTIAL)


def tokens_of(text: str) -> list[str]:
    """Return the words of a text in small letters, without what separates them."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def _telling(text: str) -> frozenset[str]:
    """Return the beginnings of the words that say something, so that “gives” is “giving”."""
    words = (word for word in tokens_of(text) if not lint_words.EMPTY.fullmatch(word))
    return frozenset(_stem(word) for word in words)


def _stem(word: str) -> str:
    """Return a word without its usual ending."""
    for ending in ("ing", "es", "ed", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
