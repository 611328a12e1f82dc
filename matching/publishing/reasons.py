"""Why these two, as both may read it: what they share, never a score and never a wish."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.models import Match, SendingPair
from matching.rounds.enums import RuleStrength, RuleTest
from matching.wording import in_words, short_names
from mentorship.accounts.models import Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_THINGS = 3
# Half of what a rule could give at most: less is nothing to be told as a reason.
ENOUGH = 0.5
ALL_POINTS = 10_000

# Wishes, and what people wrote at length, are told to nobody; steps of a ladder flatter nobody.
THINGS: "dict[str, _StrPromise]" = {
    RuleTest.SAME: gettext_lazy("the same %(field)s"),
    RuleTest.DIFFERENT: gettext_lazy("a fresh eye, since you do not share the same %(field)s"),
    RuleTest.IN_COMMON: gettext_lazy("%(field)s that you share"),
    RuleTest.LANGUAGE: gettext_lazy("a language that you both speak"),
    RuleTest.AVAILABILITY: gettext_lazy("hours at which you are both free"),
    RuleTest.TIME_ZONE: gettext_lazy("working days that overlap"),
}
TWO_FIELDS: "_StrPromise" = gettext_lazy("something that one of you looks for and the other brings")


def reason_for(row: SendingPair, settings: Mapping[str, Any], *, other: str) -> str:
    """Return a sentence for one of a pair about the `other`; empty where nothing can be told.

    The settings are those of the pair's draft; its parts stand in the order of the rules that
    weigh.
    """
    return reason_of(row.parts, settings, other=other)


def reason_of(parts: Sequence[int], settings: Mapping[str, Any], *, other: str) -> str:
    """Return the same for the parts of any pair that these settings judged."""
    things = _things(parts, settings)
    if not things:
        return ""
    return _("What speaks for you and %(name)s: %(things)s.") % {
        "name": other,
        "things": in_words(things),
    }


def reason_in(match: Match, *, viewer: Person) -> str:
    """Return why the viewer and the other of a match were proposed; one query.

    Empty where it did not come from a draft, or nothing can be told.
    """
    rows = SendingPair.objects.filter(match=match).select_related("sending__draft")
    row = rows.first()
    others = match.others_than(viewer)
    if row is None or not others:
        return ""
    return reason_for(row, row.sending.draft.settings, other=short_names(others))


def _things(parts: Sequence[int], settings: Mapping[str, Any]) -> list[str]:
    """Return what they share, the weightiest first."""
    rules = [rule for rule in settings.get("rules", ()) if rule["strength"] == RuleStrength.SHOULD]
    total = sum(rule["weight"] for rule in rules)
    if not total or len(parts) != len(rules):
        return []
    weighty = [
        (-part, place, rule)
        for place, (part, rule) in enumerate(zip(parts, rules, strict=True))
        if rule["test"] in THINGS and part >= ENOUGH * ALL_POINTS * rule["weight"] / total
    ]
    told = (_thing(rule) for _points, _place, rule in sorted(weighty, key=lambda row: row[:2]))
    return list(dict.fromkeys(told))[:MOST_THINGS]


def _thing(rule: Mapping[str, Any]) -> str:
    """Return what a rule found in common."""
    name = str(rule["short_name"])
    if name.endswith("?"):
        field = _("“%(question)s”") % {"question": name}
    else:
        field = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    is_of_two = rule["mentee_field"] != rule["mentor_field"] and rule["test"] in {
        RuleTest.SAME,
        RuleTest.IN_COMMON,
    }
    return str(TWO_FIELDS) if is_of_two else str(THINGS[rule["test"]]) % {"field": field}
