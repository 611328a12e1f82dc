"""Figures of this app for indicators of programmes: only what the page of results shows too."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from evaluation.enums import ItemKind, WaveState
from evaluation.models import Item, Wave
from evaluation.models.wave import WaveQuerySet
from evaluation.queries import tallies_of
from evaluation.results import figure_of
from programmes.enums import ParticipantRole
from programmes.measures import FEWEST_ANSWERS, Measure, Reading, register_measure, rounded
from programmes.models import Programme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class LatestAnswers:
    """Reads one question of those who play a role, as the latest closed survey answers it."""

    key: str
    audience: ParticipantRole
    kind: ItemKind

    def __call__(self, programme: Programme, *, as_of: date) -> Reading | None:
        """Return the mean mark, or the share of the first answer in per cent.

        None where it may not be shown: fewer than five answered, or a few of one mind.
        """
        item = self._item(programme)
        if item is None:
            return None
        wave = _closed(programme).filter(instrument=item.instrument_id).latest("closed_at")
        figure = figure_of(item, tallies_of([wave])[wave.pk, item.key])
        n = figure.n or 0
        if not figure.is_shown or figure.value is None or n < FEWEST_ANSWERS:
            return None
        times = 1 if item.kind == ItemKind.SCALE else 100
        return Reading(rounded(figure.value * times), n, wave.invited, as_of)

    def _item(self, programme: Programme) -> Item | None:
        """Return the question as the latest closed survey asked it."""
        asked = Item.objects.filter(
            key=self.key,
            kind=self.kind,
            instrument__audience=self.audience,
            instrument__waves__in=_closed(programme),
        )
        return asked.order_by("-instrument__waves__closed_at").first()


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
    audience: ParticipantRole,
    kind: ItemKind,
    unit: "str | _StrPromise",
) -> Measure:
    """Return the figure of one question."""
    read = LatestAnswers(key, audience, kind)
    return Measure(f"evaluation.{key}", title, unit, describe, read)


MEASURES = (
    _measure(
        "mentor_met_expectations",
        _("Mentees: my mentor meets my expectations"),
        _(
            "The mean mark, from 1 to 5, in the latest closed survey of mentees that asks it. Not "
            "shown when fewer than five answered."
        ),
        audience=ParticipantRole.MENTEE,
        kind=ItemKind.SCALE,
        unit=_("of 5"),
    ),
    _measure(
        "goal_progress",
        _("Mentees: I come closer to my goal"),
        _(
            "The mean mark, from 1 to 5, in the latest closed survey of mentees that asks it. Not "
            "shown when fewer than five answered."
        ),
        audience=ParticipantRole.MENTEE,
        kind=ItemKind.SCALE,
        unit=_("of 5"),
    ),
    _measure(
        "recommend",
        _("Mentees who would recommend the programme"),
        _(
            "Of the answers in the latest closed survey of mentees that asks it, those that said "
            "yes. Not shown when fewer than five answered."
        ),
        audience=ParticipantRole.MENTEE,
        kind=ItemKind.CHOICE,
        unit="%",
    ),
    _measure(
        "worthwhile",
        _("Mentors: mentoring is worth the time"),
        _(
            "The mean mark, from 1 to 5, in the latest closed survey of mentors that asks it. Not "
            "shown when fewer than five answered."
        ),
        audience=ParticipantRole.MENTOR,
        kind=ItemKind.SCALE,
        unit=_("of 5"),
    ),
)
