"""Rules in words: a sentence each, and a short name for legends and bars."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.models import MatchingRule
from matching.rounds.enums import RuleStrength, RuleTest
from matching.rounds.fields import Field, FieldName, fields_for, names_of_fields

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = ["Field", "fields_for", "sentence_of", "short_name_of", "step_words"]

MUST, MUST_NOT, SHOULD = RuleStrength.MUST, RuleStrength.MUST_NOT, RuleStrength.SHOULD


class Sayable(Protocol):
    """What a sentence is made of: a stored rule, or one of a template or a snapshot."""

    @property
    def strength(self) -> str: ...
    @property
    def test(self) -> str: ...
    @property
    def mentee_field(self) -> str: ...
    @property
    def mentor_field(self) -> str: ...
    @property
    def at_least(self) -> Decimal | float: ...
    @property
    def most(self) -> Decimal | float: ...
    @property
    def low(self) -> int: ...
    @property
    def high(self) -> int: ...


# By test and strength; the fields of both sides are the same …
ONE_FIELD: "dict[tuple[str, str], _StrPromise]" = {
    (RuleTest.SAME, MUST): gettext_lazy("Mentor and mentee must have the same %(field)s."),
    (RuleTest.SAME, MUST_NOT): gettext_lazy("Mentor and mentee must not have the same %(field)s."),
    (RuleTest.SAME, SHOULD): gettext_lazy("Mentor and mentee should have the same %(field)s."),
    (RuleTest.DIFFERENT, MUST): gettext_lazy("Mentor and mentee must have different %(fields)s."),
    (RuleTest.DIFFERENT, SHOULD): gettext_lazy(
        "Mentor and mentee should have different %(fields)s."
    ),
    (RuleTest.IN_COMMON, MUST): gettext_lazy(
        "Mentor and mentee must have at least %(count)s in common: their %(fields)s."
    ),
    (RuleTest.IN_COMMON, MUST_NOT): gettext_lazy(
        "Mentor and mentee must not have %(count)s or more in common: their %(fields)s."
    ),
    (RuleTest.IN_COMMON, SHOULD): gettext_lazy(
        "Mentor and mentee should have at least %(count)s in common: their %(fields)s."
    ),
    (RuleTest.GAP, MUST): gettext_lazy("The mentor’s %(field)s must be %(steps)s the mentee’s."),
    (RuleTest.GAP, MUST_NOT): gettext_lazy(
        "The mentor’s %(field)s must not be %(steps)s the mentee’s."
    ),
    (RuleTest.GAP, SHOULD): gettext_lazy(
        "The mentor’s %(field)s should be %(steps)s the mentee’s."
    ),
    (RuleTest.SIMILAR_TEXT, SHOULD): gettext_lazy(
        "What both wrote should be alike: their %(fields)s."
    ),
}
# … or each side has its own …
TWO_FIELDS: "dict[tuple[str, str], _StrPromise]" = {
    (RuleTest.SAME, MUST): gettext_lazy(
        "The mentee’s %(mentee_field)s and the mentor’s %(mentor_field)s must have something in "
        "common."
    ),
    (RuleTest.SAME, MUST_NOT): gettext_lazy(
        "The mentee’s %(mentee_field)s and the mentor’s %(mentor_field)s must have nothing in "
        "common."
    ),
    (RuleTest.SAME, SHOULD): gettext_lazy(
        "The mentee’s %(mentee_field)s and the mentor’s %(mentor_field)s should have something in "
        "common."
    ),
    (RuleTest.DIFFERENT, MUST): gettext_lazy(
        "The mentee’s %(mentee_field)s and the mentor’s %(mentor_field)s must be different."
    ),
    (RuleTest.DIFFERENT, SHOULD): gettext_lazy(
        "The mentee’s %(mentee_field)s and the mentor’s %(mentor_field)s should be different."
    ),
    (RuleTest.IN_COMMON, MUST): gettext_lazy(
        "The mentee’s %(mentee_field)s and the mentor’s %(mentor_field)s must share at least "
        "%(count)s."
    ),
    (RuleTest.IN_COMMON, MUST_NOT): gettext_lazy(
        "The mentee’s %(mentee_field)s and the mentor’s %(mentor_field)s must not share %(count)s "
        "or more."
    ),
    (RuleTest.IN_COMMON, SHOULD): gettext_lazy(
        "The mentee’s %(mentee_field)s and the mentor’s %(mentor_field)s should share at least "
        "%(count)s."
    ),
    (RuleTest.GAP, MUST): gettext_lazy(
        "The mentor’s %(mentor_field)s must be %(steps)s the mentee’s %(mentee_field)s."
    ),
    (RuleTest.GAP, MUST_NOT): gettext_lazy(
        "The mentor’s %(mentor_field)s must not be %(steps)s the mentee’s %(mentee_field)s."
    ),
    (RuleTest.GAP, SHOULD): gettext_lazy(
        "The mentor’s %(mentor_field)s should be %(steps)s the mentee’s %(mentee_field)s."
    ),
    (RuleTest.SIMILAR_TEXT, SHOULD): gettext_lazy(
        "The mentee’s %(mentee_field)s and the mentor’s %(mentor_field)s should be alike."
    ),
}
# … or no field is named at all.
NO_FIELD: "dict[tuple[str, str], _StrPromise]" = {
    (RuleTest.TIME_ZONE, MUST): gettext_lazy(
        "Mentor and mentee must live in time zones at most %(hours)s apart."
    ),
    (RuleTest.TIME_ZONE, SHOULD): gettext_lazy(
        "Mentor and mentee should live in time zones at most %(hours)s apart."
    ),
    (RuleTest.LANGUAGE, MUST): gettext_lazy(
        "Mentor and mentee must share a language that both speak %(level)s or better."
    ),
    (RuleTest.LANGUAGE, SHOULD): gettext_lazy(
        "Mentor and mentee should share a language that both speak %(level)s or better."
    ),
    (RuleTest.AVAILABILITY, MUST): gettext_lazy(
        "Mentor and mentee must be free at the same time for %(free)s a week or more."
    ),
    (RuleTest.AVAILABILITY, SHOULD): gettext_lazy(
        "Mentor and mentee should be free at the same time for %(free)s a week or more."
    ),
    (RuleTest.REPORTING_LINE, MUST_NOT): gettext_lazy(
        "Nobody is matched within their own reporting line."
    ),
    (RuleTest.PREVIOUS_PARTNER, MUST_NOT): gettext_lazy(
        "Nobody is matched with somebody they were matched with before."
    ),
    (RuleTest.IN_DATE, MUST): gettext_lazy("Everybody must be in date with their training."),
    (RuleTest.CHECKS, MUST): gettext_lazy("Everybody must have the checks that are asked of them."),
    (RuleTest.WISHES, SHOULD): gettext_lazy("People should get whom they wished for."),
}
SHORT: "dict[str, _StrPromise]" = {
    RuleTest.TIME_ZONE: gettext_lazy("Time zone"),
    RuleTest.LANGUAGE: gettext_lazy("Language"),
    RuleTest.AVAILABILITY: gettext_lazy("Free hours"),
    RuleTest.REPORTING_LINE: gettext_lazy("Reporting line"),
    RuleTest.PREVIOUS_PARTNER: gettext_lazy("Matched before"),
    RuleTest.IN_DATE: gettext_lazy("Training"),
    RuleTest.CHECKS: gettext_lazy("Checks"),
    RuleTest.WISHES: gettext_lazy("Wishes"),
}
NO_LONGER_ASKED = FieldName(
    gettext_lazy("answer to a question no longer asked"),
    gettext_lazy("answers to a question no longer asked"),
)
# How well somebody speaks a language, from 1 to 6.
LEVELS: "tuple[_StrPromise, ...]" = (
    gettext_lazy("as beginners"),
    gettext_lazy("a little"),
    gettext_lazy("at work"),
    gettext_lazy("well"),
    gettext_lazy("fluently"),
    gettext_lazy("as their first language"),
)


def sentence_of(rule: Sayable, names: Mapping[str, FieldName] | None = None) -> str:
    """Return a rule as one plain sentence.

    `names` has what fields are called (`names_of_fields`); a stored rule finds them itself.
    """
    names = _names_for(rule) if names is None else names
    key = (rule.test, rule.strength)
    if key in NO_FIELD:
        return str(NO_FIELD[key]) % _facts(rule)
    sentences = ONE_FIELD if rule.mentee_field == rule.mentor_field else TWO_FIELDS
    ours = names.get(rule.mentee_field, NO_LONGER_ASKED)
    theirs = names.get(rule.mentor_field, NO_LONGER_ASKED)
    words = {
        "field": ours.one,
        "fields": ours.two,
        "mentee_field": ours.one,
        "mentor_field": theirs.one,
    }
    return str(sentences[key]) % (words | _facts(rule))


def short_name_of(rule: Sayable, names: Mapping[str, FieldName] | None = None) -> str:
    """Return a word or two for a rule, for legends and bars."""
    if rule.test in SHORT:
        return str(SHORT[rule.test])
    names = _names_for(rule) if names is None else names
    name = names.get(rule.mentee_field, NO_LONGER_ASKED)
    return name.short or str(capfirst(str(name.one)))


def step_words(low: int, high: int) -> str:
    """Say how far above somebody is: “1 or 2 steps above”, “level with”."""
    if low == high == 0:
        return _("level with")
    if low == high:
        return _above(low)
    if low < 0 <= high or high <= 0:
        return _("between %(low)s and %(high)s") % {"low": _above(low), "high": _above(high)}
    if high == low + 1:
        return _("%(low)d or %(high)d steps above") % {"low": low, "high": high}
    return _("%(low)d to %(high)d steps above") % {"low": low, "high": high}


def _above(steps: int) -> str:
    """Say how many steps above, or below."""
    if steps == 0:
        return _("level with")
    if steps < 0:
        return ngettext("%(steps)d step below", "%(steps)d steps below", -steps) % {"steps": -steps}
    return ngettext("%(steps)d step above", "%(steps)d steps above", steps) % {"steps": steps}


def _names_for(rule: Sayable) -> dict[str, FieldName]:
    """Return what the fields of a stored rule are called."""
    if not isinstance(rule, MatchingRule):
        msg = "names are needed for a rule that is not stored"
        raise TypeError(msg)
    programme = rule.round.cohort.programme
    return names_of_fields(programme, {rule.mentee_field, rule.mentor_field})


def _facts(rule: Sayable) -> dict[str, str]:
    """Return the numbers of a rule in words."""
    return {
        "count": _plain(rule.at_least),
        "steps": step_words(rule.low, rule.high),
        "hours": _hours(rule.most),
        "free": _hours(rule.at_least),
        "level": str(LEVELS[min(max(rule.low, 1), len(LEVELS)) - 1]),
    }


def _hours(hours: Decimal | float) -> str:
    """Return “1 hour”, “2.5 hours”."""
    whole = 1 if hours == 1 else 2
    return ngettext("%(hours)s hour", "%(hours)s hours", whole) % {"hours": _plain(hours)}


def _plain(number: Decimal | float) -> str:
    """Return a number without zeros that say nothing."""
    value = Decimal(str(number))
    return number_format(value.quantize(Decimal(1)) if value == value.to_integral() else value)
