"""Which surveys asked the same people more than once, so that a change can be told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from evaluation.enums import Audience, Candour, Purpose, Subject
from evaluation.models import Wave
from programmes.models import Cohort

# In the order in which they are asked.
COURSE = (Purpose.BASELINE, Purpose.CLOSE, Purpose.FOLLOW_UP)
TWICE = 2


@dataclass(frozen=True, slots=True)
class Series:
    """Two or more closed surveys of the same people, in the order of asking."""

    key: str
    label: str
    cohort: Cohort
    waves: tuple[Wave, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """All self-ratings of a cohort's mentors, and the mentees' rating beside some, by their id."""

    cohort: Cohort
    own: tuple[Wave, ...]
    others: dict[Any, Wave]


def series_in(waves: Iterable[Wave]) -> list[Series]:
    """Return what can be compared over time among closed waves, the latest cohort first.

    Either baseline, close and follow-up of one role, or one instrument asked again. A wave is in
    one series only, and the first of each step counts: a later one would change whose answers are
    compared, and what was shown before would tell of those who are not in it any more. Anonymous
    surveys cannot be linked, and answers about somebody else are not changes of oneself.
    """
    courses: dict[tuple[Any, str], dict[str, Wave]] = defaultdict(dict)
    again: dict[tuple[Any, str], list[Wave]] = defaultdict(list)
    for wave in in_order(waves):
        instrument = wave.instrument
        if not is_linked(wave):
            continue
        if instrument.purpose in COURSE:
            _go_on(courses[wave.cohort_id, instrument.audience], instrument.purpose, wave)
        else:
            again[wave.cohort_id, instrument.key].append(wave)
    found = [
        _course(audience, [steps[step] for step in COURSE if step in steps])
        for (_cohort, audience), steps in courses.items()
        if len(steps) >= TWICE
    ]
    found += [_again(some) for some in again.values() if len(some) >= TWICE]
    return sorted(found, key=lambda series: (series.cohort.starts_on, series.key), reverse=True)


def twins_in(waves: Iterable[Wave]) -> list[Twin]:
    """Return the cohorts in which mentors rated themselves and were rated, the latest first.

    A rating by mentees goes with the last self-rating that closed before it, else with the first
    one after; each is in one twin. So no later survey changes who was compared already.
    """
    rounds: dict[tuple[Any, str], list[Wave]] = defaultdict(list)
    for wave in in_order(waves):
        if wave.instrument.candour != Candour.ANONYMOUS:
            rounds[wave.cohort_id, wave.instrument.purpose].append(wave)
    found = []
    for (cohort_id, purpose), own in rounds.items():
        others = rounds.get((cohort_id, Purpose.COMPETENCY_OTHER), [])
        if purpose != Purpose.COMPETENCY_SELF or not others:
            continue
        pairs: dict[Any, Wave] = {}
        for rating in others:
            earlier = [wave for wave in own if _closing(wave) <= _closing(rating)]
            pairs.setdefault((earlier or own[:1])[-1].pk, rating)
        found.append(Twin(own[0].cohort, tuple(own), pairs))
    return sorted(found, key=lambda twin: twin.cohort.starts_on, reverse=True)


def is_linked(wave: Wave) -> bool:
    """Tell whether answers of the wave are about oneself and known to belong to somebody."""
    instrument = wave.instrument
    return instrument.candour != Candour.ANONYMOUS and instrument.subject == Subject.PROGRAMME


def in_order(waves: Iterable[Wave]) -> list[Wave]:
    """Return waves in the order in which they closed, early or late."""
    return sorted(waves, key=lambda wave: (_closing(wave), wave.pk))


def _closing(wave: Wave) -> datetime:
    """Return when a closed wave closed; it may have been before or after its time."""
    moment: datetime = wave.closed_at or wave.closes_at
    return moment


def _course(audience: str, waves: Sequence[Wave]) -> Series:
    """Return the course of one role in one cohort."""
    cohort = waves[0].cohort
    label = _("%(cohort)s – %(role)s, from start to end") % {
        "cohort": cohort.name,
        "role": Audience(audience).label,
    }
    return Series(f"{cohort.pk}.{audience}", label, cohort, tuple(waves))


def _go_on(steps: dict[str, Wave], purpose: str, wave: Wave) -> None:
    """Add a wave to a course; one that closed after a later step of it comes too late."""
    if all(COURSE.index(Purpose(taken)) < COURSE.index(Purpose(purpose)) for taken in steps):
        steps[purpose] = wave


def _again(waves: Sequence[Wave]) -> Series:
    """Return one instrument that was asked again."""
    cohort, instrument = waves[0].cohort, waves[-1].instrument
    label = _("%(cohort)s – %(survey)s, asked again") % {
        "cohort": cohort.name,
        "survey": instrument.title,
    }
    return Series(f"{cohort.pk}.{instrument.key}", label, cohort, tuple(waves))
