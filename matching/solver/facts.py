"""What lies behind the points of a pair, rule by rule: facts to make sentences of, no words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from matching.solver.features import STOP_WORDS, folded, step_of, values_of, words_of
from matching.solver.judging import UNKNOWN
from matching.solver.rules import HALF_HOURS, Rule, Someone, Test

MOST_WORDS = 8
FROM_MENTEE, FROM_MENTOR = "mentee", "mentor"


@dataclass(frozen=True, slots=True)
class Wish:
    """What one wished for the other: 0 to 100, and how many they wished for more, plus one."""

    value: int
    rank: int


@dataclass(frozen=True, slots=True)
class Language:
    """A language that both speak, and how well: 1 to 6."""

    name: str
    mentee: int
    mentor: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a pair for one rule; only what belongs to its test is filled in.

    Values stand as people wrote them. `silent` names the sides ("mentee", "mentor") that said
    nothing, or lack what is asked (training in date, checks).
    """

    silent: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()  # values, or words of both texts, that both gave
    mentee_values: tuple[str, ...] = ()
    mentor_values: tuple[str, ...] = ()
    steps: int | None = None  # how many steps the mentor stands above the mentee
    minutes_apart: int | None = None  # by how much their clocks differ
    hours: float | None = None  # of the week at which both are free
    languages: tuple[Language, ...] = ()  # that count for the rule, best first
    relations: tuple[str, ...] = ()  # "mentor_manages", "mentee_manages", "same_manager"
    met_before: bool | None = None
    mentee_wish: Wish | None = None  # of the mentee, for the mentor
    mentor_wish: Wish | None = None  # of the mentor, for the mentee


def facts_of(rule: Rule, mentee: Someone, mentor: Someone, compared: int) -> Facts:
    """Return the facts of a pair for one rule, whose comparison was `compared`."""
    known = None if compared == UNKNOWN else compared
    if rule.test == Test.GAP:
        return Facts(
            silent=_silent(
                step_of(rule, mentee, rule.mentee_field) is not None,
                step_of(rule, mentor, rule.mentor_field) is not None,
            ),
            mentee_values=_written(mentee.values, rule.mentee_field),
            mentor_values=_written(mentor.values, rule.mentor_field),
            steps=known,
        )
    if rule.test == Test.TIME_ZONE:
        is_known = mentee.utc_offset is not None, mentor.utc_offset is not None
        return Facts(silent=_silent(*is_known), minutes_apart=known)
    if rule.test in ABOUT_BOTH:
        return ABOUT_BOTH[rule.test](rule, mentee, mentor)
    return _values(rule, mentee, mentor)


def _silent(mentee: object, mentor: object) -> tuple[str, ...]:
    """Return which sides have nothing."""
    return tuple(side for side, has in ((FROM_MENTEE, mentee), (FROM_MENTOR, mentor)) if not has)


def _written(values: Mapping[str, frozenset[str]], field: str) -> tuple[str, ...]:
    """Return the values of a field as they were written, in order, each once."""
    spelled: dict[str, str] = {}
    for value in sorted(values.get(field, ())):
        if folded(value):
            spelled.setdefault(folded(value), " ".join(value.split()))
    return tuple(spelled[key] for key in sorted(spelled))


def _values(rule: Rule, mentee: Someone, mentor: Someone) -> Facts:
    """Return what two people's values have in common."""
    ours = _written(mentee.values, rule.mentee_field)
    theirs = _written(mentor.values, rule.mentor_field)
    both = values_of(mentor, rule.mentor_field)
    return Facts(
        silent=_silent(ours, theirs),
        shared=tuple(value for value in ours if folded(value) in both),
        mentee_values=ours,
        mentor_values=theirs,
    )


def _languages(rule: Rule, mentee: Someone, mentor: Someone) -> Facts:
    """Return the languages in which both have the level that is asked."""
    low = max(1, rule.low)
    ours, theirs = (
        {folded(name): (name, level) for name, level in sorted(who.levels.items()) if level >= low}
        for who in (mentee, mentor)
    )
    both = [
        Language(name, level, theirs[key][1])
        for key, (name, level) in ours.items()
        if key and key in theirs
    ]
    both.sort(key=lambda each: (-min(each.mentee, each.mentor), each.name))
    return Facts(silent=_silent(mentee.levels, mentor.levels), languages=tuple(both))


def _hours(rule: Rule, mentee: Someone, mentor: Someone) -> Facts:
    """Return how many hours of the week both are free."""
    week = (1 << HALF_HOURS) - 1
    shared = (mentee.hours & mentor.hours & week).bit_count() / 2
    return Facts(silent=_silent(mentee.hours & week, mentor.hours & week), hours=shared)


def _line(rule: Rule, mentee: Someone, mentor: Someone) -> Facts:
    """Return how two people stand to each other in the organisation."""
    relations = {
        "mentor_manages": mentee.lines & mentor.own_line,
        "mentee_manages": mentor.lines & mentee.own_line,
        "same_manager": mentee.lines & mentor.lines,
    }
    return Facts(relations=tuple(name for name, lines in relations.items() if lines))


def _before(rule: Rule, mentee: Someone, mentor: Someone) -> Facts:
    """Return whether two people were matched before."""
    named = {mentor.id, mentor.person} & mentee.previous | {
        mentee.id,
        mentee.person,
    } & mentor.previous
    return Facts(met_before=bool(named - {""}))


def _in_date(rule: Rule, mentee: Someone, mentor: Someone) -> Facts:
    """Return whose training does not let them be matched."""
    return Facts(silent=_silent(mentee.is_in_date, mentor.is_in_date))


def _checked(rule: Rule, mentee: Someone, mentor: Someone) -> Facts:
    """Return whose checks are missing or out of date."""
    return Facts(silent=_silent(mentee.has_checks, mentor.has_checks))


def _text(rule: Rule, mentee: Someone, mentor: Someone) -> Facts:
    """Return the words that both wrote, the most frequent first."""
    ours, theirs = (
        Counter(words_of(who.texts.get(field, "")))
        for who, field in ((mentee, rule.mentee_field), (mentor, rule.mentor_field))
    )
    both = sorted(
        (ours & theirs).keys() - STOP_WORDS, key=lambda word: (-ours[word] * theirs[word], word)
    )
    return Facts(silent=_silent(ours, theirs), shared=tuple(both[:MOST_WORDS]))


def _wish(asker: Someone, other: Someone) -> Wish | None:
    """Return what one wished for the other; None where they did not speak of them."""
    if other.id not in asker.wishes:
        return None
    value = asker.wishes[other.id]
    return Wish(value, 1 + sum(each > value for each in asker.wishes.values()))


def _wishes(rule: Rule, mentee: Someone, mentor: Someone) -> Facts:
    """Return what both wished for each other."""
    return Facts(
        silent=_silent(mentee.wishes, mentor.wishes),
        mentee_wish=_wish(mentee, mentor),
        mentor_wish=_wish(mentor, mentee),
    )


ABOUT_BOTH = {
    Test.LANGUAGE: _languages,
    Test.AVAILABILITY: _hours,
    Test.REPORTING_LINE: _line,
    Test.PREVIOUS_PARTNER: _before,
    Test.IN_DATE: _in_date,
    Test.CHECKS: _checked,
    Test.SIMILAR_TEXT: _text,
    Test.WISHES: _wishes,
}
