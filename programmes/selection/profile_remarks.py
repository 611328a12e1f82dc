"""What the rules of `profile_lint` found, in words: where, why, and what to write instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.enums import CriterionKind
from programmes.models import Criterion
from programmes.selection.profile_lint import Fault, LintedCriterion, lint

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at again: the criteria it is about, why, and what to write instead."""

    criteria: tuple[Criterion, ...]
    name: str
    why: str
    instead: str


# For each fault: why it is one, and what to write instead. “%(words)s” is what gave rise to it.
_WORDS: "dict[Fault, tuple[_StrPromise, _StrPromise]]" = {
    Fault.VAGUE: (
        _("Two reviewers would understand “%(words)s” differently."),
        _("Say what somebody does, such as “Asks three questions before giving advice”."),
    ),
    Fault.NO_EVIDENCE: (
        _("Nobody has said yet how one would see it."),
        _("Name what an applicant shows or tells, or where it can be looked up."),
    ),
    Fault.ANCHORS_EMPTY: (
        _("Some levels have no words, so that each reviewer would make up their own."),
        _("Write for each level what one would see there."),
    ),
    Fault.ANCHORS_ALIKE: (
        _("Two levels say the same, so that nobody can choose between them."),
        _("Say what is there at the higher level that is not at the lower one."),
    ),
    Fault.ANCHORS_BY_DEGREE: (
        _("The levels differ only by a word of degree, such as “often” or “very”."),
        _("Say at each level what somebody does that is not done one level lower."),
    ),
    Fault.COUNTED_TWICE: (
        _("They seem to look for the same, which would then count twice."),
        _("Keep one of them and give it the weight of both, or say how they differ."),
    ),
    Fault.YEARS: (
        _("“%(words)s” counts time, and shuts out whoever learned the same faster."),
        _("Name what those years should have taught, and how one would see it."),
    ),
    Fault.SENIORITY: (
        _("“%(words)s” looks at rank, and good mentors are found at every grade."),
        _("Name what somebody of that rank can do here that others cannot."),
    ),
    Fault.AGE: (
        _("“%(words)s” looks at age, which says nothing about mentoring and may be unlawful."),
        _("Name what you hope to find, such as “Tries new ways of working”."),
    ),
    Fault.ORIGIN: (
        _("“%(words)s” looks at where somebody comes from, and may be unlawful."),
        _("Name the language and what it is needed for, such as “Can hold a talk in English”."),
    ),
    Fault.FULL_TIME: (
        _("“%(words)s” shuts out people who work part-time, more often women and carers."),
        _("Name the hours that it takes, such as “Has three hours a month for it”."),
    ),
    Fault.DEGREE: (
        _("“%(words)s” asks for a certificate where it may be a skill that is needed."),
        _("Name what somebody has to know or be able to do, however they learned it."),
    ),
    Fault.GENDERED: (
        _("“%(words)s” speaks of one gender."),
        _("Write “they”, or name the role without it."),
    ),
    Fault.TOO_MANY: (
        _("%(words)s criteria tire reviewers, who then judge by their first impression."),
        _("Keep the ten that make the difference; leave the rest to training."),
    ),
    Fault.TOO_HEAVY: (
        _("It carries %(words)s per cent of the whole, so that it nearly decides alone."),
        _("Lower its weight, or make it essential: then it has to be met whatever the rest says."),
    ),
    Fault.ALL_ESSENTIAL: (
        _("Everything is essential, so that nobody can be strong in one and learn another."),
        _("Keep as essential what cannot be learned in your training."),
    ),
}


def remarks_on(criteria: Sequence[Criterion]) -> list[Remark]:
    """Return what to look at again in some criteria, in plain words."""
    known = {str(each.pk): each for each in criteria}
    return [
        _in_words(found.fault, tuple(known[key] for key in found.keys), found.words)
        for found in lint([_linted(each) for each in criteria])
    ]


def _in_words(fault: Fault, criteria: tuple[Criterion, ...], words: str) -> Remark:
    """Put one finding in words."""
    why, how = _WORDS[fault]
    instead = str(how)
    if fault == Fault.TOO_HEAVY and all(each.is_essential for each in criteria):
        instead = _now("Lower its weight: it is essential anyhow, and has to be met.")
    names = [_now("“%(name)s”") % {"name": each.name} for each in criteria]
    return Remark(
        criteria=criteria,
        name=_now(" and ").join(names) or _now("All together"),
        why=str(why).replace("%(words)s", words),
        instead=instead,
    )


def _linted(criterion: Criterion) -> LintedCriterion:
    """Return of a criterion what the rules look at."""
    return LintedCriterion(
        key=str(criterion.pk),
        name=criterion.name,
        evidence=criterion.evidence,
        anchors=tuple(criterion.anchors),
        weight=criterion.weight,
        is_essential=criterion.is_essential,
        is_experience=criterion.kind == CriterionKind.EXPERIENCE,
    )
