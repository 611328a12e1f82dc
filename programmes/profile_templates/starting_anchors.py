"""Words for the levels of a scale to start from, by what sort of thing is looked for."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from programmes.enums import CriterionKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Seven steps each, the lowest first; a shorter scale takes those that lie evenly among them.
_STEPS: "dict[CriterionKind, tuple[_StrPromise, ...]]" = {
    CriterionKind.SKILL: (
        _("Does the opposite in the practice talk"),
        _("Says that it matters, and does not do it"),
        _("Does it when reminded"),
        _("Does it unasked, in a plain case"),
        _("Does it when it is hard, and gives an example"),
        _("Adapts it to the person in front of them"),
        _("Others learn it from them"),
    ),
    CriterionKind.QUALITY: (
        _("What they tell speaks against it"),
        _("Uses the word, and names no example"),
        _("Names an example of somebody else’s"),
        _("Names one example of their own"),
        _("Says what it cost them, and what came of it"),
        _("Several examples, of different kinds"),
        _("Others tell the same of them"),
    ),
    CriterionKind.KNOWLEDGE: (
        _("Does not know it, or has it wrong"),
        _("Knows that there is something, and not what"),
        _("Can name it"),
        _("Explains it in their own words"),
        _("Uses it in a case that is new to them"),
        _("Knows its limits, and whom to ask beyond them"),
        _("Teaches it to others"),
    ),
    CriterionKind.EXPERIENCE: (
        _("Has not done it"),
        _("Has watched others do it"),
        _("Has done parts of it beside somebody"),
        _("Has done it once from start to end"),
        _("Has done it more than once, and tells what they learned"),
        _("Has done it in different places"),
        _("Others ask them how it is done"),
    ),
}


def starting_anchors(kind: str, levels: int) -> list[str]:
    """Return words for so many levels, from the lowest step to the highest."""
    steps = _STEPS[CriterionKind(kind)]
    last = len(steps) - 1
    return [str(steps[round(place * last / (levels - 1))]) for place in range(levels)]
