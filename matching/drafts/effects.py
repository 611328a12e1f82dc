"""What a change by hand would do, before it is made: each pair's fit before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from matching.drafts.cards import Bar, bar_of
from matching.drafts.changes import RefusedError
from matching.drafts.judging import (
    Judged,
    assembly_of,
    judge,
    refusal_for_holds,
    refusal_for_room,
    refusal_of,
)
from matching.drafts.snapshot import rule_lines
from matching.drafts.wording import Names, fit_in_words, fit_of, reasons_of
from matching.models import Draft, DraftPair
from matching.rounds.assembling import Assembly
from programmes.models import Participant


@dataclass(frozen=True, slots=True)
class NewPair:
    """A pair as it would be: its fit and bar, its reason, and what is against it."""

    mentee: str
    mentor: str
    fit: int
    bar: Bar
    reason: str
    now: str


@dataclass(frozen=True, slots=True)
class Effect:
    """What would change; `against` says what speaks against it, a sentence each."""

    pairs: list[NewPair]
    mean_before: str
    mean_after: str
    against: list[str]
    can_override: bool

    @property
    def can_be_made(self) -> bool:
        """Tell whether it can be made at all, with a reason if need be."""
        return not self.against or self.can_override


def effect_of_place(
    draft: Draft,
    mentee: Participant,
    mentor: Participant,
    *,
    instead_of: DraftPair | None,
    assembly: Assembly | None = None,
) -> Effect:
    """Return what it would do to give a mentee a mentor."""
    assembly = assembly or assembly_of(draft)
    (judged,) = judge(assembly, [(mentee.pk, mentor.pk)])
    refusals = [
        refusal_for_holds(draft, mentee, mentor),
        refusal_of(draft, judged, mentee, mentor),
        refusal_for_room(draft, mentor, leaving=instead_of),
    ]
    gone = [instead_of] if instead_of else []
    return _effect(draft, [(judged, mentee, mentor)], gone, refusals)


def effect_of_swap(
    draft: Draft, one: DraftPair, other: DraftPair, *, assembly: Assembly | None = None
) -> Effect:
    """Return what it would do if two mentees changed mentors."""
    wanted = [(one.mentee, other.mentor), (other.mentee, one.mentor)]
    pairs = [(mentee.pk, mentor.pk) for mentee, mentor in wanted]
    judged = judge(assembly or assembly_of(draft), pairs)
    refusals = []
    for each, (mentee, mentor) in zip(judged, wanted, strict=True):
        refusals += [
            refusal_for_holds(draft, mentee, mentor),
            refusal_of(draft, each, mentee, mentor),
        ]
    new = [(each, *people) for each, people in zip(judged, wanted, strict=True)]
    return _effect(draft, new, [one, other], refusals)


def _effect(
    draft: Draft,
    new: Sequence[tuple[Judged, Participant, Participant]],
    gone: Sequence[DraftPair],
    refusals: Sequence[RefusedError | None],
) -> Effect:
    """Put together what would change."""
    lines = rule_lines(draft)
    before = {pair.mentee_id: pair for pair in gone}
    pairs = []
    for judged, mentee, mentor in new:
        names = Names(mentee.person.short_name, mentor.person.short_name)
        fit, old = fit_of(judged.points), before.get(mentee.pk)
        now = ""
        if old is not None:
            words = {"fit": fit_of(old.points), "mentor": old.mentor.person.name}
            now = _("%(fit)d with %(mentor)s now") % words
        pairs.append(
            NewPair(
                mentee=mentee.person.name,
                mentor=mentor.person.name,
                fit=fit,
                bar=bar_of(judged.parts, lines, fit),
                reason=reasons_of(judged.facts, names, lines),
                now=now,
            )
        )
    found = [refusal for refusal in refusals if refusal]
    total, number = draft.measures.get("total", 0), draft.measures.get("pairs", 0)
    after = total + sum(each.points for each, *_people in new) - sum(p.points for p in gone)
    count = number + len(new) - len(gone)
    return Effect(
        pairs=pairs,
        mean_before=fit_in_words(round(total / number) if number else None),
        mean_after=fit_in_words(round(after / count) if count else None),
        against=[reason for refusal in found for reason in refusal.reasons],
        can_override=all(refusal.can_override for refusal in found),
    )
