"""A rule while it is being written: its sentence in parts, its steps, and what it would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.models import MatchingRule, Round
from matching.rounds.effects import RuleTold, Told, told_of, with_rule
from matching.rounds.enums import RuleTest
from matching.rounds.fields import fields_for
from matching.rounds.forms import RuleForm
from matching.rounds.ladders import in_order
from matching.rounds.occurring import occurring_in
from matching.rounds.offers import Offer
from matching.rounds.settings import settings_of, snapshot_of
from matching.rounds.wording import sentence_of
from programmes.enums import ParticipantRole

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The sentence of each kind of rule; a word in braces stands for a choice.
SENTENCES: "dict[RuleTest, _StrPromise]" = {
    RuleTest.SAME: _(
        "The mentee’s {mentee_field} and the mentor’s {mentor_field} {strength} have something in "
        "common."
    ),
    RuleTest.DIFFERENT: _(
        "The mentee’s {mentee_field} and the mentor’s {mentor_field} {strength} be different."
    ),
    RuleTest.IN_COMMON: _(
        "The mentee’s {mentee_field} and the mentor’s {mentor_field} {strength} share at least "
        "{at_least}."
    ),
    RuleTest.GAP: _(
        "The mentor’s {mentor_field} {strength} be {low} to {high} steps above the mentee’s "
        "{mentee_field}."
    ),
    RuleTest.AVAILABILITY: _(
        "Mentor and mentee {strength} be free at the same time for {at_least} hours a week or more."
    ),
    RuleTest.TIME_ZONE: _(
        "Mentor and mentee {strength} live in time zones at most {most} hours apart."
    ),
    RuleTest.LANGUAGE: _(
        "Mentor and mentee {strength} share a language that both speak {low} or better."
    ),
    RuleTest.SIMILAR_TEXT: _(
        "The mentee’s {mentee_field} and the mentor’s {mentor_field} should be alike."
    ),
    RuleTest.WISHES: _("People should get whom they wished for."),
    RuleTest.REPORTING_LINE: _("Nobody is matched within their own reporting line."),
    RuleTest.PREVIOUS_PARTNER: _("Nobody is matched with somebody they were matched with before."),
    RuleTest.IN_DATE: _("Everybody must be in date with their training."),
    RuleTest.CHECKS: _("Everybody must have the checks that are asked of them."),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence: words, or a choice."""

    words: str = ""
    field: forms.BoundField | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a rule would do beside the others, were it saved as it stands."""

    sentence: str
    told: Told
    rule: RuleTold


def parts_of(form: RuleForm, offer: Offer) -> list[Part]:
    """Return a rule's sentence as words and choices, in the order of reading."""
    parts = []
    for number, piece in enumerate(str(SENTENCES[offer.test]).replace("}", "{").split("{")):
        if number % 2:
            parts.append(Part(field=form[piece]))
        elif piece.strip():
            parts.append(Part(words=piece.strip()))
    return parts


def effect_of(rule: MatchingRule, form: RuleForm, *, is_new: bool) -> Effect | None:
    """Return what a rule would do as it is being written; None where it is not all said yet."""
    if form.is_bound:
        if not form.is_valid():
            return None
        facts = form.facts()
        tried = MatchingRule(pk=rule.pk, round=rule.round, **facts)
        if tried.test == RuleTest.GAP and not tried.order:
            tried.order = steps_that_occur(rule.round, facts)
    elif is_new:
        return None
    else:
        tried = rule
    told = told_of(rule.round, settings=with_rule(settings_of(rule.round), snapshot_of(tried)))
    return Effect(sentence_of(tried), told, told.rules[str(rule.pk)])


def steps_that_occur(chosen: Round, facts: Mapping[str, Any]) -> list[str]:
    """Return the steps of the fields a rule compares, from the lowest, as far as one can guess.

    Those of a question are its choices in their order; of anything else, what people wrote.
    """
    sides = (
        (ParticipantRole.MENTEE, facts["mentee_field"]),
        (ParticipantRole.MENTOR, facts["mentor_field"]),
    )
    fields = fields_for(chosen)
    options: dict[str, None] = {}
    for role, key in sides:
        for field in fields[role]:
            if field.key == key:
                options |= dict.fromkeys(field.options)
    if options:
        return list(options)
    occurring = occurring_in(chosen, {key for _role, key in sides})
    return in_order({value for role, key in sides for value in occurring[role, key].values})
