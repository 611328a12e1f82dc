"""Scores of all pairs from rules and people, block by block, as one product of float32 arrays.

A comparison that depends on which answer each side gave is written out over the answers of the
side with fewer: a one where a mentee gave an answer, times what that answer is worth with each
mentor. The columns of all rules stand side by side, so that one product adds them up; a MUST that
is broken takes away more than all points together. What does not fit in columns is counted by
itself and added. All numbers are whole and below 2²⁴, so that float32 is exact.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.solver.comparing import Comparison, Form, Joined, Tabled, Wished, compare
from matching.solver.features import SAME_PERSON, Classes, People, read_person, reading
from matching.solver.judging import (
    MOST_DECIDING_RULES,
    Numbers,
    broken,
    decides,
    points,
    shares_of,
    worth,
)
from matching.solver.lookups import Adder, constant_of
from matching.solver.model import RULED_OUT, BadProblemError, IntArray, ScoreArray
from matching.solver.rules import Rule, Someone, Strength, Test

BLOCK = 1 << 20  # pairs that are scored at once: 4 MB, about what stays in a processor's cache

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some columns of the product, on the mentees' side: a one by answer, or a table's rows."""

    first: int
    codes: NDArray[np.int32]
    table: Floats | None  # answers × columns; None for a one in the answer's own column

    def fill(self, left: Floats, start: int, stop: int) -> None:
        """Write the columns of some mentees into an array of zeros."""
        codes = self.codes[start:stop]
        if self.table is None:
            left[np.arange(len(codes)), self.first + codes] = 1
        else:
            left[:, self.first : self.first + self.table.shape[1]] = self.table[codes]


class Product:
    """The two sides of the one product that adds up all that depends on answers alone."""

    def __init__(self, mentees: int, mentors: int) -> None:
        """Start with one column, for what every pair gets."""
        self._mentees, self._mentors = mentees, mentors
        self._by_mentee: dict[int, tuple[Classes, Floats]] = {}
        self._by_mentor: dict[int, tuple[Classes, dict[int, tuple[Classes, Floats]]]] = {}
        self.constant = 0
        self.parts: list[Part] = []
        self.right: Floats = np.zeros((0, mentors), dtype=np.float32)

    def add(self, mentees: Classes, mentors: Classes, table: Numbers) -> None:
        """Add what each answer of a mentee is worth with each answer of a mentor."""
        values = np.asarray(table, dtype=np.float32)
        if table.shape[0] <= table.shape[1]:
            by_mentor = values[:, mentors.codes]
            known = self._by_mentee.get(id(mentees))
            total = by_mentor if known is None else known[1] + by_mentor
            self._by_mentee[id(mentees)] = (mentees, total)
            return
        _, tables = self._by_mentor.setdefault(id(mentors), (mentors, {}))
        known = tables.get(id(mentees))
        tables[id(mentees)] = (mentees, values if known is None else known[1] + values)

    def seal(self) -> None:
        """Put the columns side by side, once everything is added."""
        blocks = [np.full((1, self._mentors), self.constant, dtype=np.float32)]
        self.parts = [Part(0, np.zeros(self._mentees, dtype=np.int32), None)]
        width = 1
        for mentees, values in self._by_mentee.values():
            self.parts.append(Part(width, mentees.codes, None))
            blocks.append(values)
            width += len(values)
        for mentors, tables in self._by_mentor.values():
            ones = np.zeros((len(mentors.answers), self._mentors), dtype=np.float32)
            ones[mentors.codes, np.arange(self._mentors)] = 1
            for mentees, values in tables.values():
                self.parts.append(Part(width, mentees.codes, values))
                blocks.append(ones)
                width += len(ones)
        self.right = np.concatenate(blocks)

    def multiply(self, start: int, target: Floats) -> None:
        """Write the sums of mentees from `start` on with every mentor into an array."""
        left = np.zeros((len(target), len(self.right)), dtype=np.float32)
        for part in self.parts:
            part.fill(left, start, start + len(target))
        np.matmul(left, self.right, out=target)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A rule, the most points it can add, and the comparison that it judges."""

    rule: Rule
    most: int
    comparison: Comparison

    def worth(self, compared: Numbers) -> Numbers:
        """Return what comparisons are worth: points, or a penalty."""
        return worth(self.rule, self.most, compared)


class RuleScores:
    """The scores of a round by its rules; computed anew at each question, never kept.

    Scores are 0 to 10 000, and -1 where a rule (or being the same person) rules a pair out.
    `judged` has each rule in order; `mentees` and `mentors` are the people, by position.
    """

    def __init__(self, mentees: People, mentors: People, judged: Sequence[Judged]) -> None:
        """Take what `encode` made; the last one judged keeps people from meeting themselves."""
        self.mentees, self.mentors = mentees.people, mentors.people
        self.judged = tuple(judged)
        self.rules = tuple(each.rule for each in self.judged[:-1])
        self._product = Product(*self.shape)
        self._tables: dict[tuple[int, int], tuple[Tabled, NDArray[np.int32]]] = {}
        self._counted: dict[int, tuple[Joined | Wished, list[Judged]]] = {}
        for each in self.judged:
            self._place(each)
        self._product.seal()
        self._adders = [
            Adder(compared, [each.worth for each in group])
            for compared, group in self._counted.values()
        ]

    def _place(self, each: Judged) -> None:
        """Add a rule to the product, or to what is counted by itself."""
        compared = each.comparison
        if not isinstance(compared, Tabled):
            self._counted.setdefault(id(compared), (compared, []))[1].append(each)
            self._product.constant += constant_of(each.worth, compared, self._product.add)
            return
        table = each.worth(compared.table)
        self._product.add(compared.mentees, compared.mentors, table)
        key = (id(compared.mentees), id(compared.mentors))
        whole = np.asarray(table, dtype=np.int32)
        if key in self._tables:
            whole = whole + self._tables[key][1]
        self._tables[key] = (compared, whole)

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many mentees and how many mentors there are."""
        return len(self.mentees), len(self.mentors)

    @property
    def width(self) -> int:
        """Return over how many columns the product runs."""
        joined = (each for each, _ in self._counted.values() if isinstance(each, Joined))
        return len(self._product.right) + sum(len(each.dense) for each in joined)

    def rows(self, start: int, stop: int) -> ScoreArray:
        """Return the scores of mentees `start` to `stop` (not included) with every mentor."""
        start, stop, _ = slice(start, stop).indices(self.shape[0])
        scores = np.empty((max(0, stop - start), self.shape[1]), dtype=np.int16)
        step = max(1, BLOCK // max(1, self.shape[1]))
        # The same memory serves each block: fresh memory costs as much as half the product.
        kept: Floats = np.empty((2, min(step, len(scores)), self.shape[1]), dtype=np.float32)
        for first in range(start, stop, step):
            last = min(first + step, stop)
            block, spare = kept[:, : last - first]
            self._product.multiply(first, block)
            for adder in self._adders:
                adder.add(block, first, spare)
            np.maximum(block, RULED_OUT, out=block)
            scores[first - start : last - start] = block
        return scores

    def column(self, mentor: int) -> ScoreArray:
        """Return the scores of every mentee with one mentor."""
        return self._summed(
            lambda compared: compared.of_column(mentor),
            lambda table, values: values[:, table.mentors.codes[mentor]][table.mentees.codes],
            self.shape[0],
        )

    def pairs(self, mentees: IntArray, mentors: IntArray) -> ScoreArray:
        """Return the scores of pairs, given as two arrays of the same length."""
        return self._summed(
            lambda compared: compared.of_pairs(mentees, mentors),
            lambda table, values: values[
                table.mentees.codes[mentees], table.mentors.codes[mentors]
            ],
            len(mentees),
        )

    def _summed(
        self,
        counted: Callable[[Comparison], Numbers],
        looked_up: Callable[[Tabled, NDArray[np.int32]], NDArray[np.int32]],
        length: int,
    ) -> ScoreArray:
        """Return the scores of so many pairs, rule by rule."""
        total = np.zeros(length, dtype=np.int64)
        for table, values in self._tables.values():
            total += looked_up(table, values)
        for comparison, group in self._counted.values():
            compared = counted(comparison)
            for each in group:
                total += each.worth(compared)
        return np.maximum(total, RULED_OUT).astype(np.int16)

    def most(self, rule: Rule) -> int:
        """Return the points of a rule at fit 1; 0 for one that decides."""
        return self.judged[self.rules.index(rule)].most

    def contributions(self, mentee: int, mentor: int) -> tuple[int, ...]:
        """Return the points of each SHOULD in the order of the rules; they add up to the score.

        For a pair that is ruled out they are what it would have had.
        """
        pair = np.array([mentee]), np.array([mentor])
        return tuple(int(each) for each in self.contributions_of(*pair)[0])

    def contributions_of(self, mentees: IntArray, mentors: IntArray) -> IntArray:
        """Return the contributions of pairs: pairs × SHOULD rules, in order."""
        return self._by_rule(
            mentees,
            mentors,
            decide=False,
            judge=lambda each, compared: points(each.rule, each.most, compared),
        )

    def ruled_out_by(self, mentee: int, mentor: int) -> tuple[str, ...]:
        """Return the ids of the rules that rule a pair out, in order; () where it may meet.

        `SAME_PERSON` stands among them where both are places of one person.
        """
        flags = self.broken_of(np.array([mentee]), np.array([mentor]))[0]
        return tuple(
            each.rule.id for each, is_broken in zip(self.deciding, flags, strict=True) if is_broken
        )

    @property
    def deciding(self) -> list[Judged]:
        """Return the rules that may rule a pair out, in order, being the same person last."""
        return [each for each in self.judged if decides(each.rule)]

    @property
    def weighing(self) -> list[Judged]:
        """Return the SHOULD rules, in order."""
        return [each for each in self.judged if not decides(each.rule)]

    def broken_of(self, mentees: IntArray, mentors: IntArray) -> NDArray[np.bool_]:
        """Return which rules rule pairs out: pairs × `deciding`."""
        return self._by_rule(
            mentees, mentors, decide=True, judge=lambda each, compared: broken(each.rule, compared)
        ).astype(np.bool_)

    def _by_rule(
        self,
        mentees: IntArray,
        mentors: IntArray,
        *,
        decide: bool,
        judge: Callable[[Judged, Numbers], NDArray[np.generic]],
    ) -> IntArray:
        """Return one column for each rule that decides, or weighs, and one row for each pair."""
        judged = self.deciding if decide else self.weighing
        answer = np.zeros((len(mentees), len(judged)), dtype=np.int64)
        compared: dict[int, Numbers] = {}
        for place, each in enumerate(judged):
            key = id(each.comparison)
            if key not in compared:
                compared[key] = each.comparison.of_pairs(mentees, mentors)
            answer[:, place] = judge(each, compared[key])
        return answer


def encode(
    mentees: Sequence[Someone],
    mentors: Sequence[Someone],
    rules: Sequence[Rule],
    *,
    form: Form | None = None,
) -> RuleScores:
    """Return the scores of all pairs by the rules, ready to be asked for.

    Comparisons that count what is shared are kept in one `form` where it is given, else each in
    the one that costs least; the scores are the same. Raises BadProblemError where two rules
    have one id, text decides, a number is none, or over 1 000 rules decide.
    """
    _refuse(rules)
    sides = People(mentees), People(mentors)
    compared: dict[Hashable, Comparison] = {}
    judged = []
    for rule, most in zip(rules, shares_of(rules), strict=True):
        key: Hashable = Test.WISHES
        if rule.test != Test.WISHES:
            ours, theirs = reading(rule, of_mentor=False), reading(rule, of_mentor=True)
            key = (ours[0], theirs[0])
            if key not in compared:
                classes = sides[0].classes(*ours), sides[1].classes(*theirs)
                compared[key] = compare(rule.test, *classes, form)
        elif key not in compared:
            compared[key] = Wished(mentees, mentors)
        judged.append(Judged(rule, most, compared[key]))
    themselves = [side.classes(SAME_PERSON, read_person) for side in sides]
    nobody_twice = Rule(SAME_PERSON, Strength.MUST_NOT, Test.SAME)
    same = compare(Test.SAME, themselves[0], themselves[1], form or Form.SPARSE)
    return RuleScores(*sides, [*judged, Judged(nobody_twice, 0, same)])


def _refuse(rules: Iterable[Rule]) -> None:
    """Raise BadProblemError where rules cannot be scored."""
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen or rule.id == SAME_PERSON:
            raise BadProblemError(f"Two rules are called {rule.id}.")
        seen.add(rule.id)
        if rule.test == Test.SIMILAR_TEXT and decides(rule):
            raise BadProblemError(f"Rule {rule.id} lets text decide; it may only weigh.")
    if sum(map(decides, rules)) > MOST_DECIDING_RULES:
        raise BadProblemError(f"More than {MOST_DECIDING_RULES} rules decide.")
