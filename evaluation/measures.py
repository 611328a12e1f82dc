"""Figures of this app for indicators of programmes: only what the page of results shows too."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from statistics import fmean
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Audience, ItemKind, WaveState
from evaluation.models import Item, Wave
from evaluation.models.wave import WaveQuerySet
from evaluation.queries import tallies_of
from evaluation.results import chosen, figure_of, values_of
from evaluation.statistics import (
    Interval,
    NetPromoter,
    Proportion,
    mean_of_counts,
    net_promoter_of_counts,
    wilson,
)
from programmes.measures import FEWEST_ANSWERS, Measure, Reading, register_measure, rounded, share
from programmes.models import Programme
from training.agenda.enums import FigureKind
from training.currency.days import add_months
from training.models import CompetencyFigure

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


MONTHS = 12
SCALE, YES = (ItemKind.SCALE,), (ItemKind.YES_NO, ItemKind.CHOICE)


@dataclass(frozen=True, slots=True)
class LatestAnswers:
    """Reads one question of those who play a role, as the latest closed survey answers it.

    `kinds` are the forms in which it is asked; of a scale from 0 to 10, it may be the net score.
    """

    key: str
    audience: Audience
    kinds: tuple[ItemKind, ...]
    is_net: bool = False

    def __call__(self, programme: Programme, *, as_of: date) -> Reading | None:
        """Return the mean mark, or the share of the first answer in per cent.

        None where it may not be shown: fewer than five answered, or a few of one mind.
        """
        return self.in_waves(_closed(programme), as_of=as_of)

    def in_waves(self, waves: WaveQuerySet, *, as_of: date) -> Reading | None:
        """Return the same of some closed surveys, such as those of one cohort."""
        item = self._item(waves)
        if item is None:
            return None
        wave = waves.filter(instrument=item.instrument_id).latest("closed_at")
        counted = tallies_of([wave])[wave.pk, item.key]
        figure = figure_of(item, counted)
        n = figure.n or 0
        if not figure.is_shown or figure.value is None or n < FEWEST_ANSWERS:
            return None
        found, times = self._estimate(item, counted)
        shown = figure.value * times
        if self.is_net:
            if found.value is None:
                return None
            shown = Decimal(str(found.value))
        return Reading(
            rounded(shown),
            n,
            wave.invited,
            as_of,
            exact=_exactly(found.value, times),
            low=_exactly(found.low, times),
            high=_exactly(found.high, times),
            is_answered=True,
        )

    def _estimate(
        self, item: Item, counted: Counter[Any]
    ) -> tuple[Interval | Proportion | NetPromoter, int]:
        """Return the figure with its interval, unrounded, and what it is multiplied by."""
        if self.is_net:
            return net_promoter_of_counts(counted), 1
        if item.kind != ItemKind.SCALE:
            telling = next(iter(values_of(item)))
            return wilson(chosen(item, counted)[telling], counted.total()), 100
        found = mean_of_counts(counted)
        if found.low is None or found.high is None:
            return found, 1
        low, high = item.low or 0, item.high or 0
        return replace(found, low=max(found.low, low), high=min(found.high, high)), 1

    def _item(self, waves: WaveQuerySet) -> Item | None:
        """Return the question as the latest closed survey asked it."""
        asked = Item.objects.filter(
            key=self.key,
            kind__in=self.kinds,
            instrument__audience=self.audience,
            instrument__waves__in=waves,
        )
        if self.kinds == SCALE:
            # Reworded on another scale, it is another figure.
            low, high = (0, 10) if self.is_net else (1, 5)
            asked = asked.filter(low=low, high=high)
        return asked.order_by("-instrument__waves__closed_at").first()


def response_rate(programme: Programme, *, as_of: date) -> Reading | None:
    """Compare the answers to surveys that closed in the last twelve months with those asked for."""
    since = add_months(as_of, -MONTHS)
    waves = _closed(programme).filter(
        invited__gt=0, closed_at__date__gt=since, closed_at__date__lte=as_of
    )
    rows = waves.annotate(answered=Count("answers")).values_list("answered", "invited")
    # Whoever answered in a room without being called is no more than all.
    counted = [(min(answered, invited or 0), invited or 0) for answered, invited in rows]
    return share(sum(row[0] for row in counted), sum(row[1] for row in counted), as_of)


def competency(programme: Programme, *, as_of: date) -> Reading | None:
    """Return the mean over areas of mentees' latest rating of mentors; `n` is of the fewest."""
    waves = _rated_waves(programme, as_of)
    if not waves:
        return None
    figures = waves[-1]
    lows, highs = _ends(figures)
    return Reading(
        _mean(figures),
        min(figure.n for figure in figures),
        None,
        as_of,
        exact=_exactly(fmean(figure.value for figure in figures)),
        low=_exactly(lows),
        high=_exactly(highs),
        is_answered=True,
    )


def competency_change(programme: Programme, *, as_of: date) -> Reading | None:
    """Return by how much mentees' rating changed from the first to the latest wave, area by area.

    Only areas that were told both times; None before there were two waves.
    """
    waves = _rated_waves(programme, as_of)
    if len(waves) < 2:  # noqa: PLR2004  (a change is between two)
        return None
    first = {figure.competency_id: figure for figure in waves[0]}
    last = {figure.competency_id: figure for figure in waves[-1]}
    both = first.keys() & last.keys()
    if not both:
        return None
    changes = [last[key].value - first[key].value for key in both]
    n = min(figures[key].n for figures in (first, last) for key in both)
    (first_low, first_high), (low, high) = (
        _ends([figures[key] for key in both]) for figures in (first, last)
    )
    return Reading(
        rounded(Decimal(str(fmean(changes)))),
        n,
        None,
        as_of,
        exact=_exactly(fmean(changes)),
        low=None if low is None or first_high is None else _exactly(low - first_high),
        high=None if high is None or first_low is None else _exactly(high - first_low),
        is_answered=True,
    )


def _rated_waves(programme: Programme, as_of: date) -> list[list[CompetencyFigure]]:
    """Return mentees' ratings as they were handed down, wave by wave, the oldest first."""
    figures = CompetencyFigure.objects.filter(
        programme=programme, kind=FigureKind.MENTEE, measured_on__lte=as_of
    ).order_by("measured_on", "wave_key", "pk")
    groups = groupby(figures, key=lambda figure: (figure.measured_on, figure.wave_key))
    return [list(group) for _wave, group in groups]


def _mean(figures: list[CompetencyFigure]) -> Decimal:
    """Return the mean of figures, each area weighing the same."""
    return rounded(Decimal(str(fmean(figure.value for figure in figures))))


def _ends(figures: list[CompetencyFigure]) -> tuple[float | None, float | None]:
    """Return an interval around the mean of areas that the same people rated.

    However the areas hang together, their mean varies no more than they do on average; so the mean
    of the ends is wide enough. None where an area has no interval.
    """
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    if min(len(lows), len(highs)) < len(figures):
        return None, None
    return fmean(lows), fmean(highs)


def _exactly(value: float | None, times: int = 1) -> Decimal | None:
    """Return a figure as it was computed, in the unit of the measure."""
    return None if value is None else Decimal(repr(value)) * times


def _closed(programme: Programme) -> WaveQuerySet:
    """Return the surveys of a programme whose answers are all in."""
    return Wave.objects.filter(cohort__programme=programme, state=WaveState.CLOSED)


def register() -> None:
    """Offer these figures."""
    for measure in MEASURES:
        register_measure(measure)


def _measure(
    key: str,
    title: "_StrPromise",
    describe: "_StrPromise",
    *,
    audience: Audience,
    kinds: tuple[ItemKind, ...],
    unit: "str | _StrPromise",
    name: str = "",
    is_net: bool = False,
) -> Measure:
    """Return the figure of one question; `name` is its own where two roles are asked the same."""
    read = LatestAnswers(key, audience, kinds, is_net)
    return Measure(f"evaluation.{name or key}", title, unit, describe, read)


MEAN_OF_MENTEES = _(
    "The mean mark, from 1 to 5, in the latest closed survey of mentees that asks it. Not "
    "shown when fewer than five answered."
)
MEAN_OF_MENTORS = _(
    "The mean mark, from 1 to 5, in the latest closed survey of mentors that asks it. Not "
    "shown when fewer than five answered."
)
SHARE_OF_MENTEES = _(
    "Of the answers in the latest closed survey of mentees that asks it, those that said "
    "yes. Not shown when fewer than five answered."
)
SHARE_OF_MENTORS = _(
    "Of the answers in the latest closed survey of mentors that asks it, those that said "
    "yes. Not shown when fewer than five answered."
)
NET = _(
    "Those who give 9 or 10 of 10 less those who give 6 or less, in per cent of the answers to the "
    "latest closed survey that asks it: from −100 to 100. Not shown when fewer than five answered."
)
OF_FIVE, PER_CENT = _("of 5"), "%"

MEASURES = (
    _measure(
        "mentor_met_expectations",
        _("Mentees: my mentor meets my expectations"),
        MEAN_OF_MENTEES,
        audience=Audience.MENTEE,
        kinds=SCALE,
        unit=OF_FIVE,
    ),
    _measure(
        "goal_progress",
        _("Mentees: I come closer to my goal"),
        MEAN_OF_MENTEES,
        audience=Audience.MENTEE,
        kinds=SCALE,
        unit=OF_FIVE,
    ),
    _measure(
        "fit",
        _("Mentees: my mentor and I work well together"),
        MEAN_OF_MENTEES,
        audience=Audience.MENTEE,
        kinds=SCALE,
        unit=OF_FIVE,
    ),
    _measure(
        "recommend",
        _("Mentees who would recommend the programme"),
        SHARE_OF_MENTEES,
        audience=Audience.MENTEE,
        kinds=(ItemKind.CHOICE,),
        unit=PER_CENT,
    ),
    _measure(
        "likely_to_recommend",
        _("Mentees: net score of recommending (NPS)"),
        NET,
        audience=Audience.MENTEE,
        kinds=SCALE,
        unit=_("points"),
        is_net=True,
    ),
    _measure(
        "wants_mentor",
        _("Mentees who would like to mentor"),
        SHARE_OF_MENTEES,
        audience=Audience.MENTEE,
        kinds=YES,
        unit=PER_CENT,
    ),
    _measure(
        "worthwhile",
        _("Mentors: mentoring is worth the time"),
        MEAN_OF_MENTORS,
        audience=Audience.MENTOR,
        kinds=SCALE,
        unit=OF_FIVE,
    ),
    _measure(
        "wants_mentor",
        _("Mentors who would like to come back"),
        SHARE_OF_MENTORS,
        audience=Audience.MENTOR,
        kinds=YES,
        unit=PER_CENT,
        name="mentors_would_return",
    ),
    _measure(
        "training_adequate",
        _("Mentors whom the training prepared well"),
        SHARE_OF_MENTORS,
        audience=Audience.MENTOR,
        kinds=YES,
        unit=PER_CENT,
    ),
    _measure(
        "likely_to_recommend",
        _("Mentors: net score of recommending (NPS)"),
        NET,
        audience=Audience.MENTOR,
        kinds=SCALE,
        unit=_("points"),
        name="mentors_likely_to_recommend",
        is_net=True,
    ),
    _measure(
        "change_noticed",
        _("Line managers: mentoring helps at work"),
        _(
            "The mean mark, from 1 to 5, in the latest closed survey of line managers that asks "
            "it. Not shown when fewer than five answered."
        ),
        audience=Audience.LINE_MANAGER,
        kinds=SCALE,
        unit=OF_FIVE,
    ),
    Measure(
        key="evaluation.response_rate",
        title=_("Survey answers received"),
        unit=PER_CENT,
        describe=_(
            "Of the answers that surveys asked for, those received, over all surveys that closed "
            "in the last twelve months and whose number of people asked is known."
        ),
        read=response_rate,
        # The same people are asked again and again.
        is_tied=True,
    ),
    Measure(
        key="evaluation.competency",
        title=_("Mentors’ competency, as mentees rate it"),
        unit=_("of 7"),
        describe=_(
            "The mean over the areas of competency of mentees’ ratings in the latest closed "
            "survey, from 1 to 7. Areas with fewer than five mentees are left out."
        ),
        read=competency,
    ),
    Measure(
        key="evaluation.competency_change",
        title=_("Change in mentors’ competency, as mentees rate it"),
        unit=_("points of 7"),
        describe=_(
            "Mentees’ ratings in the latest closed survey less those in the first one, as a mean "
            "over the areas that both told. Not always the same people rated, so it says what "
            "changed, not why."
        ),
        read=competency_change,
    ),
)
