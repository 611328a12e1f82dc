"""Rules from the field: what programmes of different kinds begin their matching with."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from matching.rounds.enums import RuleStrength, RuleTest, WhoWishes

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MUST, MUST_NOT, SHOULD = RuleStrength.MUST, RuleStrength.MUST_NOT, RuleStrength.SHOULD


@dataclass(frozen=True, slots=True)
class TemplateRule:
    """One rule of a template; fields are of the profile, so that every programme has them."""

    strength: RuleStrength
    test: RuleTest
    weight: int = 0
    mentee_field: str = ""
    mentor_field: str = ""
    at_least: Decimal = Decimal(1)
    most: Decimal = Decimal(0)
    low: int = 0
    high: int = 0

    @property
    def fields(self) -> frozenset[str]:
        """Return the fields that it compares."""
        return frozenset(filter(None, (self.mentee_field, self.mentor_field)))


@dataclass(frozen=True, slots=True)
class RoundTemplate:
    """Rules to begin with, how many mentees a mentor has at most, and who wishes."""

    key: str
    title: "_StrPromise"
    summary: "_StrPromise"
    rules: tuple[TemplateRule, ...]
    ceiling: int = 2
    who_wishes: WhoWishes = WhoWishes.NOBODY


def about(field: str, rule: TemplateRule) -> TemplateRule:
    """Return a rule over the same field of the profile on both sides."""
    return replace(rule, mentee_field=f"profile:{field}", mentor_field=f"profile:{field}")


def must(test: RuleTest) -> TemplateRule:
    """Return a rule that decides."""
    return TemplateRule(MUST, test)


def must_not(test: RuleTest) -> TemplateRule:
    """Return a rule that forbids."""
    return TemplateRule(MUST_NOT, test)


def should(test: RuleTest, weight: int) -> TemplateRule:
    """Return a rule that weighs."""
    return TemplateRule(SHOULD, test, weight)


# Part of every new round; a coordinator can turn each of them off.
ALWAYS = (
    must(RuleTest.IN_DATE),
    must(RuleTest.CHECKS),
    must_not(RuleTest.REPORTING_LINE),
    must_not(RuleTest.PREVIOUS_PARTNER),
)
ONE_OR_TWO_ABOVE = about("grade", replace(should(RuleTest.GAP, 8), low=1, high=2))

TEMPLATES: dict[str, RoundTemplate] = {
    template.key: template
    for template in (
        RoundTemplate(
            "civil-service",
            _("A civil service, 981 people"),
            _(
                "What a government department published about a programme of 981 people: another "
                "department, a mentor one or two grades above, at most three mentees. Place and "
                "interests are ours."
            ),
            (
                about("department", must(RuleTest.DIFFERENT)),
                ONE_OR_TWO_ABOVE,
                about("location", should(RuleTest.SAME, 3)),
                about("interests", replace(should(RuleTest.IN_COMMON, 4), at_least=Decimal(2))),
            ),
            ceiling=3,
        ),
        RoundTemplate(
            "corporate",
            _("A company, across departments"),
            _("People meet somebody further on, from elsewhere, with goals that fit."),
            (
                about("department", should(RuleTest.DIFFERENT, 6)),
                ONE_OR_TWO_ABOVE,
                about("interests", replace(should(RuleTest.IN_COMMON, 7), at_least=Decimal(2))),
                replace(should(RuleTest.TIME_ZONE, 4), most=Decimal(3)),
                should(RuleTest.WISHES, 5),
            ),
            who_wishes=WhoWishes.MENTEES,
        ),
        RoundTemplate(
            "university",
            _("A university"),
            _("The same subject and a language in common; interests decide among those who fit."),
            (
                replace(must(RuleTest.LANGUAGE), low=4),
                about("department", should(RuleTest.SAME, 8)),
                about("interests", replace(should(RuleTest.IN_COMMON, 6), at_least=Decimal(2))),
                replace(should(RuleTest.AVAILABILITY, 4), at_least=Decimal(2)),
            ),
            ceiling=3,
        ),
        RoundTemplate(
            "nursing",
            _("Nursing and other regulated work"),
            _("Checks and training come first; mentor and mentee work at one site."),
            (
                about("location", must(RuleTest.SAME)),
                replace(must(RuleTest.AVAILABILITY), at_least=Decimal(1)),
                about("department", should(RuleTest.SAME, 5)),
                about("grade", replace(should(RuleTest.GAP, 6), low=1, high=3)),
            ),
        ),
        RoundTemplate(
            "community",
            _("Alumni, or a community"),
            _("People who volunteer their time: a language, an hour, and what both care about."),
            (
                replace(must(RuleTest.LANGUAGE), low=3),
                replace(should(RuleTest.TIME_ZONE, 6), most=Decimal(2)),
                replace(should(RuleTest.AVAILABILITY, 5), at_least=Decimal(2)),
                about("interests", replace(should(RuleTest.IN_COMMON, 8), at_least=Decimal(2))),
                should(RuleTest.WISHES, 8),
            ),
            ceiling=1,
            who_wishes=WhoWishes.MENTEES,
        ),
        RoundTemplate(
            "plain",
            _("Only what always holds"),
            _("Training, checks, reporting lines and earlier partners. You write the rest."),
            (),
        ),
    )
}
