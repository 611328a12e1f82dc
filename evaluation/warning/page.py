"""The page about the early warning, in words: what it foresaw, and what it missed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.canonical import figure
from evaluation.statistics import CannotTell, PooledShare
from evaluation.statistics.screening import FEWEST_WEEKS, Matrix, Screening, Weeks, screen
from evaluation.warning.history import Past
from matching.actions.care import OFFERED
from matching.care.enums import Aftermath
from mentorship.common.charts import Chart, Pair, Scale, Words, pair_chart


@dataclass(frozen=True, slots=True)
class Share:
    """One share of the alarm: what it is called, what it means, and its figure in words."""

    name: str
    meaning: str
    figure: str
    span: str


@dataclass(frozen=True, slots=True)
class Step:
    """One threshold that may be chosen, and what it would have done."""

    points: int
    alerts: str
    foreseen: str
    right: str
    is_current: bool
    is_tried: bool


def lead_of(screening: Screening) -> str:
    """Return the sentence with which the page opens."""
    matrix = screening.matrix
    if not matrix.n:
        return _("There is no history yet")
    if screening.sensitivity.value is None or screening.positive.value is None:
        return ngettext(
            "Too few to tell: of %(n)s known week, %(trouble)s came before trouble, %(alerted)s "
            "was pointed out",
            "Too few to tell: of %(n)s known weeks, %(trouble)s came before trouble, %(alerted)s "
            "were pointed out",
            matrix.n,
        ) % {
            "n": number_format(matrix.n),
            "trouble": number_format(matrix.trouble),
            "alerted": number_format(matrix.alerted),
        }
    return _(
        "Of %(trouble)s weeks before trouble, %(foreseen)s were pointed out; of %(alerted)s that "
        "were pointed out, %(right)s came before trouble"
    ) % {
        "trouble": number_format(matrix.trouble),
        "foreseen": number_format(matrix.alerted_trouble),
        "alerted": number_format(matrix.alerted),
        "right": number_format(matrix.alerted_trouble),
    }


def shares_of(screening: Screening) -> list[Share]:
    """Return the shares of an alarm with their intervals, or why they cannot be told."""
    named = (
        (
            _("Sensitivity"),
            _("Of weeks before trouble, how many it pointed out"),
            screening.sensitivity,
        ),
        (
            _("Specificity"),
            _("Of weeks before no trouble, how many it left alone"),
            screening.specificity,
        ),
        (
            _("Positive predictive value"),
            _("Of weeks it pointed out, how many came before trouble"),
            screening.positive,
        ),
        (
            _("Negative predictive value"),
            _("Of weeks it left alone, how many came before none"),
            screening.negative,
        ),
        (_("Base rate"), _("Of all weeks, how many came before trouble"), screening.base_rate),
    )
    return [Share(name, meaning, _figure(share), _span(share)) for name, meaning, share in named]


def matrix_rows(matrix: Matrix) -> list[tuple[str, int, int, int]]:
    """Return the confusion matrix with its margins: trouble, none, all."""
    return [
        (_("Pointed out"), matrix.alerted_trouble, matrix.alerted_well, matrix.alerted),
        (
            _("Left alone"),
            matrix.silent_trouble,
            matrix.silent_well,
            matrix.silent_trouble + matrix.silent_well,
        ),
        (_("All weeks"), matrix.trouble, matrix.well, matrix.n),
    ]


def outcome_rows(past: Past) -> list[tuple[str, int, int]]:
    """Return what came after weeks in which coordinators were alerted, and after the others."""
    rows = [
        (str(came.label), past.outcomes[True, came], past.outcomes[False, came])
        for came in Aftermath
        if came != Aftermath.RESTED
    ]
    words = _("of these with somebody else since")
    return [*rows, (words, past.rematched[True], past.rematched[False])]


def screened_of(weeks: Sequence[Weeks]) -> list[Screening]:
    """Return what each threshold would have done, without intervals: they are for the one tried."""
    return [screen(weeks, points, resamples=1) for points in OFFERED]


def steps_of(screened: Sequence[Screening], *, current: int, tried: int) -> list[Step]:
    """Return the thresholds that may be chosen, in words."""
    steps = []
    for found in screened:
        points = found.least
        steps.append(
            Step(
                points,
                _("%(alerted)s of %(n)s weeks")
                % {
                    "alerted": number_format(found.matrix.alerted),
                    "n": number_format(found.matrix.n),
                },
                _figure(found.sensitivity),
                _figure(found.positive),
                points == current,
                points == tried,
            )
        )
    return steps


def steps_chart(screened: Sequence[Screening]) -> Chart | None:
    """Draw what is won and lost by each threshold; None where neither can be told."""
    pairs = []
    for found in screened:
        foreseen, right = found.sensitivity.value, found.positive.value
        if foreseen is not None and right is not None:
            label = _("from %(points)s points") % {"points": found.least}
            pairs.append(Pair(label, 100 * foreseen, 100 * right))
    if not pairs:
        return None
    return pair_chart(
        pairs,
        words=Words(
            title=_("What each threshold would have done"),
            caption=_("A lower threshold foresees more trouble, and is right less often."),
        ),
        scale=Scale(0, 100, title="%"),
        series=(_("trouble foreseen"), _("right when it rang")),
        first_column=_("Threshold"),
    )


def effect_of(now: Screening, tried: Screening) -> str:
    """Say what another threshold would have changed in the weeks that are known."""
    more = tried.matrix.alerted - now.matrix.alerted
    facts = {
        "points": tried.least,
        "more": number_format(abs(more)),
        "found": number_format(abs(tried.matrix.alerted_trouble - now.matrix.alerted_trouble)),
    }
    if not more:
        return _("From %(points)s points on, the same weeks would have been pointed out.") % facts
    if more > 0:
        return (
            _(
                "From %(points)s points on, %(more)s weeks more would have been pointed out; "
                "%(found)s of them came before trouble."
            )
            % facts
        )
    return (
        _(
            "From %(points)s points on, %(more)s weeks fewer would have been pointed out; "
            "%(found)s of them came before trouble."
        )
        % facts
    )


def _figure(share: PooledShare) -> str:
    """Write a share as "64% (32 of 50)", or why it cannot be told."""
    if share.reason == CannotTell.NO_ANSWERS:
        return _("No such week")
    if share.value is None:
        return _("Too few to tell (%(n)s of at least %(least)s weeks)") % {
            "n": share.n,
            "least": FEWEST_WEEKS,
        }
    return _("%(share)s (%(count)s of %(n)s)") % {
        "share": _percent(share.value),
        "count": number_format(share.count),
        "n": number_format(share.n),
    }


def _span(share: PooledShare) -> str:
    """Write the interval, or why there is none."""
    if share.value is None:
        return ""
    if share.low is None or share.high is None:
        return _("no interval: all of them are alike")
    return _("%(low)s to %(high)s, from %(people)s pairs") % {
        "low": _percent(share.low),
        "high": _percent(share.high),
        "people": share.people,
    }


def _percent(value: float) -> str:
    """Write a share in per cent."""
    return f"{number_format(figure(100 * value, 0))}%"
