"""Rules judged pair by pair in plain Python, as slowly as they read; no code of the engine."""

from fractions import Fraction
from math import ceil, floor

from matching.solver.rules import Rule, Someone, Strength, Test


def fold(value):
    return " ".join(value.casefold().split())


def answers(who, field):
    return {fold(value) for value in who.values.get(field, ())} - {""}


def step(rule, who, field):
    order = [fold(value) for value in rule.order]
    return max(
        (order.index(value) for value in answers(who, field) if value in order), default=None
    )


def hours_shared(mentee, mentor):
    return Fraction((mentee.hours & mentor.hours).bit_count(), 2)


def clocks_apart(mentee, mentor):
    apart = abs(mentee.utc_offset - mentor.utc_offset) % 1440
    return Fraction(min(apart, 1440 - apart), 60)


def is_same_line(mentee, mentor):
    return bool(
        mentee.lines & mentor.own_line
        or mentor.lines & mentee.own_line
        or mentee.lines & mentor.lines
    )


def met_before(mentee, mentor):
    return bool(
        mentee.previous & ({mentor.id, mentor.person} - {""})
        or mentor.previous & ({mentee.id, mentee.person} - {""})
    )


def shared_languages(rule, mentee, mentor):
    low = max(1, rule.low)
    spoken = [
        {fold(name) for name, level in who.levels.items() if level >= low}
        for who in (mentee, mentor)
    ]
    return spoken[0] & spoken[1]


def wished(mentee, mentor, world):
    asked = [any(who.wishes for who in side) for side in world]
    said = [mentee.wishes.get(mentor.id, 50), mentor.wishes.get(mentee.id, 50)]
    if all(asked) or not any(asked):
        return Fraction(sum(said), 200)
    return Fraction(said[0] if asked[0] else said[1], 100)


def fit_of_values(rule, mentee, mentor):
    ours, theirs = answers(mentee, rule.mentee_field), answers(mentor, rule.mentor_field)
    if not ours or not theirs:
        return None
    if rule.test == Test.IN_COMMON:
        return min(Fraction(1), Fraction(len(ours & theirs), max(1, ceil(rule.at_least))))
    return Fraction(bool(ours & theirs) == (rule.test == Test.SAME))


def fit_of_gap(rule, mentee, mentor):
    low, high = step(rule, mentee, rule.mentee_field), step(rule, mentor, rule.mentor_field)
    if low is None or high is None:
        return None
    off = max(rule.low - (high - low), (high - low) - rule.high, 0)
    return {0: Fraction(1), 1: Fraction(1, 2), 2: Fraction(1, 4)}.get(off, Fraction(0))


def fit_of_clocks(rule, mentee, mentor):
    if mentee.utc_offset is None or mentor.utc_offset is None:
        return None
    over = max(clocks_apart(mentee, mentor) - Fraction(floor(60 * rule.most), 60), 0)
    return max(Fraction(0), 1 - over / 4)


def fit_of_hours(rule, mentee, mentor):
    asked = Fraction(max(1, ceil(2 * rule.at_least)), 2)
    return min(Fraction(1), hours_shared(mentee, mentor) / asked)


FITS = {
    Test.SAME: fit_of_values,
    Test.DIFFERENT: fit_of_values,
    Test.IN_COMMON: fit_of_values,
    Test.GAP: fit_of_gap,
    Test.TIME_ZONE: fit_of_clocks,
    Test.AVAILABILITY: fit_of_hours,
}


def fit(rule, mentee, mentor, world):
    """0 to 1, or None where somebody said nothing."""
    if rule.test in FITS:
        return FITS[rule.test](rule, mentee, mentor)
    if rule.test == Test.WISHES:
        return wished(mentee, mentor, world)
    yes = {
        Test.LANGUAGE: bool(shared_languages(rule, mentee, mentor)),
        Test.REPORTING_LINE: is_same_line(mentee, mentor),
        Test.PREVIOUS_PARTNER: met_before(mentee, mentor),
        Test.IN_DATE: mentee.is_in_date and mentor.is_in_date,
        Test.CHECKS: mentee.has_checks and mentor.has_checks,
    }
    return Fraction(yes[rule.test])


def is_fulfilled(rule, mentee, mentor, world):
    how_far = fit(rule, mentee, mentor, world)
    if rule.test == Test.WISHES:
        return how_far > Fraction(1, 2)
    if rule.test == Test.GAP and rule.low > rule.high:
        return False
    return how_far == 1


def shares(rules):
    whole = sum(rule.weight for rule in rules if rule.strength == Strength.SHOULD)
    exact = [
        Fraction(10_000 * rule.weight, whole) if rule.strength == Strength.SHOULD and whole else 0
        for rule in rules
    ]
    most = [floor(each) for each in exact]
    for place in sorted(range(len(rules)), key=lambda k: (most[k] - exact[k], k)):
        if whole and sum(most) < 10_000:
            most[place] += 1
    return most


def contributions(rules: list[Rule], mentee: Someone, mentor: Someone, world) -> list[int]:
    return [
        floor(most * (fit(rule, mentee, mentor, world) or 0) + Fraction(1, 2))
        for rule, most in zip(rules, shares(rules), strict=True)
        if rule.strength == Strength.SHOULD
    ]


def ruled_out_by(rules, mentee, mentor, world):
    broken = [
        rule.id
        for rule in rules
        if (rule.strength == Strength.MUST and not is_fulfilled(rule, mentee, mentor, world))
        or (rule.strength == Strength.MUST_NOT and is_fulfilled(rule, mentee, mentor, world))
    ]
    if mentee.person and mentee.person == mentor.person:
        broken.append("same person")
    return broken
