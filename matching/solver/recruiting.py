"""Which mentors a round lacks: what somebody would have to be like for most of the unmatched."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matching.solver.features import folded
from matching.solver.judging import Flags, decides, needed
from matching.solver.model import IntArray, Problem, Solution
from matching.solver.rules import HALF_HOURS, Rule, Someone, Test
from matching.solver.scoring import RuleScores, encode

MOST_OPTIONS = 400  # answers that are tried for one thing
MOST_STARTS = 40  # answers from which a profile is begun
WEEK = (1 << HALF_HOURS) - 1
NEW = "a new mentor"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a missing mentor needs for one thing that rules look at.

    `test` is that of the first of `rules` (ids), CHECKS for all that a new mentor has not: a
    history, a manager in common. `field` is the mentor's, "" where there is none. Any one of
    `any_of` will do (each a set of values that go together, as people wrote them; or a language in
    which they have `level`); () where nothing need be said, as long as it is none of `avoid`.
    Likewise `utc_offsets`, in minutes. `hours` has half hours of the week (bits, UTC) that would
    do for all.
    """

    test: Test
    rules: tuple[str, ...]
    field: str = ""
    any_of: tuple[tuple[str, ...], ...] = ()
    avoid: tuple[str, ...] = ()
    level: int = 0
    utc_offsets: tuple[int, ...] = ()
    avoid_utc_offsets: tuple[int, ...] = ()
    hours: int = 0


@dataclass(frozen=True, slots=True)
class MissingMentor:
    """A mentor who would place mentees that have nobody.

    `takes` are those they would take (mentees, by position), no more than mentors take here as a
    rule; `would_suit` all of the unmatched whom the rules would let them have. `example` is such a
    mentor as the rules would see them.
    """

    takes: tuple[int, ...]
    would_suit: tuple[int, ...]
    requirements: tuple[Requirement, ...]
    example: Someone


@dataclass(frozen=True, slots=True, eq=False)
class _Aspect:
    """One thing that rules look at in a mentor: the answers there are, and whom each suits."""

    key: tuple[Test, str]
    rules: tuple[Rule, ...]
    options: tuple[Someone, ...]
    suits: Flags  # mentees × options


def missing_mentors(
    problem: Problem,
    scores: RuleScores,
    solution: Solution,
    *,
    seats: int | None = None,
    count: int = 10,
) -> list[MissingMentor]:
    """Return the mentors to look for, up to `count`, whoever would place most coming first.

    Each takes `seats` mentees (what mentors with places most often take here, unless given). Whom
    no mentor could suit, because of what they lack themselves, is in none of them.
    """
    unmatched = [i for i, mates in enumerate(solution.mates) if not mates]
    if seats is None:
        seats = _usual_seats(problem)
    people = [scores.mentees[i] for i in unmatched]
    aspects = _aspects(people, scores)
    left = np.ones(len(unmatched), dtype=np.bool_)
    found: list[MissingMentor] = []
    while left.any() and len(found) < count:
        picked, suited = _best_profile(aspects, left)
        if not suited.any():
            break
        taken = np.flatnonzero(suited & left)[:seats]
        found.append(_described(aspects, picked, unmatched, people, taken))
        left[taken] = False
    return found


def _usual_seats(problem: Problem) -> int:
    """Return how many mentees mentors with places take most often; the fewer of two as frequent."""
    often = Counter(int(seats) for seats in problem.capacity if seats > 0)
    return min(often, key=lambda seats: (-often[seats], seats), default=1)


def _aspects(people: Sequence[Someone], scores: RuleScores) -> list[_Aspect]:
    """Return what the rules that decide look at in a mentor, one aspect for each thing."""
    grouped: dict[tuple[Test, str], list[Rule]] = {}
    for rule in scores.rules:
        if decides(rule):
            grouped.setdefault(_key(rule), []).append(rule)
    aspects = []
    for key, rules in grouped.items():
        options = _options(key, rules, people, scores.mentors)
        by_rules = encode(people, options, rules)
        aspects.append(_Aspect(key, tuple(rules), options, by_rules.rows(0, len(people)) >= 0))
    return aspects


def _key(rule: Rule) -> tuple[Test, str]:
    """Return what a rule looks at in a mentor: a field, or something that each has once."""
    if rule.test in {Test.SAME, Test.DIFFERENT, Test.IN_COMMON, Test.GAP}:
        return Test.SAME, rule.mentor_field
    if rule.test in OPTIONS:
        return rule.test, ""
    return Test.CHECKS, ""  # a new mentor is ready, and has no history


def _options(
    key: tuple[Test, str],
    rules: Sequence[Rule],
    people: Sequence[Someone],
    known: Sequence[Someone],
) -> tuple[Someone, ...]:
    """Return the answers that are tried for one thing, saying nothing first."""
    test, field = key
    new = Someone(NEW)
    if test == Test.SAME:
        return (new, *_value_options(field, rules, people, known))
    if test not in OPTIONS:
        return (new,)
    return (new, *OPTIONS[test](rules, people, known))


def _value_options(
    field: str, rules: Sequence[Rule], people: Sequence[Someone], known: Sequence[Someone]
) -> Iterable[Someone]:
    """Yield mentors with one value of a field, and with all that some mentee has."""
    spelled: dict[str, str] = {}
    sets: dict[frozenset[str], None] = {}
    for rule in rules:
        for value in rule.order:
            spelled.setdefault(folded(value), value.strip())
        for who in people:
            own = who.values.get(rule.mentee_field, frozenset())
            sets.setdefault(own, None)
            for value in sorted(own):
                spelled.setdefault(folded(value), value.strip())
    for mentor in known:
        for value in sorted(mentor.values.get(field, ())):
            spelled.setdefault(folded(value), value.strip())
    spelled.pop("", None)
    singles = [frozenset({value}) for value in spelled.values()]
    several = [each for each in sets if len(each) > 1]
    for values in [*singles, *several][:MOST_OPTIONS]:
        yield Someone(NEW, values={field: values})


def _zone_options(
    rules: Sequence[Rule], people: Sequence[Someone], known: Sequence[Someone]
) -> Iterable[Someone]:
    """Yield mentors in each time zone that occurs."""
    zones = {who.utc_offset for who in (*people, *known)} - {None}
    for zone in sorted(zone for zone in zones if zone is not None):
        yield Someone(NEW, utc_offset=zone)


def _language_options(
    rules: Sequence[Rule], people: Sequence[Someone], known: Sequence[Someone]
) -> Iterable[Someone]:
    """Yield mentors with one language each that mentees speak, as well as any rule asks."""
    level = max(max(1, rule.low) for rule in rules)
    spelled: dict[str, str] = {}
    for who in people:
        for name in sorted(who.levels):
            spelled.setdefault(folded(name), name)
    for name in spelled.values():
        yield Someone(NEW, levels={name: level})


def _hour_options(
    rules: Sequence[Rule], people: Sequence[Someone], known: Sequence[Someone]
) -> Iterable[Someone]:
    """Yield a mentor who is free all week."""
    yield Someone(NEW, hours=WEEK)


Offer = Callable[[Sequence[Rule], Sequence[Someone], Sequence[Someone]], Iterable[Someone]]
OPTIONS: dict[Test, Offer] = {
    Test.TIME_ZONE: _zone_options,
    Test.LANGUAGE: _language_options,
    Test.AVAILABILITY: _hour_options,
}


def _best_profile(aspects: Sequence[_Aspect], left: Flags) -> tuple[list[int], Flags]:
    """Return an answer for each aspect such that most of those left are suited, and who is.

    Begun from the answers of the aspect on which least agree, each aspect takes what keeps most.
    """
    if not aspects:
        return [], left
    order = sorted(
        range(len(aspects)), key=lambda k: int((aspects[k].suits & left[:, None]).sum(0).max())
    )
    first = aspects[order[0]]
    kept = (first.suits & left[:, None]).sum(axis=0)
    best: tuple[list[int], Flags] = ([0] * len(aspects), np.zeros_like(left))
    for start in np.argsort(-kept, kind="stable")[:MOST_STARTS]:
        picked = [0] * len(aspects)
        picked[order[0]] = int(start)
        suited = left & first.suits[:, start]
        for place in order[1:]:
            keeps = (aspects[place].suits & suited[:, None]).sum(axis=0)
            picked[place] = int(keeps.argmax())
            suited = suited & aspects[place].suits[:, picked[place]]
        if suited.sum() > best[1].sum():
            best = picked, suited
    return best


def _described(
    aspects: Sequence[_Aspect],
    picked: Sequence[int],
    unmatched: Sequence[int],
    people: Sequence[Someone],
    taken: IntArray,
) -> MissingMentor:
    """Return a missing mentor as facts, with all other answers that would do as well."""
    example = Someone(NEW)
    requirements = []
    suited = np.ones(len(people), dtype=np.bool_)
    for aspect, choice in zip(aspects, picked, strict=True):
        option = aspect.options[choice]
        suited &= aspect.suits[:, choice]
        hours = option.hours and _hours_needed(aspect.rules, [people[k] for k in taken])
        example = replace(
            example,
            values={**example.values, **option.values},
            levels={**example.levels, **option.levels},
            utc_offset=example.utc_offset if option.utc_offset is None else option.utc_offset,
            hours=example.hours | hours,
        )
        requirements.append(_requirement(aspect, taken, hours))
    return MissingMentor(
        tuple(unmatched[k] for k in taken.tolist()),
        tuple(unmatched[k] for k in np.flatnonzero(suited).tolist()),
        tuple(requirements),
        example,
    )


def _requirement(aspect: _Aspect, taken: IntArray, hours: int) -> Requirement:
    """Return what one aspect asks of a mentor for some mentees."""
    test, field = aspect.key
    will_do: list[bool] = np.asarray(aspect.suits[taken].all(axis=0)).tolist()
    # Saying nothing comes first: where that will do, only what will not is worth telling.
    is_free = will_do[0]
    told = [
        option
        for option, does in zip(aspect.options[1:], will_do[1:], strict=True)
        if does != is_free
    ]
    values = [tuple(sorted({*option.levels, *option.values.get(field, ())})) for option in told]
    zones = [option.utc_offset for option in told if option.utc_offset is not None]
    return Requirement(
        aspect.rules[0].test if test == Test.SAME else test,
        tuple(rule.id for rule in aspect.rules),
        field,
        any_of=() if is_free else tuple(each for each in values if each),
        avoid=tuple(each[0] for each in values if len(each) == 1) if is_free else (),
        level=max((level for option in told for level in option.levels.values()), default=0),
        utc_offsets=() if is_free else tuple(zones),
        avoid_utc_offsets=tuple(zones) if is_free else (),
        hours=hours,
    )


def _hours_needed(rules: Sequence[Rule], people: Sequence[Someone]) -> int:
    """Return half hours of the week that leave each of some mentees as much time as is asked.

    Those at which most of them are free come first, the earlier before the later.
    """
    asked = max(needed(rule) for rule in rules)
    often = [sum(who.hours >> slot & 1 for who in people) for slot in range(HALF_HOURS)]
    lacking = dict.fromkeys(range(len(people)), asked)
    chosen = 0
    for slot in sorted(range(HALF_HOURS), key=lambda slot: (-often[slot], slot)):
        free = [number for number in lacking if people[number].hours >> slot & 1]
        if free:
            chosen |= 1 << slot
        for number in free:
            lacking[number] -= 1
            if not lacking[number]:
                del lacking[number]
    return chosen
