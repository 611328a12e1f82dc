"""What a rule may look at: with which strengths, which fields and which numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from matching.rounds.enums import RuleStrength, RuleTest
from matching.rounds.fields import Field, FieldKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MUST, MUST_NOT, SHOULD = RuleStrength.MUST, RuleStrength.MUST_NOT, RuleStrength.SHOULD
COMPARED = (FieldKind.VALUE, FieldKind.CHOICE, FieldKind.SEVERAL, FieldKind.SCALE)


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that a rule can look at, and what has to be said about it.

    `kinds` of fields fit it (none: it needs no field); `numbers` are the columns it reads.
    `title` and `example` tell of it where somebody chooses.
    """

    test: RuleTest
    title: "_StrPromise"
    example: "_StrPromise"
    strengths: tuple[RuleStrength, ...]
    kinds: tuple[FieldKind, ...] = ()
    numbers: tuple[str, ...] = ()

    def fields_that_fit(self, fields: Sequence[Field]) -> list[Field]:
        """Return the fields that can be compared so."""
        return [field for field in fields if field.kind in self.kinds]


OFFERS: dict[str, Offer] = {
    offer.test: offer
    for offer in (
        Offer(
            RuleTest.SAME,
            _("The same, or something in common"),
            _("Mentor and mentee must have the same location."),
            (MUST, MUST_NOT, SHOULD),
            COMPARED,
        ),
        Offer(
            RuleTest.DIFFERENT,
            _("Different"),
            _("Mentor and mentee must have different departments."),
            (MUST, SHOULD),
            COMPARED,
        ),
        Offer(
            RuleTest.IN_COMMON,
            _("So many in common"),
            _("The mentee’s wishes to learn and what the mentor offers should share at least 2."),
            (MUST, MUST_NOT, SHOULD),
            (FieldKind.SEVERAL,),
            ("at_least",),
        ),
        Offer(
            RuleTest.GAP,
            _("Steps between them"),
            _("The mentor’s grade should be 1 or 2 steps above the mentee’s."),
            (MUST, MUST_NOT, SHOULD),
            (FieldKind.SCALE, FieldKind.CHOICE),
            ("low", "high", "order"),
        ),
        Offer(
            RuleTest.AVAILABILITY,
            _("Free at the same time"),
            _("Mentor and mentee must be free at the same time for 1 hour a week or more."),
            (MUST, SHOULD),
            numbers=("at_least",),
        ),
        Offer(
            RuleTest.TIME_ZONE,
            _("Time zones"),
            _("Mentor and mentee must live in time zones at most 3 hours apart."),
            (MUST, SHOULD),
            numbers=("most",),
        ),
        Offer(
            RuleTest.LANGUAGE,
            _("A language, and how well"),
            _("Mentor and mentee must share a language that both speak well or better."),
            (MUST, SHOULD),
            numbers=("low",),
        ),
        Offer(
            RuleTest.WISHES,
            _("What people wished for"),
            _("People should get whom they wished for."),
            (SHOULD,),
        ),
        Offer(
            RuleTest.SIMILAR_TEXT,
            _("Words alike"),
            _("What both wrote about themselves should be alike. It helps, and never decides."),
            (SHOULD,),
            (FieldKind.TEXT,),
        ),
        Offer(
            RuleTest.REPORTING_LINE,
            _("Reporting line"),
            _("Nobody is matched within their own reporting line."),
            (MUST_NOT,),
        ),
        Offer(
            RuleTest.PREVIOUS_PARTNER,
            _("Matched before"),
            _("Nobody is matched with somebody they were matched with before."),
            (MUST_NOT,),
        ),
        Offer(
            RuleTest.IN_DATE,
            _("Training in date"),
            _("Everybody must be in date with their training."),
            (MUST,),
        ),
        Offer(
            RuleTest.CHECKS,
            _("Checks"),
            _("Everybody must have the checks that are asked of them."),
            (MUST,),
        ),
    )
}
# Said once a round: a second one would say the same.
ONCE = frozenset(
    {
        RuleTest.WISHES,
        RuleTest.REPORTING_LINE,
        RuleTest.PREVIOUS_PARTNER,
        RuleTest.IN_DATE,
        RuleTest.CHECKS,
    }
)
# What it means that one of these is turned off.
OFF_MEANS: "dict[str, _StrPromise]" = {
    RuleTest.IN_DATE: _(
        "Drafts may now hold people whose training is not in date. Nobody can be asked to accept "
        "such a pair until their training is in date or waived."
    ),
    RuleTest.CHECKS: _(
        "Drafts may now hold people whose checks are missing. Nobody can be asked to accept such a "
        "pair until the checks are there."
    ),
    RuleTest.REPORTING_LINE: _("Somebody may now be matched with their own line manager."),
    RuleTest.PREVIOUS_PARTNER: _("People may now be matched with somebody they had before."),
}
WEIGHTS: "tuple[_StrPromise, ...]" = (
    _("1, a touch"),
    _("2, a little"),
    _("3, somewhat"),
    _("4, rather"),
    _("5, clearly"),
    _("6, notably"),
    _("7, much"),
    _("8, very much"),
    _("9, strongly"),
    _("10, most of all"),
)
