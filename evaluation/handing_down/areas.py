"""The competency areas of a closed wave: each answer's score, and whether its figures may be told.

An area is a subscale of an instrument on competencies; its name is the key of the competency. Its
questions are marked from 1 to 7.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from evaluation.enums import ItemKind, WaveState
from evaluation.handing_down.figures import HIGH, LOW
from evaluation.models import Answer, Item, Wave
from evaluation.publishing.cuts import Cut, visible_groups
from evaluation.results_page.scales import may_show_people
from evaluation.statistics import moments_of, subscale_score
from evaluation.summaries.scales import Subscale

ALL = "all"


@dataclass(frozen=True, slots=True)
class Scored:
    """One answer's score in one area; who gave it and about whom, where the system links it."""

    participant_id: UUID | None
    person_id: UUID | None
    about_id: UUID | None
    score: float


@dataclass(frozen=True, slots=True)
class Area:
    """An area whose figures may be told: each score, and the mean of its questions' means.

    Without `is_open`, a few left some questions out: a mean of scores, beside the means of the
    questions, would tell what these few answered, so only the mean of means may be told. `people`
    counts those who answered the question that fewest answered.
    """

    scores: list[Scored]
    is_open: bool
    mean_of_means: float
    people: int


def items_by_area(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Return the questions of each area; areas with a question on another scale are left out."""
    areas: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.subscale:
            areas[item.subscale].append(item)
    return {
        area: asked
        for area, asked in areas.items()
        if all(i.kind == ItemKind.SCALE and (i.low, i.high) == (LOW, HIGH) for i in asked)
    }


def score_of(asked: Sequence[Item], values: Mapping[str, Any]) -> float | None:
    """Return an answer's area score; None with less than two thirds of the questions answered."""
    return subscale_score(
        [values.get(item.key) for item in asked],
        low=LOW,
        high=HIGH,
        reversed_items=[place for place, item in enumerate(asked) if item.is_reversed],
    ).value


def areas_of(wave: Wave) -> dict[str, Area]:
    """Return the areas whose figures may be told of a closed wave.

    An area is told only where each of its questions is: with its mean, and those of the others, a
    hidden question's could be worked out.
    """
    answers = list(
        Answer.objects.filter(wave=wave, wave__state=WaveState.CLOSED).select_related("participant")
    )
    areas = items_by_area(wave.instrument.items.all())
    shown = told_items(wave, answers, [item for asked in areas.values() for item in asked])
    return {
        area: _told(asked, answers)
        for area, asked in areas.items()
        if all(item.key in shown for item in asked)
    }


def told_items(wave: Wave, answers: Sequence[Answer], items: Iterable[Item]) -> frozenset[str]:
    """Return the keys of those questions whose figures over the whole wave may be told."""
    cut = Cut(_("Refresher agenda"), {ALL: frozenset({str(wave.pk)})})
    tallies = {
        item.key: {ALL: Counter(a.values[item.key] for a in answers if item.key in a.values)}
        for item in items
    }
    told = visible_groups(
        wave.cohort.programme,
        wave.instrument.key,
        cut,
        {key: groups for key, groups in tallies.items() if groups[ALL]},
        by=None,
    )
    return frozenset(key for key, groups in told.items() if ALL in groups)


def _told(asked: Sequence[Item], answers: Sequence[Answer]) -> Area:
    """Return what may be told of an area, of all whose questions each may."""
    keys = [item.key for item in asked]
    scale = Subscale("", tuple(asked), LOW, HIGH)
    moments = moments_of([scale.marks(answer.values) for answer in answers], len(asked))
    marks = [
        fmean(mark for mark in column if mark is not None)
        for column in zip(*(scale.marks(answer.values) for answer in answers), strict=True)
    ]
    behind = [
        len({answer.participant_id for answer in answers if key in answer.values}) for key in keys
    ]
    return Area(_scored(asked, answers), may_show_people(moments), fmean(marks), min(behind))


def _scored(asked: Sequence[Item], answers: Iterable[Answer]) -> list[Scored]:
    """Return the scores of one area, of those who answered enough of it."""
    found = []
    for answer in answers:
        score = score_of(asked, answer.values)
        if score is not None:
            person = answer.participant.person_id if answer.participant else None
            found.append(Scored(answer.participant_id, person, answer.about_id, score))
    return found
