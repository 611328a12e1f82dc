"""What is handed down to training when a wave closes, in the same transaction."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from evaluation.enums import Purpose
from evaluation.handing_down.areas import Scored, scores_of, twin_of
from evaluation.handing_down.figures import (
    Rating,
    Told,
    gap_figure,
    mentees_figure,
    own_figure,
    whole_rating,
)
from evaluation.handing_down.intents import hand_down_intents
from evaluation.models import Wave
from mentorship.accounts.models import Organisation
from training.actions.evidence import keep_competency_figure, note_self_ratings
from training.agenda.enums import FigureKind
from training.models import Competency

Areas = Mapping[str, list[Scored]]


def hand_down(wave: Wave) -> None:
    """Tell training what a closed wave found; safe to run again, which replaces what was told.

    Competency waves give the mean of mentors' own ratings, that of their mentees', and the gap
    between the two once both of a cohort have closed; own ratings go to the clocks by which skills
    fade. Any survey of mentors that asks whether they come back gives the counts. Nothing is told
    that the page of results may not show. Raises ValueError for a wave that is not closed.
    """
    if wave.closed_at is None:
        raise ValueError("Only a closed wave is handed down.")
    if wave.instrument.purpose in {Purpose.COMPETENCY_SELF, Purpose.COMPETENCY_OTHER}:
        _hand_down_competencies(wave)
    hand_down_intents(wave, on=closing_day(wave))


def closing_day(wave: Wave) -> date:
    """Return the day a wave closed, where its organisation is."""
    organisation: Organisation = wave.cohort.programme.organisation
    return timezone.localdate(wave.closed_at, timezone=organisation.time_zone)


def _hand_down_competencies(wave: Wave) -> None:
    """Hand down the means of one side, and the gap where the other side has closed too."""
    competencies = {
        each.key: each for each in Competency.objects.filter(organisation=_organisation_id(wave))
    }
    areas = {key: found for key, found in scores_of(wave).items() if key in competencies}
    is_own = wave.instrument.purpose == Purpose.COMPETENCY_SELF
    for key, found in areas.items():
        figure = own_figure(each.score for each in found) if is_own else mentees_figure(_of(found))
        _keep(wave, competencies[key], FigureKind.SELF if is_own else FigureKind.MENTEE, figure)
    if is_own:
        note_self_ratings(
            wave.cohort.programme,
            [
                (each.person_id, competencies[key], whole_rating(each.score))
                for key, found in areas.items()
                for each in found
                if each.person_id is not None
            ],
            on=closing_day(wave),
        )
    twin = twin_of(wave)
    if twin is None:
        return
    theirs = scores_of(twin)
    own, rated, rating_wave = (areas, theirs, twin) if is_own else (theirs, areas, wave)
    for key in own.keys() & rated.keys() & competencies.keys():
        figure = gap_figure(_own_scores(own[key]), _of(rated[key]))
        # Kept under the mentees' wave, so that whichever closes last replaces and never doubles.
        _keep(rating_wave, competencies[key], FigureKind.GAP, figure, on=closing_day(wave))


def _keep(
    wave: Wave,
    competency: Competency,
    kind: FigureKind,
    figure: Told | None,
    *,
    on: date | None = None,
) -> None:
    """Keep a figure, where there is one that may be told."""
    if figure is None:
        return
    keep_competency_figure(
        wave.cohort.programme,
        competency=competency,
        kind=kind,
        wave_key=str(wave.pk),
        measured_on=on or closing_day(wave),
        n=figure.n,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        cohort=wave.cohort,
    )


def _own_scores(found: list[Scored]) -> dict[object, float]:
    """Return the own score of each mentor's place, where the system links it."""
    return {each.participant_id: each.score for each in found if each.participant_id}


def _of(found: list[Scored]) -> list[Rating]:
    """Return scores as ratings of the mentor they are about, where the system links them."""
    return [
        Rating(each.person_id, each.about_id, each.score)
        for each in found
        if each.person_id and each.about_id
    ]


def _organisation_id(wave: Wave) -> UUID:
    """Return the organisation whose competencies a wave is about."""
    found: UUID = wave.instrument.organisation_id
    return found
