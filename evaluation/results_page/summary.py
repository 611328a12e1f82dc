"""What a page of results opens with: who answered, how many figures there are, what stands out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.enums import ItemKind
from evaluation.reports import phrases
from evaluation.reports.model import State
from evaluation.results_page.basis import Basis
from evaluation.results_page.numbers import percent, signed
from evaluation.results_page.questions import QuestionResult
from evaluation.suppression import SMALLEST_GROUP

# Of fewer questions, the highest and the lowest stand out by themselves.
FEWEST_TO_RANK = 3
HIDDEN = (State.TOO_FEW, State.WITHHELD)


@dataclass(frozen=True, slots=True)
class Fact:
    """A large figure at the top of the page."""

    value: str
    label: str
    note: str = ""


def facts_of(basis: Basis, asked: Sequence[QuestionResult]) -> tuple[Fact, ...]:
    """Return the figures at the top: the response, what is shown, promoters where asked."""
    shown = sum(result.is_shown for result in asked)
    hidden = sum(result.question.figure.state in HIDDEN for result in asked)
    facts = [_response(basis)]
    if asked:
        note = ngettext(
            "%(count)d is not shown, as too few answered it",
            "%(count)d are not shown, as too few answered them",
            hidden,
        ) % {"count": hidden}
        facts.append(
            Fact(number_format(shown), _("Questions with figures"), note if hidden else "")
        )
    facts.extend(
        Fact(
            signed(result.promoters.value, digits=0),
            _("Net promoter score"),
            _("n = %(n)s") % {"n": number_format(result.promoters.n)},
        )
        for result in asked
        if result.promoters is not None
    )
    return tuple(facts)


def lines_of(basis: Basis, asked: Sequence[QuestionResult]) -> tuple[str, ...]:
    """Return the sentences at the top."""
    return tuple(line for line in (_silent(basis), _extremes(asked)) if line)


def asked_people(basis: Basis) -> int | None:
    """Return how many were asked, where that is on record for each wave."""
    invited = [wave.invited for wave in basis.waves]
    if any(count is None for count in invited):
        return None
    total = sum(count or 0 for count in invited)
    return total if total >= basis.counted.answers else None


def _response(basis: Basis) -> Fact:
    """Return how many answered, of how many."""
    answers, asked = basis.counted.answers, asked_people(basis)
    if not asked:
        return Fact(number_format(answers), _("Answers"), _("how many were asked is not on record"))
    return Fact(
        _("%(count)s of %(of)s") % {"count": number_format(answers), "of": number_format(asked)},
        _("Answered"),
        percent(answers / asked),
    )


def _silent(basis: Basis) -> str:
    """Say what is not known of those who did not answer."""
    asked = asked_people(basis)
    if not asked or asked == basis.counted.answers or not basis.counted.answers:
        return ""
    return ngettext(
        "%(count)s did not answer; what they would have said is not known, and may differ.",
        "%(count)s did not answer; what they would have said is not known, and may differ.",
        asked - basis.counted.answers,
    ) % {"count": number_format(asked - basis.counted.answers)}


def _extremes(asked: Sequence[QuestionResult]) -> str:
    """Name the questions with the highest and the lowest mean, of those on one scale."""
    on_scale = [
        result
        for result in asked
        if result.is_shown
        and result.question.kind == ItemKind.SCALE
        and not result.question.is_reversed
        and result.promoters is None
    ]
    scales = {(result.question.low, result.question.high) for result in on_scale}
    if len(on_scale) < FEWEST_TO_RANK or len(scales) > 1:
        return ""
    ranked = sorted(on_scale, key=lambda result: result.question.figure.value or 0)
    lowest, highest = ranked[0].question, ranked[-1].question
    if lowest.figure.value == highest.figure.value:
        return ""
    return _(
        "Marked highest: “%(highest)s” (%(high_mean)s of %(top)s); lowest: “%(lowest)s” "
        "(%(low_mean)s)."
    ) % {
        "highest": highest.text,
        "high_mean": phrases.short(highest.figure),
        "lowest": lowest.text,
        "low_mean": phrases.short(lowest.figure),
        "top": highest.high,
    }


def caution_of(basis: Basis) -> str:
    """Say what is shown of whom, and what the intervals mean."""
    if not basis.counted.answers:
        return ""
    if not basis.has_intervals:
        return _(
            "Several answers may be about, or by, the same person, so no intervals are given: they "
            "would claim more than is known."
        )
    told = _(
        "A 95% interval says how far chance alone could have moved a figure, had other people of "
        "the same kind been asked; it says nothing of those who did not answer."
    )
    if basis.is_named:
        return told
    return f"{told} " + _("Figures are shown for %(fewest)d answers or more.") % {
        "fewest": SMALLEST_GROUP
    }
