"""What the rules of a round do to its people, in words: told beside the rules as they change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.models import Round
from matching.rounds.assembling import Assembly, assemble
from matching.rounds.settings import Settings, settings_of
from matching.solver.effects import Effects, Kind, RuleEffect, effects_of, problems_of
from matching.solver.judging import shares_of
from matching.solver.model import BadProblemError
from programmes.models import Participant

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FEW_NAMES = 4
# A round of more pairs is counted once for each of its versions, for so many seconds.
MANY_PAIRS = 250_000
KEPT_FOR = 600

PROBLEMS: "dict[Kind, _StrPromise]" = {
    Kind.CONTRADICTION: gettext_lazy(
        "No pair can keep both this rule and another one, so nobody could be matched."
    ),
    Kind.IMPOSSIBLE: gettext_lazy("No pair can keep this rule, so nobody could be matched."),
    Kind.NOTHING_WEIGHS: gettext_lazy(
        "No rule weighs: every pair that the rules allow is as good as the next. Add a “should”."
    ),
    Kind.TEXT_ALONE: gettext_lazy(
        "Only words that are alike weigh. They are meant to help: add another “should” beside them."
    ),
    Kind.TEXT_DECIDES: gettext_lazy("Words that are alike can help, and never decide."),
    Kind.WEIGHT: gettext_lazy("This rule has no weight from 1 to 10."),
    Kind.FIELD: gettext_lazy("This rule does not say what is compared."),
    Kind.ORDER: gettext_lazy("This rule has no steps to compare: write two at least."),
    Kind.NUMBER: gettext_lazy("This rule asks for a number that cannot be."),
    Kind.LEVEL: gettext_lazy("This rule asks for a level that there is not."),
    Kind.SAME_ID: gettext_lazy("This rule stands here twice."),
    Kind.TOO_MANY: gettext_lazy("There are more rules than can be reckoned with."),
}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by name, for a link to their page."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class People:
    """Some people: a few by name, and how many more there are."""

    few: tuple[Named, ...] = ()
    more: int = 0

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self.few) + self.more


@dataclass(frozen=True, slots=True)
class RuleTold:
    """What one rule does, in the order of the rules.

    `left` pairs after it and those before it, `emptied` whom it leaves with nobody; `gained` pairs
    and `freed` people if it alone were taken away. `share` of 100 points for one that weighs.
    """

    left: int = 0
    emptied: People = People()
    gained: int = 0
    freed: People = People()
    share: float = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What all rules do together; people by name, `ids_without` of those with nobody by id."""

    pairs: int
    left: int
    rules: Mapping[str, RuleTold]
    mentees_without: People
    mentors_without: People
    ids_without: tuple[str, ...]
    problems: tuple[str, ...]
    counted_at: datetime

    @property
    def percent(self) -> int:
        """Return how many of a hundred pairs are left."""
        return round(100 * self.left / self.pairs) if self.pairs else 0


def told_of(chosen: Round, *, settings: Settings | None = None, anew: bool = False) -> Told:
    """Return what the rules of a round do; of a large round the figures of the last ten minutes.

    `settings` stands for the round's own where something else is tried, which is never kept.
    """
    key = f"matching.effects.{chosen.pk}.{chosen.version}"
    if settings is None and not anew and isinstance(known := cache.get(key), Told):
        return known
    assembly = assemble(chosen, settings=settings or settings_of(chosen))
    told = _told(assembly)
    if settings is None and told.pairs > MANY_PAIRS:
        cache.set(key, told, KEPT_FOR)
    return told


def _told(assembly: Assembly) -> Told:
    """Return what the rules of an assembled round do."""
    problems = problems_of(assembly.rules)
    found = _effects(assembly)
    people = {str(place.pk): place for place in (*assembly.mentees, *assembly.mentors)}
    effects = {effect.rule: effect for effect in found.rules}
    shares = shares_of(assembly.rules)
    rules = {}
    for rule, share in zip(assembly.rules, shares, strict=True):
        own = tuple(_words(problem.kind) for problem in problems if rule.id in problem.rules)
        rules[rule.id] = _rule(effects.get(rule.id), people, share / 100, own)
    return Told(
        pairs=found.pairs,
        left=found.pairs_left,
        rules=rules,
        mentees_without=_named(found.mentees_without, people),
        mentors_without=_named(found.mentors_without, people),
        ids_without=(*found.mentees_without, *found.mentors_without),
        problems=tuple(_words(problem.kind) for problem in problems if not problem.rules),
        counted_at=timezone.now(),
    )


def _effects(assembly: Assembly) -> Effects:
    """Return the effects of rules; those of rules that cannot be scored are none."""
    try:
        return effects_of(assembly.scores)
    except BadProblemError:
        return Effects(len(assembly.mentees) * len(assembly.mentors), 0, (), (), ())


def _rule(
    effect: RuleEffect | None,
    people: Mapping[str, Participant],
    share: float,
    problems: tuple[str, ...],
) -> RuleTold:
    """Return what one rule does, with names."""
    if effect is None:
        return RuleTold(share=share, problems=problems)
    return RuleTold(
        left=effect.pairs_left,
        emptied=_named((*effect.mentees_emptied, *effect.mentors_emptied), people),
        gained=effect.pairs_gained,
        freed=_named((*effect.mentees_gained, *effect.mentors_gained), people),
        share=share,
        problems=problems,
    )


def _named(ids: Sequence[str], people: Mapping[str, Participant]) -> People:
    """Return some people, a few of them by name."""
    few = sorted(ids, key=lambda pk: people[pk].person.name.casefold())[:FEW_NAMES]
    named = tuple(Named(pk, people[pk].person.name) for pk in few)
    return People(named, len(ids) - len(named))


def _words(kind: Kind) -> str:
    """Return what is wrong, as a sentence."""
    return str(PROBLEMS[kind])


def with_rule(settings: Settings, rule: Mapping[str, Any]) -> Settings:
    """Return settings in which a rule of the same id is replaced, or a new one is the last."""
    rules: Iterable[Mapping[str, Any]] = settings["rules"]
    is_known = any(each["id"] == rule["id"] for each in rules)
    changed = [dict(rule) if each["id"] == rule["id"] else each for each in rules]
    return settings | {"rules": changed if is_known else [*changed, dict(rule)]}


def in_words(told: Told) -> str:
    """Say in a sentence how many pairs the rules leave, and how many mentees have nobody."""
    if not told.pairs:
        return _("Nobody can be paired yet")
    words = {
        "left": number_format(told.left, force_grouping=True),
        "pairs": number_format(told.pairs, force_grouping=True),
    }
    sentence = _("%(left)s of %(pairs)s pairs may meet") % words
    alone = told.mentees_without.count
    if not alone:
        return sentence
    more = ngettext("%(count)d mentee has nobody", "%(count)d mentees have nobody", alone)
    return f"{sentence}; {more % {'count': alone}}"
