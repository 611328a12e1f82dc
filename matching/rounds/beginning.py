"""What a round begins with: a template's rules, fitted to what its people have filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from matching.models import FreeHours, MatchingRule, Round
from matching.rounds.enums import RuleTest
from matching.rounds.fields import names_of_fields
from matching.rounds.ladders import in_order
from matching.rounds.occurring import Occurring, occurring_in
from matching.rounds.templates import ALWAYS, RoundTemplate, TemplateRule
from matching.rounds.wording import sentence_of
from programmes.enums import ParticipantRole
from programmes.models import Cohort

FEWEST_STEPS = 2


@dataclass(frozen=True, slots=True)
class Beginning:
    """A rule as a new round would have it; `lacks` says in a sentence why it rests at first."""

    rule: MatchingRule
    sentence: str
    lacks: str = ""


def beginnings(cohort: Cohort, template: RoundTemplate) -> list[Beginning]:
    """Return the rules of a template as a round of the cohort would begin with them, in order.

    A rule over something that nobody on one side has filled in would leave no pair: it rests
    until somebody turns it on. Steps are those that occur. Six queries at most.
    """
    fields = {field for rule in template.rules for field in rule.fields}
    chosen = Round(cohort=cohort)
    said = occurring_in(chosen, fields)
    has_hours = FreeHours.objects.painted().filter(person__places__cohort=cohort).exists()
    names = names_of_fields(cohort.programme, fields)
    made = []
    for position, part in enumerate((*template.rules, *ALWAYS)):
        rule = _rule(part, position)
        if part.test == RuleTest.GAP:
            rule.order = _steps(said, part)
        lacks = next(_lacks(part, rule, said, names, has_hours=has_hours), "")
        rule.is_on = not lacks
        made.append(Beginning(rule, sentence_of(rule, names), lacks))
    return made


def _rule(part: TemplateRule, position: int) -> MatchingRule:
    """Return a rule of a template as it would be stored."""
    return MatchingRule(
        strength=part.strength,
        test=part.test,
        weight=part.weight,
        mentee_field=part.mentee_field,
        mentor_field=part.mentor_field,
        at_least=part.at_least,
        most=part.most,
        low=part.low,
        high=max(part.low, part.high),
        position=position,
    )


def _steps(said: Mapping[tuple[str, str], Occurring], part: TemplateRule) -> list[str]:
    """Return the values that occur on either side, from the lowest step."""
    ours = said[ParticipantRole.MENTEE, part.mentee_field].values
    theirs = said[ParticipantRole.MENTOR, part.mentor_field].values
    return in_order({*ours, *theirs})


def _lacks(
    part: TemplateRule,
    rule: MatchingRule,
    said: Mapping[tuple[str, str], Occurring],
    names: Mapping[str, Any],
    *,
    has_hours: bool,
) -> Iterator[str]:
    """Yield, a sentence each, what is missing for a rule to mean anything here."""
    sides = (
        (ParticipantRole.MENTEE, part.mentee_field, _("No mentee has filled in: %(field)s.")),
        (ParticipantRole.MENTOR, part.mentor_field, _("No mentor has filled in: %(field)s.")),
    )
    for role, field, sentence in sides:
        if field and not said[role, field].filled:
            yield sentence % {"field": names[field].one}
    if part.test == RuleTest.GAP and len(rule.order) < FEWEST_STEPS:
        yield _("There are no steps to compare yet.")
    if part.test == RuleTest.AVAILABILITY and not has_hours:
        yield _("Nobody has said yet when they are free.")
