"""Whether somebody meets a condition for taking part: met, not met, or nobody can tell."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

# What is known: words (several for languages), a number, or nothing.
Known = tuple[str, ...] | int | None


class Verdict(StrEnum):
    """What is found when one rule is held against one person."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


class Way(StrEnum):
    """How a rule looks at what is known."""

    ONE_OF = "one_of"
    NONE_OF = "none_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Condition:
    """One rule: it compares words with words, or a number with a number."""

    test: Way
    words: tuple[str, ...] = ()
    number: int | None = None
    is_must: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What one rule came to, and whether nobody may apply without it."""

    verdict: Verdict
    is_must: bool


def verdict_of(condition: Condition, known: Known) -> Verdict:
    """Hold a rule against what is known; what is not known can never be held against somebody."""
    if isinstance(known, int):
        return _of_number(condition, known)
    if not known:
        return Verdict.CANNOT_TELL
    return _of_words(condition, known)


def is_eligible(found: Iterable[Found]) -> bool | None:
    """Tell whether all rules are met; None where one cannot be told and the others are met."""
    verdicts = {each.verdict for each in found}
    if Verdict.NOT_MET in verdicts:
        return False
    return None if Verdict.CANNOT_TELL in verdicts else True


def is_barred(found: Iterable[Found]) -> bool:
    """Tell whether somebody may not apply: a rule that nobody may miss is known not to be met."""
    return any(each.is_must and each.verdict == Verdict.NOT_MET for each in found)


def _of_words(condition: Condition, known: Collection[str]) -> Verdict:
    """Compare words, whatever their capitals and the blanks around them."""
    has_any = bool({_plain(word) for word in known} & {_plain(word) for word in condition.words})
    if condition.test == Way.ONE_OF:
        return Verdict.MET if has_any else Verdict.NOT_MET
    if condition.test == Way.NONE_OF:
        return Verdict.NOT_MET if has_any else Verdict.MET
    return Verdict.CANNOT_TELL


def _of_number(condition: Condition, known: int) -> Verdict:
    """Compare numbers."""
    if condition.number is None:
        return Verdict.CANNOT_TELL
    if condition.test == Way.AT_LEAST:
        return Verdict.MET if known >= condition.number else Verdict.NOT_MET
    if condition.test == Way.AT_MOST:
        return Verdict.MET if known <= condition.number else Verdict.NOT_MET
    return Verdict.CANNOT_TELL


def _plain(word: str) -> str:
    """Return a word as it is compared."""
    return " ".join(word.split()).casefold()
